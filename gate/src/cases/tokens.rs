//! Finds, case by case, tokens that had an access before the edit and no longer have it, or get one that they did not have, with
//! one token as proof.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Access, Kind};

use crate::cases::case::{Case, FeaturePair};
use crate::cases::need::FeatureRows;
use crate::cases::row_set::RowSet;
use crate::cases::switches::On;
use crate::change::{Effect, Tokens, Witness};
use crate::states::pair::Pair;
use crate::states::side::Side;

/// Why a token that had an access does not have it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// It does not satisfy this group of this new row.
    Row(usize, usize),
    /// No row of this access is left: the feature is not supported, or cannot update.
    NothingLeft(Access),
}

/// An access that some such tokens lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lost {
    pub(crate) access: Access,
    pub(crate) tokens: Tokens,
    /// The resource at which they are judged, by its place among those of the feature.
    pub(crate) resource: Option<usize>,
    pub(crate) cause: Cause,
}

/// Why a token gets an access that it did not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reason {
    /// It need not satisfy this group of this old row any more.
    Row(usize, usize),
    /// The feature had no such access here.
    Came,
}

/// An access that some such tokens get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gained {
    pub(crate) access: Access,
    pub(crate) tokens: Tokens,
    pub(crate) reason: Reason,
}

/// What tokens lose and get in a case.
#[derive(Default)]
pub(crate) struct Judged {
    pub(crate) lost: Vec<Lost>,
    pub(crate) gained: Vec<Gained>,
    /// The conditions that only the new document has and that shut an access out, each with the new row that excludes it.
    pub(crate) shut_out: Vec<(usize, String)>,
    /// The accesses that tokens had here, as bits by their place in the list of the feature.
    pub(crate) given: u8,
    /// The accesses that need nothing of their own but names of `OpenID` Connect any more, each with what tokens lose by it, where
    /// they do.
    pub(crate) emptied: Vec<(Access, Tokens, Option<Lost>)>,
}

impl Judged {
    /// What a single token loses is not said again of a pair.
    fn lose(&mut self, lost: Lost) {
        if !self.lost.iter().any(|known| known.access == lost.access && known.cause == lost.cause) {
            self.lost.push(lost);
        }
    }

    fn get(&mut self, gained: Gained) {
        if !self.gained.iter().any(|known| known.access == gained.access && known.reason == gained.reason) {
            self.gained.push(gained);
        }
    }
}

/// The groups of each row of both states: what satisfies it.
pub(crate) struct Clauses {
    pub(crate) old: Vec<Vec<Vec<usize>>>,
    pub(crate) new: Vec<Vec<Vec<usize>>>,
    /// Those of new rows as old permissions, and those of old rows as new ones, ascending.
    new_as_old: Vec<Vec<Vec<usize>>>,
    old_as_new: Vec<Vec<Vec<usize>>>,
}

/// For one feature, which rows of one state make sure that a group of a row of the other is satisfied.
struct Implied {
    /// By the places of the rows in the lists of the feature.
    by: Vec<Vec<RowSet>>,
    /// The rows whose groups are satisfied wherever they are needed.
    steady: RowSet,
}

/// What decides the tokens of one feature in every case.
pub(crate) struct FeatureTokens<'c, 'd> {
    of: &'c FeaturePair<'c, 'd>,
    clauses: &'c Clauses,
    /// For each group of a new row, the old rows that imply it.
    new: Implied,
    /// For each group of an old row, the new rows that imply it.
    old: Implied,
}

impl Clauses {
    pub(crate) fn new(pair: &Pair<'_>) -> Self {
        let translated = |clauses: &[Vec<Vec<usize>>], meaning: &[Vec<usize>]| -> Vec<Vec<Vec<usize>>> {
            let group = |group: &Vec<usize>| {
                let names: BTreeSet<usize> = group.iter().flat_map(|&name| meaning[name].iter().copied()).collect();
                names.into_iter().collect()
            };
            clauses.iter().map(|groups| groups.iter().map(group).collect()).collect()
        };
        let old: Vec<_> = (0..pair.old.rows.len()).map(|row| pair.old.clauses(row)).collect();
        let new: Vec<_> = (0..pair.new.rows.len()).map(|row| pair.new.clauses(row)).collect();
        Self { new_as_old: translated(&new, &pair.from_old), old_as_new: translated(&old, &pair.to_new), old, new }
    }
}

