//! The resource of each permission that a document names, and its name there.

use std::collections::BTreeMap;

use scopemark_core::ask::{same_resource, split_resource_in};

use crate::model::{Document, Kind};

/// The resource of each permission that the document names.
pub(super) fn resources(document: &Document) -> BTreeMap<(Kind, &str), &str> {
    let mut resources = BTreeMap::new();
    for row in &document.permissions {
        for text in core::iter::once(&row.scope).chain(&row.alternatives) {
            resources.entry((row.kind, text.as_str())).or_insert(row.resource.as_str());
        }
    }
    for cover in &document.covers {
        // Both belong to one resource; one of them is in a row, or in another cover.
        let (stronger, weaker) = ((cover.kind, cover.scope.as_str()), (cover.kind, cover.covers.as_str()));
        let own = document.resource.as_str();
        let resource = resources.get(&weaker).or_else(|| resources.get(&stronger)).copied().unwrap_or(own);
        resources.entry(stronger).or_insert(resource);
        resources.entry(weaker).or_insert(resource);
    }
    resources
}

/// A permission's name in its resource.
pub(super) fn short<'t>(resource: &str, text: &'t str) -> &'t str {
    match split_resource_in(resource, text) {
        Some((of, name)) if same_resource(of, resource) => name,
        _ => text,
    }
}
