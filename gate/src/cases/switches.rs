//! What makes the cases of a feature differ: the conditions that hold and the options that are opted in to.

use std::collections::BTreeSet;

use crate::states::pair::Pair;

/// The conditions and options of the old document that reach a feature, in either state.
pub(crate) struct Switches<'d> {
    /// The conditions, by their old names, in the order of their bits.
    pub(crate) conditions: Vec<&'d str>,
    /// The conditions that only the new document has, in the order of their bits.
    pub(crate) fresh: Vec<&'d str>,
    /// The options, by their index in the old document.
    options: BTreeSet<usize>,
}

/// What is on in a case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct On<'a> {
    /// The conditions that hold, by their bits.
    pub(crate) conditions: u32,
    /// Those that only the new document has: none in a verdict.
    pub(crate) fresh: u32,
    pub(crate) options: Options<'a>,
}

/// The options that are opted in to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Options<'a> {
    /// These, by their index in the old document.
    These(&'a [usize]),
    /// All of each document, as a resource server judges.
    All,
}

impl<'d> Switches<'d> {
    /// Those that these rows name, of the old and of the new document.
    pub(crate) fn new(pair: &Pair<'d>, old: &[usize], new: &[usize]) -> Self {
        let mut conditions: BTreeSet<&str> = BTreeSet::new();
        let mut options: BTreeSet<usize> = BTreeSet::new();
        for &row in old {
            let fact = pair.old.rows[row];
            conditions.extend(fact.requires.iter().chain(&fact.excludes).map(String::as_str));
            if fact.optional {
                options.extend(old_options(pair, true, row));
            }
        }
        // An integration may have opted in to a permission for another feature: then the option is one here, too.
        let known = |option: &usize| pair.old.is_option(*option);
        let mut fresh: BTreeSet<&str> = BTreeSet::new();
        for &row in new {
            let fact = pair.new.rows[row];
            for name in fact.requires.iter().chain(&fact.excludes) {
                match pair.old_conditions.get(name.as_str()) {
                    Some(old) => _ = conditions.insert(old),
                    None => _ = fresh.insert(name),
                }
            }
            if fact.optional {
                options.extend(old_options(pair, false, row).into_iter().filter(known));
            }
        }
        Self { conditions: conditions.into_iter().collect(), fresh: fresh.into_iter().collect(), options }
    }

    /// The bits of these conditions: of those of the old document, and of those that only the new one has.
    pub(crate) fn bits(&self, pair: &Pair<'_>, is_old: bool, names: &[String]) -> [u32; 2] {
        let mut bits = [0; 2];
        for name in names {
            let old = if is_old { Some(name.as_str()) } else { pair.old_conditions.get(name.as_str()).copied() };
            let place = |list: &[&str], name: &str| list.binary_search(&name).map_or(0, |at| 1 << at);
            match old {
                Some(old) => bits[0] |= place(&self.conditions, old),
                None => bits[1] |= place(&self.fresh, name),
            }
        }
        bits
    }

    /// The bit of a condition of the old document; 0 where no row names it.
    pub(crate) fn bit(&self, condition: &str) -> u32 {
        self.conditions.binary_search(&condition).map_or(0, |at| 1 << at)
    }
}

/// The permissions of the old document that opt in to an optional row.
pub(crate) fn old_options(pair: &Pair<'_>, is_old: bool, row: usize) -> Vec<usize> {
    let same = |old: usize| pair.old.permissions.same(old);
    if is_old {
        return pair.old.options(row).map(same).collect();
    }
    pair.new.options(row).flat_map(|name| pair.from_old[name].iter().map(|&old| same(old))).collect()
}

/// Of how many options of a feature every set is tried.
const MOST_TRIED: usize = 8;
/// How many sets of options are tried for a feature of more.
const MOST_SETS: usize = 1 << 14;

/// The sets of options to try where these opt in to a row that applies, the smaller ones first.
///
/// Of many options those with few members are enough: one opts in to the row in question, one each makes the base and the
/// update access supported, and the rest could only replace an optional row that requests the same.
pub(crate) fn option_sets(switches: &Switches<'_>, opting: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let live: BTreeSet<usize> = opting.filter(|option| switches.options.contains(option)).collect();
    let live: Vec<usize> = live.into_iter().collect();
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    let mut last = 0..1;
    for size in 1..=live.len() {
        // Each set of this size is one that is smaller by one, and a later option.
        let longer: Vec<Vec<usize>> = sets[last.clone()]
            .iter()
            .flat_map(|set| {
                let from = set.last().map_or(0, |last| live.partition_point(|option| option <= last));
                live[from..].iter().map(move |&option| [&set[..], &[option]].concat())
            })
            .collect();
        if live.len() > MOST_TRIED && size > 1 && sets.len() + longer.len() > MOST_SETS {
            sets.push(live.clone());
            break;
        }
        last = sets.len()..sets.len() + longer.len();
        sets.extend(longer);
    }
    sets
}
