//! Lines outside every table that look like one: lost tables and lost rows, which must not go unnoticed.

use core::ops::Range;

use super::blocks::Blocks;
use super::header;
use super::item_problems::misplaced;
use super::lines::{INDENT, Lines};
use super::pipes;
use super::problem::Problem;
use super::ranges::Ranges;
use super::scope_names::is_graph;
use super::settings::Settings;
use crate::rules;

/// What was found outside the tables.
#[derive(Default)]
pub(crate) struct Stray {
    /// Whether a table was lost.
    pub(crate) lost_table: bool,
    /// Whether a lost table has a known scope column.
    pub(crate) lost_permissions: bool,
}

/// Looks for lost tables, lost rows, and directives above none of these.
pub(crate) fn find(blocks: &Blocks, lines: &Lines<'_>, settings: &Settings, problems: &mut Vec<Problem>) -> Stray {
    let mut stray = Stray::default();
    let mut used = vec![false; settings.above_paragraphs.len()];
    // The first line below the last finding that is not part of its paragraph.
    let mut free = 0;
    let mut above = Above::new(settings, lines);
    let mut as_written = AsWritten::default();
    for index in 0..lines.count() {
        let line = lines.line(index);
        let at = lines.start(index) + indent(line);
        let verbatim = blocks.verbatim_at(lines.start(index));
        above.step(index, is_blank(line) && verbatim.is_none());
        let text = line.trim_start_matches(INDENT);
        let is_delimiter_without_pipe = || text.contains(':') && pipes::delimiter_without_pipe(text);
        if blocks.opaque.contains(at) || !(line.contains('|') || is_delimiter_without_pipe()) {
            continue;
        }
        let columns = pipes::delimiter(text).or_else(|| is_delimiter_without_pipe().then_some(1));
        if let Some(columns) = columns {
            if let Some(n) = above.directive {
                used[n] = true;
            }
            if !above.is_skip(settings) {
                stray.lost_table = true;
                stray.lost_permissions |= names_scopes_above(lines, index);
                match verbatim {
                    Some(text) => as_written.push(text, problems),
                    None => problems.push(lost_table(lines, index, columns, blocks.indented_code.contains(at))),
                }
            }
            if index >= free {
                free = below_paragraph(lines, index);
            }
        } else if index >= free && is_row(text) && !next_is_delimiter(lines, index) {
            let block = LostRows::at(lines, index, &blocks.opaque);
            match verbatim {
                Some(_) if above.is_skip(settings) => {}
                Some(text) => as_written.push(text, problems),
                None => problems.push(block.problem(lines)),
            }
            free = block.end;
        }
    }
    for (directive, used) in settings.above_paragraphs.iter().zip(used) {
        if !used {
            problems.push(misplaced(directive.at));
        }
    }
    stray
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line outside every table was meant as a row: pipes at both ends, or names between pipes.
fn is_row(line: &str) -> bool {
    let line = line.trim();
    let cells = pipes::cells(line);
    let outer = line.starts_with('|') && line.ends_with('|') && !line.ends_with("\\|");
    (outer && !cells.is_empty())
        || (cells.len() > 1
            && cells.iter().any(|cell| is_graph(line[cell.clone()].trim().trim_matches(['`', '*', ' ']))))
}

fn next_is_delimiter(lines: &Lines<'_>, index: usize) -> bool {
    pipes::delimiter(lines.line(index + 1).trim_start_matches(INDENT)).is_some()
}

/// The first blank line at or below a line.
fn below_paragraph(lines: &Lines<'_>, index: usize) -> usize {
    let mut below = index;
    while below < lines.count() && !is_blank(lines.line(below)) {
        below += 1;
    }
    below
}

fn is_blank(line: &str) -> bool {
    line.trim_start_matches(INDENT).trim().is_empty()
}

/// Steps through the lines and knows the directive above the paragraph that a line belongs to.
struct Above {
    /// The first lines of the paragraphs below directives, in order.
    firsts: Vec<usize>,
    /// The next of them.
    next: usize,
    /// The directive, in [`Settings::above_paragraphs`].
    directive: Option<usize>,
}

impl Above {
    fn new(settings: &Settings, lines: &Lines<'_>) -> Self {
        let firsts = settings.above_paragraphs.iter().map(|directive| lines.index(directive.paragraph)).collect();
        Self { firsts, next: 0, directive: None }
    }

    fn is_skip(&self, settings: &Settings) -> bool {
        self.directive.is_some_and(|n| settings.above_paragraphs[n].skip)
    }

    fn step(&mut self, index: usize, blank: bool) {
        if blank {
            self.directive = None;
        }
        while self.firsts.get(self.next).is_some_and(|&first| first <= index) {
            self.directive = Some(self.next);
            self.next += 1;
        }
    }
}

/// The line above a delimiter row, if it says something.
fn header_above<'a>(lines: &Lines<'a>, index: usize) -> Option<&'a str> {
    let header = lines.line(index.checked_sub(1)?).trim_start_matches(INDENT);
    Some(header).filter(|header| !header.trim().is_empty())
}

fn names_scopes_above(lines: &Lines<'_>, index: usize) -> bool {
    let named = |header: &str| {
        let mut cells = pipes::cells(header).into_iter();
        cells.any(|cell| header::names_scopes(header[cell].trim().trim_matches(['*', '`', '_'])))
    };
    header_above(lines, index).is_some_and(named)
}

