//! Compares what sign-ins request before and after the edit: finds new permissions, what one feature no longer requests and
//! others do, and sign-ins that are no longer refreshed.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::Access;

use crate::cases::case::{Case, FeaturePair, TooManyConditions};
use crate::cases::need::FeatureRows;
use crate::cases::replaced;
use crate::cases::row_set::RowSet;
use crate::change::{Subject, What, cases};
use crate::edits::diff::Diff;
use crate::edits::subjects;
use crate::edits::target::Target;

/// A permission by which the list at a sign-in grew.
pub(crate) struct Grown {
    /// The new permission.
    pub(crate) name: usize,
    /// The old one that contains it, and is requested in its place no more.
    pub(crate) instead_of: Option<usize>,
    /// The sign-in, in words.
    pub(crate) whom: String,
    /// Its feature, and all features of which the list grew.
    pub(crate) feature: String,
    pub(crate) features: BTreeSet<String>,
    /// Whether that is the first row of the feature that is for updates.
    pub(crate) is_first_update: bool,
}

/// A permission that a feature no longer requests.
pub(crate) struct Narrowed {
    /// The permission, in the old document.
    pub(crate) name: usize,
    /// The sign-in, in words.
    pub(crate) whom: String,
    /// Its feature, and all features that this is so for.
    pub(crate) feature: String,
    pub(crate) features: BTreeSet<String>,
    /// Whether other features request it by rows of their own; else only a row of every feature does, in other cases.
    pub(crate) others_request: bool,
}

/// The changes of all sign-in lists, each with the edit that is to blame.
#[derive(Default)]
pub(crate) struct Asks {
    pub(crate) grown: BTreeMap<(Target, Subject), Grown>,
    /// What other features still request.
    pub(crate) narrowed: BTreeMap<(Target, usize), Narrowed>,
    /// The sign-in, in words, that no longer requests `offline_access`.
    pub(crate) not_refreshed: BTreeMap<Target, String>,
    /// The features of which not every case was looked at.
    pub(crate) not_judged: Vec<TooManyConditions>,
}

/// What decides the sign-in lists of one feature in every case.
pub(crate) struct FeatureAsks<'c, 'd> {
    of: &'c FeaturePair<'c, 'd>,
    /// The accesses to ask for: without a row for updates, update access is base access.
    accesses: &'static [Access],
    /// For each new row, the old ones that request the same permission, and the other way round.
    olds: Vec<RowSet>,
    news: Vec<RowSet>,
    /// The rows of each state whose permission the other requests wherever they do.
    steady: [RowSet; 2],
    /// For each access, the rows of each state of which nothing is left to be found: first those of which nothing ever is.
    settled_olds: [RowSet; 2],
    settled_news: [RowSet; 2],
    /// What was already found, so that each thing is said of one case: the edit, the access, whether it grew, the row, and the
    /// permission that it is requested instead of.
    seen: BTreeSet<(Target, Access, bool, usize, Option<usize>)>,
}

impl<'c, 'd> FeatureAsks<'c, 'd> {
    pub(crate) fn new(of: &'c FeaturePair<'c, 'd>) -> Self {
        let same = |rows: &FeatureRows, meanings: &[Vec<usize>], others: &FeatureRows| -> Vec<RowSet> {
            let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (at, other) in others.rows.iter().enumerate() {
                places.entry(other.name).or_default().push(at);
            }
            let of =
                |name: usize| meanings[name].iter().filter_map(|name| places.get(name)).flatten().copied().collect();
            rows.rows.iter().map(|row| of(row.name)).collect()
        };
        let has_updates = of.old.has_updates() || of.new.has_updates();
        let olds = same(&of.new, &of.pair.from_old, &of.old);
        let news = same(&of.old, &of.pair.to_new, &of.new);
        let steady = of.old.steady(&of.new, |at, other| news[at].has(other));
        let steady_news = of.new.steady(&of.old, |at, other| olds[at].has(other));
        Self {
            accesses: if has_updates { &[Access::Base, Access::Update] } else { &[Access::Base] },
            settled_olds: [steady.clone(), steady.clone()],
            settled_news: [steady_news.clone(), steady_news.clone()],
            steady: [steady, steady_news],
            olds,
            news,
            of,
            seen: BTreeSet::new(),
        }
    }

