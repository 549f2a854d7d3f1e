//! Follows the help of a finding to the letter, as a reader would who knows nothing else.
//!
//! A help shows what to do in these forms; each is one way to mend the finding.
//!
//! - a directive: put above the table, or where the sentence says so above each table or at the top of the document. If several lines show
//!   directives, one of each line is needed.
//! - ``write `X` in place of `Y` ``, also `in line N`: at the finding, or in that line
//! - ``write `X` into this empty cell``, ``write ``X`` in place of this cell``
//! - ``write `A` or `B` under `HEADER` or `HEADER` ``: into the cell of the finding's row
//! - ``write `X` into the notes as a sentence of its own``: before what they say
//! - ``put the line `X` below the table``
//! - `put a blank line before line N`, `delete line N`, `delete lines N to M`, `indent line N as far as the other rows`

use core::ops::Range;

use scopemark_compiler::Finding;

/// One way to mend a finding.
#[derive(Clone)]
pub(crate) struct Way {
    /// The words that show it.
    pub(crate) shown: String,
    edits: Vec<(Range<usize>, String)>,
}

impl Way {
    /// The document with this way followed.
    pub(crate) fn follow(&self, text: &str) -> String {
        let mut edits = self.edits.clone();
        edits.sort_by_key(|(range, _)| range.start);
        let mut mended = text.to_owned();
        for (range, new) in edits.into_iter().rev() {
            mended.replace_range(range, &new);
        }
        mended
    }

    /// Whether it says of words that they stand for no permission, which may leave the document without one.
    pub(crate) fn is_none(&self) -> bool {
        self.shown.contains("scopemark: none")
    }

    pub(crate) fn is_skip(&self) -> bool {
        self.shown.contains("scopemark: skip")
    }
}

/// The ways that the help of a finding shows.
///
/// # Panics
///
/// If a form names a place that the document does not have.
pub(crate) fn ways(finding: &Finding, text: &str) -> Vec<Way> {
    let document = Document::new(text);
    let mut ways = vec![Way { shown: String::new(), edits: Vec::new() }];
    for line in finding.help.lines() {
        let of_line = Reader { finding, document: &document, line }.ways();
        if !of_line.is_empty() {
            let join = |one: &Way, other: &Way| Way {
                shown: format!("{}{}{}", one.shown, if one.shown.is_empty() { "" } else { " with " }, other.shown),
                edits: one.edits.iter().chain(&other.edits).cloned().collect(),
            };
            ways = ways.iter().flat_map(|one| of_line.iter().map(move |other| join(one, other))).collect();
        }
    }
    ways.retain(|way| !way.edits.is_empty());
    ways
}

/// A line of a help.
struct Reader<'t> {
    finding: &'t Finding,
    document: &'t Document<'t>,
    line: &'t str,
}

