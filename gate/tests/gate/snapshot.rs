//! What each rule finds in its examples, for people to review: the edit, its reverse, what comes near it, and the messages.

use std::fmt::Write as _;
use std::path::Path;

use scopemark_gate::{FoundBy, GateRule, rules};

use crate::support::{between, each, outline};

/// Compares with what is kept; `SCOPEMARK_BLESS=1` keeps what came out, to be reviewed in the difference.
fn expect(file: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gate").join(file);
    if std::env::var_os("SCOPEMARK_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(&path).unwrap(), "{file}");
}

fn told(rule: &GateRule, out: &mut String) {
    let [near_before, near_after] = rule.near_miss.expect(rule.id);
    writeln!(out, "{}", rule.id).unwrap();
    for (what, before, after) in [
        ("edit", rule.before, rule.after),
        ("reverse", rule.after, rule.before),
        ("near miss", near_before, near_after),
    ] {
        writeln!(out, "  {what}").unwrap();
        outline(&between(before, after)).lines().for_each(|line| writeln!(out, "    {line}").unwrap());
    }
    writeln!(out, "  says").unwrap();
    for change in each(&between(rule.before, rule.after)).filter(|change| change.rule == rule) {
        let place = &change.place;
        writeln!(out, "    {}:{} {}", place.line, place.column, change.message).unwrap();
        writeln!(out, "    {}", change.fingerprint()).unwrap();
    }
}

#[test]
fn every_rule_finds_in_its_examples_what_was_reviewed() {
    let mut out = String::new();
    for rule in rules().iter().filter(|rule| rule.found_by == FoundBy::Comparison) {
        told(rule, &mut out);
    }
    expect("rules.txt", &out);
}
