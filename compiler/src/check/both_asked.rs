//! Permissions of one feature that are requested side by side under different conditions.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::ask::{RowView, Table, flatten};

use super::source::Source;
use crate::finding::Finding;
use crate::model::{Access, Document, Kind, Permission, Position};
use crate::rules;

pub(crate) fn check(document: &Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    if document.permissions.iter().all(|row| row.requires.is_empty()) {
        return;
    }
    // A document that is too large has an error that says so.
    let Ok(flat) = flatten(document) else { return };
    let table = flat.table();
    for feature in (0..table.features.len()).map(Some).chain([None]) {
        let (start, end) = table.rows_of(feature);
        let rows: Vec<RowView<'_>> = (start..end).filter_map(|row| table.row(row)).collect();
        let mut families: BTreeMap<(bool, Kind, usize, &str), BTreeSet<usize>> = BTreeMap::new();
        // A row that requires nothing is compared with those that do, and not with all the others like it.
        for (place, one) in rows.iter().enumerate().filter(|(_, row)| !row.requires.is_empty()) {
            for (other_place, other) in rows.iter().enumerate() {
                if are_both_asked(&table, one, other) {
                    let is_update = one.access == Access::Update;
                    let key = (is_update, one.kind, table.resource_of(one.name), family(&table, one));
                    families.entry(key).or_default().extend([place, other_place]);
                }
            }
        }
        for places in families.into_values() {
            let members: Vec<&RowView<'_>> = places.into_iter().map(|place| &rows[place]).collect();
            findings.push(both_asked(document, &table, feature, &members, source));
        }
    }
}

fn family<'t>(table: &Table<'t>, row: &RowView<'_>) -> &'t str {
    let short = table.short(row.name);
    short.split_once('.').map_or(short, |(family, _)| family)
}

/// Whether two rows can apply together, and neither replaces the other although they have one family name.
fn are_both_asked(table: &Table<'_>, one: &RowView<'_>, other: &RowView<'_>) -> bool {
    let together = |one: &RowView<'_>, other: &RowView<'_>| one.requires.intersection(other.excludes).is_empty();
    let is_part = one.requires.is_subset(other.requires) || other.requires.is_subset(one.requires);
    let replaces = is_part && (table.covers(one.name, other.name) || table.covers(other.name, one.name));
    one.name != other.name
        && one.requires != other.requires
        && one.access == other.access
        && one.kind == other.kind
        && table.resource_of(one.name) == table.resource_of(other.name)
        && family(table, one) == family(table, other)
        && together(one, other)
        && together(other, one)
        && !replaces
        && !one.optional
        && !other.optional
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
    source.finding(
        &rules::BOTH_ASKED,
        at,
        format!(
            "{} and {last} are requested together for {of} where their conditions hold: none takes the place of another",
            shown.join(", ")
        ),
        "this is fine if all are needed; if one is enough, say in a table `Permission | Satisfied by` which satisfies which",
    )
}
