//! `feature/narrowed`: a feature no longer requests something that others still request.

use scopemark_compiler::finding::Level;

use crate::cases::proofs::Proofs;
use crate::change::the_same_for;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "feature/narrowed",
    title: "a feature no longer requests something that others still request",
    parties: &[Party::Document, Party::Security],
    level: RuleLevel::Warning,
    explanation: "The row of the feature is gone, optional, for updates only, or under a condition. The product as a whole still \
                  requests the permission, so nothing is revoked; but who asks for this feature alone does not get it any more. Where \
                  the feature still calls what needs it, that fails there only.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n| Email | User.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Email | User.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    ]),
    harmless: "keep the row, if the feature uses the permission",
    ..GateRule::of(Family::Feature)
};

pub(super) static FINDS: &[Finds] = &[Finds::Proofs(find)];

fn find(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    for ((target, name), narrowed) in &proofs.asks.narrowed {
        let text = words::name(&pair.old, *name);
        let still = if narrowed.others_request { "others still request" } else { "is still requested in other cases" };
        let message = format!("{} no longer requests {text}, which {still}", narrowed.whom);
        let message = format!("{message}{}", the_same_for(&narrowed.features, &narrowed.feature));
        let edit = findings.at(*target);
        let subject = subjects::permission(pair, &pair.old, narrowed.name);
        let of_edit = &findings.edits[edit].0.subject;
        let subject = crate::change::Subject { feature: of_edit.feature.clone(), access: of_edit.access, ..subject };
        findings.add_about(edit, subject, &RULE, Level::Warning, message);
    }
}