    /// The rows, old and new, that request the same permission.
    pub(crate) fn related(&self) -> impl Iterator<Item = (usize, usize)> {
        self.olds.iter().enumerate().flat_map(|(new, olds)| olds.iter().map(move |old| (old, new)))
    }

    /// The rows of each state whose permission the other requests wherever they do.
    pub(crate) fn steady(&self) -> [&RowSet; 2] {
        self.steady.each_ref()
    }

    /// Looks at the sign-in list of a case that could be built.
    pub(crate) fn look(&mut self, diff: &Diff<'d>, case: &Case<'_, 'd>, asks: &mut Asks) {
        if case.has_all_options() {
            return;
        }
        for &access in self.accesses {
            if !case.was_supported(access) {
                continue;
            }
            let FeaturePair { old, new, .. } = self.of;
            let is_first_update =
                access == Access::Update && !old.has_rows(Access::Update) && new.has_rows(Access::Update);
            if case.is_supported(access) {
                self.compare(diff, case, access, asks);
            }
            if is_first_update {
                self.first_update(diff, case, asks);
            }
        }
    }

    /// A feature that could not be updated gets its first row for that: who asks for update access requests more, or cannot
    /// ask for it here.
    fn first_update(&mut self, diff: &Diff<'d>, case: &Case<'_, 'd>, asks: &mut Asks) {
        let rows = &self.of.new.rows;
        let Some(at) = rows.iter().position(|row| row.own && row.access == Access::Update) else { return };
        let target = diff.edits.of_new[rows[at].index].map(Target::Edit);
        if let Some(target) = target.or_else(|| around(diff, rows[at].index))
            && self.seen.insert((target, Access::Missing, true, at, None))
        {
            grew(diff, case, target, Access::Update, (rows[at].name, None, true), asks);
        }
    }

    fn compare(&mut self, diff: &Diff<'d>, case: &Case<'_, 'd>, access: Access, asks: &mut Asks) {
        let FeaturePair { pair, old, new, .. } = self.of;
        let (olds, news) = (old.within(&case.old_left, access), new.within(&case.new_left, access));
        let place = usize::from(access == Access::Update);
        let dropped =
            |but: &RowSet| -> Vec<usize> { olds.minus(but).iter().filter(|&at| !self.news[at].meets(&news)).collect() };
        let unsettled = news.minus(&self.settled_news[place]);
        let grown: Vec<usize> = unsettled.iter().filter(|&at| !self.olds[at].meets(&olds)).collect();
        let gone = if grown.is_empty() { Vec::new() } else { dropped(&self.steady[0]) };
        let dropped = dropped(&self.settled_olds[place]);
        for at in grown {
            let name = new.rows[at].name;
            let instead_of = gone.iter().map(|&at| old.rows[at].name).find(|&old| pair.contains(old, name));
            // Where its own edit is to blame, no other case says more.
            if diff.edits.of_new[new.rows[at].index].is_some() && instead_of.is_none() {
                self.settled_news[place].insert(at);
            }
            if let Some(target) = blamed(diff, case, new.rows[at].index)
                && self.seen.insert((target, access, true, at, instead_of))
            {
                grew(diff, case, target, access, (name, instead_of, false), asks);
            }
        }
        for at in dropped {
            let row = &old.rows[at];
            if diff.edits.of_old[row.index].is_some() {
                self.settled_olds[place].insert(at);
            }
            let replacer = || replaced::new_replacer(diff, case, diff.matching.new_of[row.index]?);
            let edited = diff.edits.of_old[row.index].map(Target::Edit).or_else(replacer);
            let Some(target) = edited.or_else(|| Target::of_old_row(diff, row.index)) else { continue };
            if !self.seen.insert((target, access, false, at, None)) {
                continue;
            }
            if pair.old.permissions.is_offline_access(row.name) {
                asks.not_refreshed.entry(target).or_insert_with(|| whom(case, access));
            }
            let [others_request, is_elsewhere] = self.still_requested(diff, at);
            if others_request || is_elsewhere {
                let narrowed = || Narrowed {
                    name: row.name,
                    whom: whom(case, access),
                    feature: self.of.name().to_owned(),
                    features: BTreeSet::new(),
                    others_request,
                };
                let known = asks.narrowed.entry((target, row.name)).or_insert_with(narrowed);
                known.features.insert(self.of.name().to_owned());
            }
        }
    }

