//! The resource of each permission that a document names, and its name there.

use std::collections::BTreeMap;

use scopemark_core::ask::{self, flatten, same_resource, split_resource_in};

use crate::model::{Document, Kind};

/// The resource of each permission that the document names.
pub(super) fn resources(document: &Document) -> BTreeMap<(Kind, &str), &str> {
    let mut resources = BTreeMap::new();
    for row in &document.permissions {
        for text in core::iter::once(&row.scope).chain(&row.alternatives) {
            resources.entry((row.kind, text.as_str())).or_insert(row.resource.as_str());
        }
    }
    // A document that is too large has an error that says so.
    let Ok(flat) = flatten(document) else { return resources };
    let (table, all) = (flat.table(), ask::resources(document));
    let places: BTreeMap<(Kind, &str), usize> =
        (0..table.len()).map(|name| ((table.kind(name), table.text(name)), table.resource_of(name))).collect();
    for cover in &document.covers {
        for text in [&cover.scope, &cover.covers] {
            let place = places.get(&(cover.kind, text)).copied().unwrap_or_default();
            resources.entry((cover.kind, text)).or_insert(all[place]);
        }
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
