//! The baselines: the states with which the tables are compared.

use std::path::Path;

use scopemark_compiler::model::Document;
use scopemark_compiler::read::folder::shown;

use super::inputs::{Inputs, Revision};
use crate::levels::Levels;
use crate::lock::{Lock, Tombstone, last_consents};

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
    /// The levels that the package set there.
    pub(super) levels: &'a Levels,
    pub(super) since: Since<'a>,
}

impl<'a> Baseline<'a> {
    fn new(
        inputs: &Inputs<'_>,
        name: String,
        documents: impl IntoIterator<Item = &'a Document>,
        tombstones: &'a [Tombstone],
        (levels, since): (&'a Levels, Since<'a>),
        place: Place<'_>,
    ) -> Self {
        let is_broken = |document: &&Document| inputs.tables.broken.iter().any(|broken| broken.name == document.name);
        let (unread, sound): (Vec<&Document>, Vec<&Document>) = documents.into_iter().partition(is_broken);
        // The lock has its own way to the same document.
        let path = |document: &Document| {
            let now = inputs.tables.documents.iter().find(|other| other.name == document.name);
            let own = || match place {
                Place::Shown => document.path.clone(),
                Place::FromLock(lock) => shown(Path::new(""), &Path::new(lock).with_file_name(&document.path)),
            };
            now.map_or_else(own, |now| now.path.clone())
        };
        let documents =
            sound.into_iter().map(|document| Document { path: path(document), ..document.clone() }).collect();
        Self { name, documents, unread, tombstones, levels, since }
    }

    /// Documents that no lock speaks of, with the paths that they have themselves.
    pub(super) fn alone(inputs: &Inputs<'_>, name: &str, documents: &'a [Document]) -> Self {
        let is_broken = |document: &&Document| inputs.tables.broken.iter().any(|broken| broken.name == document.name);
        let (unread, sound): (Vec<&Document>, Vec<&Document>) = documents.iter().partition(is_broken);
        let documents = sound.into_iter().cloned().collect();
        Self { name: name.to_owned(), documents, unread, tombstones: &[], levels: &NO_LEVELS, since: Since::Lock }
    }
}

/// What the paths of documents are relative to.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// The folder that the command runs in, as they are shown.
    Shown,
    /// The folder of the lock at this path, which has them.
    FromLock(&'a str),
}

/// How old a baseline is, which decides which acceptances are in force against it.
pub(super) enum Since<'a> {
    /// What the lock says now.
    Lock,
    /// A release, by its number in this lock.
    Release(&'a Lock, usize),
    /// A revision with this lock, or without one.
    Revision(Option<&'a Lock>),
}

/// What a revision without a lock sets.
static NO_LEVELS: Levels = Levels::NONE;

/// Every baseline, the nearest first.
pub(super) fn all<'a>(inputs: &Inputs<'a>) -> Vec<Baseline<'a>> {
    let (mut baselines, lock) = match inputs.against {
        None => (vec![of_lock(inputs)], Some(inputs.lock)),
        Some(revision) => (of_revision(inputs, revision), revision.lock.as_ref()),
    };
    if let Some(lock) = lock {
        let path = inputs.against.map_or(inputs.lock_path, |revision| &revision.lock_path);
        baselines.extend(of_releases(inputs, lock, Place::FromLock(path)));
    }
    baselines
}

fn of_lock<'a>(inputs: &Inputs<'a>) -> Baseline<'a> {
    let Lock { documents, tombstones, settings, .. } = inputs.lock;
    let since = (&settings.levels, Since::Lock);
    let place = Place::FromLock(inputs.lock_path);
    Baseline::new(inputs, inputs.lock_path.to_owned(), documents, tombstones, since, place)
}

/// The tables of a revision, and its lock if that says something else.
fn of_revision<'a>(inputs: &Inputs<'a>, revision: &'a Revision) -> Vec<Baseline<'a>> {
    let lock = revision.lock.as_ref();
    let since = || (lock.map_or(&NO_LEVELS, |lock| &lock.settings.levels), Since::Revision(lock));
    let tombstones = lock.map_or(&[][..], |lock| &lock.tombstones);
    let documents = revision.tables.documents.iter().chain(revision.unread().filter_map(|(_, in_lock)| in_lock));
    let mut tables = Baseline::new(inputs, revision.name.clone(), documents, tombstones, since(), Place::Shown);
    // What the documents said last, where they are silent now, only the lock remembers.
    for document in &mut tables.documents {
        let locked = lock.and_then(|lock| lock.documents.iter().find(|locked| locked.name == document.name));
        document.last_consents = locked.map(|locked| last_consents(locked, document)).unwrap_or_default();
    }
    let mut baselines = vec![tables];
    if let Some(lock) = lock.filter(|_| !revision.agrees()) {
        let name = format!("the lock at {}", revision.name);
        let place = Place::FromLock(&revision.lock_path);
        baselines.push(Baseline::new(inputs, name, &lock.documents, &[], since(), place));
    }
    baselines
}

/// The supported releases, the last one first.
fn of_releases<'a>(inputs: &Inputs<'a>, lock: &'a Lock, place: Place<'_>) -> Vec<Baseline<'a>> {
    let releases = lock.releases.iter().enumerate().rev();
    let supported = releases.filter_map(|(number, release)| {
        let documents = release.documents.as_ref()?;
        Some(Baseline::new(
            inputs,
            release.baseline(),
            documents,
            &[],
            (&lock.settings.levels, Since::Release(lock, number)),
            place,
        ))
    });
    supported.collect()
}
