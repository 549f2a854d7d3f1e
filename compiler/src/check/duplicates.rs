//! The same permission twice: for one kind, feature, access and set of conditions.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};

use super::requested::Requested;
use super::source::Source;
use crate::finding::{Finding, Level};
use crate::model::{Access, Document, Permission};
use crate::rules;

pub(crate) fn check(document: &Document, requested: &Requested<'_>, source: &Source<'_>, findings: &mut Vec<Finding>) {
    // A row with an error may not mean what it seems to, so it is compared with no other.
    let errors = findings.iter().filter(|finding| finding.level() == Level::Error);
    let broken: BTreeSet<u32> = errors.map(|finding| finding.position.line).collect();
    for rows in requested.rows() {
        let mut first_lines = BTreeMap::new();
        for row in rows.iter().filter(|row| !broken.contains(&row.position.line)) {
            match first_lines.entry(uses(row)) {
                Entry::Vacant(first) => _ = first.insert(row.position.line),
                Entry::Occupied(first) => findings.push(duplicate(row, *first.get(), document, source)),
            }
        }
    }
}

/// What two rows of one permission must not share.
fn uses(row: &Permission) -> (Option<usize>, Access, &[String], &[String]) {
    (row.feature, row.access, &row.requires, &row.excludes)
}

fn duplicate(row: &Permission, first: u32, document: &Document, source: &Source<'_>) -> Finding {
    let feature = row.feature.and_then(|index| document.features.get(index));
    let of = feature.map_or_else(|| "every feature".to_owned(), |feature| format!("`{}`", feature.text));
    source.finding(
        &rules::DUPLICATE_ROW,
        row.position,
        format!(
            "`{}` ({}, {}) is listed twice for {of} under the same conditions: in lines {first} and {}",
            row.scope,
            row.kind.as_str(),
            row.access.as_str(),
            row.position.line
        ),
        "delete one of the two, or say in the notes how they differ",
    )
}