    /// Whether other features still request the permission of an old row that this one no longer does, by rows of their own; and
    /// whether a row of every feature does in other cases. A row of every feature that itself gained a condition is told as that.
    fn still_requested(&self, diff: &Diff<'_>, at: usize) -> [bool; 2] {
        let FeaturePair { pair, old, feature, .. } = self.of;
        let (row, to) = (&old.rows[at], pair.features[*feature]);
        let is_others = |&new: &usize| pair.new.rows[new].feature.is_some_and(|feature| Some(feature) != to);
        let is_elsewhere = |&new: &usize| {
            let (was, is) = (pair.old.rows[row.index], pair.new.rows[new]);
            let is_told = diff.matching.new_of[row.index] == Some(new)
                && !(pair.gained(&was.requires, &is.requires).is_empty()
                    && pair.gained(&was.excludes, &is.excludes).is_empty());
            // An option of every feature is one of this feature, too.
            is.feature.is_none() && !is.optional && !is_told
        };
        let news = || pair.to_new[row.name].iter().flat_map(|&name| pair.new.rows_of(name));
        [news().any(is_others), news().any(is_elsewhere)]
    }
}

/// The edit because of which a new row is requested now.
fn blamed(diff: &Diff<'_>, case: &Case<'_, '_>, new: usize) -> Option<Target> {
    let own = diff.edits.of_new[new].map(Target::Edit);
    let unreplaced = || {
        let old = diff.matching.old_of[new]?;
        replaced::replacer(diff, case, old).or_else(|| replaced::cover(diff, case, old))
    };
    own.or_else(unreplaced).or_else(|| around(diff, new))
}

fn around(diff: &Diff<'_>, new: usize) -> Option<Target> {
    Some(Target::Around { old: diff.matching.old_of[new]?, new })
}

fn grew(
    diff: &Diff<'_>,
    case: &Case<'_, '_>,
    target: Target,
    access: Access,
    (name, instead_of, is_first_update): (usize, Option<usize>, bool),
    asks: &mut Asks,
) {
    let pair = &diff.pair;
    let about = target.subject(diff);
    let feature = match about.what {
        What::Cover => Some(case.of.name().to_owned()),
        _ => about.feature,
    };
    let subject =
        Subject { what: What::Row, feature, access: about.access, ..subjects::permission(pair, &pair.new, name) };
    let grown = || Grown {
        name,
        instead_of,
        whom: whom(case, access),
        feature: case.of.name().to_owned(),
        features: BTreeSet::new(),
        is_first_update,
    };
    let known = asks.grown.entry((target, subject)).or_insert_with(grown);
    // What is worse in one case counts.
    let is_worse = known.instead_of.is_some() && instead_of.is_none();
    if is_worse || (known.is_first_update && !is_first_update) {
        *known = Grown { features: core::mem::take(&mut known.features), ..grown() };
    }
    known.features.insert(case.of.name().to_owned());
}

/// `signing in for Chat with update access where SharedMailbox holds`.
fn whom(case: &Case<'_, '_>, access: Access) -> String {
    let update = if access == Access::Update { " with update access" } else { "" };
    let (conditions, options) = case.switched_on();
    format!("signing in for {}{update}{}", case.of.name(), cases(&conditions, &options.concat()))
}
