//! The permissions that a document names: their numbers, what identifies each, and which does for which.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::ask::{self, TooMany, same_resource, split_resource_in};

use crate::model::{Document, Kind, Name};

/// What identifies a permission: the resource (empty for the document's own), the kind, and the name in the resource.
pub(super) type Identity<'d> = (&'d str, Kind, &'d str);

/// Every permission that rows, alternatives and covers name. Numbers go by kind, then by text.
pub(super) struct Texts<'d> {
    resource: &'d str,
    all: Vec<(Kind, &'d str)>,
    identities: Vec<Identity<'d>>,
    /// What covers a permission, directly or through others, ascending; where anything does.
    stronger: BTreeMap<usize, Vec<usize>>,
    /// Those that are asked, never checked.
    openid: BTreeSet<usize>,
}

impl<'d> Texts<'d> {
    /// `all` are in order, each once.
    pub(super) fn new(document: &'d Document, all: Vec<(Kind, &'d str)>) -> Result<Self, TooMany> {
        // What the engine knows of a permission is of interest where it may be spelled with a resource, in a cover, or one of
        // OpenID Connect, none of which has a dot. Of all others, most of a large document, the text says everything.
        let carries = all.iter().any(|(_, text)| text.contains('/'));
        let covers = || document.covers.iter().map(|cover| (cover.kind, cover.scope.as_str(), cover.covers.as_str()));
        let covered: BTreeSet<(Kind, &str)> = covers().flat_map(|(kind, a, b)| [(kind, a), (kind, b)]).collect();
        let asked = |name: &usize| carries || !all[*name].1.contains('.') || covered.contains(&all[*name]);
        let asked: Vec<usize> = (0..all.len()).filter(asked).collect();
        // All names, also those that have no Rust name and so are not in generated code, because the document still says them to
        // its readers. Its rows are compared as they are.
        let names = |kind| {
            let of_kind = asked.iter().map(|&name| all[name]).filter(move |(of, _)| *of == kind);
            of_kind.map(|(_, text)| Name::new(text)).collect()
        };
        let nameless = Document {
            path: document.path.clone(),
            resource: document.resource.clone(),
            scopes: names(Kind::Delegated),
            app_roles: names(Kind::Application),
            covers: document.covers.clone(),
            conditions: document.conditions.clone(),
            ..Document::default()
        };
        let flat = ask::flatten(&nameless)?;
        let table = flat.table();
        let mut identities: Vec<Identity<'d>> = all.iter().map(|&(kind, text)| ("", kind, text)).collect();
        let (mut stronger, mut openid) = (BTreeMap::new(), BTreeSet::new());
        for (place, &name) in asked.iter().enumerate() {
            let (kind, text) = all[name];
            let resource = match table.resource_of(place) {
                0 => "",
                _ => split_resource_in(&document.resource, text).map_or("", |(resource, _)| resource),
            };
            // A text of the document's own resource may carry it, and then stands for the plain name.
            identities[name] =
                (resource, kind, split_resource_in(&document.resource, text).map_or(text, |(_, short)| short));
            if !table.stronger(place).is_empty() {
                stronger.insert(name, table.stronger(place).iter().map(|place| asked[place]).collect());
            }
            if table.is_openid(place) {
                openid.insert(name);
            }
        }
        Ok(Self { resource: &document.resource, all, identities, stronger, openid })
    }

    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    pub(super) fn find(&self, kind: Kind, text: &str) -> Option<usize> {
        self.all.binary_search(&(kind, text)).ok()
    }

    pub(super) fn text(&self, name: usize) -> &'d str {
        self.all.get(name).map_or("", |(_, text)| text)
    }

    pub(super) fn identity(&self, name: usize) -> Identity<'d> {
        self.identities.get(name).copied().unwrap_or(("", Kind::Delegated, ""))
    }

    /// The resource that a permission belongs to.
    pub(super) fn resource(&self, name: usize) -> &'d str {
        match self.identity(name) {
            ("", ..) => self.resource,
            (resource, ..) => resource,
        }
    }

    /// The permissions that cover one, directly or through others, ascending.
    pub(super) fn stronger(&self, name: usize) -> &[usize] {
        self.stronger.get(&name).map_or(&[], Vec::as_slice)
    }

    /// Whether who holds one permission needs not the other.
    pub(super) fn covers(&self, stronger: usize, weaker: usize) -> bool {
        self.stronger(weaker).binary_search(&stronger).is_ok()
    }

    /// Whether a permission is asked, never checked.
    pub(super) fn is_openid(&self, name: usize) -> bool {
        self.openid.contains(&name)
    }

    /// Whether the document's own resource is Microsoft Graph.
    pub(super) fn is_graph(&self) -> bool {
        same_resource(self.resource, "https://graph.microsoft.com")
    }
}
