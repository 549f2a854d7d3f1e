//! An access that tokens get by an edit, and which part of the edit is to blame.

use scopemark_compiler::model::{Access, Kind};

use crate::cases::case::Case;
use crate::cases::replaced::new_replacer;
use crate::cases::tokens::{Clauses, Gained, Reason};
use crate::change::Tokens;
use crate::edits::diff::Diff;
use crate::edits::target::Target;

/// The edit that lets tokens in.
pub(crate) fn blamed(diff: &Diff<'_>, case: &Case<'_, '_>, clauses: &Clauses, gained: Gained) -> Target {
    let direct = match gained.reason {
        Reason::Row(old, group) => of_row(diff, case, clauses, old, group),
        Reason::Came => of_rows_left(diff, case, gained),
    };
    direct.unwrap_or_else(|| around(diff, case, gained))
}

/// The edit because of which an old row need not be satisfied any more: its own, that of a row which replaces it, or that of
/// what satisfies it now.
fn of_row(diff: &Diff<'_>, case: &Case<'_, '_>, clauses: &Clauses, old: usize, group: usize) -> Option<Target> {
    if let Some(edit) = diff.edits.of_old[old] {
        return Some(Target::Edit(edit));
    }
    let new = diff.matching.new_of[old]?;
    new_replacer(diff, case, new).or_else(|| {
        let before = &clauses.old[old][group];
        let is_new = |name: &usize| !diff.pair.from_old[*name].iter().any(|old| before.binary_search(old).is_ok());
        let members: Vec<usize> = clauses.new[new].iter().flatten().copied().filter(is_new).collect();
        let permissions = &diff.pair.new.permissions;
        let lets_in =
            |stronger: usize| members.iter().any(|&name| name == stronger || permissions.covers(name, stronger));
        let mut additions = diff.edits.additions.iter();
        additions.find(|added| lets_in(added.stronger)).map(|added| Target::Edit(added.edit))
    })
}

/// The edit by which a feature needs only names of `OpenID` Connect: of the first row that was checked and is not any more.
pub(crate) fn emptied(diff: &Diff<'_>, case: &Case<'_, '_>, access: Access, tokens: Tokens) -> (Target, Option<usize>) {
    let old = &case.of.old;
    let need = old.need(&case.old_left, access, tokens).unwrap_or_default();
    let of_access = old.of(&need).filter(|row| row.own && row.access == access);
    let mut checked = of_access.filter(|row| !diff.pair.old.permissions.is_openid(row.name));
    let edited = checked.find_map(|row| Some((Target::Edit(diff.edits.of_old[row.index]?), Some(row.name))));
    edited.unwrap_or_else(|| (around(diff, case, Gained { access, tokens, reason: Reason::Came }), None))
}

/// The edit of a row that gives the access now.
fn of_rows_left(diff: &Diff<'_>, case: &Case<'_, '_>, gained: Gained) -> Option<Target> {
    let new = &case.of.new;
    let givers = new.givers(&case.new_left, gained.access, gained.tokens);
    new.of(&givers).find_map(|row| diff.edits.of_new[row.index]).map(Target::Edit)
}

/// Any edit of a row of the feature, or else of what satisfies rows; the feature itself where there is none.
fn around(diff: &Diff<'_>, case: &Case<'_, '_>, gained: Gained) -> Target {
    let old = case.of.old.rows.iter().filter_map(|row| diff.edits.of_old[row.index]);
    let new = case.of.new.rows.iter().filter_map(|row| diff.edits.of_new[row.index]);
    let additions = diff.edits.additions.iter().map(|added| added.edit);
    let covers = diff.edits.lost_covers.iter().map(|cover| cover.edit);
    let mut edits = new.chain(old).chain(additions).chain(covers);
    let kind = gained.tokens.kinds().first().copied().unwrap_or(Kind::Delegated);
    edits.next().map_or(Target::Feature(case.of.feature, gained.access, kind), Target::Edit)
}
