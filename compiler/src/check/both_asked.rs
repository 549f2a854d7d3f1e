//! Permissions of one feature that are requested side by side under different conditions.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::ask::{Conditions, RowView, Table};

use super::source::Source;
use crate::finding::Finding;
use crate::model::{Access, Document, Kind, Permission, Position};
use crate::rules;

/// The rows of one family, by the conditions that they require and exclude.
type Family = BTreeMap<(Conditions, Conditions), Vec<usize>>;

pub(crate) fn check(document: &Document, table: &Table<'_>, source: &Source<'_>, findings: &mut Vec<Finding>) {
    for feature in (0..table.features.len()).map(Some).chain([None]) {
        let (start, end) = table.rows_of(feature);
        let rows: Vec<RowView<'_>> = (start..end).filter_map(|row| table.row(row)).collect();
        let mut families: BTreeMap<(Access, Kind, usize, &str), Family> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| !row.optional) {
            let key = (row.access, row.kind, table.resource_of(row.name), table.family(row.name));
            families.entry(key).or_default().entry((row.requires, row.excludes)).or_default().push(place);
        }
        for family in families.values() {
            let members: Vec<&RowView<'_>> =
                side_by_side(table, &rows, family).into_iter().map(|place| &rows[place]).collect();
            if members.len() > 1 {
                findings.push(both_asked(document, table, feature, &members, source));
            }
        }
    }
}

/// The rows beside which another one of the family applies, of which neither replaces the other.
fn side_by_side(table: &Table<'_>, rows: &[RowView<'_>], family: &Family) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for (when, places) in family {
        let together: Vec<&Vec<usize>> =
            family.iter().filter(|(other, _)| apply_together(*when, **other)).map(|(_, places)| places).collect();
        for &place in places {
            let one = &rows[place];
            let stands_beside = |other: &RowView<'_>| {
                one.name != other.name && !table.replaces(one, other) && !table.replaces(other, one)
            };
            if together.iter().any(|others| others.iter().any(|&other| stands_beside(&rows[other]))) {
                found.insert(place);
            }
        }
    }
    found
}

/// Whether rows that require other conditions can apply at the same time.
fn apply_together((requires, excludes): (Conditions, Conditions), other: (Conditions, Conditions)) -> bool {
    requires != other.0 && requires.intersection(other.1).is_empty() && other.0.intersection(excludes).is_empty()
}

/// How many permissions a note names.
const MOST_SHOWN: usize = 4;

/// The note for a family of permissions, in the order of their rows.
fn both_asked(
    document: &Document,
    table: &Table<'_>,
    feature: Option<usize>,
    members: &[&RowView<'_>],
    source: &Source<'_>,
) -> Finding {
    let of = feature.map_or("every feature", |feature| table.feature(feature));
    let second = members[1];
    let is_second =
        |row: &&Permission| (row.position.line, row.scope.as_str()) == (second.line, table.text(second.name));
    let at = document.permissions.iter().find(is_second);
    let at = at.map_or(Position { line: second.line, column: 1 }, |row| row.position);
    let mut shown: Vec<String> =
        members.iter().take(MOST_SHOWN).map(|row| format!("`{}` (line {})", table.text(row.name), row.line)).collect();
    let last = match members.len().checked_sub(MOST_SHOWN) {
        Some(more @ 1..) => format!("{more} more"),
        _ => shown.pop().unwrap_or_default(),
    };
    // Only a row that requires more than another one can take its place.
    let is_nested = members.iter().all(|one| {
        let others = || members.iter().map(|other| other.requires);
        others().all(|other| one.requires.is_subset(other) || other.is_subset(one.requires))
    });
    source.finding(
        &rules::BOTH_ASKED,
        at,
        format!(
            "{} and {last} are requested together for {of} where their conditions hold: none takes the place of another",
            shown.join(", ")
        ),
        if is_nested {
            "this is fine if all are needed; if one is enough, say in a table `Permission | Satisfied by` which satisfies which"
        } else {
            "this is fine if all are needed; if one is not, say when in its notes in words that are read, such as `Not for shared \
             mailboxes`"
        },
    )
}
