//! All that is known of two states of a document before any rule looks at it.

use crate::edits::edit::Edits;
use crate::states::matching::Matching;
use crate::states::pair::Pair;

/// The difference of two states: the sides, which row became which, and the edits.
pub(crate) struct Diff<'d> {
    pub(crate) pair: Pair<'d>,
    pub(crate) matching: Matching,
    pub(crate) edits: Edits,
}

impl<'d> Diff<'d> {
    pub(crate) fn new(pair: Pair<'d>) -> Self {
        let matching = Matching::new(&pair);
        let edits = Edits::new(&pair, &matching);
        Self { pair, matching, edits }
    }

    /// The rows that are in both states: old and new.
    pub(crate) fn kept_rows(&self) -> impl Iterator<Item = (usize, usize)> {
        self.matching.old_of.iter().enumerate().filter_map(|(new, old)| Some(((*old)?, new)))
    }

    /// The rows that are in both states and do not say the same, each with its edit.
    pub(crate) fn changed_rows(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.kept_rows().filter_map(|(old, new)| Some((self.edits.of_new[new]?, old, new)))
    }

    /// Whether a row that is in both states names the same permission.
    pub(crate) fn is_same_permission(&self, old: usize, new: usize) -> bool {
        self.pair.from_old[self.pair.new.names[new]].contains(&self.pair.old.names[old])
    }
}
