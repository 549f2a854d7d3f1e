//! What is reviewed: the tables of one moment, the lock, and the revision compared with.

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::Reading;

use crate::lock::{Date, Lock};

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The tables as they are.
    pub tables: &'a Tables,
    /// Their facts, [canonical](crate::lock::canonical), with paths as the lock has them.
    pub facts: &'a [Document],
    /// The lock as it is.
    pub lock: &'a Lock,
    /// Where the lock is, as it is shown.
    pub lock_path: &'a str,
    /// The revision that is compared with instead of the lock, where there is one. Then the supported releases, the
    /// tombstones and the history are those of the revision.
    pub against: Option<&'a Revision>,
    /// The day on which acceptances must still be in force.
    pub today: Date,
}

/// The documents of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// The documents without an error of reading.
    pub documents: Vec<Document>,
    /// The documents with one, as far as they could be read.
    pub broken: Vec<Document>,
    /// What the documents that skip a table, or themselves, would say without that directive.
    pub unskipped: Vec<Document>,
}

impl Tables {
    /// The documents of these readings, and what others would say without a `skip`.
    #[must_use]
    pub fn new(readings: Vec<Reading>, unskipped: Vec<Document>) -> Self {
        let is_broken = |reading: &Reading| reading.findings.iter().any(|finding| finding.level() == Level::Error);
        let (broken, sound): (Vec<Reading>, Vec<Reading>) = readings.into_iter().partition(is_broken);
        let documents = |readings: Vec<Reading>| readings.into_iter().map(|reading| reading.document).collect();
        Self { documents: documents(sound), broken: documents(broken), unskipped }
    }
}

/// What a revision of the repository has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its name, as it was given.
    pub name: String,
    /// What a command can call it by.
    pub commit: String,
    /// Its tables, with paths as they are shown.
    pub tables: Tables,
    /// Their facts, [canonical](crate::lock::canonical), with paths as the lock has them.
    pub facts: Vec<Document>,
    /// Its lock.
    pub lock: Lock,
}

impl Revision {
    /// Whether its lock says what its tables say.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.tables.broken.is_empty() && self.lock.documents == self.facts
    }
}
