//! Refreshing: what a refresh may ask, and what its answer means.

use std::collections::BTreeSet;

use scopemark_core::model::{Document, Kind};

use super::ask::Ask;
use super::granted::{Granted, read};
use super::names::{Name, is_offline, is_openid, of_row, resource};
use super::need::widened;
use super::params::{Param, scope_param};

/// `ask.refresh_param(&granted)`: it "never leaves that first grant".
pub(crate) fn refresh_param(document: &Document, ask: &Ask, granted: &Granted, wanted: &str) -> Option<Param> {
    let token = granted.of_user(wanted)?;
    let is_openid = |name: &&Name| is_openid(document, name);
    let first: BTreeSet<Name> = token.first.iter().filter(|name| !is_openid(name)).cloned().collect();
    // "It is first grant ∩ ask;"
    let both: BTreeSet<Name> = first.intersection(&ask.names).cloned().collect();
    // "and, for each clause of an active row that this does not satisfy, the granted names that do;"
    let mut names = both.clone();
    for row in ask.rows(document) {
        let name = of_row(&document.permissions[row]);
        if name.kind != Kind::Delegated || is_openid(&&name) || resource(document, &name) != wanted {
            continue;
        }
        for clause in widened(document, row).into_iter().filter(|clause| !clause.holds(&both)) {
            names.extend(clause.accepts.intersection(&first).cloned());
        }
    }
    // "and of the OpenID names those in the answer or text, or, where an answer names none, those sent;"
    let answered: BTreeSet<Name> = token.first.iter().filter(is_openid).cloned().collect();
    let sent = token.sent.clone().unwrap_or_default();
    names.extend(if answered.is_empty() { sent.clone() } else { answered.clone() });
    // "and `offline_access` where it was sent, or, for a grant read from text, where the ask has it."
    let kept = if token.sent.is_some() { &sent } else { &ask.names };
    names.extend(kept.iter().filter(|name| is_offline(document, name)).cloned());
    // "None: none of the granted names, `offline_access` aside, is still requested."
    //
    // Silent: OpenID names. One is still requested where it was granted by name and the ask sends it to this resource.
    let asked = scope_param(document, ask, wanted).names;
    let is_requested = |name: &&Name| {
        !is_offline(document, name) && if is_openid(name) { asked.contains(*name) } else { names.contains(*name) }
    };
    let is_any = token.first.iter().any(|name| is_requested(&name));
    is_any.then(|| Param { resource: wanted.to_owned(), names, unknown: Vec::new() })
}

/// "`granted.refreshed(Option<&str>, Option<&RefreshParam>)`: text means the text; None means what was sent and is in the
/// first grant; if nothing was sent, the first grant. It never means the ask. The first grant and its OpenID names stay."
///
/// Silent: an answer for a resource of which there is no token. Its text is what is held, and the first grant stays nothing.
pub(crate) fn refreshed(
    document: &Document,
    granted: &Granted,
    wanted: &str,
    text: Option<&str>,
    param: Option<&Param>,
) -> Granted {
    let mut after = granted.clone();
    let key = (wanted.to_owned(), Kind::Delegated);
    if text.is_none() && !after.tokens.contains_key(&key) {
        return after;
    }
    let token = after.tokens.entry(key).or_default();
    // Silent: the unknown tokens of an earlier answer. They are neither in what was sent nor in the first grant.
    if text.is_none() {
        (token.unknown, token.is_empty_text) = (Vec::new(), false);
    }
    match (text, param) {
        (Some(text), _) => {
            let read = read(document, wanted, text);
            token.names = read.names;
            token.unknown = read.unknown;
            token.is_empty_text = read.is_empty_text;
        }
        (None, Some(param)) => token.names = param.names.intersection(&token.first).cloned().collect(),
        (None, None) => token.names = token.first.clone(),
    }
    after
}
