//! The Rust names of permissions that several resources have: each begins with the name of its resource.

use std::collections::BTreeMap;

use scopemark_core::ask::{Table, flatten};

use super::ident::camel;
use crate::model::{Document, Kind};

/// Gives each of these permissions the Rust name `ResourceName`, to be checked as all others are.
pub(crate) fn apply(document: &mut Document) {
    if document.resources.is_empty() {
        return;
    }
    // A document that is too large has an error that says so.
    let Ok(flat) = flatten(document) else { return };
    let table = flat.table();
    let mut resources: BTreeMap<(Kind, &str), Vec<usize>> = BTreeMap::new();
    for name in (0..table.len()).filter(|&name| !table.is_openid(name)) {
        let known = resources.entry((table.kind(name), table.short(name))).or_default();
        if !known.contains(&table.resource_of(name)) {
            known.push(table.resource_of(name));
        }
    }
    let ident = |table: &Table<'_>, name: usize| {
        let is_shared = resources.get(&(table.kind(name), table.short(name))).is_some_and(|known| known.len() > 1);
        let resource = document.resources.get(table.resource_of(name)).filter(|_| is_shared)?;
        Some(resource.ident.clone()? + &camel(table.short(name)))
    };
    let idents: Vec<Option<String>> = (0..table.len()).map(|name| ident(&table, name)).collect();
    // The table has the permissions in the order of the document's lists: delegated first, each kind by text.
    for (name, ident) in document.scopes.iter_mut().chain(&mut document.app_roles).zip(idents) {
        name.ident = ident;
    }
}
