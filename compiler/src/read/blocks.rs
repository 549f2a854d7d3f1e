//! What reading needs of a Markdown document: its tables with their cells, its headings and comments, and what hides text.

use core::ops::Range;
use std::collections::BTreeSet;

use super::ranges::Ranges;

/// Everything, in the order of the document. All offsets are bytes of its text.
#[derive(Default)]
pub(crate) struct Blocks {
    pub(crate) tables: Vec<Table>,
    pub(crate) headings: Vec<Heading>,
    pub(crate) comments: Vec<Comment>,
    /// Where HTML tables begin.
    pub(crate) html_tables: Vec<usize>,
    /// Fenced code, comments and front matter, which a reader of the page sees as they are or not at all.
    pub(crate) hidden: Ranges,
    /// All of that and the tables: no Markdown table can be lost there.
    pub(crate) opaque: Ranges,
    /// Code by indentation: a table that is indented too far ends up there.
    pub(crate) indented_code: Ranges,
    /// Text that HTML takes as it is, and the name of its tag: `<pre>` and such.
    pub(crate) verbatim: Vec<(Range<usize>, &'static str)>,
    /// A comment without an end, which hides what is below it.
    pub(crate) unclosed: Option<usize>,
    /// The footnotes that the text refers to, in lower case.
    pub(crate) footnotes: BTreeSet<String>,
    /// Names in code marks outside all tables, each with its place.
    pub(crate) mentions: Vec<(String, usize)>,
    /// The tabs of the page, by where they begin.
    pub(crate) tabs: Vec<Tab>,
    /// The front matter, if there is any.
    pub(crate) front_matter: Option<Range<usize>>,
}

impl Blocks {
    /// The text that HTML takes as it is around a place, and the name of its tag.
    pub(crate) fn verbatim_at(&self, at: usize) -> Option<&(Range<usize>, &'static str)> {
        let next = self.verbatim.partition_point(|(range, _)| range.end <= at);
        self.verbatim.get(next).filter(|(range, _)| range.contains(&at))
    }
}

/// A table.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) range: Range<usize>,
    pub(crate) header: Row,
    /// Its rows, without the header and the delimiter row.
    pub(crate) rows: Vec<Row>,
    /// The headings of the sections that contain it, in [`Blocks::headings`], the nearest first.
    pub(crate) headings: Vec<usize>,
    /// The tabs that contain it, in [`Blocks::tabs`], the nearest first.
    pub(crate) tabs: Vec<usize>,
    /// Where the heading or table above it ends.
    pub(crate) text_above: usize,
    /// The footnote that contains it, in lower case.
    pub(crate) footnote: Option<String>,
    /// Whether its header touches text above it, which other renderers may take it for a part of.
    pub(crate) touches_text: bool,
    /// Whether other renderers take its delimiter row for code, or for a part of the text.
    pub(crate) has_delimiter_in_code: bool,
}

/// A row of a table as the Markdown parser sees it.
#[derive(Default)]
pub(crate) struct Row {
    /// Its source, without the marks of a list or a quotation around it.
    pub(crate) range: Range<usize>,
    /// Whether other renderers show it as code: it is indented by four columns or more.
    pub(crate) is_code: bool,
    /// As many cells as the table has columns: GFM drops surplus ones and fills in missing ones.
    pub(crate) cells: Vec<Cell>,
}

/// What stands in a tab, and what the tab is called.
pub(crate) struct Tab {
    pub(crate) range: Range<usize>,
    pub(crate) label: String,
}

/// A cell of a table.
pub(crate) struct Cell {
    /// Where its content begins; in an empty cell, where it would.
    pub(crate) start: usize,
    pub(crate) pieces: Vec<Piece>,
}

/// A stretch of a cell's or heading's content.
pub(crate) struct Piece {
    pub(crate) style: Style,
    pub(crate) text: String,
    /// Where the text begins in the document; for a break, a tag or a footnote, where that begins.
    pub(crate) offset: usize,
}

/// What a piece is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Style {
    Plain,
    Code,
    /// Text that is struck out.
    Struck,
    /// A line break: `<br>`.
    Break,
    /// Another HTML tag, with its source as text.
    Tag,
    /// A reference to a footnote.
    Footnote,
    /// An image, without text.
    Image,
}

/// A heading.
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) offset: usize,
    /// Whether a list or a quotation contains it.
    pub(crate) is_nested: bool,
}

/// An HTML comment.
pub(crate) struct Comment {
    /// What is between its marks: `<!--` and `-->`, in MDX `{/*` and `*/}`.
    pub(crate) inner: Range<usize>,
    pub(crate) place: Place,
}

/// What a comment is directly above.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// The table of this index.
    Table(usize),
    /// Something else than a table, at the top of the document.
    Top,
    /// A table written in HTML, at this offset.
    HtmlTable(usize),
    /// A paragraph that begins at this offset.
    Paragraph(usize),
    /// Anything else.
    Elsewhere,
}
