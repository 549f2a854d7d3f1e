//! The permissions that a document names: their numbers, what identifies each, and which satisfies which.

use std::collections::BTreeMap;

use scopemark_compiler::model::{Document, Kind};
use scopemark_core::ask::{self, Draft, Flat, TooMany, same_resource, split_resource};

/// What identifies a permission: the resource (empty for the document's own), the kind, and the name in the resource.
pub(crate) type Identity<'d> = (&'d str, Kind, &'d str);

const GRAPH: &str = "https://graph.microsoft.com";

/// The resource without a `/` at its end; one name for Microsoft Graph, whichever cloud the document names.
pub(crate) fn canonical_resource(resource: &str) -> &str {
    if same_resource(resource, GRAPH) { GRAPH } else { resource.trim_end_matches('/') }
}

/// Every permission that rows, alternatives and covers name. Numbers go by kind, then by text.
pub(crate) struct Permissions<'d> {
    resource: &'d str,
    texts: Vec<(Kind, &'d str)>,
    identities: Vec<Identity<'d>>,
    /// For each permission, the first one that is the same, however it is spelled.
    same: Vec<usize>,
    /// What covers each permission, directly or through others, ascending.
    stronger: Vec<Vec<usize>>,
    /// Those that are requested, never checked.
    openid: Vec<bool>,
}

/// The engine's table of these permissions, each at its place among the texts, and of the covers. All names, also those that
/// have no Rust name and so are not in generated code, because the document still says them to its readers; its rows are
/// compared as they are.
fn flat<'d>(document: &'d Document, texts: &[(Kind, &'d str)]) -> Result<Flat<'d>, TooMany> {
    let named = document.permissions.iter().flat_map(|row| row.requires.iter().chain(&row.excludes));
    let conditions = named.chain(document.conditions.iter().map(|name| &name.text));
    ask::flatten(&Draft {
        path: &document.path,
        resource: &document.resource,
        covers: document.covers.iter().map(|cover| (cover.kind, &*cover.scope, &*cover.covers)).collect(),
        conditions: conditions.map(String::as_str).collect(),
        names: texts.to_vec(),
        ..Draft::default()
    })
}

impl<'d> Permissions<'d> {
    /// The permissions with these texts, which are in order, each once.
    pub(crate) fn new(document: &'d Document, texts: Vec<(Kind, &'d str)>) -> Result<Self, TooMany> {
        let flat = flat(document, &texts)?;
        let table = flat.table();
        let identity = |(name, &(kind, text)): (usize, &(Kind, &'d str))| {
            let resource = match table.resource_of(name) {
                0 => "",
                other => flat.resources[other],
            };
            // A text of the document's own resource may carry it, and then stands for the plain name.
            (resource, kind, split_resource(text).map_or(text, |(_, short)| short))
        };
        let names = 0..texts.len();
        let identities: Vec<Identity<'d>> = texts.iter().enumerate().map(identity).collect();
        let mut first = BTreeMap::new();
        Ok(Self {
            resource: &document.resource,
            same: names.clone().map(|name| *first.entry(identities[name]).or_insert(name)).collect(),
            identities,
            stronger: names.clone().map(|name| table.stronger(name).iter().collect()).collect(),
            openid: names.map(|name| table.is_openid(name)).collect(),
            texts,
        })
    }

    pub(crate) fn count(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn find(&self, kind: Kind, text: &str) -> Option<usize> {
        self.texts.binary_search(&(kind, text)).ok()
    }

    pub(crate) fn text(&self, name: usize) -> &'d str {
        self.texts[name].1
    }

    pub(crate) fn identity(&self, name: usize) -> Identity<'d> {
        self.identities[name]
    }

    /// The first permission that is the same as this one, however it is spelled.
    pub(crate) fn same(&self, name: usize) -> usize {
        self.same[name]
    }

    /// The resource that a permission belongs to.
    pub(crate) fn resource(&self, name: usize) -> &'d str {
        match self.identity(name) {
            ("", ..) => self.resource,
            (resource, ..) => resource,
        }
    }

    /// The same as it is written in facts.
    pub(crate) fn canonical_resource(&self, name: usize) -> &'d str {
        canonical_resource(self.resource(name))
    }

    /// The permissions that cover one, directly or through others, ascending.
    pub(crate) fn stronger(&self, name: usize) -> &[usize] {
        &self.stronger[name]
    }

    /// Whether one permission covers another, directly or through others.
    pub(crate) fn covers(&self, stronger: usize, weaker: usize) -> bool {
        self.stronger(weaker).binary_search(&stronger).is_ok()
    }

    /// Whether a permission is requested, never checked.
    pub(crate) fn is_openid(&self, name: usize) -> bool {
        self.openid[name]
    }

    /// Whether the document's own resource is Microsoft Graph.
    pub(crate) fn is_graph(&self) -> bool {
        same_resource(self.resource, GRAPH)
    }
}
