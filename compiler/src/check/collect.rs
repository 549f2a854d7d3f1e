//! The names of a document: every permission that rows, alternatives and covers name, and every condition.

use std::collections::BTreeMap;

use super::order::Named;
use crate::model::{Document, Kind, Name, Permission, Position};

type Places<'a> = BTreeMap<&'a str, Position>;

/// Fills in the scopes, app roles and conditions, sorted by text, each where it stands first.
pub(crate) fn names(document: &mut Document, scopes: &Named, app_roles: &Named) {
    let scopes = permissions(document, Kind::Delegated, scopes);
    let app_roles = permissions(document, Kind::Application, app_roles);
    let mut conditions = Places::new();
    for row in &document.permissions {
        if row.requires.is_empty() && row.excludes.is_empty() {
            continue;
        }
        for condition in row.requires.iter().chain(&row.excludes) {
            add(&mut conditions, condition, row.position);
        }
    }
    document.conditions = conditions.into_iter().map(|(text, position)| name(text, position)).collect();
    document.scopes = scopes;
    document.app_roles = app_roles;
}

/// The names of one kind. What a row asks for stands there, even where an alternative or a cover names it earlier.
fn permissions(document: &Document, kind: Kind, rows: &Named) -> Vec<Name> {
    let mut others = Places::new();
    for row in &document.permissions {
        if row.kind == kind && !row.alternatives.is_empty() {
            for alternative in &row.alternatives {
                add(&mut others, alternative, row.position);
            }
        }
    }
    for cover in document.covers.iter().filter(|cover| cover.kind == kind) {
        add(&mut others, &cover.scope, cover.position);
        add(&mut others, &cover.covers, cover.position);
    }
    let mut names = Vec::with_capacity(rows.count() + others.len());
    let mut next = 0;
    for (text, position) in others {
        // Both are in order.
        while next < rows.count() && first(document, rows, next).scope.as_str() <= text {
            names.push(asked(document, rows, next));
            next += 1;
        }
        if names.last().is_none_or(|last| last.text != text) {
            names.push(name(text, position));
        }
    }
    while next < rows.count() {
        names.push(asked(document, rows, next));
        next += 1;
    }
    names
}

fn first<'a>(document: &'a Document, rows: &Named, name: usize) -> &'a Permission {
    &document.permissions[rows.rows(name)[0]]
}

fn asked(document: &Document, rows: &Named, number: usize) -> Name {
    let row = first(document, rows, number);
    name(&row.scope, row.position)
}

fn add<'a>(places: &mut Places<'a>, text: &'a str, position: Position) {
    places.entry(text).or_insert(position);
}

fn name(text: &str, position: Position) -> Name {
    Name { text: text.to_owned(), ident: None, position }
}
