//! `code/feature-renamed`: a feature with the same needs has a new name.

use crate::edits::constants::{ChangedName, Now, add_respelled};
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::names::Class;

pub(crate) static RULE: GateRule = GateRule {
    id: "code/feature-renamed",
    title: "a feature with the same needs has a new name",
    parties: &[Party::Code],
    level: RuleLevel::ErrorOrNote,
    explanation: "Code that names the feature does not compile any more, although nothing else changed. Where the document says what \
                  the feature was called, it is a note, and the old constant stays, deprecated.",
    before: "| Feature | Permission |\n|---|---|\n| ToDo | Tasks.Read |\n| ToDo | User.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Tasks | Tasks.Read |\n| Tasks | User.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| ToDo | Tasks.Read |\n| ToDo | User.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Tasks | Tasks.Read |\n| Tasks | Mail.Read |\n",
    ]),
    harmless: "say at the top of the document: <!-- scopemark: formerly.\"New\" = \"Old\" -->",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Names(find)];

fn find(names: &[ChangedName<'_>], findings: &mut Findings<'_, '_>) {
    for name in names.iter().filter(|name| name.class == Class::Feature) {
        let (Now::Named(new) | Now::SaidToBe(new)) = name.now else { continue };
        // In other letters it is respelled.
        if name.old.text.to_lowercase() != new.text.to_lowercase() {
            let message = format!("{} is called {} now", name.old.text, new.text);
            add_respelled(findings, &RULE, name, new, message);
        }
    }
}
