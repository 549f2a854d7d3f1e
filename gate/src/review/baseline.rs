//! The baselines: what the tables are compared with.

use std::borrow::Cow;

use super::{Case, force};
use crate::change::{Change, Place, Subject, What};
use crate::lock::{Acceptance, Lock, Tombstone, reused};
use crate::{compared, rules};
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Permission};

/// Something that the tables are compared with.
pub(super) struct Baseline<'a> {
    /// In words.
    pub(super) name: String,
    documents: &'a [Document],
    tombstones: &'a [Tombstone],
    since: Since<'a>,
}

/// How old a baseline is, which decides which acceptances are in force against it.
pub(super) enum Since<'a> {
    /// What the lock says now.
    Lock,
    /// A release, by its number in this lock.
    Release(&'a Lock, usize),
    /// A revision with this lock.
    Revision(&'a Lock),
}

/// Every baseline, the nearest first.
pub(super) fn all<'a>(case: &Case<'a>) -> Vec<Baseline<'a>> {
    let mut baselines = Vec::new();
    let lock = match case.against {
        None => {
            baselines.push(Baseline {
                name: case.lock_path.to_owned(),
                documents: &case.lock.documents,
                tombstones: &case.lock.tombstones,
                since: Since::Lock,
            });
            case.lock
        }
        Some(revision) => {
            let lock = &revision.lock;
            baselines.push(Baseline {
                name: revision.name.clone(),
                documents: &revision.tables.documents,
                tombstones: &lock.tombstones,
                since: Since::Revision(lock),
            });
            if !revision.agrees() {
                baselines.push(Baseline {
                    name: format!("the lock at {}", revision.name),
                    documents: &lock.documents,
                    tombstones: &[],
                    since: Since::Revision(lock),
                });
            }
            lock
        }
    };
    for (number, release) in lock.releases.iter().enumerate().rev() {
        if let Some(documents) = &release.documents {
            baselines.push(Baseline {
                name: format!("release {}", release.version),
                documents,
                tombstones: &[],
                since: Since::Release(lock, number),
            });
        }
    }
    baselines
}

impl Baseline<'_> {
    /// The differences of the tables to this baseline.
    pub(super) fn changes(&self, case: &Case<'_>) -> Vec<Change> {
        let tables = case.tables;
        let mut changes = Vec::new();
        let mut old: Vec<Cow<'_, Document>> = Vec::new();
        for document in self.documents {
            let is_of = |other: &&Document| other.name == document.name;
            if let Some(broken) = tables.broken.iter().find(is_of) {
                changes.push(unreadable(broken));
            } else if let Some(path) = tables.documents.iter().find(is_of).map(|document| &document.path) {
                // The lock has its own way to the same document.
                old.push(if *path == document.path {
                    Cow::Borrowed(document)
                } else {
                    Cow::Owned(Document { path: path.clone(), ..document.clone() })
                });
            } else {
                old.push(Cow::Borrowed(document));
            }
        }
        let olds = old.iter().map(Cow::as_ref).collect();
        let mut found = compared(olds, tables.documents.iter().collect(), None);
        for hidden in &tables.unskipped {
            if let Some(skipped) = skipped(&old, hidden, case, &mut found) {
                changes.push(skipped);
            }
        }
        changes.extend(found);
        changes.extend(reused(self.tombstones, &tables.documents).map(|(gone, now)| returned(gone, now, case)));
        changes
    }

    pub(super) fn in_force(&self, case: &Case<'_>, fingerprint: &str) -> Option<Acceptance> {
        force::find(case, &self.since, fingerprint)
    }
}

/// The change that a document can no longer be read as it was.
pub(super) fn unreadable(document: &Document) -> Change {
    Change {
        rule: &rules::UNREADABLE,
        level: Level::Error,
        subject: Subject { document: document.name.clone(), ..Subject::default() },
        before: String::new(),
        after: String::new(),
        message: format!("{} cannot be read without errors, so that it cannot be compared", document.path),
        help: "mend what reading it reports".into(),
        witness: None,
        place: Place { path: document.path.clone(), line: 1, column: 1 },
        old_place: None,
        old_line: None,
        attached: Vec::new(),
    }
}

