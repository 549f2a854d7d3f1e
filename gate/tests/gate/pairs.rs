//! Each rule by a pair of documents that fires it, its own example, and one that comes near and does not.

use scopemark_compiler::finding::Level;
use scopemark_gate::{FoundBy, GateRule, RuleLevel, rules};

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
            RuleLevel::Proved
            | RuleLevel::ProvedOrWarning
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

#[test]
fn what_comes_near_a_rule_and_is_something_else_does_not_fire_it() {
    for rule in compared() {
        let [before, after] = rule.near_miss.expect(rule.id);
        let changes = between(before, after);
        assert!(each(&changes).all(|change| change.rule != rule), "{}:\n{}", rule.id, outline(&changes));
        assert_ne!(before, after, "{}", rule.id);
    }
}
