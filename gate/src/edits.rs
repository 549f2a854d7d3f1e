//! Edits: which row of the old document became which row of the new one.

use std::collections::BTreeMap;

use super::facts::{Pair, RowFacts};
use scopemark_compiler::model::{Access, Kind};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowEdit {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

/// What became of all rows.
pub(super) struct Rows {
    /// The rows that changed, came or went.
    pub(super) edits: Vec<RowEdit>,
    /// The rows that say the same in both states.
    pub(super) unchanged: Vec<(usize, usize)>,
}

/// The rows of one feature on one side that are not matched yet, in the order of what they say: where they stand in the
/// document has no part in it.
type Open<'p> = Vec<(RowFacts<'p>, usize)>;

/// Matches the rows of each feature, and those that every feature has; then those that moved from a feature to every feature.
pub(super) fn rows(pair: &Pair<'_>) -> Rows {
    let mut rows = Rows { edits: Vec::new(), unchanged: Vec::new() };
    let mut groups: BTreeMap<Option<usize>, (Open<'_>, Open<'_>)> = BTreeMap::new();
    let old_count = pair.features.len();
    for (at, row) in pair.old.rows().iter().enumerate() {
        groups.entry(row.feature).or_default().0.push((pair.facts(true, at), at));
    }
    for (at, row) in pair.new.rows().iter().enumerate() {
        // A feature that only the new document has comes after the old ones.
        let group =
            row.feature.map(|feature| pair.old_features.get(feature).copied().flatten().unwrap_or(old_count + feature));
        groups.entry(group).or_default().1.push((pair.facts(false, at), at));
    }
    let (mut gone, mut always) = (Vec::new(), Vec::new());
    for (group, (mut old, mut new)) in groups {
        old.sort();
        new.sort();
        unchanged(&mut old, &mut new, &mut rows);
        matched(pair, &mut old, &mut new, &mut rows);
        gone.extend(old);
        if group.is_none() {
            always = new;
        } else {
            rows.edits.extend(new.into_iter().map(|(_, new)| RowEdit { old: None, new: Some(new) }));
        }
    }
    take(&mut gone, &mut always, &mut rows, |facts| (facts.kind, facts.name), |_, _| Some(0));
    rows.edits.extend(always.into_iter().map(|(_, new)| RowEdit { old: None, new: Some(new) }));
    rows.edits.extend(gone.into_iter().map(|(_, old)| RowEdit { old: Some(old), new: None }));
    rows
}

/// Both are sorted: what is in both is found in one go.
fn unchanged(old: &mut Open<'_>, new: &mut Open<'_>, rows: &mut Rows) {
    let (mut old_rest, mut new_rest) = (Vec::new(), Vec::new());
    let mut news = core::mem::take(new).into_iter().peekable();
    for (facts, at) in core::mem::take(old) {
        while let Some(next) = news.next_if(|(other, _)| *other < facts) {
            new_rest.push(next);
        }
        match news.next_if(|(other, _)| *other == facts) {
            Some((_, other)) => rows.unchanged.push((at, other)),
            None => old_rest.push((facts, at)),
        }
    }
    new_rest.extend(news);
    (*old, *new) = (old_rest, new_rest);
}

fn matched<'p>(pair: &'p Pair<'_>, old: &mut Open<'p>, new: &mut Open<'p>, rows: &mut Rows) {
    let differs = |a: bool| u32::from(!a);
    // The same permission, the one that says most of the same first.
    take(
        old,
        new,
        rows,
        |facts| (facts.kind, facts.name),
        |old, new| {
            let score = 4 * differs(old.access == new.access)
                + 2 * differs(old.requires == new.requires && old.excludes == new.excludes)
                + differs(old.optional == new.optional);
            Some(score)
        },
    );
    let folded = |facts: &RowFacts<'_>| facts.name.text.to_ascii_lowercase();
    let same_access = |old: &RowFacts<'_>, new: &RowFacts<'_>| Some(differs(old.access == new.access));
    // The same permission in other letters, or of another resource of the document.
    take(old, new, rows, |facts| (facts.kind, folded(facts)), same_access);
    // The same name of another kind.
    take(old, new, rows, folded, same_access);
    // In the same place another permission that is related by a cover; then any, where as many went as came.
    let related = related(pair, old, new);
    take(old, new, rows, place, |old, new| related(old, new).then_some(0));
    let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for (facts, _) in old.iter() {
        counts.entry(place(facts)).or_default().0 += 1;
    }
    for (facts, _) in new.iter() {
        counts.entry(place(facts)).or_default().1 += 1;
    }
    let balanced = |facts: &RowFacts<'p>| counts.get(&place(facts)).is_some_and(|(old, new)| old == new);
    take(old, new, rows, place, |old, new| {
        balanced(old).then(|| differs(first_part(old.name.text) == first_part(new.name.text)))
    });
}

/// Where a row stands, as far as tokens are concerned.
fn place<'p>(facts: &RowFacts<'p>) -> (Kind, Access, bool, Vec<&'p str>, Vec<&'p str>) {
    (facts.kind, facts.access, facts.optional, facts.requires.clone(), facts.excludes.clone())
}

/// Whether one of two permissions is declared to cover the other, in either state.
fn related<'p, 'd>(
    pair: &'p Pair<'d>,
    old: &Open<'p>,
    new: &Open<'p>,
) -> impl Fn(&RowFacts<'p>, &RowFacts<'p>) -> bool + use<'p, 'd> {
    let names = |open: &Open<'p>, of: &[usize]| -> BTreeMap<RowFacts<'p>, usize> {
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

/// How many pairs of one place are looked through: past that, rows that changed places and names at once are taken for rows
/// that went and rows that came.
const MOST_PAIRS: usize = 1 << 20;

/// Takes pairs that have the same key out of what is open, those with the least score first.
fn take<'p, K: Ord>(
    old: &mut Open<'p>,
    new: &mut Open<'p>,
    rows: &mut Rows,
    key: impl Fn(&RowFacts<'p>) -> K,
    score: impl Fn(&RowFacts<'p>, &RowFacts<'p>) -> Option<u32>,
) {
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
    let (mut old_taken, mut new_taken) = (vec![false; old.len()], vec![false; new.len()]);
    for (_, i, j) in found {
        if !old_taken[i] && !new_taken[j] {
            (old_taken[i], new_taken[j]) = (true, true);
            rows.edits.push(RowEdit { old: Some(old[i].1), new: Some(new[j].1) });
        }
    }
    let rest = |open: &mut Open<'p>, taken: Vec<bool>| {
        let mut taken = taken.into_iter();
        open.retain(|_| !taken.next().unwrap_or(false));
    };
    rest(old, old_taken);
    rest(new, new_taken);
}

impl Pair<'_> {
    /// Whether an old permission contains a new one, as either state of the document declares.
    pub(super) fn contains(&self, old: usize, new: usize) -> bool {
        let (olds, news) = (&self.old.texts, &self.new.texts);
        self.from_old[new].iter().any(|&weaker| olds.covers(old, weaker))
            || self.to_new[old].iter().any(|&stronger| news.covers(stronger, new))
    }

    /// Whether a new permission contains an old one, as either state of the document declares.
    pub(super) fn is_contained(&self, old: usize, new: usize) -> bool {
        let (olds, news) = (&self.old.texts, &self.new.texts);
        self.from_old[new].iter().any(|&stronger| olds.covers(stronger, old))
            || self.to_new[old].iter().any(|&weaker| news.covers(new, weaker))
    }
}