/// The change that rows of the baseline are in the document still, and skipped. What it explains is attached to it.
fn skipped(old: &[Cow<'_, Document>], hidden: &Document, case: &Case<'_>, found: &mut Vec<Change>) -> Option<Change> {
    let before = old.iter().map(Cow::as_ref).find(|document| document.name == hidden.name)?;
    let now = case.tables.documents.iter().find(|document| document.name == hidden.name);
    let has = |document: &Document, row: &Permission, of: &Document| {
        document.permissions.iter().any(|other| same_row((other, document), (row, of)))
    };
    let lost: Vec<&Permission> = before
        .permissions
        .iter()
        .filter(|row| has(hidden, row, before) && !now.is_some_and(|now| has(now, row, before)))
        .collect();
    let first = *lost.first()?;
    let shown = hidden.permissions.iter().find(|other| same_row((other, hidden), (first, before)))?;
    let mut names: Vec<&str> = lost.iter().map(|row| row.scope.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let (attached, others): (Vec<Change>, _) = core::mem::take(found).into_iter().partition(|change| {
        let Subject { document, permission, feature, .. } = &change.subject;
        *document == hidden.name
            && (names.contains(&permission.as_str())
                || permission.is_empty() && lost.iter().any(|row| feature_of(row, before) == feature.as_deref()))
    });
    *found = others;
    let attached = flat(attached);
    // An acceptance is for what the directive does now: with one effect more it is another change.
    let effects: Vec<String> = attached.iter().map(Change::fingerprint).collect();
    Some(Change {
        rule: &rules::TABLE_SKIPPED,
        level: Level::Error,
        subject: Subject { document: hidden.name.clone(), ..Subject::default() },
        before: format!("{} {}", names.join(" "), effects.join(" ")),
        after: String::new(),
        message: format!("a directive now skips rows of {} that were read: {}", hidden.path, names.join(", ")),
        help: "take the `skip` directive away; to remove the rows, delete them".into(),
        witness: None,
        place: Place { path: hidden.path.clone(), line: shown.position.line, column: shown.position.column },
        old_place: None,
        old_line: None,
        attached,
    })
}

fn same_row((a, of_a): (&Permission, &Document), (b, of_b): (&Permission, &Document)) -> bool {
    a.scope == b.scope && a.kind == b.kind && a.access == b.access && feature_of(a, of_a) == feature_of(b, of_b)
}

fn feature_of<'d>(row: &Permission, document: &'d Document) -> Option<&'d str> {
    row.feature.and_then(|index| document.features.get(index)).map(|feature| feature.text.as_str())
}

/// The changes side by side with all that was attached to them.
fn flat(changes: Vec<Change>) -> Vec<Change> {
    let mut flat = Vec::new();
    for mut change in changes {
        let attached = core::mem::take(&mut change.attached);
        flat.push(change);
        flat.extend(attached);
    }
    flat
}

/// The change that a removed name is back with another meaning.
fn returned(gone: &Tombstone, now: &str, case: &Case<'_>) -> Change {
    let Tombstone { document, space, ident, text } = gone;
    let found = case.tables.documents.iter().find(|candidate| candidate.name == *document);
    let position = found.and_then(|document| {
        let lists = [&document.features, &document.conditions, &document.scopes, &document.app_roles];
        lists.into_iter().flatten().find(|name| name.text == now).map(|name| name.position)
    });
    let (line, column) = position.map_or((1, 1), |position| (position.line, position.column));
    Change {
        rule: &rules::NAME_REUSED,
        level: Level::Error,
        subject: Subject {
            document: document.clone(),
            what: What::Document,
            condition: Some(format!("{} {ident}", space.as_str())),
            ..Subject::default()
        },
        before: text.clone(),
        after: now.to_owned(),
        message: format!("the {} `{ident}` was `{text}` once and was removed; now it means `{now}`", space.as_str()),
        help: "choose a name that was never used; a `rename` directive gives one".into(),
        witness: None,
        place: Place { path: found.map_or_else(String::new, |document| document.path.clone()), line, column },
        old_place: None,
        old_line: None,
        attached: Vec::new(),
    }
}
