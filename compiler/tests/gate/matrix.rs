//! Every rule over the example of every rule, there and back: what an edit is told as, and what its reverse is.

use std::fmt::Write as _;

use scopemark_compiler::gate::{FoundBy, rules};

use crate::support::{between, each, outline};

#[test]
fn every_example_there_and_back() {
    let mut out = String::new();
    for rule in rules().iter().filter(|rule| rule.found_by == FoundBy::Comparison) {
        let indented = |before: &str, after: &str| outline(&between(before, after)).replace('\n', "\n    ");
        let (there, back) = (indented(rule.before, rule.after), indented(rule.after, rule.before));
        writeln!(out, "{}\n  edit\n    {there}\n  reverse\n    {back}", rule.id).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_message_and_fingerprint_of_the_examples() {
    let mut out = String::new();
    for rule in rules().iter().filter(|rule| rule.found_by == FoundBy::Comparison) {
        for change in each(&between(rule.before, rule.after)).filter(|change| change.rule.id == rule.id) {
            let place = &change.place;
            writeln!(out, "{}:{} {}\n  {}", place.line, place.column, change.message, change.fingerprint()).unwrap();
        }
    }
    insta::assert_snapshot!(out);
}
