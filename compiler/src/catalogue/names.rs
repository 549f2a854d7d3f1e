//! The resource of each permission that a document names, and its name there.

use std::collections::BTreeMap;

use scopemark_core::ask::{same_resource, split_resource_in};

use crate::covered::resources_of_covers;
use crate::model::{Document, Kind};

/// The resource of each permission that the document names.
pub(super) fn resources(document: &Document) -> BTreeMap<(Kind, &str), &str> {
    let mut resources = BTreeMap::new();
    for row in &document.permissions {
        for text in core::iter::once(&row.scope).chain(&row.alternatives) {
            resources.entry((row.kind, text.as_str())).or_insert(row.resource.as_str());
        }
    }
    for (cover, [stronger, weaker]) in resources_of_covers(document) {
        resources.entry((cover.kind, &cover.scope)).or_insert(stronger);
        resources.entry((cover.kind, &cover.covers)).or_insert(weaker);
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
