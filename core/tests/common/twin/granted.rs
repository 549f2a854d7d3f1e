//! What was granted: tokens read from texts, and the access that they give.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::model::{Access, Document, Kind};

use super::names::{GRAPH, Name, OPENID, after, bare, is_graph, is_openid, known, name, resource, sent};
use super::need;
use super::params::Param;
use super::rows::Context;

/// One token: of a user for one resource, or app-only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it holds now.
    pub(crate) names: BTreeSet<Name>,
    /// "Unknown tokens are kept and listed, never an error."
    pub(crate) unknown: Vec<String>,
    /// "A text without any token is reported as that."
    pub(crate) is_empty_text: bool,
    /// "A `Granted` remembers the first grant, which a refresh token keeps, and the OpenID names that were sent for it."
    pub(crate) first: BTreeSet<Name>,
    /// The OpenID names that were sent; `None` for a grant that was read from text.
    pub(crate) sent: Option<BTreeSet<Name>>,
}

/// Tokens by resource and kind; the resource is empty where the document has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Granted {
    pub(crate) tokens: BTreeMap<(String, Kind), Token>,
}

impl Granted {
    /// All that is held, of both kinds.
    pub(crate) fn held(&self) -> BTreeSet<Name> {
        self.tokens.values().flat_map(|token| token.names.iter().cloned()).collect()
    }

    /// The kinds judged: "two tokens, judged apart".
    pub(crate) fn kinds(&self) -> BTreeSet<Kind> {
        self.tokens.keys().map(|(_, kind)| *kind).collect()
    }

    pub(crate) fn unknown(&self) -> Vec<&str> {
        self.tokens.values().flat_map(|token| token.unknown.iter().map(String::as_str)).collect()
    }

    /// The user's token for a resource.
    pub(crate) fn of_user(&self, resource: &str) -> Option<&Token> {
        self.tokens.get(&(resource.to_owned(), Kind::Delegated))
    }

    /// "`a.with(b)` joins tokens, and where both hold a (resource, kind), b's counts."
    pub(crate) fn with(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        joined.tokens.extend(other.tokens.clone());
        joined
    }

    /// "`with_roles` joins a separate app-only token."
    pub(crate) fn with_roles(&self, document: &Document, resource: &str, roles: &[&str]) -> Self {
        self.with(&from_roles(document, resource, roles))
    }

    /// `granted.access(feature, conditions)`, "which knows no options".
    pub(crate) fn access(&self, document: &Document, feature: usize, conditions: &BTreeSet<String>) -> Access {
        let context = Context { conditions: conditions.clone(), options: BTreeSet::new(), kinds: self.kinds() };
        need::access(document, &self.held(), feature, &context)
    }
}

/// "`from_scope(text)` divides at spaces; a document with `separator = ","` divides at both." `request-separator` "implies
/// `separator`".
pub(crate) fn divide<'t>(document: &Document, text: &'t str) -> Vec<&'t str> {
    let divides = |c: char| c == ' ' || document.separator == Some(c) || document.request_separator == Some(c);
    text.split(divides).filter(|token| !token.is_empty()).collect()
}

fn after_host<'t>(host: &str, token: &'t str) -> Option<&'t str> {
    let head = token.get(..host.len()).filter(|head| head.eq_ignore_ascii_case(host))?;
    after(head, token)
}

