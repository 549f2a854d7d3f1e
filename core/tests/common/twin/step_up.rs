//! Stepping up: what to ask again so that nothing that was granted is lost.

use std::collections::BTreeSet;

use scopemark_core::model::{Document, Kind};

use super::ask::Ask;
use super::granted::{Granted, Token, resolve};
use super::names::{Name, has_several_resources, is_openid, of_row, resource};
use super::need::{Clause, of_kind};
use super::params::{Param, scope_param, split};
use super::report::{asked_clauses, counted, declined, judged};

/// `ask.step_up(&granted)`: "None when no delegated need is missing."
pub(crate) fn step_up(document: &Document, ask: &Ask, granted: &Granted, wanted: &str) -> Option<Param> {
    is_missing(document, ask, granted, wanted).then(|| again(document, ask, granted, wanted, BTreeSet::new()))
}

/// Whether a clause of a delegated need fails; with several resources, one of the given resource's rows.
///
/// Silent: a grant of which no user's token was read. Nothing of it is held, so what is needed is missing.
fn is_missing(document: &Document, ask: &Ask, granted: &Granted, wanted: &str) -> bool {
    let held = granted.held();
    let mut kinds = granted.kinds();
    kinds.insert(Kind::Delegated);
    let context = judged(ask, &kinds);
    let only = has_several_resources(document).then_some(wanted);
    // Silent: OpenID names. They are missing for each resource whose parameter asks for them.
    let sent = scope_param(document, ask, wanted).names;
    ask.features.iter().any(|(&feature, &asked)| {
        let clauses = of_kind(document, asked_clauses(document, feature, asked, &context), Kind::Delegated);
        let is_its = |clause: &Clause| {
            let name = of_row(&document.permissions[clause.row]);
            only.is_none_or(|only| {
                if is_openid(document, &name) { sent.contains(&name) } else { resource(document, &name) == only }
            })
        };
        clauses.iter().any(|clause| is_its(clause) && !clause.holds(&held))
    })
}

/// "The ask ∪ what is already granted and known, so that a new consent loses nothing that the document knows." "Declined
/// options are not asked again unless a need counts them."
///
/// Silent: whether what a refresh left out is "already granted". It is: a refresh token keeps the first grant.
fn again(document: &Document, ask: &Ask, granted: &Granted, wanted: &str, challenged: BTreeSet<Name>) -> Param {
    let mut kinds = granted.kinds();
    kinds.insert(Kind::Delegated);
    let counted = counted(document, ask, &judged(ask, &kinds));
    let declined = declined(document, ask, granted);
    let wants = ask.rows(document).into_iter().filter(|row| !declined.contains(row) || counted.contains(row));
    let wanted_names: BTreeSet<Name> = wants.map(|row| of_row(&document.permissions[row])).collect();
    let mut names: BTreeSet<Name> = ask.names.intersection(&wanted_names).cloned().collect();
    let token = granted.of_user(wanted).cloned().unwrap_or_default();
    names.extend(token.names.into_iter().chain(token.first).chain(challenged));
    Param { resource: wanted.to_owned(), names: split(document, &names, wanted), unknown: Vec::new() }
}

/// `ask.step_up_for(&granted, scope_text)`: "known names are added, the others are listed by `unknown()`. None when `step_up`
/// is None and every known challenged name, OpenID names aside, is held **by name**." "A challenge always uses spaces."
pub(crate) fn step_up_for(
    document: &Document,
    ask: &Ask,
    granted: &Granted,
    wanted: &str,
    scope: &str,
) -> Option<Param> {
    let mut challenged = BTreeSet::new();
    let mut unknown = Vec::new();
    for text in scope.split(' ').filter(|text| !text.is_empty()) {
        match resolve(document, wanted, Kind::Delegated, text) {
            Some(name) => _ = challenged.insert(name),
            None => unknown.push(text.to_owned()),
        }
    }
    let held = granted.of_user(wanted).map_or_else(BTreeSet::new, |Token { names, .. }| names.clone());
    let is_new = challenged.iter().any(|name| !is_openid(document, name) && !held.contains(name));
    if !is_new && !is_missing(document, ask, granted, wanted) {
        return None;
    }
    Some(Param { unknown, ..again(document, ask, granted, wanted, challenged) })
}
