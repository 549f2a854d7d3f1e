//! `lock/stale`: the lock does not say what the tables say.

use scopemark_compiler::model::Document;

use crate::change::Change;
use crate::finder::Finds;
use crate::lock::{FORMAT, are_same_facts};
use crate::review::custody::Custody;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "lock/stale",
    title: "the lock does not say what the tables say",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    found_by: FoundBy::Lock,
    acceptable: false,
    explanation: "Reviewers read the meaning of an edit in the lock, and later edits are compared with it. One that lags behind hides both.",
    before: "the lock says what the tables say\n",
    after: "a row was added to a table, and the lock is as it was\n",
    harmless: "run `lock` and commit what it writes",
    ..GateRule::of(Family::Lock)
};

/// The help where only warnings are beside it.
pub(crate) const BESIDE_WARNINGS: &str = "accept the warnings, which brings it up to date as well; or bring it up to date, so \
                                          that it has them without a reason; commit it with the documents";

pub(super) static FINDS: &[Finds] = &[Finds::Lock(find)];

fn find(custody: &Custody<'_>) -> Vec<Change> {
    let inputs = custody.inputs;
    let (lock, path) = (inputs.lock, inputs.lock_path);
    let message = if lock.format < FORMAT {
        format!("{path} has format {}, and this scopemark writes {FORMAT}", lock.format)
    } else if !are_same_facts(&lock.documents, inputs.facts) {
        moved(&lock.documents, inputs.facts).map_or_else(
            || format!("{path} does not say what the tables say"),
            |moved| format!("{path} does not say where the documents are: {moved}"),
        )
    } else if lock.settings != *inputs.settings {
        format!("{path} does not have the settings of the package")
    } else {
        return Vec::new();
    };
    if !inputs.tables.broken.is_empty() {
        return Vec::new();
    }
    let help = "bring it up to date, and commit it with the documents".into();
    vec![Change { help, ..custody.change(&RULE, ["", "", ""], message) }]
}

/// Where documents are and were, if nothing else changed.
fn moved(lock: &[Document], facts: &[Document]) -> Option<String> {
    let at = |path: &str, document: &Document| Document { path: path.to_owned(), ..document.clone() };
    let back: Vec<Document> = facts.iter().zip(lock).map(|(now, was)| at(&was.path, now)).collect();
    let moved = facts.iter().zip(lock).filter(|(now, was)| now.path != was.path);
    let moved: Vec<String> =
        moved.map(|(now, was)| format!("{} is at {}, and was at {}", now.name, now.path, was.path)).collect();
    (lock.len() == facts.len() && are_same_facts(lock, &back)).then(|| moved.join("; "))
}
