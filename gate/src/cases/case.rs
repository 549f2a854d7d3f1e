//! Every case of a feature: each set of its conditions and options, with the access, and the rows left in both states.

use scopemark_compiler::model::Access;

use crate::cases::need::{FeatureRow, FeatureRows, MOST_SWITCHES, Switch, subsets, switches};
use crate::states::pair::Pair;

/// One case: an access to a feature with one set of conditions and options.
pub(crate) struct Case<'c, 'd> {
    pub(crate) pair: &'c Pair<'d>,
    /// The feature, in the old document.
    pub(crate) feature: usize,
    pub(crate) access: Access,
    pub(crate) on: u32,
    switches: &'c [Switch<'d>],
    pub(crate) old: &'c FeatureRows,
    pub(crate) new: &'c FeatureRows,
    /// The rows left in each state.
    pub(crate) old_left: &'c [&'c FeatureRow],
    pub(crate) new_left: &'c [&'c FeatureRow],
}

/// A feature with too many conditions and options for every case to be judged.
pub(crate) struct TooManySwitches {
    pub(crate) feature: usize,
    pub(crate) count: usize,
}

/// Visits every case of the old features that are touched, and returns the features that have too many.
pub(crate) fn each_case<'d>(
    pair: &Pair<'d>,
    is_touched: impl Fn(Option<usize>) -> bool,
    mut visit: impl FnMut(&Case<'_, 'd>),
) -> Vec<TooManySwitches> {
    let mut too_many = Vec::new();
    let (old_rows, old_always) = by_feature(pair.features.len(), pair.old.rows.iter().map(|row| row.feature));
    let (new_rows, new_always) = by_feature(pair.old_features.len(), pair.new.rows.iter().map(|row| row.feature));
    for (feature, old_own) in old_rows.iter().enumerate() {
        if !is_touched(None) && !is_touched(Some(feature)) {
            continue;
        }
        let to = pair.features[feature];
        let new_own: &[usize] = to.map_or(&[], |to| &new_rows[to]);
        let olds: Vec<usize> = old_own.iter().chain(&old_always).copied().collect();
        let news: Vec<usize> = new_own.iter().chain(&new_always).copied().collect();
        let switches = switches(pair, &olds, &news);
        if switches.len() > MOST_SWITCHES {
            too_many.push(TooManySwitches { feature, count: switches.len() });
            continue;
        }
        let old = &FeatureRows::new(pair, true, old_own, &old_always, &switches);
        // A feature that is gone has not even the rows that every feature has.
        let always: &[usize] = if to.is_some() { &new_always } else { &[] };
        let new = &FeatureRows::new(pair, false, new_own, always, &switches);
        for on in subsets(switches.len()) {
            let (old_left, new_left) = (&old.left(on)[..], &new.left(on)[..]);
            for access in [Access::Base, Access::Update] {
                visit(&Case { pair, feature, access, on, switches: &switches, old, new, old_left, new_left });
            }
        }
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

impl Case<'_, '_> {
    /// The feature, as the old document names it.
    pub(crate) fn feature_name(&self) -> &str {
        &self.pair.old.document.features[self.feature].text
    }

    /// The conditions that hold, and the options that are opted in to, as the old document writes them; sorted.
    pub(crate) fn switched_on(&self) -> (Vec<String>, Vec<String>) {
        let (mut conditions, mut options) = (Vec::new(), Vec::new());
        for (at, switch) in self.switches.iter().enumerate() {
            match switch {
                _ if self.on & (1 << at) == 0 => {}
                Switch::Condition(name) => conditions.push((*name).to_owned()),
                Switch::Option(name) => options.push(self.pair.old.permissions.text(*name).to_owned()),
            }
        }
        options.sort_unstable();
        (conditions, options)
    }

    /// Whether this condition of the new document holds here.
    pub(crate) fn holds(&self, name: &str) -> bool {
        let old = self.pair.old_conditions.get(name);
        old.and_then(|old| self.switches.binary_search(&Switch::Condition(old)).ok())
            .is_some_and(|at| self.on & (1 << at) != 0)
    }
}
