//! The facts of documents in their canonical form, as the lock records them.

use scopemark_compiler::model::{Cover, Document, Name, Permission, Position, Renaming};

/// The position of a fact that has none, because it is from a lock.
pub(super) const NOWHERE: Position = Position { line: 0, column: 0 };

/// The facts of the documents. They have no positions, titles, or texts other than notes, and are sorted, so that moving
/// rows or rewording descriptions changes nothing. Features keep their order, which code can observe.
#[must_use]
pub fn canonical<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Document> {
    canonical_at(documents.into_iter().map(|document| (document.path.clone(), document)))
}

/// The same for documents with these paths in the lock.
pub(crate) fn canonical_at<'a>(documents: impl Iterator<Item = (String, &'a Document)>) -> Vec<Document> {
    let mut documents: Vec<Document> = documents.map(|(path, of)| Document { path, ..document(of) }).collect();
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}

/// The facts of a document, with no path yet.
fn document(document: &Document) -> Document {
    let ranks = ranks(&document.features);
    let key = |row: &Permission| (row.feature.map(|index| ranks[index]), row.access, row.kind);
    let mut rows: Vec<_> = document.permissions.iter().map(|row| (key(row), row)).collect();
    rows.sort_by(|(a_key, a), (b_key, b)| {
        let lists = || (&a.requires, &a.excludes, a.optional).cmp(&(&b.requires, &b.excludes, b.optional));
        let notes = || words(&a.notes).cmp(&words(&b.notes));
        a_key.cmp(b_key).then_with(|| a.scope.cmp(&b.scope)).then_with(lists).then_with(notes)
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
        path: String::new(),
        resource: document.resource.clone(),
        features: names(&document.features),
        conditions: names(&document.conditions),
        scopes: names(&document.scopes),
        app_roles: names(&document.app_roles),
        permissions: rows.into_iter().map(|(_, row)| permission(row)).collect(),
        covers,
        separator: document.separator,
        request_separator: document.request_separator,
        formerly,
        ..Document::default()
    }
}

fn permission(row: &Permission) -> Permission {
    Permission {
        notes: words(&row.notes),
        clauses: Vec::new(),
        resource: String::new(),
        description: String::new(),
        reason: String::new(),
        other: Vec::new(),
        position: NOWHERE,
        ..row.clone()
    }
}

/// A note with each run of white space as one space.
fn words(notes: &str) -> String {
    notes.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The place of each name in the order of their texts; the same text has the same place.
pub(crate) fn ranks(names: &[Name]) -> Vec<usize> {
    let mut texts: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
    texts.sort_unstable();
    names.iter().map(|name| texts.partition_point(|text| *text < name.text.as_str())).collect()
}

fn names(names: &[Name]) -> Vec<Name> {
    names.iter().map(|name| Name { position: NOWHERE, ..name.clone() }).collect()
}
