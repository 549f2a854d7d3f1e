//! What satisfies a row of several groups, as a document says it: `a or (b and c)`.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::{RowView, Table};

/// How many ways are said as the document says them; a sentence of more would not be read.
const MOST_WAYS: usize = 8;

/// The smallest sets of permissions that satisfy all of these rows, which are the groups of one cell: first those with the
/// permission that is requested. `None` where they are too many to be said in one sentence.
pub(super) fn ways(table: &Table<'_>, rows: &[RowView<'_>]) -> Option<Vec<Vec<usize>>> {
    let mut ways: BTreeSet<BTreeSet<usize>> = [BTreeSet::new()].into();
    for row in rows {
        let members = [row.name].into_iter().chain(row.alternatives.iter());
        let accepted: BTreeSet<usize> =
            members.flat_map(|member| [member].into_iter().chain(table.stronger(member).iter())).collect();
        let longer = ways.iter().flat_map(|way| {
            accepted.iter().map(move |&name| {
                let mut way = way.clone();
                way.insert(name);
                way
            })
        });
        let longer: Vec<BTreeSet<usize>> = longer.collect();
        let is_smallest = |way: &&BTreeSet<usize>| !longer.iter().any(|other| other != *way && other.is_subset(way));
        ways = longer.iter().filter(is_smallest).cloned().collect();
        if ways.len() > MOST_WAYS {
            return None;
        }
    }
    let requested = rows.first()?.name;
    let mut ways: Vec<Vec<usize>> = ways.into_iter().map(|way| way.into_iter().collect()).collect();
    ways.sort_by_key(|way| (!way.contains(&requested), way.len()));
    Some(ways)
}
