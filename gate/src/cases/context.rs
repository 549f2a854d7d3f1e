//! All of a case that the explanation of a loss depends on: the same loss in the same context is explained once.

use std::collections::BTreeMap;

use crate::cases::case::{Case, FeaturePair};
use crate::cases::row_set::RowSet;
use crate::cases::tokens::{Cause, Lost};
use crate::edits::diff::Diff;

/// What the explanation of a loss depends on.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Context {
    /// The old rows in question that are left, and those that stand in for one of them.
    rows: RowSet,
    /// The conditions that their new rows name and that hold.
    conditions: u32,
}

/// What the contexts of one feature are made of.
pub(crate) struct Contexts<'c, 'd> {
    of: &'c FeaturePair<'c, 'd>,
    /// The place of the old row of each new one, which is by its index in the document.
    old_of: BTreeMap<usize, usize>,
    /// By the place of each old row, the conditions that its new row names.
    named: Vec<u32>,
}

impl<'c, 'd> Contexts<'c, 'd> {
    pub(crate) fn new(diff: &Diff<'d>, of: &'c FeaturePair<'c, 'd>) -> Self {
        let new_of = |index: usize| diff.matching.new_of[index];
        let rows = || of.old.rows.iter().map(|row| new_of(row.index)).enumerate();
        let named = |new: Option<usize>| {
            let new = new.map(|new| diff.pair.new.rows[new]);
            new.map_or(0, |new| of.bits(&new.requires) | of.bits(&new.excludes))
        };
        Self {
            of,
            old_of: rows().filter_map(|(place, new)| Some((new?, place))).collect(),
            named: rows().map(|(_, new)| named(new)).collect(),
        }
    }

    /// The context of a loss in a case. A feature that is gone needs no other explanation.
    pub(crate) fn of(&self, case: &Case<'_, '_>, lost: Lost) -> Context {
        let FeaturePair { pair, feature, old, .. } = self.of;
        if pair.features[*feature].is_none() {
            return Context::default();
        }
        let rows = match lost.cause {
            Cause::Row(new, _) => self.old_of.get(&new).map_or_else(RowSet::default, |&place| {
                let own = Some(place).filter(|&place| case.old_left.has(place));
                own.into_iter().chain(old.replacers_at(place, case.on)).collect()
            }),
            Cause::NothingLeft(access) => old.givers(&case.old_left, access, lost.tokens),
        };
        let named = rows.iter().fold(0, |all, place| all | self.named[place]);
        Context { rows, conditions: named & case.on.conditions }
    }
}
