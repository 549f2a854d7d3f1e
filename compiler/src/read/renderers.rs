//! Tables of the Markdown parser that other renderers show as something else.

use super::blocks::{Blocks, Table};
use super::lines::{INDENT, Lines};
use super::problem::Problem;
use crate::rules;

/// Says each table that GitHub shows as something else.
pub(crate) fn find(blocks: &Blocks, lines: &Lines<'_>, problems: &mut Vec<Problem>) {
    let problem = |table| {
        let shown = || list(table, lines).or_else(|| indented(table, lines)).or_else(|| touching(table, lines));
        shown().or_else(|| not_shown(table, blocks))
    };
    problems.extend(blocks.tables.iter().filter_map(problem));
}

/// A table in a footnote that no page shows.
fn not_shown(table: &Table, blocks: &Blocks) -> Option<Problem> {
    let name = table.footnote.as_ref().filter(|name| !blocks.footnotes.contains(*name))?;
    Some(Problem::new(
        &rules::TABLE_NOT_RECOGNISED,
        table.header.range.start,
        format!("this table is in the footnote `[^{name}]`, which no page shows: nothing refers to it"),
        "move the table out of the footnote, or refer to the footnote in the text",
    ))
}

/// A table whose delimiter row is indented so far that other renderers take it for none.
fn indented(table: &Table, lines: &Lines<'_>) -> Option<Problem> {
    let index = lines.index(table.header.range.start) + 1;
    table.has_delimiter_in_code.then(|| {
        Problem::new(
            &rules::TABLE_NOT_RECOGNISED,
            lines.start(index),
            "this delimiter row is indented by four columns or more, so GitHub shows no table",
            format!("indent line {} as far as the other rows", index + 1),
        )
    })
}

/// A table that other renderers take for a part of the text above.
fn touching(table: &Table, lines: &Lines<'_>) -> Option<Problem> {
    let line = lines.index(table.header.range.start) + 1;
    table.touches_text.then(|| {
        Problem::new(
            &rules::TABLE_NOT_RECOGNISED,
            table.header.range.start,
            "this table touches the text above it, and renderers disagree whether it is a table",
            format!("put a blank line before line {line}"),
        )
    })
}

/// Whether the header of a table touches text above it. The Markdown parser lets no table interrupt a paragraph, but takes
/// some of what other renderers read on with for its end.
pub(crate) fn touches_text(text: &str, header: usize) -> bool {
    let start = text[..header].rfind('\n').map_or(0, |end| end + 1);
    let before = text[start..header].trim();
    let is_quoted = before.starts_with('>');
    // A list that begins with the table interrupts what is above.
    if !before.trim_start_matches(['>', ' ', '\t']).is_empty() {
        return false;
    }
    for line in text[..start].split_terminator('\n').rev() {
        let (line, bare) = (line.trim(), line.trim_start_matches(INDENT).trim());
        if line.is_empty() || (is_quoted && (bare.is_empty() || !line.starts_with('>'))) {
            return false;
        }
        if !bare.is_empty() {
            return !ends_a_block(bare);
        }
    }
    false
}

/// Whether nothing reads on below a line: it is a heading, a rule, or the end of code, a comment or a script.
fn ends_a_block(line: &str) -> bool {
    let is_rule =
        ["-", "=", "*", "_"].iter().any(|mark| line.replace([' ', '\t'], "").trim_start_matches(mark).is_empty());
    let ends = ["-->", "?>", "</script>", "</pre>", "</style>", "</textarea>"];
    line.starts_with('#')
        || line.starts_with("```")
        || line.starts_with("~~~")
        || is_rule
        || ends.iter().any(|end| line.to_ascii_lowercase().ends_with(end))
}

/// A table whose delimiter row GitHub takes for an item of a list.
fn list(table: &Table, lines: &Lines<'_>) -> Option<Problem> {
    let index = lines.index(table.header.range.start) + 1;
    let line = lines.line(index).trim_start_matches(INDENT);
    let is_item = line.starts_with("- ") || line.starts_with("-\t");
    is_item.then(|| {
        Problem::new(
            &rules::TABLE_NOT_RECOGNISED,
            lines.start(index) + (lines.line(index).len() - line.len()),
            "GitHub shows this delimiter row as an item of a list, and no table",
            format!("begin line {} with a pipe: `| {}`", index + 1, line.trim_end()),
        )
    })
}
