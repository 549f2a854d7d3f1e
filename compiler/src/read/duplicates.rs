//! The same permission twice for the same use: rows that one column tells apart, that only differ in text, or that are wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::header::Field;
use super::kind_headers;
use super::kinds::may_be_application;
use super::lines::Lines;
use super::problem::Problem;
use super::tables::PermissionTable;
use crate::finding::Level;
use crate::model::{Access, Kind, Name};
use crate::quoted::quoted;
use crate::rules;

/// What two rows of one permission must not share.
type Use<'e> = (&'e str, Kind, Option<usize>, Access, &'e [String], &'e [String], &'e [String], &'e str);

fn use_of(entry: &Entry) -> Use<'_> {
    let row = &entry.permission;
    (&row.scope, row.kind, row.feature, row.access, &row.requires, &row.excludes, &row.alternatives, &row.resource)
}

/// Makes one row of those that only differ in text, and says where others are there twice.
pub(crate) fn apply(
    tables: &[PermissionTable<'_>],
    features: &[Name],
    entries: &mut [Entry],
    lines: &Lines<'_>,
    problems: &mut Vec<Problem>,
) {
    // A row with an error may not mean what it seems to, so it is compared with no other.
    let errors = problems.iter().filter(|problem| problem.rule.level == Level::Error);
    let broken: BTreeSet<usize> = errors.map(|problem| lines.index(problem.at)).collect();
    let mut groups: BTreeMap<Use<'_>, Vec<usize>> = BTreeMap::new();
    for (n, entry) in entries.iter().enumerate() {
        if !entry.is_dropped && !broken.contains(&lines.index(entry.at)) {
            groups.entry(use_of(entry)).or_default().push(n);
        }
    }
    let mut same_line = Vec::new();
    for group in groups.values_mut() {
        // Two columns of one row may name the same permission.
        group.dedup_by(|second, first| {
            let at = |n: usize| (entries[n].table, lines.index(entries[n].at));
            let is_same = at(*second) == at(*first);
            same_line.extend(is_same.then_some(*second));
            is_same
        });
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort();
    for n in same_line {
        entries[n].is_dropped = true;
    }
    told_apart(tables, entries, &mut groups, problems);
    for group in groups {
        let first = group[0];
        for &n in &group[1..] {
            if entries[n].differs_in_text_only(&entries[first]) {
                merge(entries, first, n, problems);
            } else {
                problems.push(twice(&entries[first], &entries[n], features));
            }
        }
    }
}

impl Entry {
    /// Whether two rows differ, and in description or reason alone.
    fn differs_in_text_only(&self, other: &Self) -> bool {
        let (row, other) = (&self.permission, &other.permission);
        let same = (&row.notes, row.optional, row.admin_consent, &row.other)
            == (&other.notes, other.optional, other.admin_consent, &other.other);
        same && (row.description != other.description || row.reason != other.reason)
    }
}

fn merge(entries: &mut [Entry], first: usize, second: usize, problems: &mut Vec<Problem>) {
    let row = entries[second].permission.clone();
    entries[second].is_dropped = true;
    problems.push(Problem::new(
        &rules::DUPLICATE_TEXT,
        entries[second].at,
        format!(
            "`{}` is listed twice with other words, in lines {} and {}: one row with both is read",
            row.scope, entries[first].permission.position.line, row.position.line
        ),
        "make one row of the two",
    ));
    let add = |text: &mut String, more: &str| {
        if !more.is_empty() && *text != more {
            let divider = if text.is_empty() { "" } else { "; " };
            text.push_str(divider);
            text.push_str(more);
        }
    };
    add(&mut entries[first].permission.description, &row.description);
    add(&mut entries[first].permission.reason, &row.reason);
}

/// Where a column that is kept as text tells the rows of a table apart, one error for the table.
fn told_apart(
    tables: &[PermissionTable<'_>],
    entries: &[Entry],
    groups: &mut Vec<Vec<usize>>,
    problems: &mut Vec<Problem>,
) {
    // The groups of each table that has all rows of them.
    let mut of_tables: BTreeMap<usize, Vec<&Vec<usize>>> = BTreeMap::new();
    for group in groups.iter() {
        let number = entries[group[0]].table;
        if group.iter().all(|&n| entries[n].table == number) {
            of_tables.entry(number).or_default().push(group);
        }
    }
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for (number, here) in of_tables {
        let (table, first) = (&tables[number], here[0]);
        // Entries are in the order of their tables.
        let below = |number| entries.partition_point(|entry| entry.table < number);
        let of_table = &entries[below(number)..below(number + 1)];
        let count = entries[first[0]].permission.other.len();
        let all_texts = |column: usize| {
            let rows = of_table.iter().filter(|entry| !entry.is_dropped);
            rows.filter_map(move |entry| entry.permission.other.get(column)).map(|(_, text)| text.as_str())
        };
        // A number of the row says nothing about it.
        let is_number = |text: &str| text.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
        let tells = |column: usize| {
            !all_texts(column).all(is_number)
                && here.iter().all(|group| {
                    let mut seen = BTreeSet::new();
                    group.iter().all(|&n| {
                        let text = entries[n].permission.other.get(column).map_or("", |(_, text)| text.as_str());
                        !text.is_empty() && seen.insert(text)
                    })
                })
        };
        let Some(column) = (0..count).find(|&column| tells(column)) else { continue };
        let header = &entries[first[0]].permission.other[column].0;
        let named = table.columns.all.iter().find(|column| column.header == *header);
        let at = named.map_or(table.table.range.start, |column| column.at);
        let has_kind = table.columns.find(Field::Kind).is_some();
        let may_say_kind = !has_kind && may_be_application(table);
        let of_kind = named.filter(|column| may_say_kind && column.cells.are_few_words());
        let of_kind = of_kind
            .map_or(String::new(), |column| format!("; if it says the kind: {}", kind_headers::directives(column)));
        problems.push(Problem::new(
            &rules::DUPLICATE_ROW,
            at,
            format!("rows of this table request the same permission, and the column `{header}` tells them apart"),
            format!(
                "if it says what needs the permission: <!-- scopemark: column.feature = {} -->{of_kind}",
                quoted(header)
            ),
        ));
        told.extend(here.iter().map(|group| group[0]));
    }
    groups.retain(|group| !told.contains(&group[0]));
}

fn twice(first: &Entry, second: &Entry, features: &[Name]) -> Problem {
    let row = &second.permission;
    let feature = row.feature.and_then(|index| features.get(index));
    let of = feature.map_or_else(|| "every feature".to_owned(), |feature| format!("`{}`", feature.text));
    Problem::new(
        &rules::DUPLICATE_ROW,
        second.at,
        format!(
            "`{}` ({}, {}) is listed twice for {of} under the same conditions: in lines {} and {}",
            row.scope,
            row.kind.as_str(),
            row.access.as_str(),
            first.permission.position.line,
            row.position.line
        ),
        format!(
            "delete line {}; if one of the two holds only sometimes, say so in its notes in words that are read, such as `For \
             shared mailboxes`",
            row.position.line
        ),
    )
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::finding::Level;
    use crate::read::read_text;

    #[test]
    fn each_row_that_stands_twice_names_the_first_however_many_there_are() {
        for count in [2, 3, 16, 17, 80] {
            let mut text = "| Permission | Feature | Notes |\n|---|---|---|\n".to_owned();
            for n in 0..count {
                let notes = if n % 2 == 0 { "" } else { "For shared mailboxes" };
                writeln!(text, "| A.B | F{} | {notes} |", n % 3).expect("a string");
            }
            let mut findings = read_text("a.md", &text).findings;
            findings.retain(|finding| finding.level() > Level::Note);
            let said: Vec<&str> =
                findings.iter().map(|finding| finding.message.rsplit(": ").next().expect("it")).collect();
            // Six rows are different, the seventh is the first again.
            let expected: Vec<String> = (6..count).map(|n| format!("in lines {} and {}", 3 + n % 6, 3 + n)).collect();
            assert_eq!(said, expected, "{count}");
        }
    }
}
