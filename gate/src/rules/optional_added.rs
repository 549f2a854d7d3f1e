//! `consent/optional-added`: a new permission that a deployment can opt in to.

use scopemark_compiler::finding::Level;

use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::matching::RowChange;

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/optional-added",
    title: "a new permission that a deployment can opt in to",
    parties: &[Party::Users, Party::Security],
    level: RuleLevel::Warning,
    explanation: "Only integrations that opt in request it; their users are asked to consent again.",
    before: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n",
    after: "| Feature | Permission | Notes |\n|---|---|---|\n| Status | Presence.Read | |\n| Status | Presence.Read.All | Used if you \
            watch others |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | Used if you like |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | |\n",
    ]),
    harmless: "nothing to do, if a reviewer agrees",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let new = &diff.pair.new;
    let came = (0..new.rows.len()).filter(|&row| diff.matching.old_of[row].is_none() && new.rows[row].optional);
    for (row, edit) in came.filter_map(|row| Some((row, diff.edits.of_new[row]?))) {
        let (name, feature) = (words::name(new, new.names[row]), words::feature(new, row));
        let subject = subjects::row(&diff.pair, RowChange { old: None, new: Some(row) });
        let message = format!("{name} is new as an option of {feature}");
        findings.add_about(edit, subject, &RULE, Level::Warning, message);
    }
}
