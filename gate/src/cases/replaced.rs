//! Rows that replaced another row in a case, and what became of them.

use crate::cases::case::Case;
use crate::edits::diff::Diff;
use crate::edits::target::Target;

/// The edit of a row that stood in for this old row, where there is one.
pub(crate) fn replacer(diff: &Diff<'_>, case: &Case<'_, '_>, old: usize) -> Option<Target> {
    let rows = case.of.old.replacers(old, case.on).into_iter();
    rows.filter_map(|by| diff.edits.of_old[by]).map(Target::Edit).next()
}

/// The declared pair by which a row stood in for this old row, and which is gone; else any that is.
pub(crate) fn cover(diff: &Diff<'_>, case: &Case<'_, '_>, old: usize) -> Option<Target> {
    let (names, covers) = (&diff.pair.old.names, &diff.edits.lost_covers);
    let by: Vec<usize> = case.of.old.replacers(old, case.on).into_iter().map(|by| names[by]).collect();
    let is_of = |a, b| a == names[old] && by.contains(&b);
    let found = covers.iter().find(|cover| is_of(cover.weaker, cover.stronger) || is_of(cover.stronger, cover.weaker));
    found.or(covers.first()).map(|cover| Target::Edit(cover.edit))
}

/// The edit because of which a row stands in for this new row now, where there is one: its own, or that of a new declared pair.
pub(crate) fn new_replacer(diff: &Diff<'_>, case: &Case<'_, '_>, new: usize) -> Option<Target> {
    let by = case.of.new.replacers(new, case.on);
    let edited = by.iter().find_map(|&by| diff.edits.of_new[by]);
    let declared = || {
        let names = &diff.pair.new.names;
        let is_of = |a, b| a == names[new] && by.iter().any(|&by| names[by] == b);
        let mut added = diff.edits.additions.iter().filter(|added| added.row.is_none());
        added.find(|it| is_of(it.weaker, it.stronger) || is_of(it.stronger, it.weaker)).map(|added| added.edit)
    };
    edited.or_else(|| declared().filter(|_| !by.is_empty())).map(Target::Edit)
}
