//! The tables of one moment, as they were read.

use crate::lock::Lock;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::Reading;

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
    pub fn new(readings: &[Reading], unskipped: Vec<Document>) -> Self {
        Self::of(readings.to_vec(), unskipped)
    }

    /// The same of readings that nobody needs any more.
    pub(crate) fn of(readings: Vec<Reading>, unskipped: Vec<Document>) -> Self {
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
