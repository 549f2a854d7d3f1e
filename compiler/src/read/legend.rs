//! Marks behind a permission, such as `*`, and the line that explains each.

use core::ops::Range;
use std::collections::BTreeMap;

use super::blocks::{Blocks, Heading, Table};
use super::lines::{INDENT, Lines};
use super::marks;
use super::problem::Problem;
use super::text::collapse;
use super::vocabulary::holds;
use crate::rules;

/// What a mark means.
#[derive(Clone)]
pub(crate) enum Legend {
    /// The row is optional.
    Optional,
    /// Something else, which belongs into the notes.
    Text(String),
}

/// The legends of the marks in one table, each looked for once.
pub(crate) struct Legends<'t> {
    blocks: &'t Blocks,
    lines: &'t Lines<'t>,
    section: Range<usize>,
    table_end: usize,
    found: BTreeMap<String, Option<Legend>>,
}

impl<'t> Legends<'t> {
    pub(crate) fn new(table: &Table, blocks: &'t Blocks, lines: &'t Lines<'t>) -> Self {
        let section = section(table, blocks, lines);
        Self { blocks, lines, section, table_end: table.range.end, found: BTreeMap::new() }
    }

    /// What the marks at this place mean; a finding for each that nothing explains.
    pub(crate) fn of(&mut self, marks: &str, at: usize, problems: &mut Vec<Problem>) -> Vec<Legend> {
        let mut legends = Vec::new();
        for mark in marks::names(marks) {
            match self.find(&mark) {
                Some(legend) => legends.push(legend),
                None => problems.push(Problem::new(
                    &rules::OPTIONAL_WITHOUT_LEGEND,
                    at,
                    format!("nothing in this section says what the mark `{mark}` means"),
                    format!(
                        "say below the table what it means; if it means optional, put the line `{}` below the table",
                        shown(&mark)
                    ),
                )),
            }
        }
        legends
    }

    /// What the marks at some place mean, as far as something explains them.
    pub(crate) fn known(&mut self, marks: &str) -> Vec<Legend> {
        marks::names(marks).iter().filter_map(|mark| self.find(mark)).collect()
    }

    fn find(&mut self, mark: &str) -> Option<Legend> {
        let Self { blocks, lines, section, table_end, found } = self;
        let found = found.entry(mark.to_owned());
        found.or_insert_with(|| find(mark, section.clone(), *table_end, blocks, lines)).clone()
    }
}

/// The section that a table is in.
fn section(table: &Table, blocks: &Blocks, lines: &Lines<'_>) -> Range<usize> {
    let headings = &blocks.headings;
    let own = table.headings.first().map(|&own| &headings[own]);
    // A heading in a list or a quotation ends no section outside it.
    let ends = |next: &&Heading| {
        own.is_none_or(|own| next.level <= own.level) && (own.is_some_and(|own| own.is_nested) || !next.is_nested)
    };
    let below = headings.partition_point(|heading| heading.offset < table.range.start);
    let end = headings[below..].iter().find(ends).map_or(lines.text().len(), |next| next.offset);
    own.map_or(0, |own| own.offset)..end
}

/// Whether a mark is raised text, such as a digit.
fn is_raised(mark: &str) -> bool {
    mark.starts_with(char::is_alphanumeric)
}

/// A mark as the beginning of a line of Markdown that explains it.
fn shown(mark: &str) -> String {
    if mark.starts_with("[^") {
        format!("{mark}: optional")
    } else if is_raised(mark) {
        format!("<sup>{mark}</sup> optional")
    } else {
        format!("{} optional", mark.replace('*', "\\*"))
    }
}

/// Finds the legend of a mark in the lines of a section, or, for a footnote, anywhere. A line that begins with a digit which
/// is not raised may be a legend below the table, where no other line is.
fn find(mark: &str, section: Range<usize>, table_end: usize, blocks: &Blocks, lines: &Lines<'_>) -> Option<Legend> {
    let section = if mark.starts_with("[^") { 0..lines.text().len() } else { section };
    let search = |section: Range<usize>, explained: fn(&str, usize, &Lines<'_>) -> Option<String>| {
        let last = lines.index(section.end.min(lines.text().len()));
        (lines.index(section.start)..=last).find_map(|index| {
            let start = lines.start(index);
            let is_visible = start >= section.start && start < section.end && !blocks.opaque.contains(start);
            if is_visible { explained(mark, index, lines) } else { None }
        })
    };
    let text = search(section.clone(), explained)
        .or_else(|| is_raised(mark).then(|| search(table_end..section.end, numbered)).flatten())?;
    let lower = text.to_lowercase();
    let optional = (holds(&lower, "optional") && !holds(&lower, "not optional")) || holds(&lower, "only if");
    Some(if optional { Legend::Optional } else { Legend::Text(text) })
}

