//! Tokens that had an access before the edit and do not have it after, found case by case, and such a token as proof.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Access, Kind};

use crate::cases::case::Case;
use crate::change::Witness;
use crate::states::pair::Pair;

/// Why a token that had an access does not have it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// It does not satisfy this new row.
    Row(usize),
    /// No row of this access is left: the feature is not supported, or cannot update.
    NothingLeft(Access),
}

/// An access that some token of this kind loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lost {
    pub(crate) kind: Kind,
    pub(crate) cause: Cause,
}

/// What satisfies each row of both states, as old permissions, ascending.
pub(crate) struct Clauses {
    old: Vec<Vec<usize>>,
    new: Vec<Vec<usize>>,
}

impl Clauses {
    pub(crate) fn new(pair: &Pair<'_>) -> Self {
        let before = |row| {
            let names: BTreeSet<usize> =
                pair.new.clause(row).into_iter().flat_map(|name| pair.from_old[name].iter().copied()).collect();
            names.into_iter().collect()
        };
        Self {
            old: (0..pair.old.rows.len()).map(|row| pair.old.clause(row)).collect(),
            new: (0..pair.new.rows.len()).map(before).collect(),
        }
    }

    /// What tokens lose in this case.
    pub(crate) fn lost(&self, case: &Case<'_, '_>) -> Vec<Lost> {
        let mut lost = Vec::new();
        if !case.old.has(case.access) {
            return lost;
        }
        for kind in [Kind::Delegated, Kind::Application] {
            let Some(olds) = case.old.need(case.old_left, case.access, kind) else { continue };
            let Some(news) = case.new.need(case.new_left, case.access, kind) else {
                lost.push(Lost { kind, cause: Cause::NothingLeft(missing(case, kind)) });
                continue;
            };
            let olds: BTreeSet<&[usize]> = olds.into_iter().map(|row| &*self.old[row]).collect();
            let is_implied = |new: &[usize]| olds.contains(new) || olds.iter().any(|old| is_subset(old, new));
            let rows = news.into_iter().filter(|&row| !is_implied(&self.new[row]));
            lost.extend(rows.map(|row| Lost { kind, cause: Cause::Row(row) }));
        }
        lost
    }

    /// A token that has the access in the old document and loses it: from which no name can be taken.
    pub(crate) fn witness(&self, case: &Case<'_, '_>, lost: Lost) -> Witness {
        let pair = case.pair;
        let avoid: &[usize] = match lost.cause {
            Cause::Row(row) => &self.new[row],
            Cause::NothingLeft(_) => &[],
        };
        let olds = case.old.need(case.old_left, case.access, lost.kind).unwrap_or_default();
        let own: BTreeSet<usize> = olds.iter().map(|&row| pair.old.names[row]).collect();
        // The clauses that each permission is in, without those to avoid.
        let mut containing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut held = vec![0; olds.len()];
        for (at, &row) in olds.iter().enumerate() {
            for name in self.old[row].iter().filter(|name| avoid.binary_search(name).is_err()) {
                containing.entry(*name).or_default().push(at);
                held[at] += 1;
            }
        }
        // The permissions that the rows name are kept before what else satisfies them.
        let mut order: Vec<usize> = containing.keys().copied().collect();
        order.sort_by_key(|name| (own.contains(name), Reverse(*name)));
        let mut token = BTreeSet::new();
        for name in order {
            let places = &containing[&name];
            if places.iter().all(|&at| held[at] > 1) {
                for &at in places {
                    held[at] -= 1;
                }
            } else {
                token.insert(token_text(pair, name));
            }
        }
        let (conditions, options) = case.switched_on();
        let (feature, token) = (case.feature_name().to_owned(), token.into_iter().collect());
        Witness { feature, access: case.access, kind: lost.kind, conditions, options, token }
    }
}

/// Whether all of one ascending list is in another.
fn is_subset(part: &[usize], whole: &[usize]) -> bool {
    part.len() <= whole.len() && part.iter().all(|member| whole.binary_search(member).is_ok())
}

/// Which access of the feature has no row left in the new document.
fn missing(case: &Case<'_, '_>, kind: Kind) -> Access {
    let has_base = case.new_left.iter().any(|row| row.gives(Access::Base, kind));
    if has_base || !case.new.has(Access::Base) { Access::Update } else { Access::Base }
}

/// A permission as a token that means it in both states: where the document is about another resource now, a plain name is
/// written with the one that it had.
fn token_text(pair: &Pair<'_>, name: usize) -> String {
    let text = pair.old.permissions.text(name);
    if pair.resource_changed() && !text.contains("://") {
        return format!("{}/{text}", pair.old.permissions.resource(name).trim_end_matches('/'));
    }
    text.to_owned()
}
