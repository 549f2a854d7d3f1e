//! From the events of the Markdown parser to the blocks of a document.

use core::ops::Range;
use std::collections::BTreeMap;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::blocks::{Blocks, Cell, Comment, Heading, Piece, Place, Row, Style, Table};
use super::indent;
use super::mask::Masked;
use super::ranges::Ranges;
use super::renderers;
use super::tabs;
use super::tags;
use super::text::{plain, tag_name};

/// Reads the blocks of a document from its text after masking; in MDX, some processing instructions are its comments.
pub(crate) fn blocks(document: &str, masked: Masked, is_mdx: bool) -> Blocks {
    let Masked { text, front_matter, tabs, comments, unclosed } = masked;
    let text = text.as_str();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut walk = Walk::new(document, text, is_mdx.then(|| comments.into_iter().collect()));
    walk.blocks.unclosed = unclosed;
    if let Some(front_matter) = &front_matter {
        walk.text_above = front_matter.end;
        walk.hidden.push(front_matter.clone());
    }
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        walk.event(event, range);
    }
    walk.settle(Place::Elsewhere);
    let Walk { mut blocks, hidden, indented_code, verbatim, .. } = walk;
    let tables = blocks.tables.iter().map(|table| table.range.clone());
    blocks.opaque = Ranges::new(hidden.iter().cloned().chain(tables).collect());
    blocks.hidden = Ranges::new(hidden);
    blocks.indented_code = Ranges::new(indented_code);
    blocks.verbatim = verbatim;
    blocks.front_matter = front_matter;
    blocks.tabs = tabs;
    tabs::of_tables(&mut blocks);
    blocks
}

struct Walk<'a> {
    /// The text before masking.
    document: &'a str,
    text: &'a str,
    blocks: Blocks,
    /// For [`Blocks::hidden`].
    hidden: Vec<Range<usize>>,
    /// For [`Blocks::indented_code`].
    indented_code: Vec<Range<usize>>,
    /// For [`Blocks::verbatim`].
    verbatim: Vec<(Range<usize>, &'static str)>,
    /// Whether no heading and no table has come so far.
    at_top: bool,
    /// From this one on, the comments wait for the block that they are above.
    pending: usize,
    /// The row that is being read.
    row: Row,
    /// The content of the cell or heading that is being read.
    content: Option<Vec<Piece>>,
    /// How many strikethroughs are open.
    struck: usize,
    /// The headings of the section, in [`Blocks::headings`], the nearest last.
    section: Vec<usize>,
    /// Where the last heading or table ends.
    text_above: usize,
    /// The list items and quotations that are open.
    outside: Vec<Outside>,
    /// Where the last list item begins, and in which column.
    last_item: Option<(usize, usize)>,
    /// How many images are open.
    images: usize,
    /// Whether a heading is being read.
    in_heading: bool,
    /// In MDX, its comments, by where their processing instructions begin.
    mdx: Option<BTreeMap<usize, Range<usize>>>,
}

/// A list item, a quotation or a footnote.
struct Outside {
    /// The section around it: its own headings end with it.
    section: Vec<usize>,
    /// The column of the text of an item or a footnote.
    text: Option<usize>,
    /// The name of a footnote, in lower case.
    footnote: Option<String>,
}

