//! Scope parameters: what goes over the wire for each resource.

use std::collections::BTreeSet;

use scopemark_core::model::{Document, Kind};

use super::ask::Ask;
use super::granted::sent_texts;
use super::names::{Name, is_openid, resource};

/// "A parameter knows its resource." It is that of an authorization request or of a refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Param {
    /// Empty where the document has none.
    pub(crate) resource: String,
    pub(crate) names: BTreeSet<Name>,
    /// Challenged names that the document does not know.
    pub(crate) unknown: Vec<String>,
}

impl Param {
    /// "Sorted by the text that is sent"; "`request-separator = ","` also joins parameters".
    pub(crate) fn text(&self, document: &Document) -> String {
        let separator = document.request_separator.unwrap_or(' ').to_string();
        let texts: Vec<String> = sent_texts(document, &self.names).into_iter().collect();
        texts.join(&separator)
    }

    /// "`fits(bytes)` counts form-encoded bytes": a space is `+`, and what is no letter, digit, `*`, `-`, `.` or `_` is three.
    pub(crate) fn fits(&self, document: &Document, bytes: usize) -> bool {
        let text = self.text(document);
        let plain = |byte: u8| byte == b' ' || byte.is_ascii_alphanumeric() || b"*-._".contains(&byte);
        text.bytes().map(|byte| if plain(byte) { 1 } else { 3 }).sum::<usize>() <= bytes
    }
}

/// Permissions of a user for one resource, and those of OpenID that go with them: they "go unqualified into each parameter".
/// "Where nothing of X is asked it is empty, except that an ask of OpenID names alone puts them into each."
///
/// Silent: an ask of OpenID names and app roles. The app roles are no part of it.
pub(crate) fn split(document: &Document, names: &BTreeSet<Name>, wanted: &str) -> BTreeSet<Name> {
    let delegated = || names.iter().filter(|name| name.kind == Kind::Delegated).cloned();
    let (openid, others): (BTreeSet<Name>, BTreeSet<Name>) = delegated().partition(|name| is_openid(document, name));
    let own: BTreeSet<Name> = others.iter().filter(|name| resource(document, name) == wanted).cloned().collect();
    if own.is_empty() && !others.is_empty() { own } else { own.into_iter().chain(openid).collect() }
}

/// `ask.scope_param()`, of the only resource or of none, or `ask.scope_param(Resource::X)`.
pub(crate) fn scope_param(document: &Document, ask: &Ask, wanted: &str) -> Param {
    Param { resource: wanted.to_owned(), names: split(document, &ask.names, wanted), unknown: Vec::new() }
}

/// "`app_scope_param()` is `RESOURCE/.default` and exists only with a resource."
pub(crate) fn app_scope_param(resource: &str) -> Option<String> {
    (!resource.is_empty()).then(|| format!("{resource}/.default"))
}
