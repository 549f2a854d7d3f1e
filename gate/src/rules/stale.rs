//! `lock/stale`: the lock does not say what the tables say.

use crate::change::Change;
use crate::finder::Finds;
use crate::review::custody::{Custody, digest};
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "lock/stale",
    title: "the lock does not say what the tables say",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    bump: None,
    found_by: FoundBy::Lock,
    explanation: "Reviewers read the meaning of an edit in the lock, and later edits are compared with it. One that lags behind hides both.",
    before: "the lock says what the tables say\n",
    after: "a row was added to a table, and the lock is as it was\n",
    harmless: "run `lock` and commit what it writes",
    ..GateRule::of(Family::Lock)
};

pub(super) static FINDS: &[Finds] = &[Finds::Lock(behind), Finds::Lock(behind_at_revision)];

fn behind(custody: &Custody<'_>) -> Vec<Change> {
    let inputs = custody.inputs;
    if inputs.lock.documents == inputs.facts || !inputs.tables.broken.is_empty() {
        return Vec::new();
    }
    let message = format!("{} does not say what the tables say", inputs.lock_path);
    let help = "bring it up to date, and commit it with the documents".into();
    vec![Change { help, ..custody.change(&RULE, ["", "", ""], message) }]
}

fn behind_at_revision(custody: &Custody<'_>) -> Vec<Change> {
    let Some(revision) = custody.inputs.against.filter(|revision| !revision.agrees()) else { return Vec::new() };
    let name = &revision.name;
    let message = format!("at {name} the lock does not say what the tables say, so that neither can be relied on");
    let help = format!("bring the lock up to date where {name} is made; until then both are compared with");
    let facts = ["revision", &digest(&revision.lock.documents), &digest(&revision.facts)];
    vec![Change { help, ..custody.change(&RULE, facts, message) }]
}
