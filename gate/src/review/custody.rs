//! The custody of the lock: the data for its rules, and which acceptances are in force and in use.

use std::collections::BTreeSet;

use scopemark_compiler::catalogue::Catalogue;
use scopemark_compiler::model::Document;

use super::inputs::Inputs;
use crate::change::{Change, Place, Subject};
use crate::fingerprint::Hash;
use crate::lock::{Acceptance, FILE, Lock};
use crate::rule::{Family, GateRule};

/// The acceptances, those of releases too, that the other lock does not have.
pub(super) fn new_acceptances(lock: &Lock, than: Option<&Lock>) -> Vec<Acceptance> {
    let all = |lock: &Lock| -> Vec<Acceptance> {
        let released = lock.releases.iter().flat_map(|release| &release.accepted);
        lock.accepted.iter().chain(released).cloned().collect()
    };
    let known = than.map(all).unwrap_or_default();
    let is_known = |acceptance: &Acceptance| {
        known.iter().any(|known| Acceptance { settled: known.settled, ..acceptance.clone() } == *known)
    };
    all(lock).into_iter().filter(|acceptance| !is_known(acceptance)).collect()
}

/// The lock, beside what was found in the tables.
pub(crate) struct Custody<'c> {
    pub(crate) inputs: &'c Inputs<'c>,
    /// The fingerprints of all that was found.
    pub(crate) used: BTreeSet<&'c str>,
    /// The rule that a fingerprint is of.
    pub(crate) rule_of: fn(&str) -> Option<&'static GateRule>,
}

impl Custody<'_> {
    /// A finding about the lock: its subject, and what was and is.
    pub(crate) fn change(
        &self,
        rule: &'static GateRule,
        [subject, before, after]: [&str; 3],
        message: String,
    ) -> Change {
        let condition = (!subject.is_empty()).then(|| subject.to_owned());
        Change {
            subject: Subject { document: FILE.into(), condition, ..Subject::default() },
            before: before.to_owned(),
            after: after.to_owned(),
            place: Place { path: self.inputs.lock_path.to_owned(), line: 1, column: 1 },
            ..Change::new(rule, message)
        }
    }

    /// An acceptance of a finding about the lock needs no baseline: it is in force for as long as it shows, and new.
    pub(super) fn in_force(&self, fingerprint: &str) -> Option<Acceptance> {
        let accepted = &self.inputs.lock.accepted;
        let acceptance = accepted.iter().find(|acceptance| acceptance.fingerprint == fingerprint)?;
        let at_revision = self.inputs.against.and_then(|revision| revision.lock.as_ref());
        let known = at_revision.is_some_and(|lock| {
            let known = lock.accepted.iter().find(|known| known.fingerprint == fingerprint);
            known.is_some_and(|known| known.times >= acceptance.times)
        });
        let holds = !known && !acceptance.is_expired(self.inputs.today) && acceptance.has_reason();
        holds.then(|| acceptance.clone())
    }

    /// Whether an acceptance fits nothing that is compared with. One that waits for the first release has nothing yet that
    /// it could be compared with; and without a revision it is not known what the change shows against.
    pub(crate) fn is_unused(&self, acceptance: &Acceptance) -> bool {
        let fingerprint = acceptance.fingerprint.as_str();
        // A finding about the lock shows only beside a revision that may be past.
        let is_about_lock = |rule: &GateRule| rule.family == Family::Lock && rule.acceptable;
        if self.used.contains(fingerprint) || (self.rule_of)(fingerprint).is_some_and(is_about_lock) {
            return false;
        }
        match self.inputs.against {
            None => !acceptance.settled,
            Some(revision) => {
                let knows = |lock: &Lock| {
                    let mut known = lock.accepted.iter();
                    lock.supported().is_empty() && known.any(|known| known.fingerprint == acceptance.fingerprint)
                };
                let waits = acceptance.settled && revision.lock.as_ref().is_some_and(knows);
                !waits
            }
        }
    }
}

/// A short stand-in for what a catalogue decides.
pub(crate) fn catalogue_digest(catalogue: &Catalogue) -> String {
    let mut hash = Hash::new();
    let word = |flag: Option<bool>| match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    for entry in catalogue.entries() {
        for part in [entry.resource, entry.name, entry.group.as_str(), word(entry.admin_consent), word(entry.enabled)] {
            hash.write(part);
        }
    }
    hash.hex()
}

/// A short stand-in for facts.
pub(crate) fn digest(documents: &[Document]) -> String {
    let mut hash = Hash::new();
    let lock = Lock { documents: documents.to_vec(), ..Lock::new("", []) };
    hash.write(&lock.render());
    hash.hex()
}
