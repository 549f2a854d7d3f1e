//! Matches rows: which row of the old document became which row of the new one.

use std::collections::BTreeMap;

use crate::states::pair::{Pair, RowMeaning};
use scopemark_compiler::model::{Access, Kind};

/// What became of a row that was changed, added or removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RowChange {
    pub(crate) old: Option<usize>,
    pub(crate) new: Option<usize>,
}

/// What became of all rows.
pub(crate) struct Matching {
    /// The rows that were changed, added or removed.
    pub(crate) changed: Vec<RowChange>,
    /// The rows that say the same in both states.
    pub(crate) unchanged: Vec<(usize, usize)>,
    /// The new row of each old one, and the old row of each new one.
    pub(crate) new_of: Vec<Option<usize>>,
    pub(crate) old_of: Vec<Option<usize>>,
}

/// The rows of one feature on one side that are not matched yet. They are ordered by their facts, so that their places in
/// the document do not matter.
type Open<'p> = Vec<(RowMeaning<'p>, usize)>;

impl Matching {
    /// Matches the rows of each feature, and those that every feature has; then those that moved from a feature to every
    /// feature.
    pub(crate) fn new(pair: &Pair<'_>) -> Self {
        let mut matching = Self {
            changed: Vec::new(),
            unchanged: Vec::new(),
            new_of: vec![None; pair.old.rows.len()],
            old_of: vec![None; pair.new.rows.len()],
        };
        let (mut gone, mut always) = (Vec::new(), Vec::new());
        for (feature, (mut old, mut new)) in groups(pair) {
            old.sort();
            new.sort();
            matching.unchanged.extend(unchanged(&mut old, &mut new));
            matching.changed.extend(changed(pair, &mut old, &mut new));
            gone.extend(old);
            if feature.is_none() {
                always = new;
            } else {
                matching.changed.extend(new.into_iter().map(|(_, new)| RowChange { old: None, new: Some(new) }));
            }
        }
        // Where the tables of features stand has no part in it.
        gone.sort_by(|(a, a_at), (b, b_at)| (pair.old.feature_of(*a_at), a).cmp(&(pair.old.feature_of(*b_at), b)));
        let moved = take(&mut gone, &mut always, |facts| (facts.kind, facts.name), |_, _| Some(0));
        matching.changed.extend(moved);
        matching.changed.extend(always.into_iter().map(|(_, new)| RowChange { old: None, new: Some(new) }));
        matching.changed.extend(gone.into_iter().map(|(_, old)| RowChange { old: Some(old), new: None }));
        let both = matching.changed.iter().filter_map(|row| Some((row.old?, row.new?)));
        for (old, new) in matching.unchanged.iter().copied().chain(both) {
            matching.new_of[old] = Some(new);
            matching.old_of[new] = Some(old);
        }
        matching
    }
}

/// The rows of both sides by the old feature; those of a feature that only the new document has come after them.
fn groups<'p>(pair: &'p Pair<'_>) -> BTreeMap<Option<usize>, (Open<'p>, Open<'p>)> {
    let mut groups: BTreeMap<Option<usize>, (Open<'p>, Open<'p>)> = BTreeMap::new();
    for (at, row) in pair.old.rows.iter().enumerate() {
        groups.entry(row.feature).or_default().0.push((pair.old_facts(at), at));
    }
    for (at, row) in pair.new.rows.iter().enumerate() {
        let group = row.feature.map(|feature| pair.old_feature_of(at).unwrap_or(pair.features.len() + feature));
        groups.entry(group).or_default().1.push((pair.new_facts(at), at));
    }
    groups
}

/// Matches the rows that are in both states. Both lists are sorted, so one pass finds them.
fn unchanged(old: &mut Open<'_>, new: &mut Open<'_>) -> Vec<(usize, usize)> {
    let mut same = Vec::new();
    let (mut old_rest, mut new_rest) = (Vec::new(), Vec::new());
    let mut news = core::mem::take(new).into_iter().peekable();
    for (facts, at) in core::mem::take(old) {
        while let Some(next) = news.next_if(|(other, _)| *other < facts) {
            new_rest.push(next);
        }
        match news.next_if(|(other, _)| *other == facts) {
            Some((_, other)) => same.push((at, other)),
            None => old_rest.push((facts, at)),
        }
    }
    new_rest.extend(news);
    (*old, *new) = (old_rest, new_rest);
    same
}