impl Reader<'_> {
    fn ways(&self) -> Vec<Way> {
        let mut ways = Vec::new();
        for (at, _) in self.line.char_indices() {
            ways.extend(self.directive(at));
            let rest = &self.line[at..];
            ways.extend(self.write(rest));
            ways.extend(self.of_lines(rest));
        }
        ways
    }

    fn way(shown: &str, range: Range<usize>, new: impl Into<String>) -> Way {
        Way { shown: shown.to_owned(), edits: vec![(range, new.into())] }
    }

    fn directive(&self, at: usize) -> Option<Way> {
        let rest = &self.line[at..];
        let end = match rest {
            _ if rest.starts_with("<!-- scopemark:") => rest.find("-->")? + 3,
            _ if rest.starts_with("{/* scopemark:") => rest.find("*/}")? + 3,
            _ => return None,
        };
        // This one replaces something.
        if ["write `", "in place of `"].iter().any(|words| self.line[..at].ends_with(words)) {
            return None;
        }
        let directive = &rest[..end];
        let before = self.line[..at].rsplit(';').next()?;
        let after = rest[end..].split([';', '<', '{']).next()?;
        if before.contains("above each table") {
            let starts = self.document.tables();
            let edits = starts.into_iter().map(|start| (start..start, format!("{directive}\n"))).collect();
            return Some(Way { shown: format!("{directive} above each table"), edits });
        }
        let at_top = before.contains("at the top") || after.starts_with(" at the top");
        let place = if at_top { self.document.top() } else { self.document.above_table(self.finding) };
        let indent = if at_top { "" } else { self.document.indent(place) };
        Some(Self::way(directive, place..place, format!("{indent}{directive}\n")))
    }

    fn write(&self, rest: &str) -> Vec<Way> {
        let Some((new, after)) = rest.strip_prefix("write ").and_then(code) else { return Vec::new() };
        let mut news = vec![new];
        let mut after = after;
        while let Some((new, rest)) = after.strip_prefix(" or ").and_then(code) {
            news.push(new);
            after = rest;
        }
        let place = self.document.offset(self.finding.position.line, self.finding.position.column);
        let shown = |new: &str, end: &str| format!("write {new}{end}");
        if let Some((old, rest)) = after.strip_prefix(" in place of ").and_then(code) {
            let line = rest.strip_prefix(" in line ").and_then(number);
            let from = line.map_or(place, |line| self.document.lines[line - 1].start);
            let line = self.document.line_at(from);
            let found = self.document.text[from..line.end].find(old);
            let start = from + found.unwrap_or_else(|| panic!("{}: no `{old}` there", self.finding));
            let way = |new: &&str| Self::way(&shown(new, &format!(" for {old}")), start..start + old.len(), *new);
            return news.iter().map(way).collect();
        }
        if after.starts_with(" in place of this cell") {
            let cell = self.document.cell_at(place);
            return news.iter().map(|new| Self::way(&shown(new, ""), cell.clone(), format!(" {new} "))).collect();
        }
        if after.starts_with(" into this empty cell") {
            let cell = self.document.cell_at(place);
            assert!(self.document.text[cell.clone()].trim().is_empty(), "{}: the cell is not empty", self.finding);
            return news.iter().map(|new| Self::way(&shown(new, ""), cell.clone(), format!(" {new} "))).collect();
        }
        if after.starts_with(" into the notes as a sentence of its own") {
            let cell = self.document.cell_under(self.finding, "Notes");
            return news
                .iter()
                .map(|new| Self::way(&shown(new, " into the notes"), cell.start..cell.start, format!(" {new}.")))
                .collect();
        }
        let Some((header, mut after)) = after.strip_prefix(" under ").and_then(code) else { return Vec::new() };
        let mut headers = vec![header];
        while let Some((header, rest)) = after.strip_prefix(" or ").and_then(code) {
            headers.push(header);
            after = rest;
        }
        let mut ways = Vec::new();
        for header in headers {
            let cell = self.document.cell_under(self.finding, header);
            let end = format!(" under {header}");
            ways.extend(news.iter().map(|new| Self::way(&shown(new, &end), cell.clone(), format!(" {new} "))));
        }
        ways
    }

    fn of_lines(&self, rest: &str) -> Option<Way> {
        let document = self.document;
        if let Some(line) = rest.strip_prefix("put a blank line before line ").and_then(number) {
            let start = document.lines[line - 1].start;
            return Some(Self::way(&format!("a blank line before line {line}"), start..start, "\n"));
        }
        if let Some(line) = rest.strip_prefix("delete line ").and_then(number) {
            return Some(Self::way(&format!("without line {line}"), document.whole_lines(line, line), ""));
        }
        if let Some((from, to)) = rest.strip_prefix("delete lines ").and_then(|rest| {
            let from = number(rest)?;
            Some((from, number(rest.split_once(" to ")?.1)?))
        }) {
            return Some(Self::way(&format!("without lines {from} to {to}"), document.whole_lines(from, to), ""));
        }
        if let Some(line) = rest.strip_prefix("indent line ").and_then(number) {
            assert!(rest.contains("as far as the other rows"), "{}", self.finding);
            let range = document.lines[line - 1].clone();
            let old = document.indent(range.start).len();
            let new = document.indent(document.above_table(self.finding));
            return Some(Self::way(&format!("line {line} less indented"), range.start..range.start + old, new));
        }
        let (legend, after) = rest.strip_prefix("put the line ").and_then(code)?;
        assert!(after.starts_with(" below the table"), "{}", self.finding);
        let below = document.below_table(self.finding);
        let indent = document.indent(document.above_table(self.finding));
        Some(Self::way(&format!("{legend} below"), below..below, format!("\n{indent}{legend}\n")))
    }
}

/// The code span that a text begins with, in single or double marks, and what follows it.
fn code(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix("``") {
        let (inside, rest) = rest.split_once("``")?;
        return Some((inside.trim_matches(' '), rest));
    }
    text.strip_prefix('`')?.split_once('`')
}

fn number(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..end].parse().ok()
}

