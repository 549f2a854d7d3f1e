//! Merge conflicts that nobody resolved.

use super::blocks::Blocks;
use super::lines::Lines;
use super::problem::Problem;
use crate::rules;

/// Whether a line is one of the marks that an unresolved merge leaves.
pub(crate) fn is_marker(line: &str) -> bool {
    ["<<<<<<<", ">>>>>>>", "|||||||", "======="].iter().any(|mark| has_mark(line, mark))
}

/// Says each conflict once, at its first line.
pub(crate) fn find(blocks: &Blocks, lines: &Lines<'_>, problems: &mut Vec<Problem>) {
    let is = |index: usize, mark: &str| has_mark(lines.line(index), mark);
    let last_end = (0..lines.count()).rev().find(|&index| is(index, ">>>>>>>"));
    let of_table = |index: usize| {
        let at = lines.start(index);
        blocks.tables.iter().any(|table| table.range.contains(&at))
    };
    let mut index = 0;
    while index < lines.count() {
        // Outside of a table, such a line may be the underline of a heading.
        if (is(index, "=======") || is(index, "|||||||")) && of_table(index) {
            problems.push(Problem::new(
                &rules::CONFLICT_MARKER,
                lines.start(index),
                "this line is left over from a merge conflict",
                "delete it, and the version that is not wanted",
            ));
        }
        if !blocks.hidden.contains(lines.start(index)) && (is(index, "<<<<<<<") || is(index, ">>>>>>>")) {
            let ends = index..=last_end.filter(|&last| last > index).unwrap_or(index);
            let end = ends.into_iter().find(|&end| is(end, ">>>>>>>")).unwrap_or(index);
            let span = if end > index { format!("lines {} to {}", index + 1, end + 1) } else { "this line".to_owned() };
            problems.push(Problem::new(
                &rules::CONFLICT_MARKER,
                lines.start(index),
                format!("this merge conflict is not resolved: {span}"),
                "keep one of the two versions and delete the markers",
            ));
            index = end;
        }
        index += 1;
    }
}

fn has_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' ') || rest.trim_end().is_empty())
}