impl Implied {
    /// `groups` are those of the rows in question, and `by` those that may imply them, by the rows of the documents.
    fn new(rows: &FeatureRows, groups: &[Vec<Vec<usize>>], others: &FeatureRows, by: &[Vec<Vec<usize>>]) -> Self {
        // A group that is contained begins with one of the members.
        let mut starting: BTreeMap<usize, Vec<(usize, &[usize])>> = BTreeMap::new();
        for (at, row) in others.rows.iter().enumerate() {
            for group in &by[row.index] {
                if let Some(first) = group.first() {
                    starting.entry(*first).or_default().push((at, group));
                }
            }
        }
        let implying = |group: &Vec<usize>| -> RowSet {
            let candidates = group.iter().filter_map(|name| starting.get(name)).flatten();
            candidates.filter(|(_, other)| is_subset(other, group)).map(|(at, _)| *at).collect()
        };
        let by: Vec<Vec<RowSet>> =
            rows.rows.iter().map(|row| groups[row.index].iter().map(implying).collect()).collect();
        let steady = rows.steady(others, |at, other| by[at].iter().all(|by| by.has(other)));
        Self { by, steady }
    }

    /// The rows that another makes sure of, each with the other.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let groups = self.by.iter().enumerate().flat_map(|(at, groups)| groups.iter().map(move |by| (at, by)));
        groups.flat_map(|(at, by)| by.iter().map(move |by| (at, by)))
    }

    /// Visits the groups of these rows, by row and group, that none of the others implies.
    fn each_open(&self, need: &RowSet, others: &RowSet, mut visit: impl FnMut(usize, usize)) {
        for at in need.minus(&self.steady).iter() {
            let open = self.by[at].iter().enumerate().filter(|(_, by)| !by.meets(others));
            open.for_each(|(group, _)| visit(at, group));
        }
    }
}

impl<'c, 'd> FeatureTokens<'c, 'd> {
    pub(crate) fn new(of: &'c FeaturePair<'c, 'd>, clauses: &'c Clauses) -> Self {
        // An old group that is empty in the new document's permissions is implied by nothing there: no new group is empty.
        Self {
            new: Implied::new(&of.new, &clauses.new_as_old, &of.old, &clauses.old),
            old: Implied::new(&of.old, &clauses.old_as_new, &of.new, &clauses.new),
            of,
            clauses,
        }
    }

    /// The rows, old and new, of which one makes sure of the other.
    pub(crate) fn related(&self) -> impl Iterator<Item = (usize, usize)> {
        self.old.pairs().chain(self.new.pairs().map(|(new, old)| (old, new)))
    }

    /// The rows of each state whose groups are satisfied wherever they are needed.
    pub(crate) fn steady(&self) -> [&RowSet; 2] {
        [&self.old.steady, &self.new.steady]
    }

    /// What tokens lose and get in this case, of the accesses that the old document has.
    pub(crate) fn judge(&self, case: &Case<'_, 'd>) -> Judged {
        let FeaturePair { old, new, tokens: judged, .. } = self.of;
        let mut found = Judged::default();
        for (place, &(access, tokens)) in judged.iter().enumerate() {
            let olds = old.need(&case.old_left, access, tokens);
            let news = new.need(&case.new_left, access, tokens);
            if olds.is_some() {
                found.given |= 1 << place;
            }
            let lost = |cause| Lost { access, tokens, resource: None, cause };
            match (olds, news) {
                (Some(olds), Some(news)) => {
                    let mut first = None;
                    self.new.each_open(&news, &olds, |at, group| {
                        let lost = lost(Cause::Row(new.rows[at].index, group));
                        first.get_or_insert(lost);
                        found.lose(lost);
                    });
                    self.old.each_open(&olds, &news, |at, group| {
                        found.get(Gained { access, tokens, reason: Reason::Row(old.rows[at].index, group) });
                    });
                    if tokens != Tokens::Both && old.checks(&olds, access) && !new.checks(&news, access) {
                        found.emptied.push((access, tokens, first));
                    }
                    self.judge_fresh(case, access, tokens, &mut found);
                    self.judge_resources(case, (access, tokens), &olds, &news, &mut found);
                }
                (Some(_), None) => {
                    found.lose(lost(Cause::NothingLeft(missing(case, access, tokens))));
                }
                (None, Some(_)) => found.get(Gained { access, tokens, reason: Reason::Came }),
                (None, None) => {}
            }
        }
        found
    }

    /// A condition that only the new document has does not hold in a verdict. What it would shut out is told apart.
    fn judge_fresh(&self, case: &Case<'_, 'd>, access: Access, tokens: Tokens, found: &mut Judged) {
        let new = &self.of.new;
        for (name, fresh) in case.fresh() {
            let left = new.left(On { fresh, ..case.on });
            if new.need(&left, access, tokens).is_none() {
                let rows = new.of(&case.new_left).filter(|row| row.own && row.excludes_fresh(fresh));
                found.shut_out.extend(rows.map(|row| (row.index, name.to_owned())));
            }
        }
    }

