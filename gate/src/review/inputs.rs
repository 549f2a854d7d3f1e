//! The inputs of a review: the current tables, the lock, and the revision to compare with.

use std::collections::BTreeSet;

use scopemark_compiler::catalogue::{self, Catalogue};
use scopemark_compiler::finding::{Finding, Level};
use scopemark_compiler::model::Document;
use scopemark_compiler::read::Reading;

use crate::lock::{Date, Lock, Settings, are_same_facts, as_format, said};

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The current tables.
    pub tables: &'a Tables,
    /// Their facts, [canonical](crate::lock::canonical), with paths as in the lock.
    pub facts: &'a [Document],
    /// The current lock.
    pub lock: &'a Lock,
    /// The path of the lock, as it is shown.
    pub lock_path: &'a str,
    /// The revision to compare with instead of the lock, if any. The supported releases, the tombstones and the history
    /// are then those of the revision.
    pub against: Option<&'a Revision>,
    /// The catalogue of the provider's permissions, if there is one: with a revision, that of the revision.
    pub catalogue: Option<&'a Catalogue>,
    /// The current settings, which the lock should have.
    pub settings: &'a Settings,
    /// The day on which acceptances must be in force.
    pub today: Date,
}

/// The documents of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// The documents that were read without an error.
    pub documents: Vec<Document>,
    /// The documents with an error, as far as they could be read.
    pub broken: Vec<Document>,
    /// The documents that skip a table or themselves, read without that directive.
    pub unskipped: Vec<Document>,
    /// The paths of links that are not followed, sorted: out of the git work tree, or at a revision.
    pub links: Vec<String>,
    /// At a revision: the folder of its documents, if it is still there and no longer read.
    pub dropped: Vec<String>,
}

impl Tables {
    /// The documents of these readings, and documents read without their `skip` directives.
    #[must_use]
    pub fn new(readings: Vec<Reading>, unskipped: Vec<Document>) -> Self {
        // What a catalogue says of a document is no fault of reading it.
        let loses = |finding: &Finding| finding.level() == Level::Error && !catalogue::is_judged_by(finding.rule);
        let is_broken = |reading: &Reading| reading.findings.iter().any(loses);
        let (broken, sound): (Vec<Reading>, Vec<Reading>) = readings.into_iter().partition(is_broken);
        let documents = |readings: Vec<Reading>| readings.into_iter().map(|reading| reading.document).collect();
        Self {
            documents: documents(sound),
            broken: documents(broken),
            unskipped,
            links: Vec::new(),
            dropped: Vec::new(),
        }
    }
}

/// What a revision of the repository has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its name, as given.
    pub name: String,
    /// Its name for commands.
    pub commit: String,
    /// Its tables, with paths as they are shown.
    pub tables: Tables,
    /// Their facts, [canonical](crate::lock::canonical), with paths as the lock has them.
    pub facts: Vec<Document>,
    /// Its lock, if it has one.
    pub lock: Option<Lock>,
    /// The path of its lock, as it is shown.
    pub lock_path: String,
    /// Its catalogue of the provider's permissions, if it has one.
    pub catalogue: Option<Catalogue>,
}

impl Revision {
    /// Whether its lock says what its tables say. A revision without a lock contradicts nothing.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let is_same =
            |lock: &Lock| self.tables.broken.is_empty() && are_same_facts(&lock.documents, &self.facts_of(lock));
        self.lock.as_ref().is_none_or(is_same)
    }

    /// The paths in the lock of the documents that can be read and of which the lock says something else, sorted.
    pub(crate) fn differing(&self) -> Vec<&str> {
        let Some(lock) = &self.lock else { return Vec::new() };
        let of = |documents: &[Document], path: &str| documents.iter().find(|other| other.path == path).map(said);
        let is_read = |of: &&Document| self.tables.broken.iter().all(|broken| broken.name != of.name);
        let documents = lock.documents.iter().filter(is_read).chain(&self.facts);
        let paths: BTreeSet<&str> = documents.map(|document| document.path.as_str()).collect();
        let facts = self.facts_of(lock);
        paths.into_iter().filter(|path| of(&lock.documents, path) != of(&facts, path)).collect()
    }

    /// The facts of its tables, as far as its lock has them.
    fn facts_of(&self, lock: &Lock) -> Vec<Document> {
        self.facts.iter().map(|document| as_format(document, lock.format)).collect()
    }

    /// The documents that cannot be read, each with what the lock says of it, if it does.
    pub(crate) fn unread(&self) -> impl Iterator<Item = (&Document, Option<&Document>)> {
        let locked = self.lock.as_ref().map_or(&[][..], |lock| &lock.documents);
        let in_lock = |broken: &Document| locked.iter().find(|document| document.name == broken.name);
        self.tables.broken.iter().map(move |broken| (broken, in_lock(broken)))
    }

    /// Whether it has nothing that an edit could break.
    pub(crate) fn is_empty(&self) -> bool {
        self.lock.is_none() && self.tables.documents.is_empty() && self.tables.broken.is_empty()
    }
}
