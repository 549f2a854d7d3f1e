//! The resources of the permissions in covers, as the engine takes them: a plain name is of the resource that its rows say, or of
//! that of what it covers.

use std::collections::BTreeMap;

use scopemark_core::ask::{flatten, resources};

use crate::model::{Cover, Document, Kind};

/// Each cover with the resource of the stronger permission and that of the weaker one. None of a document that is too large, which
/// has an error that says so.
pub(crate) fn resources_of_covers(document: &Document) -> Vec<(&Cover, [&str; 2])> {
    let flat = if document.covers.is_empty() { None } else { flatten(document).ok() };
    let Some(flat) = flat else { return Vec::new() };
    let (table, all) = (flat.table(), resources(document));
    let places: BTreeMap<(Kind, &str), usize> =
        (0..table.len()).map(|name| ((table.kind(name), table.text(name)), table.resource_of(name))).collect();
    let resource = |kind, text: &str| all[places.get(&(kind, text)).copied().unwrap_or_default()];
    let of = |cover: &Cover| [&cover.scope, &cover.covers].map(|text| resource(cover.kind, text));
    document.covers.iter().map(|cover| (cover, of(cover))).collect()
}
