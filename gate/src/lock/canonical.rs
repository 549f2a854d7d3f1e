//! The facts of documents in their canonical form, as the lock records them.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Cover, Document, Kind, Name, Permission, Position, Renaming};

use super::cells;

/// The position of a fact that has none, because it is from a lock.
pub(super) const NOWHERE: Position = Position { line: 0, column: 0 };

/// The facts of the documents: all that a rule above a note compares. They have no titles, descriptions, reasons and places,
/// and are sorted, so that moving rows and tables or rewording descriptions changes nothing.
#[must_use]
pub fn canonical<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Document> {
    canonical_at(documents.into_iter().map(|document| (document.path.clone(), document)))
}

/// Whether two lists of facts say the same. What only a lock remembers is no difference.
#[must_use]
pub fn are_same_facts(some: &[Document], others: &[Document]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(one, other)| said(one) == said(other))
}

/// What the facts of a document say, without what only a lock remembers.
pub(crate) fn said(document: &Document) -> Document {
    Document { last_consents: Vec::new(), ..document.clone() }
}

/// The document that one was before, of an earlier state: that of the same name, or of a name that it says it had.
pub(crate) fn before<'d>(earlier: &'d [Document], now: &Document) -> Option<&'d Document> {
    let named = |name: &String| earlier.iter().find(|document| document.name == *name);
    named(&now.name).or_else(|| now.formerly_documents.iter().find_map(named))
}

/// What a document said last of the admin consent for the delegated permissions that it is silent about now, by text.
pub(crate) fn last_consents(before: &Document, now: &Document) -> Vec<(String, bool)> {
    // A permission that has another name now is the same one.
    let called = |scope: &String| {
        let renamed = now.formerly.iter().find(|says| says.value == *scope);
        renamed.map_or(scope, |says| &says.key).clone()
    };
    let stated = |document: &Document| -> BTreeMap<String, bool> {
        let delegated = document.permissions.iter().filter(|row| row.kind == Kind::Delegated);
        delegated.filter_map(|row| Some((row.scope.clone(), row.admin_consent?))).collect()
    };
    let earlier = before.last_consents.iter().map(|(scope, consent)| (called(scope), *consent));
    let mut last: BTreeMap<String, bool> = earlier.collect();
    last.extend(stated(before).iter().map(|(scope, consent)| (called(scope), *consent)));
    let (said, delegated) = (stated(now), now.permissions.iter().filter(|row| row.kind == Kind::Delegated));
    let silent: BTreeSet<&String> =
        delegated.map(|row| &row.scope).filter(|scope| !said.contains_key(*scope)).collect();
    last.into_iter().filter(|(scope, _)| silent.contains(scope)).collect()
}

/// The same for documents with these paths in the lock.
pub(crate) fn canonical_at<'a>(documents: impl Iterator<Item = (String, &'a Document)>) -> Vec<Document> {
    let mut documents: Vec<Document> = documents.map(|(path, of)| Document { path, ..document(of) }).collect();
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents
}

/// The facts of a document, with no path yet.
fn document(document: &Document) -> Document {
    let mut order: Vec<usize> = (0..document.features.len()).collect();
    order.sort_by_key(|&index| &document.features[index].text);
    let mut place = vec![0; order.len()];
    for (now, &before) in order.iter().enumerate() {
        place[before] = now;
    }
    let cells = cells::of_rows(document);
    let mut rows: Vec<(Permission, Vec<u16>)> =
        document.permissions.iter().map(|row| permission(row, &place)).zip(cells).collect();
    rows.sort_by(|(a, a_cell), (b, b_cell)| key(a).cmp(&key(b)).then_with(|| a_cell.cmp(b_cell)));
    let numbers = cells::number(rows.iter().map(|(_, cell)| Some(cell).filter(|cell| !cell.is_empty())));
    let permissions = rows
        .into_iter()
        .zip(numbers)
        .map(|((row, _), number)| Permission { position: cells::position(number), ..row })
        .collect();
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
    let mut resources = names(&document.resources);
    resources.sort_by(|a, b| a.text.cmp(&b.text));
    let features: Vec<Name> = order.iter().map(|&index| document.features[index].clone()).collect();
    Document {
        name: document.name.clone(),
        path: String::new(),
        resource: own_resource(document).to_owned(),
        resources,
        features: names(&features),
        conditions: names(&document.conditions),
        scopes: names(&document.scopes),
        app_roles: names(&document.app_roles),
        permissions,
        covers,
        separator: document.separator,
        request_separator: document.request_separator,
        formerly,
        formerly_documents: document.formerly_documents.clone(),
        beta: document.beta.clone(),
        serves: document.serves,
        yes_no: document.yes_no.clone(),
        condition_words: document.condition_words.clone(),
        ..Document::default()
    }
}

/// The document's own resource. Where it has several, and each row says its own, it may be that of the first row, whichever
/// that is; in the facts it is then the first by name.
pub(crate) fn own_resource(document: &Document) -> &str {
    let own = document.resource.as_str();
    let said = || document.permissions.iter().map(|row| row.resource.as_str());
    let is_any = said().any(|resource| resource == own) && said().all(|resource| !resource.is_empty());
    said().min().filter(|_| is_any).unwrap_or(own)
}

/// The facts of a row whose feature is at this place now.
fn permission(row: &Permission, features: &[usize]) -> Permission {
    let texts = row.other.iter().map(|(header, text)| (words(header), words(text)));
    let mut other: Vec<(String, String)> = texts.filter(|(_, text)| !text.is_empty()).collect();
    other.sort();
    Permission {
        feature: row.feature.and_then(|index| features.get(index).copied()),
        clauses: if row.clauses.len() > 1 { row.clauses.clone() } else { vec![only_clause(row)] },
        notes: words(&row.notes),
        description: String::new(),
        reason: String::new(),
        other,
        position: NOWHERE,
        ..row.clone()
    }
}

/// The clause of a row that has one.
pub(super) fn only_clause(row: &Permission) -> Vec<String> {
    let others = row.alternatives.iter().filter(|text| **text != row.scope);
    core::iter::once(&row.scope).chain(others).cloned().collect()
}

/// What rows are sorted by: all that they say, what readers look for first.
fn key(row: &Permission) -> impl Ord + '_ {
    let Permission { scope, kind, feature, access, admin_consent, optional, requires, excludes, .. } = row;
    let Permission { alternatives, clauses, resource, notes, other, .. } = row;
    (
        (feature, access, kind, scope),
        (requires, excludes, optional, notes),
        (admin_consent, alternatives, clauses, resource, other),
    )
}

/// A text with each run of white space as one space.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