/// Matches changed rows of the same feature, the surest pairs first.
fn changed<'p>(pair: &'p Pair<'_>, old: &mut Open<'p>, new: &mut Open<'p>) -> Vec<RowChange> {
    let differs = |a: bool| u32::from(!a);
    // The same permission; the pair with the most facts in common first.
    let mut found = take(
        old,
        new,
        |facts| (facts.kind, facts.name),
        |old, new| {
            let score = 4 * differs(old.access == new.access)
                + 2 * differs(old.requires == new.requires && old.excludes == new.excludes)
                + differs(old.optional == new.optional);
            Some(score)
        },
    );
    let folded = |facts: &RowMeaning<'_>| facts.name.short.to_ascii_lowercase();
    // The same resource first.
    let same_access = |old: &RowMeaning<'_>, new: &RowMeaning<'_>| {
        Some(2 * differs(old.name.resource == new.name.resource) + differs(old.access == new.access))
    };
    // The same permission with another spelling or another resource.
    found.extend(take(old, new, |facts| (facts.kind, folded(facts)), same_access));
    // The same name of another kind.
    found.extend(take(old, new, folded, same_access));
    // Another permission in the same place that is related by a cover; then any other, if as many rows were removed as added.
    let related = related(pair, old, new);
    found.extend(take(old, new, place, |old, new| related(old, new).then_some(0)));
    let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for (facts, _) in old.iter() {
        counts.entry(place(facts)).or_default().0 += 1;
    }
    for (facts, _) in new.iter() {
        counts.entry(place(facts)).or_default().1 += 1;
    }
    let balanced = |facts: &RowMeaning<'p>| counts.get(&place(facts)).is_some_and(|(old, new)| old == new);
    found.extend(take(old, new, place, |old, new| {
        balanced(old).then(|| differs(first_part(old.name.text) == first_part(new.name.text)))
    }));
    found
}

/// The place of a row, as far as tokens are concerned.
fn place<'p>(facts: &RowMeaning<'p>) -> (Kind, Access, bool, Vec<&'p str>, Vec<&'p str>) {
    (facts.kind, facts.access, facts.optional, facts.requires.clone(), facts.excludes.clone())
}

/// Whether one of two permissions is declared to cover the other, in either state.
fn related<'p, 'd>(
    pair: &'p Pair<'d>,
    old: &Open<'p>,
    new: &Open<'p>,
) -> impl Fn(&RowMeaning<'p>, &RowMeaning<'p>) -> bool + use<'p, 'd> {
    let names = |open: &Open<'p>, of: &[usize]| -> BTreeMap<RowMeaning<'p>, usize> {
        open.iter().map(|(facts, at)| (facts.clone(), of[*at])).collect()
    };
    let (olds, news) = (names(old, &pair.old.names), names(new, &pair.new.names));
    move |old, new| match (olds.get(old), news.get(new)) {
        (Some(&old), Some(&new)) => pair.contains(old, new) || pair.is_contained(old, new),
        _ => false,
    }
}

fn first_part(name: &str) -> &str {
    name.split(['.', ':', '_']).next().unwrap_or(name)
}

/// How many pairs of one place are tried. Beyond that, rows that changed place and name at once count as removed and added.
const MOST_PAIRS: usize = 1 << 20;

/// Matches rows that have the same key, those with the lowest score first.
fn take<'p, K: Ord>(
    old: &mut Open<'p>,
    new: &mut Open<'p>,
    key: impl Fn(&RowMeaning<'p>) -> K,
    score: impl Fn(&RowMeaning<'p>, &RowMeaning<'p>) -> Option<u32>,
) -> Vec<RowChange> {
    let mut places: BTreeMap<K, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (i, (facts, _)) in old.iter().enumerate() {
        places.entry(key(facts)).or_default().0.push(i);
    }
    for (j, (facts, _)) in new.iter().enumerate() {
        if let Some((_, news)) = places.get_mut(&key(facts)) {
            news.push(j);
        }
    }
    let mut found = Vec::new();
    for (olds, news) in places.into_values().filter(|(olds, news)| olds.len() * news.len() <= MOST_PAIRS) {
        for i in olds {
            let scored = news.iter().filter_map(|&j| Some((score(&old[i].0, &new[j].0)?, i, j)));
            found.extend(scored);
        }
    }
    found.sort_unstable();
    let mut pairs = Vec::new();
    let (mut old_taken, mut new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    for (_, i, j) in found {
        if !old_taken[i] && !new_taken[j] {
            (old_taken[i], new_taken[j]) = (true, true);
            pairs.push(RowChange { old: Some(old[i].1), new: Some(new[j].1) });
        }
    }
    let rest = |open: &mut Open<'p>, taken: Vec<bool>| {
        let mut taken = taken.into_iter();
        open.retain(|_| !taken.next().unwrap_or(false));
    };
    rest(old, old_taken);
    rest(new, new_taken);
    pairs
}
