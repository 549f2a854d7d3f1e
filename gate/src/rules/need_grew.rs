//! `token/need-grew`: any other edit after which a token that worked no longer does.

use scopemark_compiler::model::Access;

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
    explanation: "What the feature needs is more than it was, without a new row: a permission that only updating needed is needed \
                  always, a condition or an exclusion was taken away, or a row no longer stands in for another.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | |\n",
    near_miss: Some([
        "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n| B | Tasks.Read | |\n\n| Permission | Satisfied by |\n|---|---|\n| Tasks.Read | Tasks.ReadWrite |\n",
        "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.ReadWrite | Y |\n| ToDo | Tasks.Read | |\n| B | Tasks.Read | |\n\n| Permission | Satisfied by |\n|---|---|\n| Tasks.Read | Tasks.ReadWrite |\n",
    ]),
    harmless: "ask for the permission first, as an optional row, and need it when the tokens in use have it",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    of_changed_row(loss)
        .or_else(|| of_new_base_row(loss))
        .or_else(|| of_replacement(loss))
        .or_else(|| Some(of_nothing(loss)))
}

fn of_changed_row(loss: &Loss<'_, '_>) -> Option<Claim> {
    let row = loss.changed_row().filter(|_| loss.shrunk.is_none()).map(|(claim, ..)| claim);
    row.or_else(|| loss.changed_giver(Directness::RowChanged, |_, _| true))
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
        Cause::Row(_) => replaced::replacer(diff, case, loss.old?)?,
        Cause::NothingLeft(_) => {
            let kept = loss.givers().filter(|giver| giver.edit.is_none()).filter_map(|giver| giver.new);
            let by = kept.flat_map(|new| case.new.replacers(new, case.on));
            Target::Edit(by.into_iter().find_map(|by| diff.edits.of_new[by])?)
        }
    };
    let row = RowChange { new: target.edit(diff).row.new.or(unsatisfied(loss)), old: None };
    Some(Claim { directness: Directness::Replacement, target, row })
}

fn of_nothing(loss: &Loss<'_, '_>) -> Claim {
    let (old, new) = (loss.old, unsatisfied(loss));
    let target = match old.zip(new) {
        Some((old, new)) => Target::of_kept_row(loss.diff, old, new),
        None => Target::Feature(loss.case.feature, loss.case.access, loss.kind),
    };
    Claim { directness: Directness::Other, target, row: RowChange { old, new } }
}

/// The new row that a token does not satisfy.
fn unsatisfied(loss: &Loss<'_, '_>) -> Option<usize> {
    match loss.cause {
        Cause::Row(new) => Some(new),
        Cause::NothingLeft(_) => None,
    }
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let new = &loss.diff.pair.new;
    let Some(at) = claim.row.new else { return format!("{} needs more than it did", loss.case.feature_name()) };
    let (row, name, feature) = (new.rows[at], words::name(new, new.names[at]), words::feature(new, at));
    match loss.cause {
        Cause::NothingLeft(Access::Update) if row.access == Access::Base => {
            format!("{feature} no longer has update access: {name} is always requested")
        }
        Cause::NothingLeft(_) => {
            let only = if row.optional {
                "requested only where a deployment opts in"
            } else {
                "requested in other cases only"
            };
            format!("{feature} has no such permission left: {name} is now {only}")
        }
        Cause::Row(_) => format!("{feature} needs {name} in more cases than before"),
    }
}
