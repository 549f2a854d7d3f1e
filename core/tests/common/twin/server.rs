//! A resource server's side: whether a token allows an access, and what a refusal challenges.

use std::collections::BTreeSet;

use scopemark_core::model::{Access, Document, Kind};

use super::granted::{Granted, sent_texts};
use super::names::{Name, is_offline, of_row};
use super::need::{Need, holds, need, of_resource, own_options};
use super::rows::Context;

/// The need of an access "with the options of optional-only accesses counted as opted in"; with a resource, "the need is
/// formed over all resources and then only its clauses are judged (false if none is left)".
fn its_need(
    document: &Document,
    resource: Option<&str>,
    kinds: BTreeSet<Kind>,
    feature: usize,
    access: Access,
    conditions: &BTreeSet<String>,
) -> Need {
    let context = Context { conditions: conditions.clone(), options: own_options(document, feature), kinds };
    of_resource(document, need(document, feature, access, &context), resource)
}

/// "`granted.access(…) >= access` […], and false for `Access::Missing`." The resource is one that a document with several has.
pub(crate) fn allows(
    document: &Document,
    granted: &Granted,
    resource: Option<&str>,
    feature: usize,
    access: Access,
    conditions: &BTreeSet<String>,
) -> bool {
    holds(&its_need(document, resource, granted.kinds(), feature, access, conditions), &granted.held())
}

/// "The delegated names of the need as they would be requested; then, in name order, without each that the rest makes
/// unnecessary; […] never `offline_access`. None where no scope would help."
pub(crate) fn challenge(
    document: &Document,
    resource: Option<&str>,
    feature: usize,
    access: Access,
    conditions: &BTreeSet<String>,
) -> Option<BTreeSet<Name>> {
    let need = its_need(document, resource, [Kind::Delegated].into(), feature, access, conditions);
    let requested = need.as_ref()?.iter().map(|clause| of_row(&document.permissions[clause.row]));
    let mut names: BTreeSet<Name> = requested.filter(|name| !is_offline(document, name)).collect();
    for name in names.clone() {
        let mut rest = names.clone();
        rest.remove(&name);
        if holds(&need, &rest) {
            names = rest;
        }
    }
    Some(names)
}

/// The `scope` of a challenge: "qualified as in a request", and "a challenge always uses spaces".
pub(crate) fn challenge_scope(document: &Document, names: &BTreeSet<Name>) -> String {
    sent_texts(document, names).into_iter().collect::<Vec<String>>().join(" ")
}

/// A challenge of 401: "no `error` […], `scope` where one helps; `.invalid_token()` for an expired one."
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unauthenticated {
    pub(crate) error: Option<&'static str>,
    pub(crate) scope: Option<String>,
}

/// "`o365::unauthenticated(…) -> Challenge` always exists."
pub(crate) fn unauthenticated(
    document: &Document,
    resource: Option<&str>,
    feature: usize,
    access: Access,
    conditions: &BTreeSet<String>,
) -> Unauthenticated {
    let names = challenge(document, resource, feature, access, conditions);
    Unauthenticated { error: None, scope: names.map(|names| challenge_scope(document, &names)) }
}

impl Unauthenticated {
    pub(crate) fn invalid_token(self) -> Self {
        Self { error: Some("invalid_token"), ..self }
    }
}
