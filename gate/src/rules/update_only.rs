//! `token/update-only`: a feature's base access is gone, because its rows are for updates only now, optional, or removed.

use scopemark_compiler::model::Access;

use crate::cases::loss::{Claim, Directness, Giver, Loss};
use crate::cases::tokens::Cause;
use crate::edits::target::Target;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/update-only",
    title: "a feature's base access is gone: its rows are for updates only, optional or removed",
    parties: &[Party::Code, Party::Users],
    level: RuleLevel::Proved,
    explanation: "No row gives base access to the feature any more. A program that asks for the feature without update access fails, \
                  and users who had only base access can no longer use it.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | Tasks.ReadWrite | Y |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | Y |\n| ToDo | Tasks.ReadWrite | Y |\n",
    near_miss: Some([
        "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | User.Read | |\n| A | Tasks.Read | |\n",
        "| Feature | Permission | Update |\n|---|---|---|\n| ToDo | Tasks.Read | |\n| ToDo | User.Read | Y |\n| A | Tasks.Read | |\n",
    ]),
    harmless: "keep a row without update access that is not optional, or give the rows for updates to a new feature",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    // At one resource of several, the feature may still have base access by another.
    if loss.cause != Cause::NothingLeft(Access::Base) || loss.resource.is_some() || loss.of().old.update_only {
        return None;
    }
    let pair = &loss.diff.pair;
    let claim = |Giver { old, new, edit }: Giver| {
        let was = pair.old.rows[old];
        let went = new.is_none_or(|new| {
            let is = pair.new.rows[new];
            was.kind == is.kind && (is.access == Access::Update || (is.optional && !was.optional))
        });
        let claim = Claim {
            directness: Directness::BaseWent,
            target: Target::Edit(edit?),
            row: RowChange { old: Some(old), new },
        };
        went.then_some(claim)
    };
    loss.givers().find_map(claim)
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let (pair, feature) = (&loss.diff.pair, loss.of().name());
    let old = claim.old_row();
    let name = words::name(&pair.old, pair.old.names[old]);
    let went = match claim.row.new.map(|new| pair.new.rows[new]) {
        None => "is gone",
        Some(is) if is.access == Access::Update => "is for updates only now",
        Some(_) => "is optional now",
    };
    format!("{feature} can no longer be used without update access or an option: {name} {went}")
}
