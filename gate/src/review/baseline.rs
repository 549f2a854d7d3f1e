//! The baselines: the states with which the tables are compared.

use scopemark_compiler::model::Document;

use super::inputs::Inputs;
use crate::lock::{Lock, Tombstone};

/// Something that the tables are compared with.
pub(crate) struct Baseline<'a> {
    /// In words.
    pub(crate) name: String,
    /// The documents that can be compared with, with the paths that they have now.
    pub(crate) documents: Vec<Document>,
    /// Those that have an error of reading now.
    pub(crate) unread: Vec<&'a Document>,
    /// The names that were removed before.
    pub(crate) tombstones: &'a [Tombstone],
    pub(super) since: Since<'a>,
}

impl<'a> Baseline<'a> {
    fn new(
        inputs: &Inputs<'_>,
        name: String,
        documents: &'a [Document],
        tombstones: &'a [Tombstone],
        since: Since<'a>,
    ) -> Self {
        let is_broken = |document: &&Document| inputs.tables.broken.iter().any(|broken| broken.name == document.name);
        let (unread, sound): (Vec<&Document>, Vec<&Document>) = documents.iter().partition(is_broken);
        // The lock has its own way to the same document.
        let path = |document: &Document| {
            let now = inputs.tables.documents.iter().find(|other| other.name == document.name);
            now.unwrap_or(document).path.clone()
        };
        let documents =
            sound.into_iter().map(|document| Document { path: path(document), ..document.clone() }).collect();
        Self { name, documents, unread, tombstones, since }
    }
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
pub(super) fn all<'a>(inputs: &Inputs<'a>) -> Vec<Baseline<'a>> {
    let mut baselines = Vec::new();
    let mut add = |name: String, documents: &'a [Document], tombstones: &'a [Tombstone], since: Since<'a>| {
        baselines.push(Baseline::new(inputs, name, documents, tombstones, since));
    };
    let lock = match inputs.against {
        None => {
            let Lock { documents, tombstones, .. } = inputs.lock;
            add(inputs.lock_path.to_owned(), documents, tombstones, Since::Lock);
            inputs.lock
        }
        Some(revision) => {
            let lock = &revision.lock;
            add(revision.name.clone(), &revision.tables.documents, &lock.tombstones, Since::Revision(lock));
            if !revision.agrees() {
                add(format!("the lock at {}", revision.name), &lock.documents, &[], Since::Revision(lock));
            }
            lock
        }
    };
    for (number, release) in lock.releases.iter().enumerate().rev() {
        if let Some(documents) = &release.documents {
            add(release.baseline(), documents, &[], Since::Release(lock, number));
        }
    }
    baselines
}
