//! A permission of a provider, owned: what `catalogue import` collects.

use std::collections::BTreeMap;

use scopemark_compiler::catalogue::{Catalogue, Entry, GRAPH, Group};

/// Permissions by what they are about: resource, name and group, in the order of the file.
pub(super) type Permissions = BTreeMap<Key, Facts>;

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// A URI, or empty for a provider without resources.
    pub(super) resource: String,
    pub(super) name: String,
    pub(super) group: Group,
}

/// What an entry says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) id: String,
    pub(super) admin_consent: Option<bool>,
    pub(super) enabled: Option<bool>,
    pub(super) description: String,
}

impl Key {
    /// A permission of Microsoft Graph.
    pub(super) fn of_graph(name: &str, group: Group) -> Self {
        Self { resource: GRAPH.to_owned(), ..Self::of_no_resource(name, group) }
    }

    /// A permission of a provider without resources.
    pub(super) fn of_no_resource(name: &str, group: Group) -> Self {
        Self { resource: String::new(), name: name.to_owned(), group }
    }
}

/// The entries of a catalogue.
pub(super) fn of(catalogue: &Catalogue) -> Permissions {
    let permission = |entry: Entry<'_>| {
        let Entry { resource, name, group, id, admin_consent, enabled, description } = entry;
        let key = Key { resource: resource.to_owned(), name: name.to_owned(), group };
        (key, Facts { id: id.to_owned(), admin_consent, enabled, description: description.to_owned() })
    };
    catalogue.entries().map(permission).collect()
}
