//! The permissions that documents request, each with its provider, and whether an administrator must consent.

use std::collections::BTreeMap;

use scopemark_compiler::catalogue::Catalogue;
use scopemark_compiler::model::{Document, Kind, Permission as Row};
use scopemark_core::ask::{same_resource, split_resource_in};

use super::permission::Permission;
use super::providers::PROVIDERS;

/// For each document the providers that one of its names tells, in either state.
pub(super) type Marked<'d> = BTreeMap<&'d str, [bool; PROVIDERS.len()]>;

pub(super) fn marked<'d>(old: &'d [Document], new: &'d [Document]) -> Marked<'d> {
    let mut marked = Marked::new();
    for document in old.iter().chain(new) {
        let own = marked.entry(document.name.as_str()).or_default();
        for row in &document.permissions {
            for (is_marked, provider) in own.iter_mut().zip(PROVIDERS) {
                *is_marked |= (provider.is_mark)(&row.scope);
            }
        }
    }
    marked
}

/// The requested permissions by the number of their provider, and whether each needs an administrator.
pub(super) struct Requested(BTreeMap<(usize, Permission), bool>);

impl Requested {
    pub(super) fn of(documents: &[Document], catalogue: Option<&Catalogue>, marked: &Marked<'_>) -> Self {
        let mut requested = BTreeMap::new();
        for document in documents {
            let marked = marked.get(document.name.as_str()).copied().unwrap_or_default();
            for row in &document.permissions {
                let permission = permission(document, row);
                let has = |provider: &usize| (PROVIDERS[*provider].has)(&permission, marked[*provider]);
                let Some(provider) = (0..PROVIDERS.len()).find(has) else { continue };
                if !(PROVIDERS[provider].is_told)(&permission) {
                    continue;
                }
                let known = catalogue.and_then(|known| known.admin_consent(&permission.resource, row.kind, &row.scope));
                // Every application permission needs an administrator
                // (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
                let needs_admin = row.kind == Kind::Application || known.or(row.admin_consent) == Some(true);
                // If two documents disagree, the one that needs an administrator wins.
                *requested.entry((provider, permission)).or_default() |= needs_admin;
            }
        }
        Self(requested)
    }

    /// The permissions of a provider that the others do not have.
    pub(super) fn without(&self, others: &Self, provider: usize) -> Vec<Permission> {
        self.of_provider(provider)
            .filter(|(key, _)| !others.0.contains_key(key))
            .map(|(key, _)| key.1.clone())
            .collect()
    }

    /// The permissions of a provider that need an administrator now, and did not before.
    pub(super) fn newly_approved(&self, before: &Self, provider: usize) -> Vec<Permission> {
        let is_new = |key: &(usize, Permission)| before.0.get(key) != Some(&true);
        let needing = self.of_provider(provider).filter(|(key, needs_admin)| **needs_admin && is_new(key));
        needing.map(|(key, _)| key.1.clone()).collect()
    }

    fn of_provider(&self, provider: usize) -> impl Iterator<Item = (&(usize, Permission), &bool)> {
        self.0.iter().filter(move |(key, _)| key.0 == provider)
    }
}

/// The permission that a row requests. Its text may begin with a resource; else it is of the resource that the row says, or
/// that the document does.
fn permission(document: &Document, row: &Row) -> Permission {
    let (own, text) = (document.resource_of(row), row.scope.as_str());
    let (resource, name) = match split_resource_in(own, text) {
        Some((resource, name)) if !same_resource(resource, own) => (resource, name),
        Some((_, name)) => (own, name),
        None => (own, text),
    };
    Permission { resource: resource.trim_end_matches('/').to_owned(), kind: row.kind, name: name.to_owned() }
}
