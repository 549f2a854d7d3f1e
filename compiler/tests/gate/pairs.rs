//! Each rule by a pair of documents that fires it, its own example, and one that comes near and does not.

use std::fmt::Write as _;

use scopemark_compiler::finding::Level;
use scopemark_compiler::gate::{FoundBy, GateRule, RuleLevel, rules};

use crate::support::{between, each, outline};

/// The rules that a comparison of facts can find.
fn compared() -> impl Iterator<Item = &'static GateRule> {
    rules().iter().copied().filter(|rule| rule.found_by == FoundBy::Comparison)
}

#[test]
fn the_example_of_each_rule_fires_it_as_an_edit_of_its_own() {
    for rule in compared() {
        let changes = between(rule.before, rule.after);
        let found = each(&changes).find(|change| change.rule.id == rule.id);
        let found = found.unwrap_or_else(|| panic!("{} is not in:\n{}", rule.id, outline(&changes)));
        let worst = match rule.level {
            RuleLevel::Verdict
            | RuleLevel::VerdictOrWarning
            | RuleLevel::Error
            | RuleLevel::ErrorOrWarning
            | RuleLevel::ErrorOrNote => Level::Error,
            RuleLevel::Warning => Level::Warning,
            RuleLevel::Note => Level::Note,
        };
        // Its example of an added alternative breaks nothing.
        let expected = if rule.id == "privilege/cover-added" { Level::Warning } else { worst };
        assert_eq!(found.level, expected, "{}", rule.id);
        assert_eq!(found.witness.is_some(), rule.id.starts_with("token/"), "{}", rule.id);
        assert_eq!(changes.len(), 1, "{}:\n{}", rule.id, outline(&changes));
    }
}

/// A table with the columns feature, permission, kind, update, admin consent and notes; rows with `;` between them and `|`
/// between their cells. Cells that are left out are empty; `~` and more rows give the table of covers.
fn table(text: &str) -> String {
    let mut parts = text.split('~');
    let mut out = String::from(
        "# Title\n\n| Feature | Permission | Type | Update | Admin consent | Notes |\n|---|---|---|---|---|---|\n",
    );
    for row in parts.next().unwrap().split(';') {
        let mut cells: Vec<&str> = row.split('|').map(str::trim).collect();
        cells.resize(6, "");
        if cells[2].is_empty() {
            cells[2] = "Delegated";
        }
        writeln!(out, "| {} |", cells.join(" | ")).unwrap();
    }
    if let Some(covers) = parts.next() {
        out += "\n| Permission | Satisfied by |\n|---|---|\n";
        covers.split(';').for_each(|row| writeln!(out, "| {} |", row.trim()).unwrap());
    }
    out
}

