//! `code/name-respelled`: a permission, feature or condition is spelled differently: its constant or the constant's text changed.

use crate::edits::constants::{ChangedName, Now, add_respelled, ident};
use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::names::Class;

pub(crate) static RULE: GateRule = GateRule {
    id: "code/name-respelled",
    title: "a permission, feature or condition is spelled differently: its constant or the constant's text changed",
    parties: &[Party::Code, Party::Users],
    level: RuleLevel::ErrorOrNote,
    explanation: "Code that names the old constant does not compile; code that compares texts, and lists that were stored, no longer \
                  match. Where the document says what it was, it is a note.",
    before: "| Feature | Permission |\n|---|---|\n| Sign-in | Profile |\n",
    after: "| Feature | Permission |\n|---|---|\n| Sign-in | profile |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | `Profile` |\n",
        "| Feature | Permission |\n|---|---|\n| A | `Profiles` |\n",
    ]),
    harmless: "say at the top of the document: <!-- scopemark: formerly.\"new\" = \"Old\" -->; a `rename` keeps a constant",
    ..GateRule::of(Family::Code)
};

pub(super) static FINDS: &[Finds] = &[Finds::Names(find)];

fn find(names: &[ChangedName<'_>], findings: &mut Findings<'_, '_>) {
    for name in names {
        let (Now::Named(new) | Now::SaidToBe(new)) = name.now else { continue };
        let (old, class) = (name.old, name.class.as_str());
        // The same constant for another resource is no matter of names.
        if name.class == Class::Resource && old.ident == new.ident {
            continue;
        }
        // A feature with another name is renamed.
        if name.class == Class::Feature && old.text.to_lowercase() != new.text.to_lowercase() {
            continue;
        }
        let message = if old.text == new.text {
            format!("{class}::{} is {class}::{} now", ident(old), ident(new))
        } else {
            format!("{} is spelled {} now", old.text, new.text)
        };
        add_respelled(findings, &RULE, name, new, message);
    }
}
