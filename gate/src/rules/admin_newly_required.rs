//! `consent/admin-newly-required`: a permission that users could approve now needs an administrator.

use scopemark_compiler::finding::Level;

use crate::edits::consents::consents;
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/admin-newly-required",
    title: "a permission that users could approve now needs an administrator",
    parties: &[Party::Admins, Party::Users],
    level: RuleLevel::ErrorOrWarning,
    explanation: "People who sign in for the first time can no longer approve the permission themselves: an administrator of each \
                  tenant must, before the new version is used. What the document last said counts, \
                  also if it was silent for a while. It is a warning where it never said: it may always have been so.",
    before: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | No |\n",
    after: "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | Yes |\n",
    near_miss: Some([
        "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | |\n| Mail | Mail.Read | Yes |\n",
        "| Feature | Permission | Admin consent |\n|---|---|---|\n| Chat | Chat.Read | No |\n| Mail | Mail.Read | Yes |\n",
    ]),
    harmless: "tell administrators first, with the address at which they consent; or request a permission that users may approve",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    for change in consents(&findings.diff.pair) {
        let text = &change.name;
        let (level, message) = match (change.stated, change.after) {
            (Some(false), Some(true)) => {
                (Level::Error, format!("users could approve {text}; only an administrator can now"))
            }
            (None, Some(true)) => {
                let message =
                    format!("only an administrator can approve {text}, which the document did not say before");
                (Level::Warning, message)
            }
            _ => continue,
        };
        change.add(findings, &RULE, level, message);
    }
}
