//! What a lock says: the facts of the documents, and what was promised and accepted before.

use scopemark_compiler::model::Document;

use super::acceptance::Acceptance;
use super::canonical::canonical;
use super::tombstone::{self, Tombstone};

/// The name of the file.
pub const FILE: &str = "permissions.lock";

/// The number that grows when an older scopemark could not read the file.
pub const FORMAT: i64 = 1;

/// How many releases are supported where nobody said otherwise: the last one.
pub const DEFAULT_WINDOW: usize = 1;

/// What a lock says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The documents' folder (or the document, where there is only one), as seen from the lock's own folder, with `/`.
    pub folder: String,
    /// The facts of the documents, [`canonical`], sorted by path.
    pub documents: Vec<Document>,
    /// Names that the documents had once and have no more, sorted.
    pub tombstones: Vec<Tombstone>,
    /// The accepted changes that no release has yet, sorted by fingerprint.
    pub accepted: Vec<Acceptance>,
    /// How many of the last releases are supported: their facts are kept, and compared with.
    pub window: usize,
    /// Every release, oldest first.
    pub releases: Vec<Release>,
}

/// A release: what its tables said, and which incompatible changes it was meant to bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The version.
    pub version: String,
    /// The changes that it brought, sorted by fingerprint.
    pub accepted: Vec<Acceptance>,
    /// The facts, [`canonical`], sorted by path; `None` where the release is no longer supported.
    pub documents: Option<Vec<Document>>,
}

impl Lock {
    /// A lock of documents that never had one.
    #[must_use]
    pub fn new<'a>(folder: &str, documents: impl IntoIterator<Item = &'a Document>) -> Self {
        Self {
            folder: folder.to_owned(),
            documents: canonical(documents),
            tombstones: Vec::new(),
            accepted: Vec::new(),
            window: DEFAULT_WINDOW,
            releases: Vec::new(),
        }
    }

    /// The supported releases with their facts, oldest first.
    #[must_use]
    pub fn supported(&self) -> Vec<(&Release, &[Document])> {
        self.releases.iter().filter_map(|release| Some((release, release.documents.as_deref()?))).collect()
    }

    /// Brings the facts up to date: what is gone leaves a tombstone, and what came back has none.
    ///
    /// Every acceptance is settled with that: what it allows has happened, and to happen again it must be accepted again.
    pub fn advance<'a>(&mut self, documents: impl IntoIterator<Item = &'a Document>) {
        let documents = canonical(documents);
        self.tombstones = tombstone::after(&self.tombstones, &self.documents, &documents);
        self.documents = documents;
        for acceptance in &mut self.accepted {
            acceptance.settled = true;
        }
    }

    /// Records a release of the facts as they are: the accepted changes become its own, and the oldest release leaves
    /// the window where that is full.
    pub fn release(&mut self, version: &str) {
        let accepted = core::mem::take(&mut self.accepted);
        self.releases.push(Release { version: version.to_owned(), accepted, documents: Some(self.documents.clone()) });
        let past = self.releases.len().saturating_sub(self.window);
        for release in &mut self.releases[..past] {
            release.documents = None;
        }
    }
}
