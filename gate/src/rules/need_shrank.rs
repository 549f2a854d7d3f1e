//! `token/need-shrank`: a token that was refused now passes.

use scopemark_compiler::finding::Level;

use crate::cases::proofs::Proofs;
use crate::change::and;
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/need-shrank",
    title: "a token that was refused now passes",
    parties: &[Party::Security],
    level: RuleLevel::ErrorOrWarning,
    explanation: "The feature needs less than before: a row is gone, or satisfied by more. Where a service decides by the document whom \
                  it lets in (`serves`), that is an error, because nobody consented to it. Elsewhere the provider still decides, and it \
                  is a warning.",
    before: "<!-- scopemark: serves = \"true\" -->\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
    after: "<!-- scopemark: serves = \"true\" -->\n\n| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    near_miss: Some([
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | User.Read | Used if you like |\n",
        "| Feature | Permission | Notes |\n|---|---|---|\n| Chat | Chat.Read | |\n",
    ]),
    harmless: "keep the row, if the feature uses the permission",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Proofs(find)];

fn find(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    let serves = pair.old.document.serves || pair.new.document.serves;
    let level = if serves { Level::Error } else { Level::Warning };
    for (target, (witness, features)) in &proofs.gains {
        let features: Vec<String> = features.iter().cloned().collect();
        let verb = if features.len() == 1 { "needs" } else { "need" };
        let message = format!("{} {verb} less than before, so a token that was refused now passes", and(&features));
        let edit = findings.at(*target);
        if let Some(change) = findings.add(edit, &RULE, level, message) {
            change.witness = Some(witness.clone());
        }
    }
}
