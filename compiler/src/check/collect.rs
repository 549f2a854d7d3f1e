//! The names of a document: every permission that rows, alternatives and covers name, and every condition.

use std::collections::BTreeMap;

use super::requested::Requested;
use crate::model::{Document, Kind, Name, Position};

/// What generated code gives a constant, sorted by text, each name with its first position. Features are not here: the
/// reader has them, in the order of the document.
pub(crate) struct Names {
    pub(crate) scopes: Vec<Name>,
    pub(crate) app_roles: Vec<Name>,
    pub(crate) conditions: Vec<Name>,
}

pub(crate) fn names(document: &Document, requested: &Requested<'_>) -> Names {
    Names {
        scopes: permissions(document, requested, Kind::Delegated),
        app_roles: permissions(document, requested, Kind::Application),
        conditions: conditions(document),
    }
}

/// The permissions of one kind. One that a row requests is at that row, even where an alternative or a cover names it
/// earlier.
fn permissions(document: &Document, requested: &Requested<'_>, kind: Kind) -> Vec<Name> {
    let rows = requested.of_kind(kind).iter();
    let mut first: BTreeMap<&str, Position> = rows.map(|(text, rows)| (*text, rows[0].position)).collect();
    for row in document.permissions.iter().filter(|row| row.kind == kind) {
        for alternative in &row.alternatives {
            first.entry(alternative).or_insert(row.position);
        }
    }
    for cover in document.covers.iter().filter(|cover| cover.kind == kind) {
        first.entry(&cover.scope).or_insert(cover.position);
        first.entry(&cover.covers).or_insert(cover.position);
    }
    unidentified(first)
}

fn conditions(document: &Document) -> Vec<Name> {
    let mut first: BTreeMap<&str, Position> = BTreeMap::new();
    for row in &document.permissions {
        for condition in row.requires.iter().chain(&row.excludes) {
            first.entry(condition).or_insert(row.position);
        }
    }
    unidentified(first)
}

/// Names that have no Rust name yet.
fn unidentified(first: BTreeMap<&str, Position>) -> Vec<Name> {
    first.into_iter().map(|(text, position)| Name { text: text.to_owned(), ident: None, position }).collect()
}
