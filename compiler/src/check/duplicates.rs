//! The same permission twice: for one kind, feature, access and set of conditions.

use super::Source;
use super::order::Named;
use crate::finding::{Finding, Level};
use crate::index::Index;
use crate::model::{Document, Permission};
use crate::rules;

pub(crate) fn check(document: &Document, named: [&Named; 2], source: &Source<'_>, findings: &mut Vec<Finding>) {
    // A row that cannot be read as it stands says nothing of others.
    let mut broken = Vec::new();
    for finding in &*findings {
        if finding.level() == Level::Error {
            let line = finding.position.line as usize;
            if line >= broken.len() {
                broken.resize(line + 1, false);
            }
            broken[line] = true;
        }
    }
    for named in named {
        for name in 0..named.count() {
            let rows = named.rows(name);
            if rows.len() > 1 {
                same_name(document, rows, &broken, source, findings);
            }
        }
    }
}

/// How many rows are compared one by one.
const FEW: usize = 16;

fn is_same(one: &Permission, other: &Permission) -> bool {
    one.feature == other.feature
        && one.access == other.access
        && one.requires == other.requires
        && one.excludes == other.excludes
}

fn same_name(document: &Document, rows: &[usize], broken: &[bool], source: &Source<'_>, findings: &mut Vec<Finding>) {
    let is_broken = |line: usize| line < broken.len() && broken[line];
    // What many rows say, each once, and in which line first.
    let (mut seen, mut lines) = (Index::default(), Vec::new());
    for (place, &n) in rows.iter().enumerate() {
        let row = &document.permissions[n];
        let line = row.position.line as usize;
        if is_broken(line) {
            continue;
        }
        let first = if rows.len() <= FEW {
            let mut first = None;
            for &above in rows[..place].iter().rev() {
                let above = &document.permissions[above];
                let line = above.position.line as usize;
                if is_same(above, row) && !is_broken(line) {
                    first = Some(line);
                }
            }
            first
        } else {
            let key = format!("{:?} {:?} {:?} {:?}", row.feature, row.access, row.requires, row.excludes);
            let (number, is_new) = seen.insert(&key);
            if is_new {
                lines.push(line);
            }
            (!is_new).then(|| lines[number])
        };
        let Some(first) = first else { continue };
        let feature = row.feature.and_then(|index| document.features.get(index));
        let of = feature.map_or_else(|| "every feature".to_owned(), |feature| format!("`{}`", feature.text));
        findings.push(source.finding(
            &rules::DUPLICATE_ROW,
            row.position,
            format!(
                "`{}` ({}, {}) stands twice for {of} under the same conditions: in lines {first} and {}",
                row.scope,
                row.kind.as_str(),
                row.access.as_str(),
                row.position.line
            ),
            "delete one of the two, or say in the notes what sets them apart",
        ));
    }
}

#[cfg(test)]
mod tests {
    use core::fmt::Write as _;

    use super::FEW;
    use crate::read::read_text;

    #[test]
    fn each_row_that_stands_twice_names_the_first_however_many_there_are() {
        for count in [2, 3, FEW, FEW + 1, 5 * FEW] {
            let mut text = "| Permission | Feature | Notes |\n|---|---|---|\n".to_owned();
            for n in 0..count {
                let notes = if n % 2 == 0 { "" } else { "For shared mailboxes" };
                writeln!(text, "| A.B | F{} | {notes} |", n % 3).expect("a string");
            }
            let findings = read_text("a.md", &text).findings;
            let said: Vec<&str> =
                findings.iter().map(|finding| finding.message.rsplit(": ").next().expect("it")).collect();
            // Six rows are different, the seventh is the first again.
            let expected: Vec<String> = (6..count).map(|n| format!("in lines {} and {}", 3 + n % 6, 3 + n)).collect();
            assert_eq!(said, expected, "{count}");
        }
    }
}
