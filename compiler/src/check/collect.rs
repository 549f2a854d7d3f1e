//! The names of a document: every permission that rows, alternatives and covers name, and every condition.

use super::order::{Named, sorted};
use crate::index::Index;
use crate::model::{Document, Kind, Name, Position};

/// Names, each once, and where they stand first.
#[derive(Default)]
struct Places<'a> {
    index: Index,
    texts: Vec<&'a str>,
    positions: Vec<Position>,
}

impl<'a> Places<'a> {
    fn add(&mut self, text: &'a str, position: Position) {
        let (_, is_new) = self.index.insert(text);
        if is_new {
            self.texts.push(text);
            self.positions.push(position);
        }
    }
}

/// Fills in the scopes, app roles and conditions, sorted by text, each where it stands first.
pub(crate) fn names(document: &mut Document, scopes: &Named, app_roles: &Named) {
    let scopes = permissions(document, Kind::Delegated, scopes);
    let app_roles = permissions(document, Kind::Application, app_roles);
    let mut places = Places::default();
    for row in &document.permissions {
        if row.requires.is_empty() && row.excludes.is_empty() {
            continue;
        }
        for condition in row.requires.iter().chain(&row.excludes) {
            places.add(condition, row.position);
        }
    }
    let mut conditions = Vec::with_capacity(places.texts.len());
    for n in sorted(&places.texts) {
        conditions.push(name(places.texts[n], places.positions[n]));
    }
    document.conditions = conditions;
    document.scopes = scopes;
    document.app_roles = app_roles;
}

/// The names of one kind. What a row asks for stands there, even where an alternative or a cover names it earlier.
fn permissions(document: &Document, kind: Kind, rows: &Named) -> Vec<Name> {
    let mut others = Places::default();
    for row in &document.permissions {
        if row.kind == kind && !row.alternatives.is_empty() {
            for alternative in &row.alternatives {
                others.add(alternative, row.position);
            }
        }
    }
    for cover in document.covers.iter().filter(|cover| cover.kind == kind) {
        others.add(&cover.scope, cover.position);
        others.add(&cover.covers, cover.position);
    }
    let mut names = Vec::with_capacity(rows.count() + others.texts.len());
    let mut next = 0;
    for n in sorted(&others.texts) {
        let (text, position) = (others.texts[n], others.positions[n]);
        // Both are in order.
        while next < rows.count() && rows.name(next, document) <= text {
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

fn asked(document: &Document, rows: &Named, number: usize) -> Name {
    let row = &document.permissions[rows.rows(number)[0]];
    name(&row.scope, row.position)
}

fn name(text: &str, position: Position) -> Name {
    Name { text: text.to_owned(), ident: None, position }
}