/// Text that HTML takes as it is, of which one finding says that no table is in it.
#[derive(Default)]
struct AsWritten {
    /// The last that was said.
    said: Option<usize>,
}

impl AsWritten {
    /// A blank line does not make Markdown of such text.
    fn push(&mut self, (range, name): &(Range<usize>, &str), problems: &mut Vec<Problem>) {
        if self.said.replace(range.start) == Some(range.start) {
            return;
        }
        problems.push(Problem::new(
            &rules::TABLE_NOT_RECOGNISED,
            range.start,
            format!("text in `<{name}>` is shown as it is written, so what looks like a table in it is none"),
            format!(
                "move the table out of `<{name}>`; if it is an example, put it into a fence of code (three backticks) and remove \
                 the tags, or say `skip` in a directive above `<{name}>`"
            ),
        ));
    }
}

fn lost_table(lines: &Lines<'_>, index: usize, columns: usize, indented: bool) -> Problem {
    let at = lines.start(index) + indent(lines.line(index));
    let header = header_above(lines, index);
    let above_header = index.checked_sub(2).map(|above| lines.line(above));
    let (cause, help) = match header {
        _ if indented => (
            "it is indented by four columns or more, which makes it code".to_owned(),
            "indent the table by at most three spaces, or as far as the text of the list item it belongs to".to_owned(),
        ),
        None => (
            "there is no header above it".to_owned(),
            "put the header in the line above it, without a blank line between".to_owned(),
        ),
        Some(header) if pipes::count(header) != columns => (
            format!("the header has {}, but its delimiter row has {columns}", cells(pipes::count(header))),
            format!(
                "give the header {} too, or write `|{}` in place of `{}`",
                cells(columns),
                "---|".repeat(pipes::count(header)),
                lines.line(index).trim_start_matches(INDENT).trim()
            ),
        ),
        Some(_) if above_header.is_some_and(|above| !is_blank(above)) => (
            format!("its header, line {index}, touches the text above it"),
            format!("put a blank line before line {index}"),
        ),
        Some(header) if !pipes::has_pipe(header) => (
            "its header has no pipe".to_owned(),
            if is_blank(lines.line(index + 1)) || pipes::has_pipe(lines.line(index + 1)) {
                piped([(index, header.trim()), (index + 1, lines.line(index).trim_start_matches(INDENT).trim())])
            } else {
                format!("give each line of the table a pipe at both ends: `| {} |`", header.trim())
            },
        ),
        Some(_) => (
            "its header is not at the beginning of a block".to_owned(),
            format!("put a blank line before line {index}, and keep both lines at the same indentation"),
        ),
    };
    Problem::new(&rules::TABLE_NOT_RECOGNISED, at, format!("this delimiter row does not begin a table: {cause}"), help)
}

/// Pipes for a header and a delimiter row that lack them.
fn piped(rows: [(usize, &str); 2]) -> String {
    let lacking = rows.iter().filter(|(_, row)| !pipes::has_pipe(row));
    let written = lacking.map(|(line, row)| format!("write `| {row} |` in place of `{row}` in line {line}"));
    written.collect::<Vec<_>>().join("\n")
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// Rows that are in no table, up to the next line that is something else.
struct LostRows {
    first: usize,
    last: usize,
    count: usize,
    /// The first line below them.
    end: usize,
}

impl LostRows {
    /// The rows from the line `first` on. Lines that are blank or a lone pipe may be between them.
    fn at(lines: &Lines<'_>, first: usize, opaque: &Ranges) -> Self {
        let mut rows = Self { first, last: first, count: 0, end: first };
        for index in first..lines.count() {
            let line = lines.line(index);
            let at = lines.start(index) + indent(line);
            if is_row(line.trim_start_matches(INDENT)) && !next_is_delimiter(lines, index) && !opaque.contains(at) {
                rows.count += 1;
                rows.last = index;
            } else if !ends_table(line) {
                break;
            }
        }
        rows.end = below_paragraph(lines, rows.last);
        rows
    }

    fn problem(&self, lines: &Lines<'_>) -> Problem {
        let (first, last) = (self.first, self.last + 1);
        let message = if self.count == 1 {
            "this line looks like a row, but it is not in a table".to_owned()
        } else {
            format!("{} lines look like rows, from here to line {last}, but they are not in a table", self.count)
        };
        // A line between the table and the first row is why it is lost.
        let above = (0..first).rev().find(|&n| !ends_table(lines.line(n)));
        let help = match above.filter(|&above| above + 1 < first && lines.line(above).contains('|')) {
            None => "a table begins with a header and a delimiter row such as `|---|---|`".to_owned(),
            Some(above) if self.count == 1 && above + 2 == first => {
                format!("line {first} ends the table: delete it")
            }
            Some(above) => format!(
                "a line that is blank or only `|` ends a table: delete each of these from line {} to line {last}",
                above + 2
            ),
        };
        let line = lines.line(first);
        let at = lines.start(first) + (line.len() - line.trim_start_matches(INDENT).len());
        Problem::new(&rules::ROW_OUTSIDE_TABLE, at, message, help)
    }
}

/// Whether a line ends a table and says nothing.
fn ends_table(line: &str) -> bool {
    is_blank(line) || line.trim() == "|"
}
