//! What the tests of the gate share.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::read_text;
use scopemark_gate::lock::{Lock, canonical, day};
use scopemark_gate::review::{Inputs, Judgement, Revision, Tables, judge};
use scopemark_gate::site::without_skips;
use scopemark_gate::{Change, compare};

/// Reads a document that has no error. The first line may be its path, with a colon.
pub(crate) fn read(text: &str) -> Document {
    let path = text.split_once(":\n\n").filter(|(path, _)| path.starts_with("docs-tables/") && !path.contains('\n'));
    let (path, text) = path.unwrap_or(("docs-tables/doc.md", text));
    let mut reading = read_text(path, &(conditions(text) + text));
    // The examples are about Microsoft Graph, even where their names do not show it.
    if reading.document.resource.is_empty() {
        "https://graph.microsoft.com".clone_into(&mut reading.document.resource);
    }
    let errors: Vec<String> =
        reading.findings.iter().filter(|finding| finding.level() == Level::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}\n{text}", errors.join("\n"));
    reading.document
}

/// A directive that declares the conditions that a text uses beside the known ones.
fn conditions(text: &str) -> String {
    let words = (0..36).map(|at| (format!("group {at}"), format!("Group{at}")));
    let used =
        words.chain([("guests".to_owned(), "Guest".to_owned())]).filter(|(words, _)| text.contains(words.as_str()));
    let items: Vec<String> = used.map(|(words, name)| format!("condition.\"{words}\" = \"{name}\"")).collect();
    if items.is_empty() { String::new() } else { format!("<!-- scopemark: {} -->\n\n", items.join(", ")) }
}

pub(crate) fn between(before: &str, after: &str) -> Vec<Change> {
    compare(&[read(before)], &[read(after)])
}

/// The rules that fire, each with its level, those of attached changes in brackets; in order.
pub(crate) fn outline(changes: &[Change]) -> String {
    let line = |change: &Change| {
        let attached: Vec<String> =
            change.attached.iter().map(|other| format!("{} {}", other.level.as_str(), other.rule.id)).collect();
        let attached = if attached.is_empty() { String::new() } else { format!(" [{}]", attached.join(", ")) };
        format!("{} {}{attached}", change.level.as_str(), change.rule.id)
    };
    changes.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// All changes, the attached ones too.
pub(crate) fn each(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().flat_map(Change::each)
}

/// A document as its folder has it, also read without what skips parts of it.
pub(crate) fn tables(text: &str) -> Tables {
    const PATH: &str = "docs-tables/doc.md";
    Tables::new(vec![read_text(PATH, text)], without_skips(PATH, text.as_bytes()).into_iter().collect())
}

/// What is found in a document beside a lock.
pub(crate) fn judged(lock: &Lock, text: &str) -> Judgement {
    judged_since(lock, text, None)
}

/// The same beside a revision.
pub(crate) fn judged_since(lock: &Lock, text: &str, against: Option<&Revision>) -> Judgement {
    let tables = tables(text);
    let facts = canonical(&tables.documents);
    judge(&Inputs {
        tables: &tables,
        facts: &facts,
        lock,
        lock_path: "permissions.lock",
        against,
        catalogue: None,
        settings: &lock.settings,
        today: day("2025-01-01").unwrap(),
    })
}
