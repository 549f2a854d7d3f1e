//! One name of several resources: each is a permission of its own, written with its resource.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Rows;
use super::settings::TableSettings;
use super::tables::PermissionTable;
use crate::model::{Kind, Permission};

/// The resources of each plain name.
type Resources = BTreeMap<(Kind, String), BTreeSet<String>>;

/// Writes a name that several resources have as requests send it: with its resource, except for Microsoft Graph's
/// (<https://learn.microsoft.com/entra/identity-platform/scopes-oidc>).
pub(crate) fn apply(tables: &[PermissionTable<'_>], rows: &mut Rows) {
    let mut resources = Resources::new();
    for entry in rows.entries.iter().filter(|entry| !entry.is_dropped && !entry.permission.resource.is_empty()) {
        let row = &entry.permission;
        for name in core::iter::once(&row.scope).chain(&row.alternatives).filter(|name| is_plain(row.kind, name)) {
            resources.entry((row.kind, name.clone())).or_default().insert(row.resource.clone());
        }
    }
    resources.retain(|_, resources| resources.len() > 1);
    if resources.is_empty() {
        return;
    }
    for cover in &mut rows.covers {
        let is_its = |row: &Permission| {
            (row.kind, &row.scope, row.position) == (cover.kind, &cover.covers, cover.covers_position)
        };
        if let Some(entry) = rows.entries.iter().find(|entry| is_its(&entry.permission)) {
            let resource = &entry.permission.resource;
            write(&resources, cover.kind, resource, [&mut cover.scope, &mut cover.covers]);
        }
    }
    for declared in &mut rows.declared_covers {
        let TableSettings { resource, .. } = &tables[declared.table].settings;
        if let Some((resource, _)) = resource {
            let cover = &mut declared.cover;
            write(&resources, cover.kind, resource, [&mut cover.scope, &mut cover.covers]);
        }
    }
    for entry in &mut rows.entries {
        let Permission { kind, resource, scope, alternatives, clauses, .. } = &mut entry.permission;
        let others = alternatives.iter_mut().chain(clauses.iter_mut().flatten());
        write(&resources, *kind, resource, core::iter::once(scope).chain(others));
    }
}

/// Whether a name is written without a resource, and can have one. The scopes of `OpenID` Connect have none.
fn is_plain(kind: Kind, name: &str) -> bool {
    let is_openid = kind == Kind::Delegated && scopemark_core::ask::OPENID_SCOPES.contains(&name);
    !is_openid && !name.contains("://")
}

/// Writes the names among these that several resources have with their resource.
fn write<'n>(resources: &Resources, kind: Kind, resource: &str, names: impl IntoIterator<Item = &'n mut String>) {
    if resource.is_empty() || scopemark_core::ask::same_resource(resource, crate::GRAPH) {
        return;
    }
    for name in names {
        if resources.contains_key(&(kind, name.clone())) {
            *name = format!("{resource}/{name}");
        }
    }
}
