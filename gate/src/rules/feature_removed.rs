//! `token/feature-removed`: a feature, or its update access, is gone.

use scopemark_compiler::model::Access;

use crate::cases::loss::{Claim, Directness, Giver, Loss};
use crate::edits::target::Target;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/feature-removed",
    title: "a feature, or its update access, is gone",
    parties: &[Party::Code, Party::Users],
    level: RuleLevel::Proved,
    explanation: "No row for the feature is left for this access and type of token. Code that names a feature that is gone does \
                  not compile, and users who could use it no longer can.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Email | Mail.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Email | Mail.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    ]),
    harmless: "keep the rows through one release in which the feature is announced to go; a feature that has another name now \
               is kept together with `formerly`",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    let claim = |Giver { old, new, edit }: Giver| {
        let row = RowChange { old: Some(old), new: None };
        new.is_none().then_some(Claim { directness: Directness::RowWent, target: Target::Edit(edit?), row })
    };
    loss.givers().find_map(claim)
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let (pair, feature) = (&loss.diff.pair, loss.case.feature_name());
    if pair.features[loss.case.feature].is_none() {
        return format!("{feature} is gone");
    }
    let row = pair.old.rows[claim.old_row()];
    let update = if row.access == Access::Update { "update " } else { "" };
    format!("{feature} has no {} {update}permission any more", row.kind.as_str())
}
