//! `consent/ask-grew`: the sign-in list has a new member.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Kind;

use crate::cases::proofs::Proofs;
use crate::change::the_same_for;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/ask-grew",
    title: "the sign-in list has a new member",
    parties: &[Party::Users, Party::Admins],
    explanation: "Users who consented are asked to consent again, and a silent refresh with the new list fails, even where everything that is \
                  needed was granted. An application permission must be registered and approved by an administrator of each \
                  tenant.",
    before: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n",
    after: "| Feature | Permission | Update |\n|---|---|---|\n| Chat | Chat.Read | |\n| Chat | Chat.ReadWrite | Y |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
    ]),
    harmless: "make the row optional (`Used if …`), so that each deployment opts in when it is ready; refresh with what was \
               granted (`refresh_param`) until then",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Proofs(find)];

fn find(proofs: &Proofs, findings: &mut Findings<'_, '_>) {
    let new = &findings.diff.pair.new;
    for ((target, subject), grown) in proofs.asks.grown.iter().filter(|(_, grown)| grown.instead_of.is_none()) {
        let (whom, name) = (&grown.whom, words::name(new, grown.name));
        let message = match new.identity(grown.name).1 {
            _ if grown.is_first_update => format!(
                "{whom} was the same as without; {name} is for updates now, so a program that asks for that asks its users again, or \
                 can no longer ask for it"
            ),
            Kind::Delegated => {
                format!("{whom} requests {name} as well: users are asked to consent again, and a silent refresh fails")
            }
            Kind::Application => {
                format!("{whom} needs {name} as well: an administrator of each tenant must approve it first")
            }
        };
        let message = format!("{message}{}", the_same_for(&grown.features, &grown.feature));
        let edit = findings.at(*target);
        findings.add_about(edit, subject.clone(), &RULE, Level::Error, message);
    }
}
