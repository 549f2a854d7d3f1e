//! `consent/admin-no-longer-required`: a permission no longer needs an administrator.

use scopemark_compiler::finding::Level;

use crate::edits::consents::consents;
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/admin-no-longer-required",
    title: "a permission no longer needs an administrator",
    parties: &[Party::Admins],
    level: RuleLevel::Note,
    explanation: "Users may now approve what only an administrator could. Nothing breaks; an administrator may want to know.",
    before: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | Yes |\n",
    after: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | No |\n",
    near_miss: Some([
        "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | Yes |\n",
        "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | |\n",
    ]),
    harmless: "nothing to do; check that the authorization server agrees with the document",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    for change in consents(&findings.diff.pair) {
        if (change.stated, change.after) == (Some(true), Some(false)) {
            let message = format!("users can approve {}; only an administrator could", change.name);
            change.add(findings, &RULE, Level::Note, message);
        }
    }
}
