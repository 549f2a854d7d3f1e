//! The names of a document: every permission that rows, alternatives and covers name, and every condition.

use std::collections::BTreeMap;

use super::order::Named;
use crate::model::{Document, Kind, Name, Position};

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
    let mut others = others.into_iter().peekable();
    let mut names = Vec::with_capacity(rows.count() + others.len());
    for n in 0..rows.count() {
        let row = &document.permissions[rows.rows(n)[0]];
        while let Some((text, position)) = others.next_if(|(text, _)| *text <= row.scope.as_str()) {
            if text != row.scope {
                names.push(name(text, position));
            }
        }
        names.push(name(&row.scope, row.position));
    }
    for (text, position) in others {
        names.push(name(text, position));
    }
    names
}

fn add<'a>(places: &mut Places<'a>, text: &'a str, position: Position) {
    places.entry(text).or_insert(position);
}

fn name(text: &str, position: Position) -> Name {
    Name { text: text.to_owned(), ident: None, position }
}
