//! Which rows apply, which of those replace others, and which are active.

use std::collections::BTreeSet;

use scopemark_core::model::{Access, Document, Kind, Permission};

use super::names::{Name, covers, of_row, resource};

/// What decides about rows beside feature and access: conditions that hold, options, and the kinds asked or judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Context {
    pub(crate) conditions: BTreeSet<String>,
    pub(crate) options: BTreeSet<Name>,
    pub(crate) kinds: BTreeSet<Kind>,
}

pub(crate) fn both_kinds() -> BTreeSet<Kind> {
    [Kind::Delegated, Kind::Application].into()
}

/// "*clauses*: […] each is a set of permissions of which one must be held."
pub(crate) fn clauses(row: &Permission) -> Vec<BTreeSet<Name>> {
    let name = |text: &String| Name { kind: row.kind, text: text.clone() };
    if row.clauses.is_empty() {
        return vec![[of_row(row)].into()];
    }
    row.clauses.iter().map(|clause| clause.iter().map(name).collect()).collect()
}

/// "The rows of one cell are opted in together." The model has no cells: those of one line are one, where they agree on all
/// that a line says; a cell of both kinds has the same names at the same places.
pub(crate) fn cell(document: &Document, row: usize) -> BTreeSet<usize> {
    let rows = &document.permissions;
    let agree = |a: &Permission, b: &Permission| {
        a.position.line == b.position.line
            && (a.feature, a.access, a.optional) == (b.feature, b.access, b.optional)
            && (&a.requires, &a.excludes, &a.resource) == (&b.requires, &b.excludes, &b.resource)
    };
    let mut found: BTreeSet<usize> = [row].into();
    loop {
        let before = found.len();
        for other in 0..rows.len() {
            let joins = |&member: &usize| {
                let (a, b) = (&rows[member], &rows[other]);
                agree(a, b) && (a.kind == b.kind || (a.scope == b.scope && a.position == b.position))
            };
            if found.iter().any(joins) {
                found.insert(other);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Whether an optional row "was opted in": by its permission, or by another of its cell.
pub(crate) fn is_opted_in(document: &Document, row: usize, options: &BTreeSet<Name>) -> bool {
    cell(document, row).into_iter().any(|member| {
        let member = &document.permissions[member];
        member.optional && options.contains(&of_row(member))
    })
}

/// Whether conditions shut a row out: it applies where "`requires ⊆ C`, `excludes ∩ C = ∅`".
pub(crate) fn is_shut_out(row: &Permission, conditions: &BTreeSet<String>) -> bool {
    !row.requires.iter().all(|required| conditions.contains(required))
        || row.excludes.iter().any(|excluded| conditions.contains(excluded))
}

/// "A row applies when its feature is asked (an always row: when any feature is), its access is within the access asked,
/// `requires ⊆ C`, `excludes ∩ C = ∅`, and it is not optional or was opted in."
pub(crate) fn applies(document: &Document, row: usize, feature: usize, access: Access, context: &Context) -> bool {
    let it = &document.permissions[row];
    it.feature.is_none_or(|own| own == feature)
        && it.access <= access
        && !is_shut_out(it, &context.conditions)
        && (!it.optional || is_opted_in(document, row, &context.options))
        && context.kinds.contains(&it.kind)
}

/// "Among the applying rows of one feature, access, kind and resource, a row replaces another when the other's `requires` is
/// a strict subset of its own **and** one of the two permissions covers the other. An optional row never replaces one that
/// is not; a needed row replaces an optional one only if it covers it."
pub(crate) fn replaces(document: &Document, one: &Permission, other: &Permission) -> bool {
    let (its, others): (BTreeSet<_>, BTreeSet<_>) = (one.requires.iter().collect(), other.requires.iter().collect());
    let (name, other_name) = (of_row(one), of_row(other));
    let covers_it = covers(document, &name, &other_name);
    (one.feature, one.access, one.kind) == (other.feature, other.access, other.kind)
        && resource(document, &name) == resource(document, &other_name)
        && others.is_subset(&its)
        && others != its
        && match (one.optional, other.optional) {
            (true, false) => false,
            (false, true) => covers_it,
            _ => covers_it || covers(document, &other_name, &name),
        }
}

/// "What applies and is not replaced is **active**."
pub(crate) fn active(document: &Document, feature: usize, access: Access, context: &Context) -> BTreeSet<usize> {
    let rows = &document.permissions;
    let applying: Vec<usize> =
        (0..rows.len()).filter(|&row| applies(document, row, feature, access, context)).collect();
    let is_replaced = |row: usize| applying.iter().any(|&by| replaces(document, &rows[by], &rows[row]));
    applying.iter().copied().filter(|&row| !is_replaced(row)).collect()
}
