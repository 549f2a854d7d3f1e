//! `consent/required-became-optional`: a required permission became an optional one.

use scopemark_compiler::finding::Level;

use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/required-became-optional",
    title: "a required permission became an optional one",
    parties: &[Party::Users, Party::Code],
    level: RuleLevel::Warning,
    explanation: "Integrations that do not opt in stop requesting it. What needs it stops working for users who sign in from then on.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | Used if you \
            watch others |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | People.Read | Used if you like |\n",
    ]),
    harmless: "opt in to it (`.option(…)`) in every integration that uses it, in the same change",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    for (edit, before, after) in diff.changed_rows() {
        let became = !old.rows[before].optional && new.rows[after].optional;
        if became && diff.is_same_permission(before, after) {
            let (name, feature) = (words::name(new, new.names[after]), words::feature(new, after));
            let message = format!("{name} is now requested for {feature} only where a deployment opts in");
            findings.add(edit, &RULE, Level::Warning, message);
        }
    }
}
