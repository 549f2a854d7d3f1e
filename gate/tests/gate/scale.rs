//! Large documents: the comparison stays quick where little changed, and ends where everything did.

use std::fmt::Write as _;
use std::time::Instant;

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

fn ends(what: &str, old: &Document, new: &Document, least: usize) {
    let start = Instant::now();
    let changes = compare(core::slice::from_ref(old), core::slice::from_ref(new));
    let took = start.elapsed();
    println!("{what}: {took:?}, {} changes", changes.len());
    assert!(changes.len() >= least, "{what}");
}

#[test]
fn thousands_of_rows_are_compared() {
    let notes = ["", "For shared mailboxes", "Not for personal accounts"];
    let old = large(200, 10, &notes, true);
    ends("nothing changed", &old, &old, 0);
    let mut new = old.clone();
    new.permissions[1_000].optional = true;
    ends("one row of many features", &old, &new, 1);
    let mut new = old.clone();
    new.permissions.remove(1_000);
    new.permissions[1_400].scope = "P140.N1".to_owned();
    ends("rows gone and replaced", &old, &new, 1);
    let mut new = old.clone();
    new.covers.remove(100);
    ends("one cover of many", &old, &new, 1);
    let one = large(1, 2_000, &notes, false);
    let mut new = one.clone();
    new.permissions[999].optional = true;
    ends("one row of one feature", &one, &new, 1);
}

#[test]
fn a_feature_with_as_many_conditions_as_are_allowed_is_judged_whole() {
    let conditions: Vec<String> = (0..12).map(|at| format!("Not for group {at}")).collect();
    let notes: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let old = large(1, 12, &notes, false);
    assert_eq!(old.conditions.len(), 12);
    let mut new = old.clone();
    new.permissions[3].excludes.clear();
    ends("twelve conditions", &old, &new, 1);
}

#[test]
fn a_document_of_which_everything_changed_is_compared_in_bounded_space() {
    let old = large(1, 500, &[""], false);
    let mut new = old.clone();
    for row in &mut new.permissions {
        row.scope = row.scope.replace('P', "Q");
    }
    let changes = compare(&[old], &[new]);
    assert!(changes.len() >= 500);
    let names: usize = changes.iter().filter_map(|change| Some(change.witness.as_ref()?.scopes.len())).sum();
    assert!(names < 3 << 20, "{names}");
}

/// Prints how long the largest documents take: `cargo test --release -p scopemark-gate --test gate times -- --ignored --nocapture`.
#[test]
#[ignore = "prints times, which mean something in an optimised build alone"]
fn times_of_large_documents() {
    let conditions: Vec<String> = (0..12).map(|at| format!("Not for group {at}")).collect();
    let notes: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let named = |document: &Document, at| Document {
        name: format!("doc{at}"),
        path: format!("doc{at}.md"),
        ..document.clone()
    };
    let old = large(10, 12, &notes, false);
    let mut new = old.clone();
    for row in new.permissions.iter_mut().step_by(12) {
        row.excludes.clear();
        row.scope += "Write";
    }
    let [old, new]: [Vec<Document>; 2] = [old, new].map(|document| (0..100).map(|at| named(&document, at)).collect());
    let time = |what: &str, old: &[Document], new: &[Document]| {
        let start = Instant::now();
        let changes = compare(old, new);
        println!("{what}: {:?}, {} changes", start.elapsed(), changes.len());
    };
    time("100 documents of 10 features with 12 conditions", &old, &new);
    let went: Vec<Document> = new
        .iter()
        .map(|document| {
            let mut document = document.clone();
            document.permissions.retain(|row| row.excludes.len() % 2 == 1 && row.position.line % 3 > 0);
            document
        })
        .collect();
    time("the same with rows gone", &old, &went);
    for (features, rows) in [(4_000, 10), (1, 2_000)] {
        let old = large(features, rows, &["", "For shared mailboxes"], false);
        let mut new = old.clone();
        for row in &mut new.permissions {
            row.scope = row.scope.replace('P', "Q");
        }
        for name in &mut new.scopes {
            name.text = name.text.replace('P', "Q");
            name.ident = name.ident.as_ref().map(|ident| ident.replace('P', "Q"));
        }
        time(&format!("{features} features with {rows} rows, all changed"), &[old], &[new]);
    }
}
