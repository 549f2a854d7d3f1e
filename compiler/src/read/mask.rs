//! The text that the Markdown parser sees: of the same length as the document, without front matter, tabs and MDX.
//!
//! What other renderers take for layout is blanked or quoted here, byte for byte, so that every offset stays that of the
//! document.

use core::ops::Range;

use super::blocks::Tab;
use super::front_matter;
use super::mdx::{self, Comments};
use super::ranges::Ranges;
use super::tabs;
use super::tags;

/// The text for the parser, and what was taken out of it.
#[derive(Default)]
pub(crate) struct Masked {
    pub(crate) text: String,
    /// The metadata at the very beginning.
    pub(crate) front_matter: Option<Range<usize>>,
    pub(crate) tabs: Vec<Tab>,
    /// The comments of MDX: where the parser sees each begin, and where it is in the document.
    pub(crate) comments: Vec<(usize, Range<usize>)>,
    /// A directive of MDX that has no end.
    pub(crate) unclosed: Option<usize>,
}

/// Masks a text; `is_mdx` says that a tag is a blank line and `{/* … */}` a comment.
pub(crate) fn mask(text: &str, is_mdx: bool) -> Masked {
    let front_matter = front_matter::range(text);
    let mut masked = Masked { text: String::with_capacity(text.len()), front_matter, ..Masked::default() };
    let body = masked.front_matter.as_ref().map_or(0, |front| front.end);
    blank(&text[..body], &mut masked.text);
    let mut lines = Lines { is_mdx, fence: None, fences: Vec::new(), tag: None, quoted: Vec::new(), learn: None };
    let mut at = body;
    for line in text[body..].split_inclusive('\n') {
        lines.line(line, at, &mut masked);
        at += line.len();
    }
    lines.close(0, at, &mut masked.tabs);
    lines.end_learn(at, &mut masked.tabs);
    let hidden = lines.fences.iter().cloned().chain(masked.front_matter.clone());
    tabs::find(text, &Ranges::new(hidden.collect()), &mut masked.tabs);
    if is_mdx {
        let Comments { text, all, unclosed } = mdx::comments(&masked.text, &Ranges::new(lines.fences));
        (masked.text, masked.comments, masked.unclosed) = (text, all, unclosed);
    }
    masked
}

/// As many spaces as the text has bytes; line ends stay.
fn blank(text: &str, out: &mut String) {
    out.extend(text.bytes().map(|byte| if byte == b'\n' || byte == b'\r' { char::from(byte) } else { ' ' }));
}

/// The state from line to line.
struct Lines {
    is_mdx: bool,
    /// The marks of the fence of code that is open.
    fence: Option<String>,
    /// The lines of code between fences.
    fences: Vec<Range<usize>>,
    /// In MDX, the tag that goes on over several lines.
    tag: Option<tags::Inside>,
    /// The tabs of `MkDocs` that are open: their indentation, label and beginning.
    quoted: Vec<(usize, String, usize)>,
    /// The tab of Microsoft Learn that is open.
    learn: Option<(String, usize)>,
}

impl Lines {
    fn line(&mut self, line: &str, at: usize, masked: &mut Masked) {
        let trimmed = line.trim();
        let indent = columns(line, line.trim_start_matches([' ', '\t']).len());
        if !trimmed.is_empty() {
            let depth = self.quoted.iter().position(|tab| indent < tab.0 + 4).unwrap_or(self.quoted.len());
            self.close(depth, at, &mut masked.tabs);
        }
        if let Some(mark) = &self.fence {
            if trimmed.starts_with(mark) && trimmed.trim_start_matches(&mark[..1]).is_empty() {
                self.fence = None;
            }
            self.fences.push(at..at + line.len());
            return self.quote(line, &mut masked.text);
        }
        self.fence = fence(trimmed);
        if let Some(label) = mkdocs_tab(trimmed) {
            self.quoted.push((indent, label, at));
            return blank(line, &mut masked.text);
        }
        if let Some(label) = learn_tab(trimmed) {
            self.end_learn(at, &mut masked.tabs);
            self.learn = Some((label, at));
            return blank(line, &mut masked.text);
        }
        if self.learn.is_some() && matches!(trimmed, "---" | "***" | "* * *" | "___") {
            self.end_learn(at, &mut masked.tabs);
        }
        if self.is_mdx && (self.goes_on_in_tag(trimmed) || is_only_tags(trimmed)) {
            return blank(line, &mut masked.text);
        }
        self.quote(line, &mut masked.text);
    }