/// The permission of a kind and a resource that a token names.
pub(crate) fn resolve(document: &Document, wanted: &str, kind: Kind, token: &str) -> Option<Name> {
    let known: Vec<Name> = known(document).into_iter().filter(|name| name.kind == kind).collect();
    // "…`userinfo.email` and `.profile` are `email` and `profile` in an answer, unless the document lists the URL."
    let lists = |text: &str| known.iter().any(|name| name.text == text);
    let token = match token {
        _ if kind == Kind::Application || lists(token) => token,
        "https://www.googleapis.com/auth/userinfo.email" => "email",
        "https://www.googleapis.com/auth/userinfo.profile" => "profile",
        _ => token,
    };
    // OpenID names are "written bare" and "belong to no resource": they are compared as they are, with each resource.
    let as_is = name(kind, token);
    if is_openid(document, &as_is) {
        return known.into_iter().find(|name| *name == as_is);
    }
    // "One that carries another resource than the one given is unknown."
    let its: Vec<Name> =
        known.into_iter().filter(|name| !is_openid(document, name) && resource(document, name) == wanted).collect();
    // "Names match exactly first."
    if let Some(exact) = its.iter().find(|name| name.text == token) {
        return Some(exact.clone());
    }
    // "Without a resource never." A bare word of OpenID's is no permission of a resource that is called so.
    if wanted.is_empty() || (kind == Kind::Delegated && OPENID.iter().any(|word| word.eq_ignore_ascii_case(token))) {
        return None;
    }
    // "A token may carry its resource; only the document's own, and for Graph its national-cloud hosts, are folded away."
    // Silent: the case of its scheme and host. They are compared without it (RFC 3986, section 6.2.2.1).
    let cloud = || GRAPH.iter().filter(|_| is_graph(wanted)).find_map(|host| after_host(host, token));
    let folded = after(wanted, token).or_else(cloud).unwrap_or(token);
    if let Some(exact) = its.iter().find(|name| bare(document, name) == folded) {
        return Some(exact.clone());
    }
    // "For Graph, also without ASCII case where that is unambiguous."
    let alike = |name: &&Name| is_graph(wanted) && bare(document, name).eq_ignore_ascii_case(folded);
    let mut alike = its.iter().filter(alike);
    alike.next().filter(|_| alike.next().is_none()).cloned()
}

fn token<'t>(document: &Document, resource: &str, kind: Kind, tokens: impl IntoIterator<Item = &'t str>) -> Token {
    let mut read = Token { is_empty_text: true, ..Token::default() };
    for text in tokens {
        read.is_empty_text = false;
        // "`.default` grants nothing": no document has it.
        match resolve(document, resource, kind, text) {
            Some(name) => _ = read.names.insert(name),
            None => read.unknown.push(text.to_owned()),
        }
    }
    read.first = read.names.clone();
    read
}

fn granted(resource: &str, kind: Kind, token: Token) -> Granted {
    Granted { tokens: [((resource.to_owned(), kind), token)].into() }
}

/// What a text says of a user's token.
pub(crate) fn read(document: &Document, resource: &str, text: &str) -> Token {
    token(document, resource, Kind::Delegated, divide(document, text))
}

/// "`from_scope` and `from_names` judge delegated rows." Where the document has several resources, "each `from_…` takes the
/// Resource first, whose token it is"; else it is the only one, or the empty text.
pub(crate) fn from_scope(document: &Document, resource: &str, text: &str) -> Granted {
    granted(resource, Kind::Delegated, read(document, resource, text))
}

pub(crate) fn from_names(document: &Document, resource: &str, names: &[&str]) -> Granted {
    granted(resource, Kind::Delegated, token(document, resource, Kind::Delegated, names.iter().copied()))
}

/// "`from_roles` [judges] application rows."
pub(crate) fn from_roles(document: &Document, resource: &str, roles: &[&str]) -> Granted {
    granted(resource, Kind::Application, token(document, resource, Kind::Application, roles.iter().copied()))
}

/// "None means what was **sent**: the names of that one parameter, no other resource's. `Some("")` grants nothing."
pub(crate) fn from_response(document: &Document, scope: Option<&str>, param: &Param) -> Granted {
    let mut token = match scope {
        Some(text) => read(document, &param.resource, text),
        None => Token { names: param.names.clone(), first: param.names.clone(), ..Token::default() },
    };
    token.sent = Some(param.names.iter().filter(|name| is_openid(document, name)).cloned().collect());
    granted(&param.resource, Kind::Delegated, token)
}

/// "Without [a separator], an unknown token with commas whose parts are known is named by the report with that hint."
pub(crate) fn comma_hints(document: &Document, resource: &str, token: &Token) -> Vec<String> {
    let has_separator = document.separator.is_some() || document.request_separator.is_some();
    let is_known = |part: &str| resolve(document, resource, Kind::Delegated, part).is_some();
    let is_hint = |text: &&String| !has_separator && text.contains(',') && text.split(',').all(is_known);
    token.unknown.iter().filter(is_hint).cloned().collect()
}

/// The names of a resource as they are sent, sorted: one text for each.
pub(crate) fn sent_texts<'n>(document: &Document, names: impl IntoIterator<Item = &'n Name>) -> BTreeSet<String> {
    names.into_iter().map(|name| sent(document, name)).collect()
}
