//! Rows that stood in for another in a case, and what became of them.

use crate::cases::case::Case;
use crate::edits::diff::Diff;
use crate::edits::target::Target;

/// The edit of a row that stood in for this old row, where there is one.
pub(crate) fn replacer(diff: &Diff<'_>, case: &Case<'_, '_>, old: usize) -> Option<Target> {
    let rows = case.old.replacers(old, case.on).into_iter();
    rows.filter_map(|by| diff.edits.of_old[by]).map(Target::Edit).next()
}

/// The declared pair by which a row stood in for this old row, and which is gone; else any that is.
pub(crate) fn cover(diff: &Diff<'_>, case: &Case<'_, '_>, old: usize) -> Option<Target> {
    let (names, covers) = (&diff.pair.old.names, &diff.edits.lost_covers);
    let by: Vec<usize> = case.old.replacers(old, case.on).into_iter().map(|by| names[by]).collect();
    let is_of = |a, b| a == names[old] && by.contains(&b);
    let found = covers.iter().find(|cover| is_of(cover.weaker, cover.stronger) || is_of(cover.stronger, cover.weaker));
    found.or(covers.first()).map(|cover| Target::Edit(cover.edit))
}