    /// Whether a line is part of a tag that is written over several lines.
    fn goes_on_in_tag(&mut self, line: &str) -> bool {
        let Some(mut tag) = self.tag.take().filter(|_| !line.is_empty()).or_else(|| begun(line)) else { return false };
        // What stands behind the tag in its last line makes no text of it.
        if tag.end(line).is_none() {
            self.tag = Some(tag);
        }
        true
    }

    /// A line of a tab as a quotation, so that its indentation makes no code of it.
    fn quote(&self, line: &str, out: &mut String) {
        if line.trim().is_empty() {
            return out.push_str(line);
        }
        let mut from = 0;
        for (indent, ..) in &self.quoted {
            let start = from + white(&line[from..], columns(line, line.len() - from), *indent);
            let end = start + white(&line[start..], columns(line, line.len() - start), indent + 4);
            out.push_str(&line[from..start]);
            // A tab is one byte, which is the mark of the quotation.
            out.push('>');
            blank(&line[start + 1..end.max(start + 1)], out);
            from = end.max(start + 1);
        }
        // MDX knows no code by indentation.
        let rest = &line[from..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        if self.is_mdx && self.fence.is_none() && spaces >= 4 && rest.contains('|') {
            out.push_str(&"> ".repeat(spaces / 2));
            out.push_str(&rest[spaces / 2 * 2..]);
        } else {
            out.push_str(rest);
        }
    }

    /// Closes the tabs from this depth on.
    fn close(&mut self, depth: usize, at: usize, tabs: &mut Vec<Tab>) {
        for (_, label, start) in self.quoted.drain(depth..) {
            tabs.push(Tab { range: start..at, label });
        }
    }

    fn end_learn(&mut self, at: usize, tabs: &mut Vec<Tab>) {
        if let Some((label, start)) = self.learn.take() {
            tabs.push(Tab { range: start..at, label });
        }
    }
}

/// The marks of the fence that a line opens. One of backticks has none behind its marks: that is a code span.
fn fence(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let marks = &line[..line.len() - rest.len()];
    (marks.len() >= 3 && !(mark == '`' && rest.contains(mark))).then(|| marks.to_owned())
}

/// The label of `=== "Label"`.
fn mkdocs_tab(line: &str) -> Option<String> {
    let rest = line.strip_prefix("===")?;
    let rest = rest.strip_prefix(['+', '!']).unwrap_or(rest);
    let label = rest.strip_prefix(' ')?.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some(label.to_owned())
}

/// The label of `# [Label](#tab/id)`.
fn learn_tab(line: &str) -> Option<String> {
    let rest = line.trim_start_matches('#');
    let (label, target) = rest.trim().strip_prefix('[')?.split_once("](")?;
    (rest.len() < line.len() && target.starts_with("#tab/")).then(|| label.trim_matches(['*', '_', ' ']).to_owned())
}

/// How many columns are before the last `rest` bytes of a line; a tab goes to the next multiple of four.
fn columns(line: &str, rest: usize) -> usize {
    line[..line.len() - rest].chars().fold(0, next_column)
}

fn next_column(column: usize, letter: char) -> usize {
    if letter == '\t' { column / 4 * 4 + 4 } else { column + 1 }
}

/// How many bytes of white space at the beginning of a text go from one column to another.
fn white(text: &str, mut column: usize, to: usize) -> usize {
    let mut length = 0;
    for letter in text.chars() {
        if column >= to || !matches!(letter, ' ' | '\t') {
            break;
        }
        column = next_column(column, letter);
        length += 1;
    }
    length
}

/// The tag that begins a line and does not end in it, if it is none of a table.
fn begun(line: &str) -> Option<tags::Inside> {
    let name = line.strip_prefix('<').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let inside = || tags::Inside::new(true);
    (!is_of_table(name) && inside().end(name).is_none()).then(inside)
}

/// Whether a tag, from its name on, is one of a table.
fn is_of_table(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    ["table", "thead", "tbody", "tr", "td", "th"].iter().any(|table| name.eq_ignore_ascii_case(table))
}

/// Whether a line holds tags and nothing else, none of them of a table.
fn is_only_tags(line: &str) -> bool {
    let mut rest = line;
    while let Some((tag, after)) = tags::first(rest, true) {
        if is_of_table(tag) {
            return false;
        }
        rest = after.trim_start();
        if rest.is_empty() {
            return true;
        }
    }
    false
}
