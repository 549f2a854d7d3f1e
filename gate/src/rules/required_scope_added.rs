//! `token/required-scope-added`: a new row that tokens in use need not satisfy.

use crate::cases::loss::{Claim, Directness, Loss};
use crate::cases::tokens::Cause;
use crate::edits::target::Target;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/required-scope-added",
    title: "a new row that tokens in use need not satisfy",
    parties: &[Party::Users],
    level: RuleLevel::Proved,
    explanation: "Every token that was issued before lacks the new permission, so the feature stops for everybody until they \
                  consent again.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    near_miss: Some([
        "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n",
        "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | Chat.ReadWrite | Y |\n",
    ]),
    harmless: "make the row optional (`Used if …`), or move what needs it to a feature of its own",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    let diff = loss.diff;
    let (directness, new, edit) = match loss.cause {
        Cause::Row(new, _) => (Directness::RowCame, new, diff.edits.of_new[new]?),
        Cause::NothingLeft(_) => {
            let (new, edit) = loss.first_base_row()?;
            (Directness::BaseCame, new, edit)
        }
    };
    let row = RowChange { old: None, new: Some(new) };
    diff.matching.old_of[new].is_none().then_some(Claim { directness, target: Target::Edit(edit), row })
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let new = &loss.diff.pair.new;
    let row = claim.new_row();
    format!("{} needs {} now", words::feature(new, row), words::name(new, new.names[row]))
}