/// For each rule an edit that comes near what it finds, and is something else.
#[rustfmt::skip]
const NEAR: [(&str, &str, &str); 30] = [
    ("code/feature-renamed", "ToDo|Tasks.Read", "Tasks|Tasks.Read;Tasks|User.Read"),
    ("code/name-removed", "Chat|Chat.Read;Mail|Chat.Read", "Chat|Chat.Read;Mail|Chat.Read;Mail|Mail.Read"),
    ("code/name-respelled", "A|`Profile`", "A|`Profiles`"),
    ("code/order-changed", "Chat|A.B or C.D;Mail|E.F", "Chat|A.B or C.D or G.H;Mail|E.F"),
    ("consent/admin-newly-required", "Chat|Chat.Read||||;Mail|Mail.Read|||Yes", "Chat|Chat.Read|||No|;Mail|Mail.Read|||Yes"),
    ("consent/admin-no-longer-required", "Chat|Chat.Read|||Yes", "Chat|Chat.Read"),
    ("consent/admin-unknown", "Sync|User.Read.All|Application||Yes", "Sync|User.Read.All|Application"),
    ("consent/ask-grew", "Chat|Chat.Read", "Chat|Chat.Read;Mail|Mail.Read"),
    ("consent/offline-access-removed", "Chat|Chat.Read;Chat|offline_access;Chat|User.Read", "Chat|Chat.Read;All|offline_access;Chat|User.Read"),
    ("consent/optional-added", "Chat|Chat.Read;Chat|User.Read|Delegated|||Used if you like", "Chat|Chat.Read;Chat|User.Read"),
    ("consent/required-became-optional", "Chat|Chat.Read;Chat|User.Read", "Chat|Chat.Read;Chat|People.Read|Delegated|||Used if you like"),
    ("consent/scope-narrowed", "A|Chat.Read;Chat|Chat.ReadWrite~Chat.Read|Chat.ReadWrite", "A|Chat.Read;Chat|Chat.ReadWrite;Chat|Chat.Read~Chat.Read|Chat.ReadWrite"),
    ("consent/wildcard-introduced", "A|read:a", "A|read:a;A|admin:all"),
    ("document/condition-text-changed", "Chat|Chat.Read||||Not for personal accounts", "Chat|Chat.Read||||Not supported in personal accounts."),
    ("document/moved", "Chat|Chat.Read;Mail|Mail.Read", "Chat|Chat.Read;Files|Files.Read;Mail|Mail.Read"),
    ("privilege/cover-added", "A|X.Read;B|Y.Read;C|Z.Read~X.Read|Y.Read;Y.Read|Z.Read", "A|X.Read;B|Y.Read;C|Z.Read~X.Read|Y.Read;Y.Read|Z.Read;X.Read|Z.Read"),
    ("privilege/dropped", "Chat|Chat.Read;Mail|Chat.Read;Mail|Mail.Read", "Chat|Chat.Read;Mail|Mail.Read"),
    ("privilege/new-in-document", "Chat|Chat.Read;Mail|Mail.Read", "Chat|Chat.Read;Mail|Mail.Read;Mail|Chat.Read"),
    ("privilege/reach-grew", "Chat|Chat.Read;Chat|User.Read", "Chat|Chat.Read;Chat|User.Read|Delegated|Y"),
    ("token/alternative-removed", "A|X.Read or Y.Read;B|Y.Read~X.Read|Y.Read", "A|X.Read;B|Y.Read~X.Read|Y.Read"),
    ("token/application-to-delegated", "Sync|User.Read.All|Application", "Sync|User.Read.All|Application;Sync|User.Read.All|Delegated"),
    ("token/condition-required", "Email|Mail.Read;Email|Mail.Read.Shared|Delegated|||For shared mailboxes", "Email|Mail.Read;Email|Mail.Read.Shared|Delegated|||For shared mailboxes;Email|Mail.Send|Delegated|||For shared mailboxes"),
    ("token/delegated-to-application", "Sync|User.Read.All|Delegated", "Sync|User.Read.All|Application;Sync|User.Read.All|Delegated"),
    ("token/feature-excluded", "Mail|Mail.Read|Delegated|||Not for personal accounts;Chat|Chat.Read;Chat|User.Read", "Mail|Mail.Read|Delegated|||Not for personal accounts;Chat|Chat.Read;Chat|User.Read|Delegated|||Not for personal accounts"),
    ("token/feature-removed", "Chat|Chat.Read;Chat|User.Read", "Chat|Chat.Read"),
    ("token/need-grew", "ToDo|Tasks.Read;ToDo|Tasks.ReadWrite|Delegated|Y;B|Tasks.Read~Tasks.Read|Tasks.ReadWrite", "ToDo|Tasks.ReadWrite|Delegated|Y;ToDo|Tasks.Read;B|Tasks.Read~Tasks.Read|Tasks.ReadWrite"),
    ("token/optional-became-required", "A|X.Read;A|Y.Read|Delegated|||Used if you like~X.Read|Y.Read", "A|X.Read;A|Y.Read|Delegated|||Used if you want~X.Read|Y.Read"),
    ("token/required-scope-added", "Chat|Chat.Read", "Chat|Chat.Read;Chat|Chat.ReadWrite|Delegated|Y"),
    ("token/scope-replaced", "A|X.Read", "A|Y.Read or X.Read"),
    ("token/scope-widened", "A|X.ReadWrite;B|X.Read~X.Read|X.ReadWrite", "A|X.Read;B|X.Read~X.Read|X.ReadWrite"),
];

#[test]
fn what_comes_near_a_rule_and_is_something_else_does_not_fire_it() {
    let rules: Vec<&str> = compared().map(|rule| rule.id).collect();
    assert_eq!(NEAR.map(|(id, _, _)| id).to_vec(), rules);
    for (id, before, after) in NEAR {
        let changes = between(&table(before), &table(after));
        assert!(each(&changes).all(|change| change.rule.id != id), "{id}:\n{}", outline(&changes));
        assert_ne!(before, after, "{id}");
    }
}
