//! `privilege/not-in-catalogue`: a permission is new that the catalogue does not know.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;

use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, FoundBy, GateRule, Party, RuleLevel};

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/not-in-catalogue",
    title: "a new permission is not in the catalogue",
    parties: &[Party::Users],
    level: RuleLevel::Warning,
    found_by: FoundBy::Catalogue,
    explanation: "The catalogue that was there before the edit lists what the provider has, and the permission is not among it. A \
                  sign-in that requests what does not exist may be refused. The catalogue may also be older than the permission.",
    before: "| Feature | Permission |\n|---|---|\n| Mail | Mail.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Mail | Mail.Read |\n| Mail | Mail.ReadAll |\n",
    harmless: "write the name that the provider has; if it is new there, bring the catalogue up to date in an edit of its own",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let (diff, Some(catalogue)) = (findings.diff, findings.catalogue) else { return };
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    let before: BTreeSet<_> = old.names.iter().map(|&name| old.identity(name)).collect();
    let mut said = BTreeSet::new();
    for (row, &name) in new.names.iter().enumerate() {
        let identity = new.identity(name);
        let (_, kind, short) = identity;
        let exists = catalogue.has(new.permissions.canonical_resource(name), kind, short);
        if exists || before.contains(&identity) || !said.insert(identity) {
            continue;
        }
        let Some(edit) = diff.edits.of_new[row] else { continue };
        let message =
            format!("{short} is requested now, and the catalogue has no {} permission of this name", kind.as_str());
        let subject = subjects::permission(&diff.pair, new, name);
        if let Some(change) = findings.add_about(edit, subject, &RULE, Level::Warning, message) {
            (change.before, change.after) = (String::new(), words::permission(new, name));
            change.place = words::place(new, new.rows[row].position);
        }
    }
}