/// The explanation of a mark that a line gives.
fn explained(mark: &str, index: usize, lines: &Lines<'_>) -> Option<String> {
    let line = without_bullet(lines.line(index).trim_start_matches(INDENT));
    let shown = without_markup(line);
    // Raised text is between carets there.
    let raised = is_raised(mark).then(|| format!("^{mark}^"));
    let written = raised.as_deref().unwrap_or(mark);
    if let Some(rest) = shown.strip_prefix(written) {
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let is_longer_mark = rest.starts_with(['*', '†', '‡']);
        if !is_longer_mark && !rest.trim().is_empty() && !is_item_of_a_list(mark, line, rest, index, lines) {
            return Some(collapse(rest));
        }
    }
    let ends = shown.trim_end().strip_suffix(written).filter(|rest| !rest.contains('|'));
    let ends = ends.filter(|rest| raised.is_some() || rest.ends_with([' ', '.']));
    let marked = shown.find("marked with").is_some_and(|at| {
        let rest = shown[at + "marked with".len()..].trim_start().trim_start_matches(['a', 'n', ' ', '(', '"', '`']);
        rest.starts_with(written)
    });
    if let Some(rest) = ends.filter(|rest| !rest.trim().is_empty()) {
        return Some(collapse(rest));
    }
    marked.then(|| collapse(&shown))
}

/// The explanation of a raised mark that a line gives which begins with the same, not raised: `2.`, `2)`, `2:` or `[2]`.
fn numbered(mark: &str, index: usize, lines: &Lines<'_>) -> Option<String> {
    let shown = without_markup(lines.line(index).trim_start_matches(INDENT));
    let shown = without_bullet(&shown);
    let in_brackets = shown.strip_prefix('[').and_then(|rest| rest.strip_prefix(mark)?.strip_prefix(']'));
    let rest = in_brackets.or_else(|| shown.strip_prefix(mark)?.strip_prefix(['.', ')', ':']))?;
    (rest.starts_with([' ', ':']) && !rest.trim().is_empty()).then(|| collapse(rest.trim_start_matches(':')))
}

/// A line without the bullet of a list; a star may be a mark.
fn without_bullet(line: &str) -> &str {
    ["- ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)).map_or(line, str::trim_start)
}

/// Whether a line that begins with `*` is one of several items of a list, of which none is a legend.
fn is_item_of_a_list(mark: &str, line: &str, rest: &str, index: usize, lines: &Lines<'_>) -> bool {
    if mark != "*" || !line.starts_with("* ") {
        // With a second star it would be emphasis, which shows no star.
        return mark == "*" && line.starts_with('*') && rest.contains('*');
    }
    let item = |n: Option<usize>| {
        let line = n.map_or("", |n| lines.line(n).trim_start());
        ["* ", "- ", "+ "].iter().any(|bullet| line.starts_with(bullet))
    };
    let says_at_once = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase().starts_with("optional");
    !says_at_once && (item(index.checked_sub(1)) || item(Some(index + 1)))
}

/// A line without tags, backslashes and emphasis. Raised text is between carets, apart from symbols, which are marks anyway.
fn without_markup(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let raised = rest.strip_prefix("<sup>").and_then(|inner| inner.split_once("</sup>"));
        let digits = rest.len() - rest.trim_start_matches(marks::is_raised).len();
        if let Some((mark, after)) = raised.filter(|(mark, _)| mark.len() <= marks::LONGEST) {
            let is_symbol = !mark.contains(char::is_alphanumeric);
            let caret = if is_symbol { "" } else { "^" };
            out.extend([caret, mark.trim(), caret]);
            rest = after;
        } else if digits > 0 {
            out.extend(marks::names(&rest[..digits]).iter().map(|mark| format!("^{mark}^")));
            rest = &rest[digits..];
        } else if let Some(end) = rest.find('>') {
            rest = &rest[end + 1..];
        } else {
            break;
        }
    }
    out.push_str(rest);
    out.replace("**", "").replace('\\', "")
}
