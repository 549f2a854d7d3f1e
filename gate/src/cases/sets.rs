//! Which sets of conditions make the cases of a feature. A feature of twelve conditions has 4,096, and an edit mostly concerns one
//! of them.
//!
//! Where the rows of a condition are the same in both states, and satisfy or request nothing that other rows do, they matter to
//! others by one thing alone: whether the feature has an access by them. So of the sets of such conditions the smallest for each
//! way of having accesses is enough.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Access, Kind};

use crate::cases::case::FeaturePair;
use crate::cases::row_set::RowSet;

/// What some rows give: in the old and in the new state, each access of each kind, at each resource of several.
type Given = BTreeSet<(usize, Access, Kind, Option<usize>)>;

/// The sets of conditions to look at, the smaller ones first: what any other shows, one of these that is no larger shows.
///
/// `settled` are the rows of each state that need no look in any case. `related` are the rows, old and new, of which one decides
/// what becomes of the other.
pub(crate) fn sets(
    of: &FeaturePair<'_, '_>,
    settled: &[RowSet; 2],
    related: impl Iterator<Item = (usize, usize)>,
) -> Vec<u32> {
    let olds = (0..of.old.rows.len()).map(|old| (of.old.conditions(old), settled[0].has(old)));
    let news = (0..of.new.rows.len()).map(|new| (of.new.conditions(new), settled[1].has(new)));
    let both =
        |(old, new)| (of.old.conditions(old) | of.new.conditions(new), settled[0].has(old) && settled[1].has(new));
    let links: Vec<(u32, bool)> = olds.chain(news).chain(related.map(both)).collect();
    let open = links.iter().filter(|(_, is_settled)| !is_settled).fold(0, |all, (conditions, _)| all | conditions);
    let links = links.into_iter().map(|(conditions, _)| conditions);
    let (open, same): (Vec<u32>, Vec<u32>) = parts(links).into_iter().partition(|part| part & open != 0);
    // For each way of having accesses, the smallest set of the conditions that are the same.
    let mut smallest = BTreeMap::from([(Given::new(), 0)]);
    for part in same {
        let longer = smallest
            .iter()
            .flat_map(|(before, others)| subsets(part).map(move |set| (before | &given(of, part, set), others | set)));
        let mut least: BTreeMap<Given, u32> = BTreeMap::new();
        for (given, set) in longer {
            let known = least.entry(given).or_insert(set);
            *known = core::cmp::min_by_key(*known, set, |set| size(*set));
        }
        smallest = least;
    }
    let open = open.into_iter().fold(0, |all, part| all | part);
    let mut sets: Vec<u32> = subsets(open).flat_map(|open| smallest.values().map(move |same| open | same)).collect();
    sets.sort_by_key(|set| size(*set));
    sets
}

/// Smaller sets come first; those of one size are in order.
fn size(set: u32) -> (u32, u32) {
    (set.count_ones(), set)
}

/// The conditions, so that those which are linked are in one part.
fn parts(links: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut parts: Vec<u32> = Vec::new();
    for link in links.filter(|link| *link != 0) {
        let (met, others): (Vec<u32>, Vec<u32>) = parts.iter().partition(|part| *part & link != 0);
        parts = others;
        parts.push(met.into_iter().fold(link, |all, part| all | part));
    }
    parts
}

/// All sets of these conditions.
fn subsets(all: u32) -> impl Iterator<Item = u32> {
    // The next smaller number of which every bit is one of these.
    core::iter::successors(Some(all), move |set| set.checked_sub(1).map(|less| less & all))
}

/// What the rows of these conditions give where a set of them holds.
fn given(of: &FeaturePair<'_, '_>, conditions: u32, set: u32) -> Given {
    let old = of.old.under(conditions, set).map(|at| (0, at, of.resources.iter().position(|of| of.old.has(at))));
    let new = of.new.under(conditions, set).map(|at| (1, at, of.resources.iter().position(|of| of.new.has(at))));
    let given = |(state, at, resource): (usize, usize, Option<usize>)| {
        let row = &[&of.old, &of.new][state].rows[at];
        (state, row.access, row.kind, resource)
    };
    old.chain(new).map(given).collect()
}

#[cfg(test)]
mod tests {
    use super::{parts, subsets};

    #[test]
    fn linked_conditions_are_in_one_part_and_every_set_of_them_is_tried() {
        let mut all = parts([0b1, 0, 0b10_0100, 0b1000, 0b100, 0b11_0000].into_iter());
        all.sort_unstable();
        assert_eq!(all, [0b1, 0b1000, 0b11_0100]);
        let mut sets: Vec<u32> = subsets(0b1011).collect();
        sets.sort_unstable();
        assert_eq!(sets, [0, 0b1, 0b10, 0b11, 0b1000, 0b1001, 0b1010, 0b1011]);
        assert_eq!(subsets(0).count(), 1);
    }
}
