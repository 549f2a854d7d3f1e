//! Documents that say what a baseline says: their comparison would find nothing, and is not made.
//!
//! What [`compare`](crate::compare) finds between a document and its own facts has causes that facts alone show: a
//! document too large to be compared, one permission spelled in two ways, a name that is there twice. Where one of them is
//! possible, the comparison is made.

use std::collections::BTreeSet;

use scopemark_core::ask::{Conditions, MOST_PAIRS};

use super::Case;
use crate::lock::words;
use scopemark_compiler::model::{Document, Name};

/// The names of the documents that are in the tables as in a baseline of these facts, and of which nothing can be found.
pub(super) fn names<'a>(case: &Case<'a>, baseline: &'a [Document]) -> BTreeSet<&'a str> {
    let is_unchanged = |document: &&Document| {
        let name = document.name.as_str();
        let (fact, read) = (only(case.facts, name), only(&case.tables.documents, name));
        fact.is_some_and(|fact| fact == *document)
            && read.is_some_and(|read| read.permissions.iter().all(|row| *words(&row.notes) == *row.notes))
            && only(baseline, name).is_some()
            && case.tables.broken.iter().all(|broken| broken.name != name)
            && is_plain(document)
    };
    baseline.iter().filter(is_unchanged).map(|document| document.name.as_str()).collect()
}

/// The one document of a name.
fn only<'a>(documents: &'a [Document], name: &str) -> Option<&'a Document> {
    let mut found = documents.iter().filter(|document| document.name == name);
    found.next().filter(|_| found.next().is_none())
}

/// Whether each name stands for one thing of the document's own resource, and the document can be compared in any case.
fn is_plain(document: &Document) -> bool {
    let ascends = |names: &[Name]| names.windows(2).all(|two| two[0].text < two[1].text);
    let features: BTreeSet<&str> = document.features.iter().map(|name| name.text.as_str()).collect();
    let named = document.permissions.iter().flat_map(|row| row.requires.iter().chain(&row.excludes));
    let conditions: BTreeSet<&str> =
        named.chain(document.conditions.iter().map(|name| &name.text)).map(String::as_str).collect();
    let rows = document.permissions.iter().flat_map(|row| row.alternatives.iter().chain([&row.scope]));
    let covers = document.covers.iter().flat_map(|cover| [&cover.scope, &cover.covers]);
    // Only what has a slash can carry a resource.
    let own = rows.chain(covers).all(|text| !text.contains('/'));
    let covered = 2 * document.covers.len();
    own && ascends(&document.scopes)
        && ascends(&document.app_roles)
        && ascends(&document.conditions)
        && features.len() == document.features.len()
        && conditions.len() <= Conditions::MOST
        && covered.saturating_mul(covered) <= MOST_PAIRS
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::is_plain;
    use scopemark_compiler::read::read_text;

    #[test]
    fn a_document_is_not_plain_where_its_covers_could_be_too_many() {
        let with = |covers: usize| {
            let mut text = String::from("| Permission |\n|---|\n| P.A |\n\n| Permission | Satisfied by |\n|---|---|\n");
            for number in 0..covers {
                writeln!(text, "| P.N{number} | P.N{} |", number + 1).unwrap();
            }
            read_text("a.md", &text).document
        };
        assert!(is_plain(&with(1_024)));
        assert!(!is_plain(&with(1_025)));
    }
}
