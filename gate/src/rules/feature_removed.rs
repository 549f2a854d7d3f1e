//! `token/feature-removed`: a feature with rows is gone.

use crate::cases::loss::{Claim, Directness, Giver, Loss};
use crate::edits::target::Target;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "token/feature-removed",
    title: "a feature with rows is gone",
    parties: &[Party::Code, Party::Users],
    level: RuleLevel::Proved,
    explanation: "The document no longer has the feature, and does not say that it has another name now. Code that names it does \
                  not compile, and users who could use it no longer can.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Email | Mail.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Email | Mail.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    ]),
    harmless: "keep the rows for one more release, and announce there that the feature will go; if the feature has a new \
               name, declare the old one with `formerly`",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    if loss.diff.pair.features[loss.of().feature].is_some() {
        return None;
    }
    let claim = |Giver { old, edit, .. }: Giver| {
        let row = RowChange { old: Some(old), new: None };
        Some(Claim { directness: Directness::FeatureWent, target: Target::Edit(edit?), row })
    };
    loss.givers().find_map(claim)
}

fn message(loss: &Loss<'_, '_>, _: Claim) -> String {
    format!("{} is gone", loss.of().name())
}
