//! What signing in requests before the edit and after it: the permissions by which a list grew, and sign-ins that are no
//! longer refreshed.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Access, Kind};

use crate::cases::case::{Case, TooManySwitches};
use crate::cases::need::FeatureRow;
use crate::cases::replaced;
use crate::change::{Subject, What, cases};
use crate::edits::diff::Diff;
use crate::edits::subjects;
use crate::edits::target::Target;

/// A permission by which the list at a sign-in grew.
pub(crate) struct Grown {
    /// The new permission.
    pub(crate) name: usize,
    /// The old one that contains it, and is requested in its place no more.
    pub(crate) instead_of: Option<usize>,
    /// The sign-in, in words.
    pub(crate) whom: String,
}

/// The changes of all sign-in lists, each with the edit that is to blame.
#[derive(Default)]
pub(crate) struct Asks {
    pub(crate) grown: BTreeMap<(Target, Subject), Grown>,
    /// The sign-in, in words, that no longer requests `offline_access`.
    pub(crate) not_refreshed: BTreeMap<Target, String>,
    /// The features of which not every case was looked at.
    pub(crate) not_judged: Vec<TooManySwitches>,
}

impl Asks {
    /// Looks at the sign-in list of a case that could and can be built.
    pub(crate) fn look(&mut self, diff: &Diff<'_>, case: &Case<'_, '_>) {
        if !case.old.is_supported(case.old_left, case.access) || !case.new.is_supported(case.new_left, case.access) {
            return;
        }
        let pair = &diff.pair;
        let (olds, news) = (names(case, case.old_left), names(case, case.new_left));
        let dropped = |old: &usize| !pair.to_new[*old].iter().any(|new| news.contains(new));
        for &new in news.iter().filter(|&&new| !pair.from_old[new].iter().any(|old| olds.contains(old))) {
            let instead_of = olds.iter().copied().filter(dropped).find(|&old| pair.contains(old, new));
            self.grew(diff, case, new, instead_of);
        }
        for &old in olds.iter().filter(|old| dropped(old)) {
            if pair.old.identity(old) == ("", Kind::Delegated, "offline_access") {
                let row = case.old_left.iter().find(|row| row.name == old && row.access <= case.access);
                if let Some(target) = row.and_then(|row| Target::of_old_row(diff, row.index)) {
                    self.not_refreshed.entry(target).or_insert_with(|| whom(case));
                }
            }
        }
    }

    fn grew(&mut self, diff: &Diff<'_>, case: &Case<'_, '_>, new: usize, instead_of: Option<usize>) {
        let pair = &diff.pair;
        let rows: Vec<usize> = case
            .new_left
            .iter()
            .filter(|row| row.name == new && row.access <= case.access)
            .map(|row| row.index)
            .collect();
        let own = rows.iter().find_map(|&row| diff.edits.of_new[row].map(Target::Edit));
        let unreplaced = || {
            let olds = rows.iter().filter_map(|&row| diff.matching.old_of[row]);
            olds.into_iter()
                .find_map(|old| replaced::replacer(diff, case, old).or_else(|| replaced::cover(diff, case, old)))
        };
        let around =
            || rows.first().and_then(|&row| Some(Target::Around { old: diff.matching.old_of[row]?, new: row }));
        let Some(target) = own.or_else(unreplaced).or_else(around) else { return };
        let about = target.subject(diff);
        let feature = match about.what {
            What::Cover => Some(case.feature_name().to_owned()),
            _ => about.feature,
        };
        let subject =
            Subject { what: What::Row, feature, access: about.access, ..subjects::permission(pair, &pair.new, new) };
        let grown = || Grown { name: new, instead_of, whom: whom(case) };
        let known = self.grown.entry((target, subject)).or_insert_with(grown);
        // What is worse in one case counts.
        if known.instead_of.is_some() && instead_of.is_none() {
            *known = grown();
        }
    }
}

/// The permissions that the case requests, of these rows.
fn names(case: &Case<'_, '_>, left: &[&FeatureRow]) -> BTreeSet<usize> {
    left.iter().filter(|row| row.access <= case.access).map(|row| row.name).collect()
}

/// `signing in for Chat with update access where SharedMailbox holds`.
fn whom(case: &Case<'_, '_>) -> String {
    let update = if case.access == Access::Update { " with update access" } else { "" };
    let (conditions, options) = case.switched_on();
    format!("signing in for {}{update}{}", case.feature_name(), cases(&conditions, &options))
}
