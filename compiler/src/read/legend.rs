//! Marks behind a permission, such as `*`, and the line that explains each.

use core::cell::RefCell;
use core::ops::Range;
use std::collections::BTreeMap;

use super::blocks::{Blocks, Heading, Table};
use super::lines::{INDENT, Lines};
use super::marks;
use super::negation;
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

/// How many different marks a document may have, footnotes aside. Each is looked for in its section.
const MOST_MARKS: usize = 64;

/// How long a legend may be, in bytes. It is added to the notes of every row with its mark.
const LONGEST: usize = 1_000;

/// The marks of a document, each looked for once in a section.
pub(crate) struct Legends<'t> {
    blocks: &'t Blocks,
    lines: &'t Lines<'t>,
    known: RefCell<Known>,
}

#[derive(Default)]
struct Known {
    /// Where the last section of each heading ends that was asked for.
    ends: BTreeMap<Option<usize>, usize>,
    /// What the footnotes say, once one was looked for.
    footnotes: Option<BTreeMap<String, String>>,
    /// By mark, what each section says, by where it begins.
    found: BTreeMap<String, BTreeMap<usize, Option<Legend>>>,
}

impl<'t> Legends<'t> {
    pub(crate) fn new(blocks: &'t Blocks, lines: &'t Lines<'t>) -> Self {
        Self { blocks, lines, known: RefCell::default() }
    }

    /// What the marks at this place of a table mean; a finding for each that nothing explains.
    pub(crate) fn of(&self, table: &Table, marks: &str, at: usize, problems: &mut Vec<Problem>) -> Vec<Legend> {
        let mut legends = Vec::new();
        for mark in marks::names(marks) {
            match self.find(table, &mark) {
                Ok(Some(legend)) => legends.push(legend),
                Ok(None) => problems.push(Problem::new(
                    &rules::OPTIONAL_WITHOUT_LEGEND,
                    at,
                    format!("nothing in this section says what the mark `{mark}` means"),
                    format!(
                        "say below the table what it means; if it means optional, put the line `{}` below the table",
                        shown(&mark)
                    ),
                )),
                Err(beyond) => problems.push(beyond.problem(&mark, at)),
            }
        }
        legends
    }

    /// What the marks at this place of a table mean, as far as something explains them.
    pub(crate) fn known(&self, table: &Table, marks: &str, at: usize, problems: &mut Vec<Problem>) -> Vec<Legend> {
        let mut legends = Vec::new();
        for mark in marks::names(marks) {
            match self.find(table, &mark) {
                Ok(legend) => legends.extend(legend),
                Err(beyond) => problems.push(beyond.problem(&mark, at)),
            }
        }
        legends
    }

    fn find(&self, table: &Table, mark: &str) -> Result<Option<Legend>, Beyond> {
        let section = self.section(table);
        let known = &mut *self.known.borrow_mut();
        if !known.found.contains_key(mark) && !mark.starts_with("[^") && known.found.len() >= MOST_MARKS {
            return Err(Beyond::Marks);
        }
        let of_mark = known.found.entry(mark.to_owned()).or_default();
        let footnotes = &mut known.footnotes;
        let found =
            of_mark.entry(section.start).or_insert_with(|| self.legend(mark, section, table.range.end, footnotes));
        match found {
            Some(Legend::Text(text)) if text.len() > LONGEST => Err(Beyond::Length),
            found => Ok(found.clone()),
        }
    }

    /// The section that a table is in.
    fn section(&self, table: &Table) -> Range<usize> {
        let headings = &self.blocks.headings;
        let own = table.headings.first().copied();
        let is_below = |end: &&mut usize| **end > table.range.start;
        let ends = &mut self.known.borrow_mut().ends;
        let end = if let Some(end) = ends.get_mut(&own).filter(is_below) {
            *end
        } else {
            let own = own.map(|own| &headings[own]);
            // A heading in a list or a quotation ends no section outside it.
            let is_end = |next: &&Heading| {
                let is_inside = own.is_some_and(|own| own.is_nested);
                own.is_none_or(|own| next.level <= own.level) && (is_inside || !next.is_nested)
            };
            let below = headings.partition_point(|heading| heading.offset < table.range.start);
            headings[below..].iter().find(is_end).map_or(self.lines.text().len(), |next| next.offset)
        };
        ends.insert(own, end);
        own.map_or(0, |own| headings[own].offset)..end
    }

    /// The legend of a mark in the lines of a section, or, for a footnote, anywhere. A line that begins with a digit which is
    /// not raised may be a legend below the table, where no other line is.
    fn legend(
        &self,
        mark: &str,
        section: Range<usize>,
        table_end: usize,
        footnotes: &mut Option<BTreeMap<String, String>>,
    ) -> Option<Legend> {
        let text = if mark.starts_with("[^") {
            footnotes.get_or_insert_with(|| self.footnotes()).get(mark).cloned()
        } else {
            let below = table_end..section.end;
            let raised = self.visible(section).find_map(|index| explained(mark, index, self.lines));
            raised.or_else(|| {
                let mut lines = is_raised(mark).then(|| self.visible(below)).into_iter().flatten();
                lines.find_map(|index| numbered(mark, index, self.lines))
            })
        }?;
        let optional = negation::says_optional(&text) || holds(&text.to_lowercase(), "only if");
        Some(if optional { Legend::Optional } else { Legend::Text(text) })
    }

    /// The lines that begin in a section and are neither hidden nor of a table.
    fn visible(&self, section: Range<usize>) -> impl Iterator<Item = usize> {
        let lines = self.lines;
        let last = lines.index(section.end.min(lines.text().len()));
        (lines.index(section.start)..=last).filter(move |index| {
            let start = lines.start(*index);
            section.contains(&start) && !self.blocks.opaque.contains(start)
        })
    }

    /// What the first line that begins with each footnote's mark says.
    fn footnotes(&self) -> BTreeMap<String, String> {
        let mut footnotes = BTreeMap::new();
        for index in self.visible(0..self.lines.text().len()) {
            let line = self.lines.line(index).trim_start_matches(INDENT);
            let mark = line.strip_prefix("[^").and_then(|rest| line.get(..rest.find(']')? + 3));
            if let Some(mark) = mark
                && !footnotes.contains_key(mark)
                && let Some(text) = explained(mark, index, self.lines)
            {
                footnotes.insert(mark.to_owned(), text);
            }
        }
        footnotes
    }
}

/// Which bound the marks of a document go beyond.
enum Beyond {
    Marks,
    Length,
}

impl Beyond {
    fn problem(&self, mark: &str, at: usize) -> Problem {
        let (message, help) = match self {
            Self::Marks => (
                format!("with the mark `{mark}`, the document has more than {MOST_MARKS} different marks"),
                "use fewer marks, or write what they say into a column `Notes`",
            ),
            Self::Length => (
                format!(
                    "what the mark `{mark}` means has more than {LONGEST} bytes, and would be added to every row with it"
                ),
                "shorten the line that explains the mark",
            ),
        };
        Problem::new(&rules::OPTIONAL_WITHOUT_LEGEND, at, message, help)
    }
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