    /// At one resource of several, a token of it must satisfy what the access needs of this resource, and nothing is no need.
    fn judge_resources(
        &self,
        case: &Case<'_, 'd>,
        (access, tokens): (Access, Tokens),
        olds: &RowSet,
        news: &RowSet,
        found: &mut Judged,
    ) {
        let FeaturePair { old, new, resources, has_options, .. } = self.of;
        if *has_options && !case.has_all_options() {
            return;
        }
        for (number, of) in resources.iter().enumerate() {
            // What scopes of `OpenID` Connect alone open at a resource is no longer asked there where the resource is gone.
            let is_lost = if of.is_gone {
                !olds.and(&of.old).minus(&old.openid).is_empty()
            } else {
                !old.judged(olds, &of.old).is_empty() && new.judged(news, &of.new).is_empty()
            };
            if is_lost {
                found.lost.push(Lost { access, tokens, resource: Some(number), cause: Cause::NothingLeft(access) });
            }
        }
    }

    /// A token that has the access in the old document and loses it: from which no name can be taken.
    pub(crate) fn losing(&self, case: &Case<'_, 'd>, lost: Lost) -> Witness {
        let old = &self.of.old;
        let olds = old.need(&case.old_left, lost.access, lost.tokens).unwrap_or_default();
        let resource = lost.resource.map(|number| &self.of.resources[number]);
        let olds = resource.map_or_else(|| olds.clone(), |of| old.judged(&olds, &of.old));
        let avoid: &[usize] = match lost.cause {
            Cause::Row(row, group) => &self.clauses.new_as_old[row][group],
            Cause::NothingLeft(_) => &[],
        };
        let token = minimal(old, &olds, &self.clauses.old, avoid);
        let pair = self.of.pair;
        let token = by_kind(&pair.old, &token, |name| pair.token_text(&pair.old, name));
        let resource = resource.map(|of| of.resource.to_owned());
        self.witness(case, (lost.access, lost.tokens, resource), token, Effect::Loses)
    }

    /// A token that is refused in the old document and gets the access: from which no name can be taken.
    pub(crate) fn getting(&self, case: &Case<'_, 'd>, gained: Gained) -> Witness {
        let new = &self.of.new;
        let news = new.need(&case.new_left, gained.access, gained.tokens).unwrap_or_default();
        let avoid: &[usize] = match gained.reason {
            Reason::Row(row, group) => &self.clauses.old_as_new[row][group],
            Reason::Came => &[],
        };
        let pair = self.of.pair;
        let token = minimal(new, &news, &self.clauses.new, avoid);
        let token = by_kind(&pair.new, &token, |name| pair.token_text(&pair.new, name));
        self.witness(case, (gained.access, gained.tokens, None), token, Effect::Gets)
    }

    fn witness(
        &self,
        case: &Case<'_, 'd>,
        (access, tokens, resource): (Access, Tokens, Option<String>),
        [scopes, app_roles]: [Vec<String>; 2],
        effect: Effect,
    ) -> Witness {
        let (conditions, [options, role_options]) = case.switched_on();
        Witness {
            feature: self.of.name().to_owned(),
            access,
            tokens,
            resource,
            conditions,
            options,
            role_options,
            all_options: case.has_all_options(),
            scopes,
            app_roles,
            effect,
        }
    }
}

/// The texts of a token, of each kind.
fn by_kind(side: &Side<'_>, token: &BTreeSet<usize>, text: impl Fn(usize) -> String) -> [Vec<String>; 2] {
    [Kind::Delegated, Kind::Application].map(|kind| {
        let names = token.iter().filter(|&&name| side.identity(name).1 == kind);
        names.map(|&name| text(name)).collect::<BTreeSet<String>>().into_iter().collect()
    })
}

/// A smallest set of names with one of each group of these rows, and none of those to avoid. Those that rows name are kept before
/// others. The groups are by the rows of the document.
fn minimal(rows: &FeatureRows, need: &RowSet, groups: &[Vec<Vec<usize>>], avoid: &[usize]) -> BTreeSet<usize> {
    let own: BTreeSet<usize> = rows.of(need).map(|row| row.name).collect();
    let groups = rows.of(need).flat_map(|row| &groups[row.index]);
    // The groups that each permission is in, without those to avoid.
    let mut containing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut held = Vec::new();
    for (at, group) in groups.enumerate() {
        held.push(0);
        for name in group.iter().filter(|name| avoid.binary_search(name).is_err()) {
            containing.entry(*name).or_default().push(at);
            held[at] += 1;
        }
    }
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
            token.insert(name);
        }
    }
    token
}

/// Whether all of one ascending list is in another.
fn is_subset(part: &[usize], whole: &[usize]) -> bool {
    part.len() <= whole.len() && part.iter().all(|member| whole.binary_search(member).is_ok())
}

/// Which access of the feature has no row left in the new document.
fn missing(case: &Case<'_, '_>, access: Access, tokens: Tokens) -> Access {
    let new = &case.of.new;
    if access == Access::Update && (new.update_only || new.need(&case.new_left, Access::Base, tokens).is_some()) {
        Access::Update
    } else {
        Access::Base
    }
}
