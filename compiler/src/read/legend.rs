//! Marks behind a permission, such as `*`, and the line that explains each.

use core::ops::Range;
use std::collections::BTreeMap;

use super::blocks::{Blocks, Heading, Table};
use super::lines::{INDENT, Lines};
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
    found: BTreeMap<String, Option<Legend>>,
}

impl<'t> Legends<'t> {
    pub(crate) fn new(table: &Table, blocks: &'t Blocks, lines: &'t Lines<'t>) -> Self {
        Self { blocks, lines, section: section(table, blocks, lines), found: BTreeMap::new() }
    }

    /// What a mark at this place means; a finding where nothing says it.
    pub(crate) fn of(&mut self, mark: &str, at: usize, problems: &mut Vec<Problem>) -> Option<Legend> {
        let Self { blocks, lines, section, found } = self;
        let found = found.entry(mark.to_owned()).or_insert_with(|| find(mark, section.clone(), blocks, lines));
        if found.is_none() {
            problems.push(Problem::new(
                &rules::OPTIONAL_WITHOUT_LEGEND,
                at,
                format!("nothing in this section says what the mark `{mark}` means"),
                format!("add a line below the table that begins with the mark and explains it: {}", shown(mark)),
            ));
        }
        found.clone()
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

/// A mark as the beginning of a line of Markdown that explains it.
fn shown(mark: &str) -> String {
    match mark {
        "*" => "\\* optional".to_owned(),
        _ if mark.starts_with("[^") => format!("{mark}: optional"),
        _ => format!("{mark} optional"),
    }
}

/// Finds the legend of a mark in the lines of a section, or, for a footnote, anywhere.
fn find(mark: &str, section: Range<usize>, blocks: &Blocks, lines: &Lines<'_>) -> Option<Legend> {
    let section = if mark.starts_with("[^") { 0..lines.text().len() } else { section };
    let last = lines.index(section.end.min(lines.text().len()));
    let text = (lines.index(section.start)..=last).find_map(|index| {
        let start = lines.start(index);
        let is_visible = start >= section.start && start < section.end && !blocks.opaque.contains(start);
        if is_visible { explained(mark, index, lines) } else { None }
    })?;
    let lower = text.to_lowercase();
    let optional = (holds(&lower, "optional") && !holds(&lower, "not optional")) || holds(&lower, "only if");
    Some(if optional { Legend::Optional } else { Legend::Text(text) })
}

/// The explanation of a mark that a line gives.
fn explained(mark: &str, index: usize, lines: &Lines<'_>) -> Option<String> {
    let line = lines.line(index).trim_start_matches(INDENT);
    let shown = without_markup(line);
    if let Some(rest) = shown.strip_prefix(mark) {
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let is_longer_mark = rest.starts_with(['*', '†', '‡']) || (mark != "*" && rest.starts_with(char::is_numeric));
        if !is_longer_mark && !rest.trim().is_empty() && !is_item_of_a_list(mark, line, rest, index, lines) {
            return Some(collapse(rest));
        }
    }
    let ends = shown.strip_suffix(mark).filter(|rest| rest.ends_with([' ', '.']) && !rest.contains('|'));
    let marked = shown.find("marked with").is_some_and(|at| {
        let rest = shown[at + "marked with".len()..].trim_start().trim_start_matches(['a', 'n', ' ', '(', '"', '`']);
        rest.starts_with(mark)
    });
    if let Some(rest) = ends.filter(|rest| !rest.trim().is_empty()) {
        return Some(collapse(rest));
    }
    marked.then(|| collapse(&shown))
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

/// A line without tags, backslashes and emphasis.
fn without_markup(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>') else { break };
        out.push_str(&rest[..at]);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out.replace("**", "").replace('\\', "")
}
