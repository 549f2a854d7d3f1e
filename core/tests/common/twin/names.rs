//! What a permission is: its resource, its bare name, the text that is sent, what covers it, and whether it is OpenID's.

use std::collections::BTreeSet;

use scopemark_core::model::{Document, Kind, Permission};

/// The permissions of OpenID that belong to no resource where they are written bare.
pub(crate) const OPENID: [&str; 4] = ["openid", "offline_access", "profile", "email"];
pub(crate) const OFFLINE: &str = "offline_access";

/// The hosts of Microsoft Graph: the global one first, then those of national clouds.
pub(crate) const GRAPH: [&str; 5] = [
    "https://graph.microsoft.com",
    "https://graph.microsoft.us",
    "https://dod-graph.microsoft.us",
    "https://microsoftgraph.chinacloudapi.cn",
    "https://graph.microsoft.de",
];

/// "A permission is (resource, kind, name)": the kind, and the text as the document has it, which says the other two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name {
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

pub(crate) fn name(kind: Kind, text: &str) -> Name {
    Name { kind, text: text.to_owned() }
}

pub(crate) fn of_row(row: &Permission) -> Name {
    name(row.kind, &row.scope)
}

/// All permissions that the document names.
pub(crate) fn known(document: &Document) -> BTreeSet<Name> {
    let scopes = document.scopes.iter().map(|scope| name(Kind::Delegated, &scope.text));
    let roles = document.app_roles.iter().map(|role| name(Kind::Application, &role.text));
    scopes.chain(roles).collect()
}

/// The resources of a document, in its order; one empty text where it has none.
pub(crate) fn resources(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    let rows = document.permissions.iter().map(|row| &row.resource);
    for resource in [&document.resource].into_iter().chain(rows) {
        if !resource.is_empty() && !found.contains(resource) {
            found.push(resource.clone());
        }
    }
    if found.is_empty() {
        found.push(String::new());
    }
    found
}

pub(crate) fn has_no_resource(document: &Document) -> bool {
    document.resource.is_empty() && document.permissions.iter().all(|row| row.resource.is_empty())
}

pub(crate) fn has_several_resources(document: &Document) -> bool {
    resources(document).len() > 1
}

/// "OpenID names (…, written bare) belong to no resource." "In a document without a resource that holds for `profile` and
/// `email` only if the document has an `openid` row; else they are the provider's own."
///
/// Silent: an application permission of such a name. It is one like all others, and so it is checked.
pub(crate) fn is_openid(document: &Document, name: &Name) -> bool {
    if name.kind != Kind::Delegated || !OPENID.contains(&name.text.as_str()) {
        return false;
    }
    let is_own = has_no_resource(document) && ["profile", "email"].contains(&name.text.as_str());
    !is_own || document.permissions.iter().any(|row| row.kind == Kind::Delegated && row.scope == "openid")
}

pub(crate) fn is_offline(document: &Document, name: &Name) -> bool {
    is_openid(document, name) && name.text == OFFLINE
}

/// The resource of a permission: its row's, or that of the row or the cover beside which it stands; empty for none.
pub(crate) fn resource(document: &Document, name: &Name) -> String {
    if is_openid(document, name) {
        return String::new();
    }
    let mut seen = vec![name.text.clone()];
    let mut next = 0;
    while next < seen.len() {
        let text = seen[next].clone();
        next += 1;
        let rows = || document.permissions.iter().filter(|row| row.kind == name.kind);
        let own = rows().find(|row| row.scope == text);
        let beside = || rows().find(|row| row.clauses.iter().any(|clause| clause.contains(&text)));
        if let Some(row) = own.or_else(beside) {
            return row.resource.clone();
        }
        for pair in document.covers.iter().filter(|pair| pair.kind == name.kind) {
            for (one, other) in [(&pair.scope, &pair.covers), (&pair.covers, &pair.scope)] {
                if *one == text && !seen.contains(other) {
                    seen.push(other.clone());
                }
            }
        }
    }
    document.resource.clone()
}

/// Whether a resource is Microsoft Graph, of any cloud.
pub(crate) fn is_graph(resource: &str) -> bool {
    GRAPH.contains(&resource.strip_suffix('/').unwrap_or(resource))
}

/// What follows the resource, where a text carries it: "`RESOURCE` + `/` + name, even after a final `/`".
///
/// Silent: whether an answer may have one `/` less after such a resource. It may: it says the same resource.
pub(crate) fn after<'t>(resource: &str, text: &'t str) -> Option<&'t str> {
    let rest = text.strip_prefix(resource).filter(|_| !resource.is_empty())?;
    rest.strip_prefix('/').or(resource.ends_with('/').then_some(rest)).filter(|rest| !rest.is_empty())
}

/// The name without its resource.
pub(crate) fn bare(document: &Document, name: &Name) -> String {
    after(&resource(document, name), &name.text).unwrap_or(&name.text).to_owned()
}

/// "A name of any resource but Graph is sent as `RESOURCE` + `/` + name, even after a final `/`." "A name that is a URL is
/// never prefixed." OpenID names "go unqualified into each parameter".
pub(crate) fn sent(document: &Document, name: &Name) -> String {
    let resource = resource(document, name);
    if resource.is_empty() || is_graph(&resource) || name.text.contains("://") {
        name.text.clone()
    } else {
        format!("{resource}/{}", name.text)
    }
}

/// "**Covers** are declared pairs of permissions of one kind and resource, closed transitively": whether `one` covers
/// `other`. Nothing covers itself.
pub(crate) fn covers(document: &Document, one: &Name, other: &Name) -> bool {
    below(document, one).contains(other)
}

/// All that a permission covers.
pub(crate) fn below(document: &Document, one: &Name) -> BTreeSet<Name> {
    let mut found = BTreeSet::new();
    let mut open = vec![one.clone()];
    while let Some(from) = open.pop() {
        for pair in document.covers.iter().filter(|pair| pair.kind == from.kind && pair.scope == from.text) {
            let to = name(pair.kind, &pair.covers);
            if resource(document, &to) == resource(document, &from) && to != *one && found.insert(to.clone()) {
                open.push(to);
            }
        }
    }
    found
}

/// What an administrator must consent to, from lax to strict: "No < unknown < Yes".
pub(crate) fn strictness(document: &Document, name: &Name) -> u8 {
    let rows = document.permissions.iter().filter(|row| of_row(row) == *name).map(|row| row.admin_consent);
    let notes = document.catalogue.iter().filter(|note| note.kind == name.kind && note.name == name.text);
    match rows.chain(notes.map(|note| note.admin_consent)).flatten().next() {
        _ if name.kind == Kind::Application => 2,
        Some(true) => 2,
        None => 1,
        Some(false) => 0,
    }
}
