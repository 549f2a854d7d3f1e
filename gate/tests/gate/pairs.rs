//! Each rule by a pair of documents that fires it, its own example, and one that comes near and does not.

use scopemark_compiler::finding::Level;
use scopemark_compiler::read::read_text;
use scopemark_gate::lock::{Lock, Settings, canonical, day};
use scopemark_gate::review::{Inputs, Tables, judge};
use scopemark_gate::site::without_skips;
use scopemark_gate::{Family, FoundBy, GateRule, RuleLevel, rules};

use crate::support::{between, each, outline, read};

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
            RuleLevel::Warning | RuleLevel::WarningOrNote => Level::Warning,
            RuleLevel::Note => Level::Note,
        };
        // Its example of an added alternative breaks nothing.
        let expected = if rule.id == "privilege/cover-added" { Level::Warning } else { worst };
        assert_eq!(found.level, expected, "{}", rule.id);
        assert_eq!(found.witness.is_some(), rule.family == Family::Token, "{}", rule.id);
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

/// The rules that reading the document after an edit finds beside the lock of the one before.
fn judged(before: &str, after: &str) -> Vec<&'static GateRule> {
    const PATH: &str = "docs-tables/doc.md";
    let unskipped = without_skips(PATH, after.as_bytes()).into_iter().collect();
    let tables = Tables::new(vec![read_text(PATH, after)], unskipped);
    let judgement = judge(&Inputs {
        tables: &tables,
        facts: &canonical(&tables.documents),
        lock: &Lock::new("docs-tables", [&read(before)]),
        lock_path: "permissions.lock",
        against: None,
        catalogue: None,
        settings: &Settings::default(),
        today: day("2025-01-01").unwrap(),
    });
    judgement.verdicts.iter().flat_map(|verdict| &verdict.items).map(|item| item.change.rule).collect()
}

#[test]
fn what_only_reading_shows_is_found_in_its_example_and_not_in_what_comes_near() {
    let mut count = 0;
    for rule in rules().iter().copied().filter(|rule| rule.found_by == FoundBy::Reading) {
        // What is no document has tests with files.
        let Some([before, after]) = rule.near_miss else { continue };
        assert!(judged(rule.before, rule.after).contains(&rule), "{}", rule.id);
        assert!(!judged(before, after).contains(&rule), "{}", rule.id);
        count += 1;
    }
    assert_eq!(count, 2);
}
