//! `token/delegated-to-application`: a delegated permission became an application permission.

use scopemark_compiler::model::Kind;

use crate::cases::loss::{Claim, Loss};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/delegated-to-application",
    title: "a delegated permission became an application permission",
    parties: &[Party::Users, Party::Admins, Party::Security],
    level: RuleLevel::Proved,
    explanation: "A user's token never carries application permissions: what it allowed is gone. The application now acts for \
                  everybody instead of for one signed-in user, and only an administrator can allow that.",
    before: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Delegated |\n",
    after: "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n",
    near_miss: Some([
        "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Delegated |\n",
        "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Application |\n| Sync | User.Read.All | Delegated |\n",
    ]),
    harmless: "list the permission under both types, and let each integration move when its administrator has consented",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    loss.turned_from(Kind::Delegated)
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let scope = &loss.diff.pair.old.rows[claim.old_row()].scope;
    format!("{scope} became an application permission, which no user's token has")
}