/// A document, by lines.
struct Document<'t> {
    text: &'t str,
    lines: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    fn new(text: &'t str) -> Self {
        let mut lines = Vec::new();
        let mut start = text.len() - text.trim_start_matches('\u{feff}').len();
        for line in text[start..].split_inclusive('\n') {
            lines.push(start..start + line.trim_end_matches(['\n', '\r']).len());
            start += line.len();
        }
        lines.push(start..text.len());
        Self { text, lines }
    }

    fn offset(&self, line: u32, column: u32) -> usize {
        let line = self.lines[line as usize - 1].clone();
        let letters = self.text[line.clone()].char_indices().map(|(at, _)| at).nth(column as usize - 1);
        line.start + letters.unwrap_or(line.len())
    }

    fn line_at(&self, offset: usize) -> Range<usize> {
        self.lines.iter().rev().find(|line| line.start <= offset).cloned().expect("a line")
    }

    fn of(&self, index: usize) -> &'t str {
        self.lines.get(index).map_or("", |line| &self.text[line.clone()])
    }

    fn whole_lines(&self, from: usize, to: usize) -> Range<usize> {
        self.lines[from - 1].start..self.lines.get(to).map_or(self.text.len(), |next| next.start)
    }

    /// Where the document begins, after a metadata block.
    fn top(&self) -> usize {
        let mark = self.of(0).trim_end();
        let is_metadata = ["---", "+++"].contains(&mark);
        let end = (1..self.lines.len()).find(|&index| self.of(index).trim_end() == mark).filter(|_| is_metadata);
        end.map_or(self.lines[0].start, |end| self.lines.get(end + 1).map_or(self.text.len(), |line| line.start))
    }

    /// The indentation of the line that begins here, with the marks of quotations.
    fn indent(&self, start: usize) -> &'t str {
        let rest = &self.text[start..];
        &rest[..rest.find(|c| !matches!(c, ' ' | '\t' | '>')).unwrap_or(0)]
    }

    fn is_row(&self, index: usize) -> bool {
        let line = self.of(index).trim_start_matches([' ', '\t', '>']);
        line.contains('|') && !line.starts_with(['#', '<', '{'])
    }

    /// The first line of the table that a finding is about: the one around it, else the next below.
    fn first_of_table(&self, finding: &Finding) -> usize {
        let mut index = finding.position.line as usize - 1;
        let is_html = self.of(index).contains("<table");
        if is_html {
            return index;
        }
        while !self.is_row(index) && index + 1 < self.lines.len() {
            index += 1;
        }
        while index > 0 && self.is_row(index - 1) {
            index -= 1;
        }
        index
    }

    /// Where the tables begin: above each delimiter row.
    fn tables(&self) -> Vec<usize> {
        let is_delimiter = |line: &str| line.contains("--") && line.chars().all(|c| "|:- \t".contains(c));
        let rows = (1..self.lines.len()).filter(|&index| is_delimiter(self.of(index)) && self.is_row(index - 1));
        rows.map(|index| self.lines[index - 1].start).collect()
    }

    fn above_table(&self, finding: &Finding) -> usize {
        self.lines[self.first_of_table(finding)].start
    }

    fn below_table(&self, finding: &Finding) -> usize {
        let mut index = self.first_of_table(finding);
        while self.is_row(index) {
            index += 1;
        }
        self.lines.get(index).map_or(self.text.len(), |line| line.start)
    }

    /// The cells of a line, each without the pipes around it.
    fn cells(&self, line: Range<usize>) -> Vec<Range<usize>> {
        let start = line.start + self.indent(line.start).len();
        let mut pipes: Vec<usize> = Vec::new();
        let source = &self.text[..line.end];
        for (at, _) in source[start..].match_indices('|') {
            if !source[..start + at].ends_with('\\') {
                pipes.push(start + at);
            }
        }
        if pipes.first() != Some(&start) {
            pipes.insert(0, start.wrapping_sub(1));
        }
        if pipes.last().is_some_and(|&last| !self.text[last + 1..line.end].trim().is_empty()) {
            pipes.push(line.end);
        }
        pipes.windows(2).map(|pair| pair[0].wrapping_add(1)..pair[1]).collect()
    }

    fn cell_at(&self, offset: usize) -> Range<usize> {
        let cells = self.cells(self.line_at(offset));
        cells.into_iter().find(|cell| cell.start <= offset && offset <= cell.end).expect("a cell")
    }

    fn cell_under(&self, finding: &Finding, header: &str) -> Range<usize> {
        let headers = self.cells(self.lines[self.first_of_table(finding)].clone());
        let column = headers.iter().position(|cell| self.text[cell.clone()].trim().trim_matches(['*', '`']) == header);
        let column = column.unwrap_or_else(|| panic!("{finding}: no header `{header}`"));
        let row = self.lines[finding.position.line as usize - 1].clone();
        self.cells(row).get(column).cloned().unwrap_or_else(|| panic!("{finding}: no such cell"))
    }
}
