//! `token/need-empty`: a feature needs nothing but names of `OpenID` Connect any more.

use scopemark_compiler::finding::Level;

use crate::cases::proofs::{Emptied, Proofs};
use crate::change::and;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "token/need-empty",
    title: "only OpenID names are left, which servers leave out of their answers",
    parties: &[Party::Users, Party::Security],
    explanation: "The last permission went that a token is checked for. What is left is openid, profile or email, which say who signed \
                  in and give access to nothing (OpenID Connect Core 1.0, section 5.4). Servers may leave them out of their answers: \
                  then nobody can use the feature, and where they do not, any sign-in is enough.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | openid |\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | openid |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | openid |\n| Chat | Chat.Read |\n| Chat | User.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | openid |\n| Chat | User.Read |\n",
    ]),
    harmless: "keep a permission that the feature really uses, or remove the feature",
    ..GateRule::of(Family::Token)
};

pub(super) static FINDS: &[Finds] = &[Finds::Proofs(find)];

fn find(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    let old = &findings.diff.pair.old;
    for (target, Emptied { name, witness, features }) in &proofs.emptied {
        let features: Vec<String> = features.iter().cloned().collect();
        let needs = if features.len() == 1 { "needs" } else { "need" };
        let without = name.map_or_else(String::new, |name| format!(" without {}", words::name(old, name)));
        let message = format!("{} {needs} only names of OpenID Connect{without}", and(&features));
        let edit = findings.at(*target);
        if let Some(change) = findings.add(edit, &RULE, Level::Error, message) {
            change.witness.clone_from(witness);
        }
    }
}
