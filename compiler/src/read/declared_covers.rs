//! Tables of covers: each pair belongs to one resource, which the table must say where the document has several.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Declared, Entry, Rows};
use super::problem::Problem;
use super::resources;
use super::tables::PermissionTable;
use crate::model::{Cover, Kind};
use crate::rules;

/// How many resources are looked at that a table of covers could be for.
const MOST_POSSIBLE: usize = 64;

/// How many resources a message names.
const MOST_SHOWN: usize = 3;

/// Adds the pairs of the tables of covers to those of the rows, each pair once, and says which stray from their resource.
pub(crate) fn apply(tables: &[PermissionTable<'_>], rows: &mut Rows, problems: &mut Vec<Problem>) {
    let declared = core::mem::take(&mut rows.declared_covers);
    problems.append(&mut stray(tables, &declared, &rows.entries));
    rows.covers.extend(declared.into_iter().map(|declared| declared.cover));
    let mut seen: BTreeSet<(Kind, String, String)> = BTreeSet::new();
    rows.covers.retain(|Cover { kind, scope, covers, .. }| seen.insert((*kind, scope.clone(), covers.clone())));
}

/// The resource of each table, for its covers: what it says, else the only one of the rows (empty for none); `None` where it
/// should say it.
pub(crate) fn resources_of(tables: &[PermissionTable<'_>], entries: &[Entry]) -> Vec<Option<String>> {
    let all = of_rows(entries);
    let only = (all.len() < 2).then(|| all.first().copied().unwrap_or_default());
    let said = |table: &PermissionTable<'_>| table.settings.resource.as_ref().map(|(resource, _)| resource.clone());
    tables.iter().map(|table| said(table).or_else(|| only.map(str::to_owned))).collect()
}

/// The resources of the rows. Rows without one beside others have a finding of their own.
fn of_rows(entries: &[Entry]) -> BTreeSet<&str> {
    let rows = entries.iter().filter(|entry| !entry.is_dropped).map(|entry| entry.permission.resource.as_str());
    rows.filter(|resource| !resource.is_empty()).collect()
}

/// The pairs that do not say their resource, one for each table, and those whose weaker permission belongs to another.
fn stray(tables: &[PermissionTable<'_>], declared: &[Declared], entries: &[Entry]) -> Vec<Problem> {
    let requested = || entries.iter().filter(|entry| !entry.is_dropped).map(|entry| &entry.permission);
    let all = of_rows(entries);
    let mut of_name: BTreeMap<(Kind, &str), BTreeSet<&str>> = BTreeMap::new();
    for row in requested() {
        for name in core::iter::once(&row.scope).chain(&row.alternatives) {
            of_name.entry((row.kind, name)).or_default().insert(&row.resource);
        }
    }
    let said = |table: usize| tables[table].settings.resource.as_ref().map(|(resource, _)| resource.as_str());
    // A step of a chain need not be requested.
    let steps: BTreeSet<(Kind, &str, Option<&str>)> =
        declared.iter().map(|it| (it.cover.kind, it.cover.scope.as_str(), said(it.table))).collect();
    let mut problems = Vec::new();
    let mut unsaid: BTreeMap<usize, (usize, Option<Vec<&str>>)> = BTreeMap::new();
    for Declared { cover, table, at } in declared {
        let of_weaker = of_name.get(&(cover.kind, cover.covers.as_str()));
        let Some(own) = said(*table) else {
            let (_, possible) = unsaid.entry(*table).or_insert((*at, None));
            match (possible, of_weaker) {
                (Some(possible), Some(of_weaker)) => possible.retain(|resource| of_weaker.contains(resource)),
                (possible @ None, Some(of_weaker)) => {
                    *possible = Some(of_weaker.iter().copied().take(MOST_POSSIBLE).collect());
                }
                (_, None) => {}
            }
            continue;
        };
        let Some(others) = of_weaker else { continue };
        if !others.contains(own) && !steps.contains(&(cover.kind, cover.covers.as_str(), Some(own))) {
            problems.push(elsewhere(cover, *at, own, others));
        }
    }
    if all.len() > 1 {
        for (at, possible) in unsaid.into_values() {
            let possible = possible.unwrap_or_else(|| all.iter().copied().take(MOST_POSSIBLE).collect());
            problems.push(unsaid_resource(at, &possible));
        }
    }
    problems
}

/// The error for a table of covers that does not say which of several resources it is for.
fn unsaid_resource(at: usize, possible: &[&str]) -> Problem {
    let help = if possible.iter().all(|resource| resource.is_empty()) {
        "make a table of covers for each resource, and say above each which it is: `resource` in a directive".to_owned()
    } else {
        resources::help(possible.iter().copied())
    };
    Problem::new(
        &rules::RESOURCE_MISSING,
        at,
        "this table does not say the resource of its permissions, while the document has several",
        help,
    )
}

/// The error for a pair of one resource whose weaker permission only another requests.
fn elsewhere(cover: &Cover, at: usize, own: &str, others: &BTreeSet<&str>) -> Problem {
    let others: Vec<&str> =
        others.iter().take(MOST_SHOWN).map(|other| if other.is_empty() { "no resource" } else { other }).collect();
    Problem::new(
        &rules::COVER_UNKNOWN,
        at,
        format!(
            "`{}` is a permission of {own} here, but the rows that request it are of {}",
            cover.covers,
            others.join(" and ")
        ),
        "correct the resource above this table, add the permission of this resource to a permission table, or remove the pair",
    )
}
