//! `consent/admin-unknown`: the document no longer says whether an administrator must consent.

use scopemark_compiler::finding::Level;

use crate::edits::consents::consents;
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/admin-unknown",
    title: "the document no longer says whether an administrator must consent",
    parties: &[Party::Admins],
    level: RuleLevel::Warning,
    explanation: "People who plan a roll-out read there whether an administrator is needed, and so does code that sends users to \
                  one. Unknown is not the same as no.",
    before: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | No |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    near_miss: Some([
        "| Feature | Permission | Type | Admin consent |\n|---|---|---|---|\n| Sync | User.Read.All | Application | Yes |\n",
        "| Feature | Permission | Type | Admin consent |\n|---|---|---|---|\n| Sync | User.Read.All | Application | |\n",
    ]),
    harmless: "say `Yes` or `No` in the column of admin consent",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    for change in consents(&findings.diff.pair).into_iter().filter(|change| change.after.is_none()) {
        let message = format!("the document no longer says whether an administrator must approve {}", change.name);
        change.add(findings, &RULE, Level::Warning, message);
    }
}
