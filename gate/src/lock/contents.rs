//! The contents of a lock: the facts of the documents, removed names, acceptances and releases.

use scopemark_compiler::model::Document;

use super::acceptance::Acceptance;
use super::canonical::{before, canonical, last_consents};
use super::settings::Settings;
use super::tombstone::{self, Tombstone};
use crate::fingerprint::is_whole;

/// The format number. It grows when older versions of scopemark cannot read the file.
pub const FORMAT: i64 = 2;

/// How many releases are supported by default.
pub const DEFAULT_WINDOW: usize = 3;

/// The contents of a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The format of its file. An earlier one has fewer facts.
    pub format: i64,
    /// The folder of the documents, or the one document, relative to the lock's folder, with `/`.
    pub folder: String,
    /// What else the comparison depends on beside the tables.
    pub settings: Settings,
    /// The facts of the documents, [`canonical`], sorted by path.
    pub documents: Vec<Document>,
    /// Names that the documents no longer have, sorted.
    pub tombstones: Vec<Tombstone>,
    /// The accepted changes that are not yet released, sorted by fingerprint.
    pub accepted: Vec<Acceptance>,
    /// How many of the last releases are supported. The lock keeps their facts, and later edits are compared with them.
    pub window: usize,
    /// Every release, oldest first.
    pub releases: Vec<Release>,
}

/// A release: its facts, and its accepted incompatible changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The version.
    pub version: String,
    /// Its accepted changes, sorted by fingerprint.
    pub accepted: Vec<Acceptance>,
    /// The format in which its facts were recorded.
    pub format: i64,
    /// The facts, [`canonical`], sorted by path. `None` if the release is no longer supported.
    pub documents: Option<Vec<Document>>,
}

impl Release {
    /// Its name as a baseline.
    #[must_use]
    pub fn baseline(&self) -> String {
        format!("release {}", self.version)
    }
}

impl Lock {
    /// The first lock of these documents.
    #[must_use]
    pub fn new<'a>(folder: &str, documents: impl IntoIterator<Item = &'a Document>) -> Self {
        Self {
            format: FORMAT,
            folder: folder.to_owned(),
            settings: Settings::default(),
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

    /// The acceptances whose fingerprints an earlier format made in another way. They match nothing now.
    #[must_use]
    pub fn outdated(&self) -> Vec<&Acceptance> {
        self.accepted.iter().filter(|acceptance| !is_whole(&acceptance.fingerprint)).collect()
    }

    /// Brings the facts up to date. A removed name leaves a tombstone, and a name that is back loses its tombstone.
    ///
    /// A lock of an earlier format gets the current one, without the acceptances that are [outdated](Self::outdated).
    ///
    /// This settles every acceptance: its change is now in the lock, and making the same change again needs another one.
    pub fn advance<'a>(&mut self, documents: impl IntoIterator<Item = &'a Document>) {
        let mut documents = canonical(documents);
        for document in &mut documents {
            let before = before(&self.documents, document);
            document.last_consents = before.map(|before| last_consents(before, document)).unwrap_or_default();
        }
        self.tombstones = tombstone::after(&self.tombstones, &self.documents, &documents);
        self.documents = documents;
        // Nothing that is found now has a fingerprint of format 1.
        self.accepted.retain(|acceptance| is_whole(&acceptance.fingerprint));
        self.format = FORMAT;
        for acceptance in &mut self.accepted {
            acceptance.settled = true;
        }
    }

    /// The lock as it was before its last release. `None` if there is none, or if it no longer has the facts of the one
    /// before, which a comparison with it would need.
    #[must_use]
    pub fn before_last_release(&self) -> Option<Self> {
        let mut before = self.clone();
        let last = before.releases.pop()?;
        before.documents = last.documents?;
        before.accepted = last.accepted;
        before.releases.last().is_none_or(|release| release.documents.is_some()).then_some(before)
    }

    /// Records a release of the current facts. The accepted changes become part of it. If the window is full, the oldest
    /// supported release leaves it.
    pub fn release(&mut self, version: &str) {
        let accepted = core::mem::take(&mut self.accepted);
        self.releases.push(Release {
            version: version.to_owned(),
            accepted,
            format: self.format,
            documents: Some(self.documents.clone()),
        });
        self.drop_past_the_window();
    }

    /// Drops the facts of releases that are no longer supported.
    pub(super) fn drop_past_the_window(&mut self) {
        let past = self.releases.len().saturating_sub(self.window);
        for release in &mut self.releases[..past] {
            release.documents = None;
        }
    }
}
