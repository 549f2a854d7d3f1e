//! Makes documents by hand, with the lists that reading gives.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::model::{Access, Cover, Document, Kind, Name, Permission, Position};

pub(crate) fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

/// A delegated row of base access, which its permission alone satisfies.
pub(crate) fn row(line: u32, feature: Option<usize>, scope: &str) -> Permission {
    Permission {
        scope: scope.to_owned(),
        kind: Kind::Delegated,
        feature,
        access: Access::Base,
        admin_consent: None,
        optional: false,
        requires: Vec::new(),
        excludes: Vec::new(),
        alternatives: Vec::new(),
        clauses: vec![owned(&[scope])],
        resource: String::new(),
        description: String::new(),
        notes: String::new(),
        reason: String::new(),
        other: Vec::new(),
        position: Position { line, column: 3 },
    }
}

pub(crate) fn update(row: Permission) -> Permission {
    Permission { access: Access::Update, ..row }
}

pub(crate) fn cover(kind: Kind, stronger: &str, weaker: &str) -> Cover {
    let nowhere = Position { line: 1, column: 1 };
    let (scope, covers) = (stronger.to_owned(), weaker.to_owned());
    Cover { kind, scope, covers, position: nowhere, covers_position: nowhere }
}

/// A document of one resource, or of none where that is empty.
pub(crate) fn document(resource: &str, features: &[&str], rows: Vec<Permission>, covers: Vec<Cover>) -> Document {
    let resourced = |row: Permission| Permission { resource: resource.to_owned(), ..row };
    completed(Document {
        name: "hand".to_owned(),
        path: "docs-tables/hand.md".to_owned(),
        resource: resource.to_owned(),
        features: features.iter().map(|feature| Name::new(feature)).collect(),
        permissions: rows.into_iter().map(resourced).collect(),
        covers,
        ..Document::default()
    })
}

/// The document with its lists of names, conditions and alternatives.
pub(crate) fn completed(mut document: Document) -> Document {
    let mut first: BTreeMap<(Kind, String), Position> = BTreeMap::new();
    let mut conditions: BTreeMap<String, Position> = BTreeMap::new();
    for row in &mut document.permissions {
        row.requires.sort();
        row.excludes.sort();
        let mut seen: BTreeSet<&String> = [&row.scope].into();
        let members = row.clauses.iter().flatten();
        row.alternatives = members.filter(|member| seen.insert(member)).cloned().collect();
        for text in [&row.scope].into_iter().chain(&row.alternatives) {
            first.entry((row.kind, text.clone())).or_insert(row.position);
        }
        for condition in row.requires.iter().chain(&row.excludes) {
            conditions.entry(condition.clone()).or_insert(row.position);
        }
    }
    for pair in &document.covers {
        first.entry((pair.kind, pair.scope.clone())).or_insert(pair.position);
        first.entry((pair.kind, pair.covers.clone())).or_insert(pair.covers_position);
    }
    let named = |text: &String, position: &Position| Name { text: text.clone(), ident: None, position: *position };
    let of_kind = |kind: Kind| {
        first.iter().filter(|((of, _), _)| *of == kind).map(|((_, text), position)| named(text, position)).collect()
    };
    document.scopes = of_kind(Kind::Delegated);
    document.app_roles = of_kind(Kind::Application);
    document.conditions = conditions.iter().map(|(text, position)| named(text, position)).collect();
    document
}
