//! `token/optional-became-required`: an optional permission became a required one.

use crate::cases::loss::{Claim, Directness, Loss};
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/optional-became-required",
    title: "an optional permission became a required one",
    parties: &[Party::Users],
    level: RuleLevel::Proved,
    explanation: "Deployments that did not opt in have tokens without it: what worked for them no longer does.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | Used if \
             you watch others |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| A | X.Read | |\n| A | Y.Read | Used if you like |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| A | X.Read | |\n| A | Y.Read | Used if you want |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n",
    ]),
    harmless: "leave it optional, or give what needs it a feature of its own",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Losses { claim, message }];

fn claim(loss: &Loss<'_, '_>) -> Option<Claim> {
    let row = loss.changed_row().filter(|(_, was, is)| was.optional && !is.optional);
    row.map(|(claim, ..)| Claim { directness: Directness::BecameRequired, ..claim })
}

fn message(loss: &Loss<'_, '_>, claim: Claim) -> String {
    let new = &loss.diff.pair.new;
    let row = claim.new_row();
    format!("{} needs {}, which was optional", words::feature(new, row), words::name(new, new.names[row]))
}
