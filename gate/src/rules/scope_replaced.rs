//! `token/scope-replaced`: a permission became another, whose holders are not the same.

use crate::cases::loss::{Claim, Loss};
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/scope-replaced",
    title: "a permission became another, whose holders are not the same",
    parties: &[Party::Users, Party::Admins],
    level: RuleLevel::Proved,
    explanation: "Tokens in use carry the old permission and not the new one: the feature stops until people, or their \
                  administrator, consent to the new one.",
    before: "| Feature | Permission |\n|---|---|\n| Groups | Group.Read.All |\n",
    after: "| Feature | Permission |\n|---|---|\n| Groups | GroupMember.Read.All |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | X.Read |\n",
        "| Feature | Permission |\n|---|---|\n| A | Y.Read or X.Read |\n",
    ]),
    harmless: "let the old permission satisfy the row too (`New or Old`, or a row of `Satisfied by`), if the product really works with it",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    loss.renamed(false)
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let pair = &loss.diff.pair;
    let new = claim.new_row();
    let was = words::name(&pair.old, pair.old.names[claim.old_row()]);
    let (is, feature) = (words::name(&pair.new, pair.new.names[new]), words::feature(&pair.new, new));
    format!("{feature} needs {is} instead of {was}")
}
