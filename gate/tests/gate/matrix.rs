//! Every rule over the example of every rule, there and back: what an edit is told as, and what its reverse is.

use std::fmt::Write as _;
use std::path::Path;

use scopemark_gate::{FoundBy, rules};

use crate::support::{between, each, outline};

/// Compares with what is kept; `SCOPEMARK_BLESS=1` keeps what came out, to be reviewed in the difference.
fn expect(file: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gate").join(file);
    if std::env::var_os("SCOPEMARK_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(&path).unwrap(), "{file}");
}

#[test]
fn every_example_there_and_back() {
    let mut out = String::new();
    for rule in rules().iter().filter(|rule| rule.found_by == FoundBy::Comparison) {
        let indented = |before: &str, after: &str| outline(&between(before, after)).replace('\n', "\n    ");
        let (there, back) = (indented(rule.before, rule.after), indented(rule.after, rule.before));
        writeln!(out, "{}\n  edit\n    {there}\n  reverse\n    {back}", rule.id).unwrap();
    }
    expect("matrix.txt", &out);
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
    expect("messages.txt", &out);
}
