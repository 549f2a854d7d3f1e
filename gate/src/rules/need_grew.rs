//! `token/need-grew`: any other edit after which a token that worked no longer does.

use scopemark_compiler::model::{Access, Kind};

use crate::cases::loss::{Claim, Directness, Loss};
use crate::cases::replaced;
use crate::cases::tokens::Cause;
use crate::edits::target::Target;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/need-grew",
    title: "any other edit after which a token that worked no longer does",
    parties: &[Party::Users],
    level: RuleLevel::Proved,
    explanation: "The feature needs more than before, without a new row: a permission that was only needed to update is always \
                  needed, a condition or an exclusion was removed, a row no longer replaces another, or the last row of update \
                  access is gone.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | |\n",
    near_miss: Some([
        "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n| B | Tasks.Read | |\n\n| Permission | Satisfied by |\n|---|---|\n| Tasks.Read | Tasks.ReadWrite |\n",
        "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.ReadWrite | Y |\n| ToDo | Tasks.Read | |\n| B | Tasks.Read | |\n\n| Permission | Satisfied by |\n|---|---|\n| Tasks.Read | Tasks.ReadWrite |\n",
    ]),
    harmless: "keep the row as it was for one more release, and announce there what will change; where more is needed, request it \
               in an optional row first, and require it once the tokens in use have it",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    of_emptied(loss)
        .or_else(|| of_changed_row(loss))
        .or_else(|| of_new_base_row(loss))
        .or_else(|| of_replacement(loss))
        .or_else(|| Some(of_nothing(loss)))
}

fn of_changed_row(loss: &Loss<'_, '_>) -> Option<Claim> {
    let row = loss.changed_row().filter(|_| loss.shrunk.is_none()).map(|(claim, ..)| claim);
    row.or_else(|| loss.changed_giver(Directness::RowChanged, |_, _| true)).or_else(|| of_gone_giver(loss))
}

/// An own row of `OpenID` Connect is not satisfied that was not checked before: the rows that were are gone or changed.
fn of_emptied(loss: &Loss<'_, '_>) -> Option<Claim> {
    let pair = &loss.diff.pair;
    let openid = unsatisfied(loss).filter(|&new| pair.new.permissions.is_openid(pair.new.names[new]))?;
    loss.diff.matching.old_of[openid]?;
    let checked = loss
        .givers_of(pair.new.rows[openid].access)
        .find(|giver| giver.edit.is_some() && !pair.old.permissions.is_openid(pair.old.names[giver.old]))?;
    let row = RowChange { old: Some(checked.old), new: Some(openid) };
    Some(Claim { directness: Directness::NeedEmptied, target: Target::Edit(checked.edit?), row })
}

/// A row is gone that was the last by which such tokens had the access.
fn of_gone_giver(loss: &Loss<'_, '_>) -> Option<Claim> {
    let gone = loss.givers().find(|giver| giver.new.is_none())?;
    let row = RowChange { old: Some(gone.old), new: None };
    Some(Claim { directness: Directness::RowWent, target: Target::Edit(gone.edit?), row })
}

/// A row that was for updating alone is a base row now, of a feature that had none.
fn of_new_base_row(loss: &Loss<'_, '_>) -> Option<Claim> {
    let (new, edit) = loss.first_base_row()?;
    let row = RowChange { old: Some(loss.diff.matching.old_of[new]?), new: Some(new) };
    Some(Claim { directness: Directness::BaseCame, target: Target::Edit(edit), row })
}

/// A row stood in for this one and does not any more; or one does now, and did not.
fn of_replacement(loss: &Loss<'_, '_>) -> Option<Claim> {
    let (diff, case) = (loss.diff, loss.case);
    let target = match loss.cause {
        Cause::Row(..) => replaced::replacer(diff, case, loss.old?)?,
        Cause::NothingLeft(_) => {
            let kept = loss.givers().filter(|giver| giver.edit.is_none()).filter_map(|giver| giver.new);
            let by = kept.flat_map(|new| case.of.new.replacers(new, case.on));
            Target::Edit(by.into_iter().find_map(|by| diff.edits.of_new[by])?)
        }
    };
    let row = RowChange { new: target.edit(diff).row.new.or(unsatisfied(loss)), old: None };
    Some(Claim { directness: Directness::Replacement, target, row })
}

fn of_nothing(loss: &Loss<'_, '_>) -> Claim {
    let (old, new) = (loss.old, unsatisfied(loss));
    let target = if let Some((old, new)) = old.zip(new) {
        Target::of_kept_row(loss.diff, old, new)
    } else {
        let kind = loss.tokens.kinds().first().copied().unwrap_or(Kind::Delegated);
        Target::Feature(loss.of().feature, loss.access, kind)
    };
    Claim { directness: Directness::Other, target, row: RowChange { old, new } }
}

/// The new row that a token does not satisfy.
fn unsatisfied(loss: &Loss<'_, '_>) -> Option<usize> {
    match loss.cause {
        Cause::Row(new, _) => Some(new),
        Cause::NothingLeft(_) => None,
    }
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let new = &loss.diff.pair.new;
    let Some(at) = claim.row.new else { return without_row(loss) };
    let (row, name, feature) = (new.rows[at], words::name(new, new.names[at]), words::feature(new, at));
    let only = if row.optional {
        "requested only where a deployment opts in"
    } else if row.access == Access::Update && loss.access != Access::Update {
        "requested for updates only"
    } else {
        "requested in other cases only"
    };
    if let Some(resource) = loss.resource {
        if new.permissions.canonical_resource(new.names[at]) != resource {
            return without_row(loss);
        }
        let feature = loss.of().name();
        return format!("at {resource} no token for {feature} is accepted any more: {name} is now {only}");
    }
    match loss.cause {
        Cause::NothingLeft(Access::Update) if row.access == Access::Base => {
            format!("{feature} no longer has update access: {name} is always requested")
        }
        Cause::NothingLeft(_) => format!("{feature} has no such permission left: {name} is now {only}"),
        Cause::Row(..) if claim.directness == Directness::NeedEmptied => {
            format!("a token for {feature} is checked for {name}, which was only requested")
        }
        Cause::Row(..) => format!("{feature} needs {name} in more cases than before"),
    }
}

fn without_row(loss: &Loss<'_, '_>) -> String {
    let feature = loss.of().name();
    match (loss.cause, loss.resource) {
        (Cause::NothingLeft(_), Some(resource)) => {
            format!("{feature} needs nothing of {resource} any more, so no token for it is accepted")
        }
        (Cause::NothingLeft(Access::Update), None) => format!("{feature} has no update access any more"),
        _ => format!("{feature} needs more than it did"),
    }
}
