//! `token/application-to-delegated`: an application permission became a delegated one.

use scopemark_compiler::model::Kind;

use crate::cases::loss::{Claim, Loss};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/application-to-delegated",
    title: "an application permission became a delegated one",
    parties: &[Party::Users, Party::Admins],
    level: RuleLevel::Proved,
    explanation: "Jobs that run without a user hold an app-only token, which never carries delegated permissions: they stop. \
                  Somebody must sign in, and consent, in their place.",
    before: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n",
    after: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Delegated |\n",
    near_miss: Some([
        "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n",
        "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n| Sync | User.Read.All | Delegated |\n",
    ]),
    harmless: "list the permission under both types until no job uses the application permission",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    loss.turned_from(Kind::Application)
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let scope = &loss.diff.pair.old.rows[claim.old_row()].scope;
    format!("{scope} became a delegated permission, which no app-only token has")
}
