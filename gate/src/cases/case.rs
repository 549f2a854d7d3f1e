//! The cases of a feature: sets of its conditions and options, and the rows that apply in each state.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Access, Kind};

use crate::cases::need::FeatureRows;
use crate::cases::row_set::RowSet;
use crate::cases::switches::{On, Options, Switches, option_sets};
use crate::change::Tokens;
use crate::states::pair::Pair;

/// How many conditions of a feature are judged: reading allows 12 in each state of a document, and the two may name different
/// ones.
pub(crate) const MOST_CONDITIONS: usize = 20;

/// The sets of options of a feature that has none.
static NO_OPTION: [Vec<usize>; 1] = [Vec::new()];

/// A feature of the old document with its rows in both states.
pub(crate) struct FeaturePair<'c, 'd> {
    pub(crate) pair: &'c Pair<'d>,
    /// The feature, in the old document.
    pub(crate) feature: usize,
    pub(crate) old: FeatureRows,
    pub(crate) new: FeatureRows,
    switches: Switches<'d>,
    /// For each resource of the old document, where it has several, its rows in each state.
    pub(crate) resources: Vec<OfResource<'d>>,
    /// The accesses that the old document has, each with the tokens that can have it.
    pub(crate) tokens: Vec<(Access, Tokens)>,
    /// Whether a row is optional.
    pub(crate) has_options: bool,
}

/// The rows of a feature that are about one resource.
pub(crate) struct OfResource<'d> {
    /// The resource.
    pub(crate) resource: &'d str,
    pub(crate) old: RowSet,
    pub(crate) new: RowSet,
    /// Whether the new document has nothing of it.
    pub(crate) is_gone: bool,
}

/// One case: a feature with one set of conditions and options.
pub(crate) struct Case<'c, 'd> {
    pub(crate) of: &'c FeaturePair<'c, 'd>,
    pub(crate) on: On<'c>,
    /// The rows left in each state.
    pub(crate) old_left: RowSet,
    pub(crate) new_left: RowSet,
}

/// A feature with too many conditions for every case to be judged.
pub(crate) struct TooManyConditions {
    pub(crate) feature: usize,
    pub(crate) count: usize,
}

/// Visits the old features that are touched, each with what visits its cases, and returns those that have too many.
pub(crate) fn each_feature<'d>(
    pair: &Pair<'d>,
    is_touched: impl Fn(Option<usize>) -> bool,
    mut visit: impl FnMut(&FeaturePair<'_, 'd>),
) -> Vec<TooManyConditions> {
    let mut too_many = Vec::new();
    let (old_rows, old_always) = by_feature(pair.features.len(), pair.old.rows.iter().map(|row| row.feature));
    let (new_rows, new_always) = by_feature(pair.old_features.len(), pair.new.rows.iter().map(|row| row.feature));
    for (feature, old_own) in old_rows.iter().enumerate() {
        if !is_touched(None) && !is_touched(Some(feature)) {
            continue;
        }
        // A feature that is gone has not even the rows that every feature has.
        let (new_own, new_always): (&[usize], &[usize]) = match pair.features[feature] {
            Some(to) => (&new_rows[to], &new_always),
            None => (&[], &[]),
        };
        let olds: Vec<usize> = old_own.iter().chain(&old_always).copied().collect();
        let news: Vec<usize> = new_own.iter().chain(new_always).copied().collect();
        let switches = Switches::new(pair, &olds, &news);
        if switches.conditions.len() > MOST_CONDITIONS {
            too_many.push(TooManyConditions { feature, count: switches.conditions.len() });
            continue;
        }
        let old = FeatureRows::new(pair, true, old_own, &old_always, &switches);
        let new = FeatureRows::new(pair, false, new_own, new_always, &switches);
        let resources = of_resources(pair, &old, &new);
        let tokens = tokens(&old, &new);
        let has_options = [&old, &new].into_iter().any(|rows| rows.rows.iter().any(|row| row.optional));
        visit(&FeaturePair { pair, feature, old, new, switches, resources, tokens, has_options });
    }
    too_many
}

/// The rows of each feature, and those of every feature.
fn by_feature(count: usize, rows: impl Iterator<Item = Option<usize>>) -> (Vec<Vec<usize>>, Vec<usize>) {
    let (mut groups, mut always) = (vec![Vec::new(); count], Vec::new());
    for (at, feature) in rows.enumerate() {
        match feature {
            Some(feature) => groups[feature].push(at),
            None => always.push(at),
        }
    }
    (groups, always)
}

