//! One name of several resources: each is a permission of its own, written with its resource.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::ask::{OPENID_SCOPES, same_resource};

use super::declared_covers;
use super::entry::{Declared, Entry, Rows};
use super::tables::PermissionTable;
use crate::model::{Kind, Permission, Position};

/// The resources of each plain name.
type Resources = BTreeMap<(Kind, String), Spellings>;

/// Resources, each as it is written, by what all its spellings have in common.
#[derive(Default)]
struct Spellings(BTreeMap<String, BTreeSet<String>>);

/// Writes a name that several resources have as requests send it: with its resource, except for Microsoft Graph's
/// (<https://learn.microsoft.com/entra/identity-platform/scopes-oidc>).
pub(crate) fn apply(tables: &[PermissionTable<'_>], rows: &mut Rows) {
    let of_tables = declared_covers::resources_of(tables, &rows.entries);
    let of_rows = rows.entries.iter().map(|entry| entry.permission.resource.as_str());
    let all: BTreeSet<&str> = of_rows.chain(of_tables.iter().flatten().map(String::as_str)).collect();
    if all.len() < 2 {
        return;
    }
    let mut resources = Resources::new();
    for entry in rows.entries.iter().filter(|entry| !entry.is_dropped) {
        let row = &entry.permission;
        for name in core::iter::once(&row.scope).chain(&row.alternatives).filter(|name| is_plain(row.kind, name)) {
            resources.entry((row.kind, name.clone())).or_default().insert(&row.resource);
        }
    }
    of_covers(&of_tables, &rows.declared_covers, &mut resources);
    resources.retain(|_, resources| resources.are_several());
    if resources.is_empty() {
        return;
    }
    let mut of_rows: BTreeMap<(Kind, &str, Position), &str> = BTreeMap::new();
    for Entry { permission: row, .. } in &rows.entries {
        of_rows.entry((row.kind, &row.scope, row.position)).or_insert(&row.resource);
    }
    for cover in &mut rows.covers {
        if let Some(resource) = of_rows.get(&(cover.kind, &cover.covers, cover.covers_position)) {
            write(&resources, cover.kind, resource, [&mut cover.scope, &mut cover.covers]);
        }
    }
    for Declared { cover, table, .. } in &mut rows.declared_covers {
        if let Some(resource) = &of_tables[*table] {
            write(&resources, cover.kind, resource, [&mut cover.scope, &mut cover.covers]);
        }
    }
    for entry in &mut rows.entries {
        let Permission { kind, resource, scope, alternatives, clauses, .. } = &mut entry.permission;
        let others = alternatives.iter_mut().chain(clauses.iter_mut().flatten());
        write(&resources, *kind, resource, core::iter::once(scope).chain(others));
    }
}

/// Adds the names of the tables of covers. One that these have of several resources must not join them: what satisfies it in one
/// would satisfy what it satisfies in another.
fn of_covers(of_tables: &[Option<String>], declared: &[Declared], resources: &mut Resources) {
    let declared = || declared.iter().filter_map(|it| Some((&it.cover, of_tables[it.table].as_deref()?)));
    // A weaker permission that only rows of another resource name is an error, which names it as it is written.
    let weaker = declared().map(|(cover, resource)| (cover.kind, &cover.covers, resource));
    let unnamed = weaker.filter(|(kind, name, _)| !resources.contains_key(&(*kind, String::clone(name))));
    let unnamed: Vec<(Kind, &String, &str)> = unnamed.collect();
    let stronger = declared().map(|(cover, resource)| (cover.kind, &cover.scope, resource));
    for (kind, name, resource) in stronger.chain(unnamed).filter(|(kind, name, _)| is_plain(*kind, name)) {
        resources.entry((kind, name.clone())).or_default().insert_unless_same(resource);
    }
}

impl Spellings {
    fn key(resource: &str) -> &str {
        if same_resource(resource, crate::GRAPH) {
            return crate::GRAPH;
        }
        resource.strip_suffix('/').unwrap_or(resource)
    }

    fn insert(&mut self, resource: &str) {
        self.0.entry(Self::key(resource).to_owned()).or_default().insert(resource.to_owned());
    }

    /// Adds a resource that is not there in any spelling.
    fn insert_unless_same(&mut self, resource: &str) {
        if !self.0.contains_key(Self::key(resource)) {
            self.insert(resource);
        }
    }

    fn are_several(&self) -> bool {
        self.0.values().flatten().nth(1).is_some()
    }

    /// The resource as it is written here.
    fn spelled<'r>(&'r self, resource: &'r str) -> &'r str {
        match self.0.get(Self::key(resource)) {
            Some(written) if !written.contains(resource) => written.first().map_or(resource, String::as_str),
            _ => resource,
        }
    }
}

/// Whether a name is written without a resource, and can have one. The scopes of `OpenID` Connect have none.
fn is_plain(kind: Kind, name: &str) -> bool {
    let is_openid = kind == Kind::Delegated && OPENID_SCOPES.contains(&name);
    !is_openid && !name.contains("://")
}

/// Writes the names among these that several resources have with their resource.
fn write<'n>(resources: &Resources, kind: Kind, resource: &str, names: impl IntoIterator<Item = &'n mut String>) {
    if resource.is_empty() || same_resource(resource, crate::GRAPH) {
        return;
    }
    for name in names {
        if let Some(known) = resources.get(&(kind, name.clone())) {
            *name = format!("{}/{name}", known.spelled(resource));
        }
    }
}
