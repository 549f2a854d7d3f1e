//! Large documents: the comparison stays quick where little changed, and ends where everything did.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use scopemark_compiler::model::Document;
use scopemark_gate::compare;

use crate::support::read;

/// `features` features with `rows` rows each, in one table; the covers pair neighbours of a feature.
fn large(features: usize, rows: usize, notes: &[&str], covers: bool) -> Document {
    let mut text = String::from("| Feature | Permission | Update | Notes |\n|---|---|---|---|\n");
    for feature in 0..features {
        for row in 0..rows {
            let update = if row % 3 == 2 { "Y" } else { "" };
            let note = notes[row % notes.len()];
            writeln!(text, "| F{feature} | P{feature}.N{row} | {update} | {note} |").unwrap();
        }
    }
    if covers {
        text += "\n| Permission | Satisfied by |\n|---|---|\n";
        for feature in 0..features {
            writeln!(text, "| P{feature}.N0 | P{feature}.N1 |").unwrap();
        }
    }
    read(&text)
}

/// Ten times what an optimised build takes.
const LIMIT: Duration = if cfg!(debug_assertions) { Duration::from_secs(20) } else { Duration::from_millis(300) };

fn quick(what: &str, old: &Document, new: &Document, least: usize) {
    let start = Instant::now();
    let changes = compare(core::slice::from_ref(old), core::slice::from_ref(new));
    let took = start.elapsed();
    println!("{what}: {took:?}, {} changes", changes.len());
    assert!(changes.len() >= least, "{what}");
    assert!(took < LIMIT, "{what}: {took:?}");
}

#[test]
fn ten_thousand_rows_are_compared_quickly() {
    let notes = ["", "For shared mailboxes", "Not for personal accounts"];
    let old = large(1_000, 10, &notes, true);
    quick("nothing changed", &old, &old, 0);
    let mut new = old.clone();
    new.permissions[5_000].optional = true;
    quick("one row of many features", &old, &new, 1);
    let mut new = old.clone();
    new.permissions.remove(5_000);
    new.permissions[7_000].scope = "P700.N1".to_owned();
    quick("rows gone and replaced", &old, &new, 1);
    let mut new = old.clone();
    new.covers.remove(500);
    quick("one cover of many", &old, &new, 1);
    let one = large(1, 10_000, &notes, false);
    let mut new = one.clone();
    new.permissions[4_999].optional = true;
    quick("one row of one feature", &one, &new, 1);
}

#[test]
fn a_feature_with_as_many_conditions_as_are_allowed_is_judged_whole() {
    let conditions: Vec<String> = (0..12).map(|at| format!("Not for group {at}")).collect();
    let notes: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let old = large(1, 12, &notes, false);
    assert_eq!(old.conditions.len(), 12);
    let mut new = old.clone();
    new.permissions[3].excludes.clear();
    quick("twelve conditions", &old, &new, 1);
}

#[test]
fn a_document_of_which_everything_changed_is_compared_in_bounded_space() {
    let old = large(1, 2_000, &[""], false);
    let mut new = old.clone();
    for row in &mut new.permissions {
        row.scope = row.scope.replace('P', "Q");
    }
    let start = Instant::now();
    let changes = compare(&[old], &[new]);
    assert!(changes.len() >= 2_000);
    let names: usize = changes.iter().filter_map(|change| Some(change.witness.as_ref()?.token.len())).sum();
    assert!(names < 3 << 20, "{names}");
    assert!(start.elapsed() < LIMIT * 20, "{:?}", start.elapsed());
}
