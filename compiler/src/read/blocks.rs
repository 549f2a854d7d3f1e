//! What the Markdown of a document holds that matters here: tables, headings, comments, and what hides the rest.

use core::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::text::plain;

/// A stretch of a cell's or heading's content.
pub(crate) struct Piece<'a> {
    pub(crate) style: Style,
    pub(crate) text: CowStr<'a>,
    /// Where the text begins in the document; for a break, a tag or a footnote, where it stands.
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
    /// Another HTML tag, as it stands.
    Tag,
    /// A reference to a footnote.
    Footnote,
}

/// One cell of a table.
pub(crate) struct Cell {
    /// Where its content begins; in an empty cell, where it would.
    pub(crate) start: usize,
    /// Its pieces, in [`Blocks::pieces`].
    pub(crate) pieces: Range<usize>,
}

/// One row of a table, the header too.
#[derive(Default)]
pub(crate) struct Row {
    /// Its source, without what a list or a quotation puts before it.
    pub(crate) range: Range<usize>,
    /// Its cells as GFM sees them (never more, never fewer than columns), in [`Blocks::cells`].
    pub(crate) cells: Range<usize>,
}

/// One table.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) range: Range<usize>,
    pub(crate) header: Row,
    /// Its rows, in [`Blocks::rows`].
    pub(crate) rows: Range<usize>,
    /// The nearest heading of level 2 or deeper above it, in [`Blocks::headings`].
    pub(crate) heading: Option<usize>,
}

/// One heading.
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) offset: usize,
}

/// One HTML comment.
pub(crate) struct Comment {
    /// What stands between `<!--` and `-->`.
    pub(crate) inner: Range<usize>,
    pub(crate) place: Place,
}

/// What a comment stands above.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// Just above a table.
    Table(usize),
    /// At the top, above something else than a table.
    Top,
    /// Just above a table written in HTML, at this offset.
    HtmlTable(usize),
    /// Above a paragraph that begins at this offset.
    Paragraph(usize),
    /// Anywhere else.
    Elsewhere,
}

/// All of it, in the order of the document.
#[derive(Default)]
pub(crate) struct Blocks<'a> {
    pub(crate) tables: Vec<Table>,
    pub(crate) rows: Vec<Row>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) pieces: Vec<Piece<'a>>,
    pub(crate) headings: Vec<Heading>,
    pub(crate) comments: Vec<Comment>,
    /// Where HTML tables begin.
    pub(crate) html_tables: Vec<usize>,
    /// Fenced code, comments and front matter: what stands there is not shown, or shown as it is. Sorted.
    pub(crate) hidden: Vec<Range<usize>>,
    /// All of that and the tables: no Markdown table can be lost there. Sorted.
    pub(crate) opaque: Vec<Range<usize>>,
    /// Code by indentation: a table that is indented too far ends up there. Sorted.
    pub(crate) indented_code: Vec<Range<usize>>,
    /// The front matter, where there is one.
    pub(crate) front_matter: Option<Range<usize>>,
}

/// Reads the blocks of a text.
pub(crate) fn blocks(text: &str) -> Blocks<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut walk = Walk::new(text);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        walk.event(event, range);
    }
    walk.settle(Place::Elsewhere);
    let mut blocks = walk.blocks;
    blocks.opaque = opaque(&blocks.hidden, &blocks.tables);
    blocks
}

/// What is hidden and the tables, in order: both come in order.
fn opaque(hidden: &[Range<usize>], tables: &[Table]) -> Vec<Range<usize>> {
    let mut all = Vec::with_capacity(hidden.len() + tables.len());
    let mut next = 0;
    for table in tables {
        while next < hidden.len() && hidden[next].start <= table.range.start {
            all.push(hidden[next].clone());
            next += 1;
        }
        all.push(table.range.clone());
    }
    all.extend_from_slice(&hidden[next..]);
    all
}