fn of_resources<'d>(pair: &Pair<'d>, old: &FeatureRows, new: &FeatureRows) -> Vec<OfResource<'d>> {
    let resources: BTreeSet<&str> = pair.old.resources();
    if resources.len() < 2 {
        return Vec::new();
    }
    let still = pair.new.resources();
    let of = |rows: &FeatureRows, is_of: &dyn Fn(usize) -> bool| -> RowSet {
        rows.rows.iter().enumerate().filter(|(_, row)| is_of(row.name)).map(|(at, _)| at).collect()
    };
    let rows = |resource| OfResource {
        resource,
        old: of(old, &|name| pair.old.permissions.canonical_resource(name) == resource),
        new: of(new, &|name| pair.new.permissions.canonical_resource(name) == resource),
        is_gone: !still.contains(resource),
    };
    resources.into_iter().map(rows).collect()
}

/// The accesses and tokens to judge: of a document with one kind of permissions, a pair of tokens is as good as one.
fn tokens(old: &FeatureRows, new: &FeatureRows) -> Vec<(Access, Tokens)> {
    let has = |kind: Kind| [old, new].into_iter().any(|rows| rows.rows.iter().any(|row| row.kind == kind));
    let are_both = has(Kind::Delegated) && has(Kind::Application);
    let judged: Vec<Tokens> = Tokens::ALL.into_iter().filter(|tokens| are_both || *tokens != Tokens::Both).collect();
    let with = |access| judged.iter().map(move |&tokens| (access, tokens));
    with(Access::Base).chain(with(Access::Update)).filter(|&(access, tokens)| old.has(access, tokens)).collect()
}

impl<'d> FeaturePair<'_, 'd> {
    /// Visits every case of the feature with these sets of conditions.
    pub(crate) fn each_case(&self, sets: &[u32], mut visit: impl FnMut(&Case<'_, 'd>)) {
        for &conditions in sets {
            let opting = || self.old.opting(conditions).chain(self.new.opting(conditions));
            let sets = self.has_options.then(|| option_sets(&self.switches, opting()));
            let sets = sets.as_deref().unwrap_or(&NO_OPTION);
            let all = self.has_options.then_some(Options::All);
            for options in sets.iter().map(|set| Options::These(set)).chain(all) {
                let on = On { conditions, fresh: 0, options };
                visit(&Case { of: self, on, old_left: self.old.left(on), new_left: self.new.left(on) });
            }
        }
    }

    /// The feature, as the old document names it.
    pub(crate) fn name(&self) -> &'d str {
        &self.pair.old.document.features[self.feature].text
    }

    /// The bits of these conditions of the new document, where the old one has them.
    pub(crate) fn bits(&self, conditions: &[String]) -> u32 {
        let old = conditions.iter().filter_map(|name| self.pair.old_conditions.get(name.as_str()));
        old.fold(0, |bits, name| bits | self.switches.bit(name))
    }
}

impl Case<'_, '_> {
    /// The conditions that hold, and the options that are opted in to, of each kind, as the old document writes them; sorted.
    pub(crate) fn switched_on(&self) -> (Vec<String>, [Vec<String>; 2]) {
        let FeaturePair { pair, switches, .. } = self.of;
        let conditions = switches.conditions.iter().enumerate().filter(|(at, _)| self.on.conditions & (1 << at) != 0);
        let options = match self.on.options {
            Options::These(options) => options,
            Options::All => &[],
        };
        let of_kind = |kind| {
            let of_kind = options.iter().filter(|&&option| pair.old.identity(option).1 == kind);
            let mut texts: Vec<String> = of_kind.map(|&option| pair.old.permissions.text(option).to_owned()).collect();
            texts.sort_unstable();
            texts
        };
        let options = [Kind::Delegated, Kind::Application].map(of_kind);
        (conditions.map(|(_, name)| (*name).to_owned()).collect(), options)
    }

    /// Whether all options of each document count as opted in to.
    pub(crate) fn has_all_options(&self) -> bool {
        matches!(self.on.options, Options::All)
    }

    /// Whether all of these conditions of the new document hold here.
    pub(crate) fn hold(&self, conditions: &[String]) -> bool {
        conditions.iter().all(|name| self.holds(name))
    }

    /// Whether this condition of the new document holds here.
    pub(crate) fn holds(&self, name: &str) -> bool {
        let old = self.of.pair.old_conditions.get(name);
        old.is_some_and(|old| self.on.conditions & self.of.switches.bit(old) != 0)
    }

    /// The conditions that only the new document has and under which some row of the feature does not apply, each with its bit.
    pub(crate) fn fresh(&self) -> impl Iterator<Item = (&str, u32)> {
        let fresh = self.of.switches.fresh.iter().enumerate().map(|(at, name)| (*name, 1 << at));
        fresh.filter(|(_, bit)| self.of.new.rows.iter().any(|row| row.excludes_fresh(*bit)))
    }

    /// Whether the feature, in the old document, can be asked with this access.
    pub(crate) fn was_supported(&self, access: Access) -> bool {
        self.of.old.is_supported(&self.old_left, access)
    }

    /// The same in the new document.
    pub(crate) fn is_supported(&self, access: Access) -> bool {
        self.of.new.is_supported(&self.new_left, access)
    }
}
