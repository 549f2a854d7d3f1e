//! The names of a document: every permission that rows, alternatives and covers name, and every condition.

use std::collections::BTreeMap;

use crate::model::{Document, Kind, Name, Position};

/// Fills in the scopes, app roles and conditions, sorted by text, each where it stands first.
pub(crate) fn names(document: &mut Document) {
    let mut scopes = BTreeMap::new();
    let mut app_roles = BTreeMap::new();
    let mut conditions = BTreeMap::new();
    // What a row asks for stands there, even where an alternative or a cover names it earlier.
    for row in &document.permissions {
        add(of(row.kind, &mut scopes, &mut app_roles), &row.scope, row.position);
        for condition in row.requires.iter().chain(&row.excludes) {
            add(&mut conditions, condition, row.position);
        }
    }
    for row in &document.permissions {
        for alternative in &row.alternatives {
            add(of(row.kind, &mut scopes, &mut app_roles), alternative, row.position);
        }
    }
    for cover in &document.covers {
        let names = of(cover.kind, &mut scopes, &mut app_roles);
        add(names, &cover.scope, cover.position);
        add(names, &cover.covers, cover.position);
    }
    let (scopes, app_roles, conditions) = (list(scopes), list(app_roles), list(conditions));
    document.scopes = scopes;
    document.app_roles = app_roles;
    document.conditions = conditions;
}

type Places<'a> = BTreeMap<&'a str, Position>;

fn of<'m, 'a>(kind: Kind, scopes: &'m mut Places<'a>, app_roles: &'m mut Places<'a>) -> &'m mut Places<'a> {
    match kind {
        Kind::Delegated => scopes,
        Kind::Application => app_roles,
    }
}

fn add<'a>(places: &mut Places<'a>, text: &'a str, position: Position) {
    places.entry(text).or_insert(position);
}

fn list(places: Places<'_>) -> Vec<Name> {
    places.into_iter().map(|(text, position)| Name { text: text.to_owned(), ident: None, position }).collect()
}