struct Walk<'a> {
    text: &'a str,
    blocks: Blocks<'a>,
    /// Whether nothing but front matter, comments and titles has come yet.
    at_top: bool,
    /// Comments, from this one on, that wait for what they stand above.
    pending: usize,
    /// Whether the content that comes belongs to a cell or heading.
    collecting: bool,
    /// Where the content that is being collected begins, in `blocks.pieces`.
    first_piece: usize,
    struck: usize,
    /// The nearest heading of level 2 or deeper, until a new title.
    heading: Option<usize>,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            blocks: Blocks::default(),
            at_top: true,
            pending: 0,
            collecting: false,
            first_piece: 0,
            struck: 0,
            heading: None,
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(text) => self.piece(Style::Plain, text, range.start),
            Event::Code(text) => {
                let offset = self.inside_code(&text, &range);
                self.piece(Style::Code, text, offset);
            }
            Event::InlineHtml(tag) => self.inline_html(tag, range),
            Event::FootnoteReference(name) => self.piece(Style::Footnote, name, range.start),
            Event::SoftBreak | Event::HardBreak => self.piece(Style::Break, CowStr::Borrowed(""), range.start),
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Rule => {
                self.settle(Place::Elsewhere);
                self.at_top = false;
            }
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Table(_) => {
                self.settle(Place::Table(self.blocks.tables.len()));
                self.at_top = false;
                let rows = self.blocks.rows.len();
                let heading = self.heading;
                self.blocks.tables.push(Table { range, rows: rows..rows, heading, ..Table::default() });
            }
            Tag::TableHead | Tag::TableRow => {
                let cells = self.blocks.cells.len();
                self.blocks.rows.push(Row { range, cells: cells..cells });
            }
            Tag::TableCell => {
                let bytes = self.text.as_bytes();
                let mut start = range.start;
                while start < range.end && (bytes[start] == b' ' || bytes[start] == b'\t') {
                    start += 1;
                }
                let first = self.blocks.pieces.len();
                self.blocks.cells.push(Cell { start, pieces: first..first });
                self.collecting = true;
            }
            Tag::Heading { level, .. } => {
                self.settle(Place::Elsewhere);
                self.at_top &= *level == HeadingLevel::H1;
                self.first_piece = self.blocks.pieces.len();
                self.collecting = true;
            }
            Tag::Strikethrough => self.struck += 1,
            Tag::Paragraph => {
                self.settle(Place::Paragraph(range.start));
                self.at_top = false;
            }
            Tag::CodeBlock(kind) => {
                self.settle(Place::Paragraph(range.start));
                self.at_top = false;
                match kind {
                    CodeBlockKind::Fenced(_) => self.blocks.hidden.push(range),
                    CodeBlockKind::Indented => self.blocks.indented_code.push(range),
                }
            }
            Tag::HtmlBlock => self.html_block(&range),
            Tag::MetadataBlock(_) => {
                self.blocks.hidden.push(range.clone());
                self.blocks.front_matter.get_or_insert(range);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::TableCell => {
                self.collecting = false;
                let end = self.blocks.pieces.len();
                if let Some(cell) = self.blocks.cells.last_mut() {
                    cell.pieces.end = end;
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let end = self.blocks.cells.len();
                if let Some(row) = self.blocks.rows.last_mut() {
                    row.cells.end = end;
                }
                if tag == TagEnd::TableHead
                    && let (Some(table), Some(header)) = (self.blocks.tables.last_mut(), self.blocks.rows.pop())
                {
                    table.header = header;
                }
            }
            TagEnd::Table => {
                let end = self.blocks.rows.len();
                if let Some(table) = self.blocks.tables.last_mut() {
                    table.rows.end = end;
                    table.range.end = range.end;
                }
            }
            TagEnd::Heading(level) => {
                self.collecting = false;
                let text = plain(&self.blocks.pieces[self.first_piece..]);
                self.blocks.pieces.truncate(self.first_piece);
                let level = level as u8;
                self.heading = (level > 1).then_some(self.blocks.headings.len());
                self.blocks.headings.push(Heading { level, text, offset: range.start });
            }
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            _ => {}
        }
    }

    fn piece(&mut self, style: Style, text: CowStr<'a>, offset: usize) {
        if self.collecting {
            let style =
                if self.struck > 0 && matches!(style, Style::Plain | Style::Code) { Style::Struck } else { style };
            self.blocks.pieces.push(Piece { style, text, offset });
        }
    }

    /// Where the text of a code span begins: behind its marks and the space that CommonMark strips.
    fn inside_code(&self, text: &str, range: &Range<usize>) -> usize {
        let bytes = self.text.as_bytes();
        let mut start = range.start;
        while start < range.end && bytes[start] == b'`' {
            start += 1;
        }
        if bytes[start..range.end].starts_with(text.as_bytes()) {
            return start;
        }
        start + self.text[start..range.end].find(text).unwrap_or(0)
    }

    fn inline_html(&mut self, tag: CowStr<'a>, range: Range<usize>) {
        if tag.starts_with("<!--") {
            self.comment(range, Place::Elsewhere);
            self.pending = self.blocks.comments.len();
            return;
        }
        let name = tag_name(&tag);
        if name.eq_ignore_ascii_case("table") {
            self.blocks.html_tables.push(range.start);
        }
        let style = if name.eq_ignore_ascii_case("br") { Style::Break } else { Style::Tag };
        self.piece(style, tag, range.start);
    }

    /// An HTML block: its comments wait for what follows them, anything else in it is what they stand above.
    fn html_block(&mut self, range: &Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            let found = rest.find("<!--");
            let other = &rest[..found.unwrap_or(rest.len())];
            if !other.trim().is_empty() {
                self.html(other, at);
            }
            let Some(found) = found else { break };
            let start = at + found;
            let end = self.text[start + 4..range.end].find("-->").map_or(range.end, |length| start + 4 + length + 3);
            self.comment(start..end, Place::Elsewhere);
            at = end;
        }
    }

    fn html(&mut self, html: &str, offset: usize) {
        let lower = html.to_ascii_lowercase();
        let mut place = Place::Elsewhere;
        for (at, tag) in lower.match_indices("<table") {
            let next = lower.as_bytes().get(at + tag.len());
            if next.is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                continue;
            }
            let at = offset + at;
            self.blocks.html_tables.push(at);
            if matches!(place, Place::Elsewhere) {
                place = Place::HtmlTable(at);
            }
        }
        self.settle(place);
        self.at_top = false;
    }

    fn comment(&mut self, range: Range<usize>, place: Place) {
        let source = &self.text[range.clone()];
        let end = if source.ends_with("-->") { range.end - 3 } else { range.end };
        let inner = (range.start + 4).min(end)..end;
        self.blocks.hidden.push(range);
        self.blocks.comments.push(Comment { inner, place });
    }

    /// Gives the waiting comments their place: above what comes now.
    fn settle(&mut self, above: Place) {
        let place = match above {
            Place::Elsewhere | Place::Paragraph(_) if self.at_top => Place::Top,
            place => place,
        };
        for comment in &mut self.blocks.comments[self.pending..] {
            comment.place = place;
        }
        self.pending = self.blocks.comments.len();
    }
}

/// The name of a tag, `br` in `<br />` and `</br>`.
pub(crate) fn tag_name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.find(|c: char| !c.is_ascii_alphanumeric()).map_or(name, |end| &name[..end])
}
