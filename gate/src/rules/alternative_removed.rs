//! `token/alternative-removed`: an alternative or a cover that used to satisfy a row no longer does.

use std::collections::BTreeSet;

use crate::cases::loss::{Claim, Directness, Loss};
use crate::cases::replaced;
use crate::edits::target::Target;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/alternative-removed",
    title: "an alternative or a cover that used to satisfy a row no longer does",
    parties: &[Party::Users],
    level: RuleLevel::Proved,
    explanation: "Users whose token holds only the permission that was accepted in place of another lose the feature, although \
                  their token did not change. Taking out a row of `Satisfied by`, or a permission after `or`, does that.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadWrite |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | X.Read or Y.Read |\n| B | Y.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n",
        "| Feature | Permission |\n|---|---|\n| A | X.Read |\n| B | Y.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n",
    ]),
    harmless: "keep it in `Satisfied by` for as long as tokens with it alone are in use",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    of_row(loss).or_else(|| of_cover(loss)).or_else(|| of_replacement(loss))
}

/// The row lost an alternative by which a token satisfied it.
fn of_row(loss: &Loss<'_, '_>) -> Option<Claim> {
    let (claim, ..) = loss.changed_row()?;
    let RowChange { old: Some(old), new: Some(new) } = claim.row else { return None };
    let (pair, gone) = (&loss.diff.pair, loss.shrunk.as_ref()?);
    let now: BTreeSet<usize> =
        pair.new.alternatives[new].iter().flat_map(|&name| &pair.from_old[name]).copied().collect();
    let through = |name: usize| gone.iter().any(|&gone| gone == name || pair.old.permissions.covers(gone, name));
    let is_why = pair.old.alternatives[old].iter().any(|name| !now.contains(name) && through(*name));
    is_why.then_some(Claim { directness: Directness::AlternativeWent, ..claim })
}

/// A declared pair by which a token satisfied the row is gone.
fn of_cover(loss: &Loss<'_, '_>) -> Option<Claim> {
    let (old, gone) = (loss.old?, loss.shrunk.as_ref()?);
    let side = &loss.diff.pair.old;
    let satisfies = |name| side.clauses(old).iter().any(|group| group.binary_search(&name).is_ok());
    let through = |name: usize| gone.iter().any(|&gone| gone == name || side.permissions.covers(gone, name));
    let mut covers = loss.diff.edits.lost_covers.iter();
    let cover = covers.find(|cover| satisfies(cover.weaker) && through(cover.stronger))?;
    Some(Claim { directness: Directness::CoverWent, target: Target::Edit(cover.edit), row: RowChange::default() })
}

/// A declared pair by which another row stood in for this one is gone.
fn of_replacement(loss: &Loss<'_, '_>) -> Option<Claim> {
    let target = replaced::cover(loss.diff, loss.case, loss.old?)?;
    Some(Claim { directness: Directness::ReplacementCoverWent, target, row: RowChange::default() })
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let old = &loss.diff.pair.old;
    if let Some(row) = claim.row.old {
        let (name, feature) = (words::name(old, old.names[row]), words::feature(old, row));
        return format!("what was accepted in place of {name} for {feature} no longer is");
    }
    let (covers, edit) = (&loss.diff.edits.lost_covers, claim.target);
    let gone = covers.iter().find(|cover| Target::Edit(cover.edit) == edit).expect("a pair that is gone");
    format!("{} no longer satisfies {}", words::name(old, gone.stronger), words::name(old, gone.weaker))
}
