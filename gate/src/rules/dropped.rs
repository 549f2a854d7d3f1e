//! `privilege/dropped`: the document no longer requests a permission.

use scopemark_compiler::finding::Level;

use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/dropped",
    title: "the document no longer requests a permission",
    parties: &[Party::Security, Party::Admins],
    level: RuleLevel::Note,
    explanation: "What was granted stays granted: consent does not go away when an application stops requesting it. An administrator should \
                  take the permission off the registration and revoke the grants.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Chat.Read |\n| Mail | Mail.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
    ]),
    harmless: "revoke it in each tenant after the release",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    for name in old.requested().filter(|&name| !diff.pair.to_new[name].iter().any(|&now| new.requests(now))) {
        let Some(edit) = diff.edits.of_old[old.rows_of(name)[0]] else { continue };
        let message = format!(
            "{} is no longer requested: what was granted stays granted until it is revoked",
            words::name(old, name)
        );
        let subject = subjects::permission(&diff.pair, old, name);
        if let Some(change) = findings.add_about(edit, subject, &RULE, Level::Note, message) {
            (change.before, change.after) = (words::permission(old, name), String::new());
        }
    }
}
