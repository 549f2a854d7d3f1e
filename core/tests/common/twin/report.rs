//! What a check reports: the access of each feature, what is missing, and what was declined.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::model::{Access, Document, Kind};

use super::ask::{Ask, Dropped};
use super::granted::Granted;
use super::names::{Name, of_row};
use super::need::{Clause, access, has_update_rows, need, part, widened};
use super::rows::Context;

/// "Names what is missing, what would satisfy it, for which feature."
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Missing {
    pub(crate) feature: usize,
    /// The row whose clause fails.
    pub(crate) row: usize,
    pub(crate) name: Name,
    /// What else would satisfy the clause.
    pub(crate) accepts: BTreeSet<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    /// Of each feature of the document.
    pub(crate) access: BTreeMap<usize, Access>,
    pub(crate) missing: Vec<Missing>,
    /// "Opted-in active rows whose clauses fail."
    pub(crate) declined: BTreeSet<usize>,
    /// The kinds that are asked and of which no token was read.
    pub(crate) unjudged: BTreeSet<Kind>,
    pub(crate) is_ok: bool,
}

/// What an ask judges of a grant: the kinds that were read, `.only(Kind)` of them.
pub(crate) fn judged(ask: &Ask, kinds: &BTreeSet<Kind>) -> Context {
    let mut context = ask.request.context();
    context.kinds = context.kinds.intersection(kinds).copied().collect();
    context
}

/// All clauses of what is asked of a feature that can be needed.
pub(crate) fn asked_clauses(document: &Document, feature: usize, asked: Access, context: &Context) -> Vec<Clause> {
    let whole = need(document, feature, asked, context);
    let parts = || [Access::Base, Access::Update].into_iter().filter(|&part| part <= asked);
    whole.unwrap_or_else(|| parts().filter_map(|each| part(document, feature, each, context)).flatten().collect())
}

/// "`report.declined()` lists opted-in active rows whose clauses fail."
///
/// Silent: rows of a kind that is not judged, and OpenID rows that are not checked. Nothing says that they were declined.
pub(crate) fn declined(document: &Document, ask: &Ask, granted: &Granted) -> BTreeSet<usize> {
    let held = granted.held();
    let context = judged(ask, &granted.kinds());
    let counted = counted(document, ask, &context);
    let fails = |&row: &usize| {
        let it = &document.permissions[row];
        let is_checked = !super::names::is_openid(document, &of_row(it)) || counted.contains(&row);
        it.optional
            && context.kinds.contains(&it.kind)
            && is_checked
            && widened(document, row).iter().any(|clause| !clause.holds(&held))
    };
    ask.rows(document).into_iter().filter(fails).collect()
}

/// The rows that a need of what is asked counts.
pub(crate) fn counted(document: &Document, ask: &Ask, context: &Context) -> BTreeSet<usize> {
    let asked = ask.features.iter();
    asked
        .flat_map(|(&feature, &asked)| asked_clauses(document, feature, asked, context))
        .map(|clause| clause.row)
        .collect()
}

/// `ask.check(&granted)`.
pub(crate) fn check(document: &Document, ask: &Ask, granted: &Granted) -> Report {
    let held = granted.held();
    let context = judged(ask, &granted.kinds());
    let access_of = |feature: usize| {
        if ask.request.features.contains_key(&feature) {
            access(document, &held, feature, &context)
        } else {
            // "`report.access` of a feature that was not asked answers as `granted.access`."
            granted.access(document, feature, &context.conditions)
        }
    };
    let all: BTreeMap<usize, Access> =
        (0..document.features.len()).map(|feature| (feature, access_of(feature))).collect();
    let mut missing = Vec::new();
    for (&feature, &asked) in &ask.features {
        for clause in
            asked_clauses(document, feature, asked, &context).into_iter().filter(|clause| !clause.holds(&held))
        {
            let name = of_row(&document.permissions[clause.row]);
            let accepts = clause.accepts.iter().filter(|other| **other != name).cloned().collect();
            missing.push(Missing { feature, row: clause.row, name, accepts });
        }
    }
    let unjudged: BTreeSet<Kind> = ask.kinds().difference(&granted.kinds()).copied().collect();
    // "`report.is_ok()` is false while an asked kind is unjudged, a need is false, an asked update is only Base although the
    // feature has update rows, or an asked feature was dropped or lowered."
    let falls_short = |(feature, asked): (&usize, &Access)| match all[feature] {
        Access::Missing => true,
        Access::Base => *asked == Access::Update && has_update_rows(document, *feature),
        Access::Update => false,
    };
    let is_unsupported = ask.dropped.iter().any(|dropped| !matches!(dropped, Dropped::Option(_)));
    let is_ok = unjudged.is_empty() && !ask.features.iter().any(falls_short) && !is_unsupported;
    Report { access: all, missing, declined: declined(document, ask, granted), unjudged, is_ok }
}
