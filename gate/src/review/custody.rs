//! The custody of the lock: whether it is up to date, keeps what it must keep, and holds no empty acceptance.

use std::collections::BTreeSet;

use super::{Case, Item, Revision, Verdict};
use crate::change::{Change, Place, Subject};
use crate::fingerprint::Hash;
use crate::lock::{Acceptance, Lock, Tombstone, tombstones_after};
use crate::report::quoted;
use crate::{GateRule, explain, rules};
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

/// Adds what is wrong with the lock; the verdicts are those of all baselines.
pub(super) fn check(case: &Case<'_>, verdicts: &mut Vec<Verdict>) {
    let custody = Custody { case };
    let mut found = Vec::new();
    if case.lock.documents != case.facts && case.tables.broken.is_empty() {
        found.push(custody.change(
            &rules::STALE,
            ["", "", ""],
            format!("{} does not say what the tables say", case.lock_path),
            "bring it up to date, and commit it with the documents".into(),
        ));
    }
    let used: BTreeSet<&str> =
        verdicts.iter().flat_map(|verdict| &verdict.items).map(|item| item.fingerprint.as_str()).collect();
    custody.acceptances(&used, &mut found);
    if let Some(revision) = case.against {
        custody.agreement(revision, &mut found);
        custody.history(revision, &used, &mut found);
    }
    for change in found {
        // What says that history is gone can itself be meant.
        let verdict = Verdict::new(change, case.lock_path, |fingerprint| custody.in_force(fingerprint));
        verdicts.push(verdict);
    }
}

/// The acceptances, those of releases too, that the other lock does not have.
pub(super) fn new_acceptances(lock: &Lock, than: &Lock) -> Vec<Acceptance> {
    let all = |lock: &Lock| -> Vec<Acceptance> {
        let released = lock.releases.iter().flat_map(|release| &release.accepted);
        lock.accepted.iter().chain(released).cloned().collect()
    };
    let known = all(than);
    let is_known = |acceptance: &Acceptance| {
        known.iter().any(|known| Acceptance { settled: known.settled, ..acceptance.clone() } == *known)
    };
    all(lock).into_iter().filter(|acceptance| !is_known(acceptance)).collect()
}

struct Custody<'c> {
    case: &'c Case<'c>,
}

