//! A lock as the baseline: what it records of a document must decide as much as the document itself.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_gate::lock::Lock;
use scopemark_gate::{Change, compare};

use super::draft::Draft;
use super::{cases, pair_of, shrink};

/// Level and fingerprint of each finding above note, sorted. A lock does not record where facts are, so that it has no notes
/// about that.
fn outline(old: &[Document], new: &Document) -> Vec<String> {
    let changes = compare(old, core::slice::from_ref(new));
    let line = |change: &Change| format!("{} {}", change.level.as_str(), change.fingerprint());
    let each = changes.iter().flat_map(Change::each).filter(|change| change.level > Level::Note);
    let mut lines: Vec<String> = each.map(line).collect();
    lines.sort();
    lines
}

/// What a comparison with the document says, and one with its lock, where they differ.
fn difference(pair: &[Draft; 2]) -> Option<[Vec<String>; 2]> {
    let [old, new] = pair.each_ref().map(Draft::document);
    let (old, new) = (old?, new?);
    let lock = Lock::parse(Lock::new("docs-tables", [&old]).render().as_bytes()).expect("the lock was just written");
    let both = [outline(core::slice::from_ref(&old), &new), outline(&lock.documents, &new)];
    (both[0] != both[1]).then_some(both)
}

#[test]
fn a_lock_decides_what_its_document_decides() {
    let Some(seed) = (0..cases() / 4).find(|&seed| difference(&pair_of(seed)).is_some()) else { return };
    let is_read = |pair: &[Draft; 2]| pair.iter().all(|draft| draft.read().is_ok());
    let pair = shrink::smallest(pair_of(seed), |pair| difference(pair).is_some() && is_read(pair));
    let [of_document, of_lock] = difference(&pair).expect("it differs still");
    let [old, new] = pair.each_ref().map(Draft::markdown);
    panic!(
        "seed {seed}\n\nwith the document:\n{}\n\nwith its lock:\n{}\n\nold:\n\n{old}\nnew:\n\n{new}",
        of_document.join("\n"),
        of_lock.join("\n")
    );
}
