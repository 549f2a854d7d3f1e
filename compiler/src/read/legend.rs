//! Marks behind a permission, such as `*`, and the line that explains each.

use super::blocks::Blocks;
use super::lines::{INDENT, Lines};
use super::text::collapse;
use super::vocabulary::holds;

/// What a mark means.
#[derive(Clone)]
pub(crate) enum Legend {
    /// The row is optional.
    Optional,
    /// Something else, which belongs into the notes.
    Text(String),
}

/// Finds the legend of a mark in the lines of a section, or, for a footnote, anywhere.
pub(crate) fn find(mark: &str, section: core::ops::Range<usize>, blocks: &Blocks, lines: &Lines<'_>) -> Option<Legend> {
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