impl Custody<'_> {
    /// A finding about the lock: its subject, and what was and is.
    fn change(
        &self,
        rule: &'static GateRule,
        [subject, before, after]: [&str; 3],
        message: String,
        help: String,
    ) -> Change {
        Change {
            rule,
            level: Level::Error,
            subject: Subject {
                document: crate::lock::FILE.into(),
                condition: (!subject.is_empty()).then(|| subject.to_owned()),
                ..Subject::default()
            },
            before: before.to_owned(),
            after: after.to_owned(),
            message,
            help,
            witness: None,
            place: Place { path: self.case.lock_path.to_owned(), line: 1, column: 1 },
            old_place: None,
            old_line: None,
            attached: Vec::new(),
        }
    }

    /// An acceptance of a finding about the lock needs no baseline: it is in force for as long as it shows, and new.
    fn in_force(&self, fingerprint: &str) -> Option<Acceptance> {
        let accepted = &self.case.lock.accepted;
        let acceptance = accepted.iter().find(|acceptance| acceptance.fingerprint == fingerprint)?;
        let known = self.case.against.is_some_and(|revision| {
            let known = revision.lock.accepted.iter().find(|known| known.fingerprint == fingerprint);
            known.is_some_and(|known| known.times >= acceptance.times)
        });
        let holds = !known && !acceptance.is_expired(self.case.today) && !acceptance.reason.trim().is_empty();
        holds.then(|| acceptance.clone())
    }

    fn acceptances(&self, used: &BTreeSet<&str>, found: &mut Vec<Change>) {
        for acceptance in &self.case.lock.accepted {
            let Acceptance { fingerprint, reason, until, .. } = acceptance;
            let rule = fingerprint.split(':').next().unwrap_or_default();
            let alphabet = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '/' | ':' | '-');
            let withdraw = "take it out".to_owned();
            let (why, help) = if explain(rule).is_err() || !fingerprint.chars().all(alphabet) {
                ("it fits no rule".to_owned(), withdraw)
            } else if reason.trim().is_empty() {
                ("it has no reason".to_owned(), withdraw)
            } else if acceptance.is_expired(self.case.today) {
                let day = until.map(|until| until.to_string()).unwrap_or_default();
                (format!("it ended on {day}"), format!("{withdraw}, or accept the change again"))
            } else if self.is_unused(acceptance, used) {
                ("no difference has this fingerprint".to_owned(), withdraw)
            } else {
                continue;
            };
            let message = format!("the acceptance of {fingerprint} does not hold: {why}");
            found.push(self.change(&rules::ACCEPTANCE_INVALID, [fingerprint, "", ""], message, help));
        }
    }

    /// Whether an acceptance fits nothing that is compared with. One that waits for the first release has nothing yet that
    /// it could be compared with; and without a revision it is not known what the change shows against.
    fn is_unused(&self, acceptance: &Acceptance, used: &BTreeSet<&str>) -> bool {
        if used.contains(acceptance.fingerprint.as_str()) || is_of_lock(&acceptance.fingerprint) {
            return false;
        }
        match self.case.against {
            None => !acceptance.settled,
            Some(revision) => {
                let waits = acceptance.settled
                    && revision.lock.supported().is_empty()
                    && revision.lock.accepted.iter().any(|known| known.fingerprint == acceptance.fingerprint);
                !waits
            }
        }
    }

    fn agreement(&self, revision: &Revision, found: &mut Vec<Change>) {
        if revision.agrees() {
            return;
        }
        let name = &revision.name;
        found.push(self.change(
            &rules::STALE,
            ["revision", &digest(&revision.lock.documents), &digest(&revision.facts)],
            format!("at {name} the lock does not say what the tables say, so that neither can be relied on"),
            format!("bring the lock up to date where {name} is made; until then both are compared with"),
        ));
    }

    fn history(&self, revision: &Revision, used: &BTreeSet<&str>, found: &mut Vec<Change>) {
        let (old, new) = (&revision.lock, self.case.lock);
        let name = &revision.name;
        let help = format!(
            "take the lock of {name} (`git checkout {} -- {}`), then run `cargo scopemark lock`",
            revision.commit,
            quoted(self.case.lock_path)
        );
        let mut gone = |subject: &str, before: &str, message: String| {
            found.push(self.change(&rules::HISTORY_REMOVED, [subject, before, ""], message, help.clone()));
        };
        if new.window < old.window {
            let message = format!("{name} supports {} releases, this lock only {}", old.window, new.window);
            gone("window", &format!("{}-{}", old.window, new.window), message);
        }
        for (number, release) in old.releases.iter().enumerate() {
            let version = &release.version;
            let subject = format!("release {version}");
            let Some(at) = new.releases.iter().position(|other| other.version == *version) else {
                gone(
                    &subject,
                    &digest(release.documents.as_deref().unwrap_or_default()),
                    format!("release {version} is gone"),
                );
                continue;
            };
            let kept = &new.releases[at];
            let pushed_out = new.releases.len() - at > old.window;
            if at != number {
                gone(&subject, "order", format!("release {version} is in another place of the history"));
            }
            if release.documents != kept.documents && !(kept.documents.is_none() && pushed_out) {
                let before = digest(release.documents.as_deref().unwrap_or_default());
                gone(&subject, &before, format!("what release {version} said is gone or was changed"));
            }
            for acceptance in missing(&release.accepted, &kept.accepted) {
                let message = format!("release {version} no longer says that {} was accepted", acceptance.fingerprint);
                gone(&format!("{subject} {}", acceptance.fingerprint), &acceptance.reason, message);
            }
            for acceptance in missing(&kept.accepted, &release.accepted) {
                let message = format!(
                    "release {version} says that {} was accepted, which {name} does not",
                    acceptance.fingerprint
                );
                gone(&format!("{subject} added {}", acceptance.fingerprint), &acceptance.reason, message);
            }
        }
        // Before the lock follows the tables it cannot have what they leave behind.
        let expected = if new.documents == self.case.facts {
            tombstones_after(&old.tombstones, &old.documents, self.case.facts)
        } else {
            tombstones_after(&old.tombstones, self.case.facts, self.case.facts)
        };
        for Tombstone { document, space, ident, text } in expected.iter().filter(|gone| !new.tombstones.contains(gone))
        {
            let subject = format!("{document} {} {ident}", space.as_str());
            let message = format!("the lock does not remember the {} `{ident}` of {document}", space.as_str());
            gone(&subject, text, message);
        }
        for acceptance in &old.accepted {
            let fingerprint = &acceptance.fingerprint;
            let released =
                new.releases.iter().filter(|release| old.releases.iter().all(|old| old.version != release.version));
            let kept = new.accepted.iter().chain(released.flat_map(|release| &release.accepted));
            let is_kept = kept.into_iter().any(|kept| kept.fingerprint == *fingerprint);
            if !is_kept && !acceptance.is_expired(self.case.today) && !self.is_unused(acceptance, used) {
                gone(fingerprint, &acceptance.reason, format!("the acceptance of {fingerprint} is gone"));
            }
        }
    }
}

/// Whether the fingerprint is one of a finding about the lock, which shows only beside a revision that may be past.
fn is_of_lock(fingerprint: &str) -> bool {
    [&rules::HISTORY_REMOVED, &rules::STALE]
        .iter()
        .any(|rule| fingerprint.strip_prefix(rule.id).is_some_and(|rest| rest.starts_with(':')))
}

/// What `from` has and `other` does not.
fn missing<'a>(from: &'a [Acceptance], other: &[Acceptance]) -> Vec<&'a Acceptance> {
    from.iter().filter(|acceptance| !other.contains(acceptance)).collect()
}

/// A short stand-in for facts.
fn digest(documents: &[Document]) -> String {
    let mut hash = Hash::new();
    let lock = Lock { documents: documents.to_vec(), ..Lock::new("", []) };
    hash.write(&lock.render());
    hash.hex()
}

impl Item {
    /// The fingerprint of the acceptance that does not hold, where that is what it says.
    #[must_use]
    pub fn invalid_acceptance(&self) -> Option<&str> {
        let change = &self.change;
        change.subject.condition.as_deref().filter(|_| change.rule == &rules::ACCEPTANCE_INVALID)
    }

    /// Whether it says that the lock must be brought up to date.
    #[must_use]
    pub fn is_stale_lock(&self) -> bool {
        self.change.rule == &rules::STALE && !self.is_acceptable()
    }

    /// Whether it is about the lock rather than about the tables.
    #[must_use]
    pub fn is_about_lock(&self) -> bool {
        self.change.subject.document == crate::lock::FILE
    }
}
