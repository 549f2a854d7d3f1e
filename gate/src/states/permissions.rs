//! The permissions that a document names: their numbers, their identity, and which satisfies which.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Document, Kind, Name};
use scopemark_core::ask::{self, Table, TooMany, same_resource, split_resource_in};

/// What identifies a permission: the resource (empty for the document's own), the kind, and the name in the resource.
pub(crate) type Identity<'d> = (&'d str, Kind, &'d str);

pub(crate) const GRAPH: &str = "https://graph.microsoft.com";

/// The resource without a `/` at its end; one name for Microsoft Graph, whichever cloud the document names.
pub(crate) fn canonical_resource(resource: &str) -> &str {
    if same_resource(resource, GRAPH) { GRAPH } else { resource.trim_end_matches('/') }
}

/// Every permission that rows, alternatives and covers name. Numbers go by kind, then by text.
pub(crate) struct Permissions<'d> {
    resource: &'d str,
    /// The resource of each permission, as the document writes it.
    resources: Vec<&'d str>,
    texts: Vec<(Kind, &'d str)>,
    identities: Vec<Identity<'d>>,
    /// For each permission, the first one that is the same, however it is spelled.
    same: Vec<usize>,
    /// What covers each permission, directly or through others, ascending.
    stronger: Vec<Vec<usize>>,
    /// Whether each is a scope of `OpenID` Connect.
    openid: Vec<bool>,
    /// Those whose plain text another state of the document takes for a permission of another resource.
    unclear: BTreeSet<usize>,
    /// For each row, in the order of the document, the permissions that opt in to it where it is optional: those of its cell.
    cells: Vec<Vec<usize>>,
}

/// The document with these permissions as its names, for the engine's table, which has each permission at its place among the
/// texts. All of them, also those that have no Rust name and so are not in generated code, because the document still says
/// them to its readers.
fn with_names(document: &Document, texts: &[(Kind, &str)]) -> Document {
    let names = |kind| texts.iter().filter(move |(of, _)| *of == kind).map(|(_, text)| Name::new(text)).collect();
    Document { scopes: names(Kind::Delegated), app_roles: names(Kind::Application), ..document.clone() }
}

/// The cell of each row, in the order of the document. The table lists the rows by feature, and one of several groups once for
/// each of them.
fn cells(document: &Document, table: &Table<'_>) -> Vec<Vec<usize>> {
    let rows = &document.permissions;
    let always = document.features.len();
    let mut places: Vec<usize> =
        (0..rows.len()).filter(|&row| rows[row].feature.is_none_or(|at| at < always)).collect();
    places.sort_by_key(|&row| rows[row].feature.unwrap_or(always));
    let listed = places.into_iter().flat_map(|place| core::iter::repeat_n(place, rows[place].clauses.len().max(1)));
    let mut cells = vec![Vec::new(); rows.len()];
    for (number, place) in listed.enumerate() {
        cells[place] = table.row(number).map(|row| row.cell.iter().collect()).unwrap_or_default();
    }
    cells
}

impl<'d> Permissions<'d> {
    /// The permissions with these texts, which are in order, each once.
    pub(crate) fn new(document: &'d Document, texts: Vec<(Kind, &'d str)>) -> Result<Self, TooMany> {
        let listing = with_names(document, &texts);
        let flat = ask::flatten(&listing)?;
        let table = flat.table();
        let others = ask::resources(document);
        let resources: Vec<&str> =
            (0..texts.len()).map(|name| others.get(table.resource_of(name)).copied().unwrap_or_default()).collect();
        let identity = |(name, &(kind, text)): (usize, &(Kind, &'d str))| {
            // A text may begin with its resource, also with the document's own. It then means the same as the plain name.
            let (_, short) = split_resource_in(&document.resource, text).unwrap_or(("", text));
            let resource = resources[name];
            let is_own = table.is_openid(name) || same_resource(resource, &document.resource);
            (if is_own { "" } else { canonical_resource(resource) }, kind, short)
        };
        let names = 0..texts.len();
        let identities: Vec<Identity<'d>> = texts.iter().enumerate().map(identity).collect();
        let mut first = BTreeMap::new();
        Ok(Self {
            resource: &document.resource,
            resources,
            same: names.clone().map(|name| *first.entry(identities[name]).or_insert(name)).collect(),
            identities,
            stronger: names.clone().map(|name| table.stronger(name).iter().collect()).collect(),
            openid: names.map(|name| table.is_openid(name)).collect(),
            unclear: BTreeSet::new(),
            cells: cells(document, &table),
            texts,
        })
    }

    /// Notes which texts mean another permission in another state of the document.
    pub(crate) fn note_unclear(&mut self, other: &Self) {
        let is_other = |&name: &usize| {
            let same = other.find(self.identity(name).1, self.text(name));
            same.is_some_and(|same| other.whole(same) != self.whole(name)) && !self.text(name).contains("://")
        };
        self.unclear = (0..self.count()).filter(is_other).collect();
    }

    /// The text of a permission, with its resource where the plain text could be taken for another one's.
    pub(crate) fn clear_text(&self, name: usize) -> String {
        if self.unclear.contains(&name) { self.qualified(name) } else { self.text(name).to_owned() }
    }

    /// A plain text with its resource, where it has one.
    pub(crate) fn qualified(&self, name: usize) -> String {
        let (text, written) = (self.text(name), self.resources[name]);
        let resource = if written.is_empty() { self.resource(name) } else { written }.trim_end_matches('/');
        let is_whole = text.contains("://") || resource.is_empty() || self.is_openid(name);
        if is_whole { text.to_owned() } else { format!("{resource}/{text}") }
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

    /// What identifies a permission in every document: its resource, which scopes of `OpenID` Connect have none of, its kind and
    /// its name.
    pub(crate) fn whole(&self, name: usize) -> Identity<'d> {
        let (_, kind, short) = self.identity(name);
        (if self.is_openid(name) { "" } else { self.canonical_resource(name) }, kind, short)
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

    /// The permissions that opt in to a row, by its place in the document, where it is optional; none where that is its own
    /// alone.
    pub(crate) fn cell(&self, row: usize) -> &[usize] {
        &self.cells[row]
    }

    /// Whether a permission is a scope of `OpenID` Connect: requested, and checked only where nothing else is.
    pub(crate) fn is_openid(&self, name: usize) -> bool {
        self.openid[name]
    }

    /// Whether a permission is `offline_access`: requested, never checked.
    pub(crate) fn is_offline_access(&self, name: usize) -> bool {
        self.openid[name] && self.identity(name).2 == "offline_access"
    }
}