impl<'a> Walk<'a> {
    fn new(document: &'a str, text: &'a str, mdx: Option<BTreeMap<usize, Range<usize>>>) -> Self {
        Self {
            document,
            text,
            blocks: Blocks::default(),
            hidden: Vec::new(),
            indented_code: Vec::new(),
            verbatim: Vec::new(),
            at_top: true,
            pending: 0,
            row: Row::default(),
            content: None,
            struck: 0,
            section: Vec::new(),
            text_above: 0,
            outside: Vec::new(),
            last_item: None,
            images: 0,
            in_heading: false,
            mdx,
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        // The text of a tight list item comes without the beginning of a paragraph, and the indentation of HTML as text.
        let is_text = match &event {
            Event::Text(text) => !text.trim().is_empty(),
            Event::Code(_) | Event::FootnoteReference(_) => true,
            _ => false,
        };
        if is_text && self.content.is_none() {
            self.settle(Place::Paragraph(range.start));
        }
        match event {
            Event::Text(text) => self.piece(Style::Plain, text, range.start),
            Event::Code(text) => {
                let offset = self.inside_code(&text, &range);
                if self.content.is_none() || self.in_heading {
                    self.blocks.mentions.push((text.to_string(), offset));
                }
                self.piece(Style::Code, text, offset);
            }
            Event::InlineHtml(tag) => self.inline_html(tag, range),
            Event::FootnoteReference(name) => {
                self.blocks.footnotes.insert(name.to_lowercase());
                self.piece(Style::Footnote, name, range.start);
            }
            Event::SoftBreak | Event::HardBreak => self.piece(Style::Break, CowStr::Borrowed(""), range.start),
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Rule => self.settle(Place::Elsewhere),
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Table(_) => {
                self.settle(Place::Table(self.blocks.tables.len()));
                self.at_top = false;
                let headings = self.section.iter().rev().copied().collect();
                let (text_above, touches_text) = (self.text_above, renderers::touches_text(self.text, range.start));
                let footnote = self.outside.iter().rev().find_map(|outside| outside.footnote.clone());
                self.blocks.tables.push(Table {
                    range,
                    headings,
                    text_above,
                    footnote,
                    touches_text,
                    ..Table::default()
                });
            }
            Tag::TableHead | Tag::TableRow => {
                let is_code = self.is_code(&range);
                self.row = Row { range, is_code, cells: Vec::new() };
            }
            Tag::TableCell => {
                let source = &self.text[range.clone()];
                let start = range.end - source.trim_start_matches([' ', '\t']).len();
                self.row.cells.push(Cell { start, pieces: Vec::new() });
                self.content = Some(Vec::new());
            }
            Tag::Heading { .. } => {
                self.settle(Place::Elsewhere);
                self.at_top = false;
                self.in_heading = true;
                self.content = Some(Vec::new());
            }
            Tag::Strikethrough => self.struck += 1,
            Tag::Image { .. } => {
                self.piece(Style::Image, CowStr::Borrowed(""), range.start);
                self.images += 1;
            }
            Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => {
                let text = match tag {
                    Tag::Item => Some(indent::of_item(self.document, range.start, &mut self.last_item)),
                    Tag::FootnoteDefinition(_) => Some(indent::OF_FOOTNOTE),
                    _ => None,
                };
                let footnote = if let Tag::FootnoteDefinition(name) = tag { Some(name.to_lowercase()) } else { None };
                self.outside.push(Outside { section: self.section.clone(), text, footnote });
            }
            // A line of tags between a directive and what is below it is nothing.
            Tag::Paragraph if tags::are_all(&self.text[range.clone()], false) => {}
            Tag::Paragraph => self.settle(Place::Paragraph(range.start)),
            Tag::CodeBlock(kind) => {
                self.settle(Place::Paragraph(range.start));
                match kind {
                    CodeBlockKind::Fenced(_) => self.hidden.push(range),
                    CodeBlockKind::Indented => self.indented_code.push(range),
                }
            }
            Tag::HtmlBlock => self.html_block(&range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::TableCell => {
                let pieces = self.content.take().unwrap_or_default();
                if let Some(cell) = self.row.cells.last_mut() {
                    cell.pieces = pieces;
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let row = core::mem::take(&mut self.row);
                if let Some(table) = self.blocks.tables.last_mut() {
                    if tag == TagEnd::TableHead {
                        table.header = row;
                    } else {
                        table.rows.push(row);
                    }
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.blocks.tables.last_mut() {
                    table.range.end = range.end;
                    self.text_above = range.end;
                }
                let is_code = self.has_delimiter_in_code();
                if let Some(table) = self.blocks.tables.last_mut() {
                    table.has_delimiter_in_code = is_code;
                }
            }
            TagEnd::Heading(level) => {
                let text = plain(&self.content.take().unwrap_or_default());
                let level = level as u8;
                self.in_heading = false;
                self.text_above = range.end;
                let headings = &self.blocks.headings;
                while self.section.pop_if(|last| headings[*last].level >= level).is_some() {}
                self.section.push(headings.len());
                let is_nested = !self.outside.is_empty();
                self.blocks.headings.push(Heading { level, text, offset: range.start, is_nested });
            }
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.section = self.outside.pop().map(|outside| outside.section).unwrap_or_default();
            }
            _ => {}
        }
    }

    /// Whether a row is indented so far beside its table that other renderers show it as code. MDX has no such code.
    fn is_code(&self, row: &Range<usize>) -> bool {
        let Some(table) = self.blocks.tables.last() else { return false };
        if self.mdx.is_some() || table.header.cells.is_empty() {
            return false;
        }
        let base = match self.outside.last() {
            None => 0,
            Some(outside) => indent::of_table(self.document, table.header.range.start, outside.text),
        };
        indent::column(self.document, row.start) >= base + 4
    }

    /// Whether that holds of the delimiter row: no other renderer then shows a table.
    fn has_delimiter_in_code(&self) -> bool {
        let Some(table) = self.blocks.tables.last() else { return false };
        let header = table.header.range.start;
        let Some(end) = self.document[header..].find('\n') else { return false };
        let at = header + end + 1;
        let marks = self.document[at..].len() - self.document[at..].trim_start_matches([' ', '\t', '>']).len();
        self.is_code(&(at + marks..at + marks))
    }

    fn piece(&mut self, style: Style, text: CowStr<'a>, offset: usize) {
        if self.images > 0 {
            // The text of an image is not text of the page.
        } else if let Some(content) = &mut self.content {
            let is_text = matches!(style, Style::Plain | Style::Code);
            let style = if self.struck > 0 && is_text { Style::Struck } else { style };
            content.push(Piece { style, text: text.into_string(), offset });
        }
    }

    /// Where the text of a code span begins: behind its marks and the space that CommonMark strips.
    fn inside_code(&self, text: &str, range: &Range<usize>) -> usize {
        let inner = self.text[range.clone()].trim_start_matches('`');
        range.end - inner.len() + inner.find(text).unwrap_or(0)
    }

    fn inline_html(&mut self, tag: CowStr<'a>, range: Range<usize>) {
        let of_mdx = self.mdx.as_ref().and_then(|comments| comments.get(&range.start)).cloned();
        if tag.starts_with("<!--") || of_mdx.is_some() {
            self.comment(of_mdx.unwrap_or(range));
            self.pending = self.blocks.comments.len();
            return;
        }
        let name = tag_name(&tag);
        if name.eq_ignore_ascii_case("table") && !tag.starts_with("</") {
            self.blocks.html_tables.push(range.start);
        }
        let style = if name.eq_ignore_ascii_case("br") { Style::Break } else { Style::Tag };
        self.piece(style, tag, range.start);
    }

    /// An HTML block: its comments wait for the next block, or are above the other HTML in it.
    fn html_block(&mut self, range: &Range<usize>) {
        let verbatim = verbatim(&self.text[range.clone()]);
        if let Some(name) = verbatim {
            self.settle(Place::Paragraph(range.start));
            self.verbatim.push((range.clone(), name));
        }
        let mut at = range.start;
        while at < range.end {
            let of_mdx =
                self.mdx.as_ref().and_then(|all| all.range(at..range.end).next()).map(|(at, it)| (*at, it.clone()));
            let before = of_mdx.as_ref().map_or(range.end, |(start, _)| *start);
            let (start, comment, end) = match (self.text[at..before].find("<!--"), of_mdx) {
                (Some(found), _) => {
                    let start = at + found;
                    let inside = start + 2;
                    let end = self.text[inside..range.end].find("-->").map(|length| inside + length + 3);
                    if end.is_none() && verbatim.is_none() {
                        self.blocks.unclosed.get_or_insert(start);
                    }
                    let end = end.unwrap_or(range.end);
                    (start, start..end, end)
                }
                (None, Some((start, comment))) => (start, comment.clone(), comment.end),
                (None, None) => (range.end, 0..0, range.end),
            };
            let other = &self.text[at..start];
            if !other.trim().is_empty() {
                self.html(other, at);
            }
            if start < range.end {
                self.comment(comment);
            }
            at = end;
        }
        if verbatim.is_some() {
            self.settle(Place::Elsewhere);
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
        // Tags between a directive and what is below it are nothing.
        let is_only_tags = lower.split(['<', '>']).step_by(2).all(|text| text.trim().is_empty());
        if !is_only_tags || !matches!(place, Place::Elsewhere) {
            self.settle(place);
        }
    }

    /// Adds a comment, which waits for its place.
    fn comment(&mut self, range: Range<usize>) {
        let source = &self.document[range.clone()];
        let (open, close) = if source.starts_with("<!--") { (4, "-->") } else { (3, "*/}") };
        let end = if source.ends_with(close) { range.end - 3 } else { range.end };
        let inner = (range.start + open).min(end)..end;
        self.hidden.push(range);
        self.blocks.comments.push(Comment { inner, place: Place::Elsewhere });
    }

    /// Gives the waiting comments their place: above the block that begins now.
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

/// The name of the tag whose text HTML takes as it is, where a block begins with one: no Markdown is in it.
fn verbatim(html: &str) -> Option<&'static str> {
    let name = tag_name(html.trim_start().strip_prefix('<')?);
    ["pre", "script", "style", "textarea"]
        .into_iter()
        .find(|known| name.eq_ignore_ascii_case(known) && !html.starts_with("</"))
}
