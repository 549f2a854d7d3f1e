//! `token/scope-widened`: a permission became one that is declared to contain it.

use crate::cases::loss::{Claim, Loss};
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/scope-widened",
    title: "a permission became one that is declared to contain it",
    parties: &[Party::Users, Party::Security],
    level: RuleLevel::Proved,
    explanation: "Users who consented to the weaker permission do not hold the stronger one, so the feature stops; and the \
                  application is allowed more than it was.",
    before: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
             Chat.ReadWrite |\n",
    after: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.ReadWrite |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
            Chat.ReadWrite |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | X.ReadWrite |\n| B | X.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | X.ReadWrite |\n",
        "| Feature | Permission |\n|---|---|\n| A | X.Read |\n| B | X.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | X.ReadWrite |\n",
    ]),
    harmless: "keep the weaker permission as the one that is needed, and request the stronger one for update access",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    loss.renamed(true)
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let pair = &loss.diff.pair;
    let new = claim.new_row();
    let was = words::name(&pair.old, pair.old.names[claim.old_row()]);
    let (is, feature) = (words::name(&pair.new, pair.new.names[new]), words::feature(&pair.new, new));
    format!("{feature} needs {is}, which contains {was} and more")
}
