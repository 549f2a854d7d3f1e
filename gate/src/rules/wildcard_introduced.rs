//! `consent/wildcard-introduced`: a wildcard replaces a list.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;

use crate::edits::findings::Findings;
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "consent/wildcard-introduced",
    title: "a wildcard replaces a list",
    parties: &[Party::Users, Party::Admins, Party::Security],
    explanation: "A wildcard grants what the list said and everything else, also what the provider adds later. Readers of the \
                  document can no longer tell what is requested.",
    before: "| Feature | Scope |\n|---|---|\n| Issues | read:issue |\n| Issues | write:issue |\n",
    after: "<!-- scopemark: rename.\"*:issue\" = \"AnyIssue\" -->\n\n| Feature | Scope |\n|---|---|\n| Issues | *:issue |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | read:a |\n",
        "| Feature | Permission |\n|---|---|\n| A | read:a |\n| A | admin:all |\n",
    ]),
    harmless: "list what is needed, one permission a row",
    ..GateRule::of(Family::Consent)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    for wildcard in &diff.edits.wildcards {
        let text = new.identity(new.names[wildcard.new]).2;
        let names: BTreeSet<&str> = wildcard.went.iter().map(|&row| old.rows[row].scope.as_str()).collect();
        let names = names.into_iter().collect::<Vec<_>>().join(" ");
        findings.add(wildcard.edit, &RULE, Level::Error, format!("the wildcard {text} replaces {names}"));
    }
}
