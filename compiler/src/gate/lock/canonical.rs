//! The facts of documents in the one form that the lock knows.

use crate::model::{Cover, Document, Name, Permission, Position, Renaming};

/// Where a fact stands that was read from a lock: nowhere.
pub(super) const NOWHERE: Position = Position { line: 0, column: 0 };

/// The facts of the documents: without positions, titles and texts other than notes, sorted, so that moving rows or
/// rewording descriptions changes nothing. Features keep their order, which code can observe.
#[must_use]
pub fn canonical<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Document> {
    let mut documents: Vec<Document> = documents.into_iter().map(document).collect();
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}

fn document(document: &Document) -> Document {
    let mut permissions: Vec<Permission> = document.permissions.iter().map(permission).collect();
    permissions.sort_by(|a, b| {
        let key = |row: &Permission| row.feature.map(|index| document.features[index].text.clone());
        (key(a), a.access, a.kind, &a.scope, &a.requires, &a.excludes, a.optional, &a.notes).cmp(&(
            key(b),
            b.access,
            b.kind,
            &b.scope,
            &b.requires,
            &b.excludes,
            b.optional,
            &b.notes,
        ))
    });
    let mut covers: Vec<Cover> = document
        .covers
        .iter()
        .map(|cover| Cover { position: NOWHERE, covers_position: NOWHERE, ..cover.clone() })
        .collect();
    covers.sort_by(|a, b| (a.kind, &a.covers, &a.scope).cmp(&(b.kind, &b.covers, &b.scope)));
    covers.dedup();
    let mut formerly: Vec<Renaming> =
        document.formerly.iter().map(|renaming| Renaming { position: NOWHERE, ..renaming.clone() }).collect();
    formerly.sort_by(|a, b| (&a.key, &a.value).cmp(&(&b.key, &b.value)));
    Document {
        name: document.name.clone(),
        path: document.path.clone(),
        title: None,
        resource: document.resource.clone(),
        features: names(&document.features),
        conditions: names(&document.conditions),
        scopes: names(&document.scopes),
        app_roles: names(&document.app_roles),
        permissions,
        covers,
        renames: Vec::new(),
        formerly,
    }
}

fn permission(row: &Permission) -> Permission {
    Permission {
        description: String::new(),
        notes: row.notes.split_whitespace().collect::<Vec<_>>().join(" "),
        reason: String::new(),
        other: Vec::new(),
        position: NOWHERE,
        ..row.clone()
    }
}

fn names(names: &[Name]) -> Vec<Name> {
    names.iter().map(|name| Name { position: NOWHERE, ..name.clone() }).collect()
}
