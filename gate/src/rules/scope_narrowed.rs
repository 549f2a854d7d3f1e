//! `consent/scope-narrowed`: a permission became one that it is declared to contain.

use scopemark_compiler::finding::Level;

use crate::cases::proofs::Proofs;
use crate::change::the_same_for;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/scope-narrowed",
    title: "a permission became one that it is declared to contain",
    parties: &[Party::Users, Party::Admins],
    explanation: "No token breaks, because who holds the stronger permission satisfies the weaker one. But the list at sign-in names \
                  a permission that nobody consented to by name, so users are asked to consent again, to less.",
    before: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.ReadWrite |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
             Chat.ReadWrite |\n",
    after: "| Feature | Permission |\n|---|---|\n| Search | Chat.Read |\n| Chat | Chat.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | \
            Chat.ReadWrite |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | Chat.Read |\n| Chat | Chat.ReadWrite |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | Chat.ReadWrite |\n",
        "| Feature | Permission |\n|---|---|\n| A | Chat.Read |\n| Chat | Chat.ReadWrite |\n| Chat | Chat.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| Chat.Read | Chat.ReadWrite |\n",
    ]),
    harmless: "nothing to do but to announce it; refresh with what was granted (`refresh_param`)",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Proofs(find)];

fn find(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    let pair = &findings.diff.pair;
    for ((target, subject), grown) in &proofs.asks.grown {
        let Some(old) = grown.instead_of else { continue };
        let (whom, name) = (&grown.whom, words::name(&pair.new, grown.name));
        let old = words::name(&pair.old, old);
        let message = format!(
            "{whom} requests {name} instead of {old}, which contains it: users are asked to consent again, to less"
        );
        let message = format!("{message}{}", the_same_for(&grown.features, &grown.feature));
        let edit = findings.at(*target);
        findings.add_about(edit, subject.clone(), &RULE, Level::Error, message);
    }
}
