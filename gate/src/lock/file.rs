//! The grammar of the lock's file: one struct for each kind of section, used to read and write.

use scopemark_compiler::model::Document;
use serde::{Deserialize, Serialize};

use super::acceptance::Acceptance;
use super::contents::{Lock, Release};
use super::facts::DocumentSection;
use super::settings::Settings;
use super::tombstone::Tombstone;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: i64,
    folder: String,
    /// Format 1 has none.
    #[serde(default, skip_serializing)]
    pub(super) settings: Option<SettingsSection>,
    #[serde(skip_serializing)]
    pub(super) history: HistorySection,
    #[serde(skip_serializing)]
    pub(super) acceptances: AcceptancesSection,
    #[serde(skip_serializing)]
    pub(super) tombstones: TombstonesSection,
    #[serde(default, skip_serializing)]
    pub(super) document: Vec<DocumentSection>,
    #[serde(default, skip_serializing)]
    pub(super) release: Vec<ReleaseSection>,
}

// Each section ends with its digest, which is made from its text when the file is written.

#[derive(Serialize, Deserialize)]
pub(super) struct SettingsSection {
    #[serde(flatten)]
    settings: Settings,
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HistorySection {
    window: usize,
    versions: Vec<String>,
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptancesSection {
    accepted: Vec<Acceptance>,
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TombstonesSection {
    removed: Vec<Tombstone>,
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReleaseSection {
    version: String,
    accepted: Vec<Acceptance>,
    supported: bool,
    /// The format in which the facts were recorded, if it is an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    facts: Option<i64>,
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
    #[serde(default, skip_serializing)]
    pub(super) document: Vec<DocumentSection>,
}

impl From<&Lock> for File {
    fn from(lock: &Lock) -> Self {
        Self {
            format: lock.format,
            folder: lock.folder.clone(),
            settings: (lock.format > 1)
                .then(|| SettingsSection { settings: lock.settings.clone(), _digest: String::new() }),
            history: HistorySection {
                window: lock.window,
                versions: lock.releases.iter().map(|release| release.version.clone()).collect(),
                _digest: String::new(),
            },
            acceptances: AcceptancesSection { accepted: lock.accepted.clone(), _digest: String::new() },
            tombstones: TombstonesSection { removed: lock.tombstones.clone(), _digest: String::new() },
            document: lock.documents.iter().map(|document| DocumentSection::new(document, lock.format)).collect(),
            release: lock.releases.iter().map(|release| ReleaseSection::new(release, lock.format)).collect(),
        }
    }
}

/// A file that contradicts itself is read in some way. It is then refused, because scopemark would not write it that way.
impl From<File> for Lock {
    fn from(file: File) -> Self {
        Self {
            format: file.format,
            folder: file.folder,
            settings: file.settings.map(|section| section.settings).unwrap_or_default(),
            documents: documents(file.document, file.format),
            tombstones: file.tombstones.removed,
            accepted: file.acceptances.accepted,
            window: file.history.window,
            releases: file.release.into_iter().map(|section| section.release(file.format)).collect(),
        }
    }
}

/// The documents of sections in this format.
fn documents(sections: Vec<DocumentSection>, format: i64) -> Vec<Document> {
    sections.into_iter().map(|section| section.document(format)).collect()
}

impl ReleaseSection {
    fn new(release: &Release, format: i64) -> Self {
        Self {
            version: release.version.clone(),
            accepted: release.accepted.clone(),
            supported: release.documents.is_some(),
            facts: (release.format < format).then_some(release.format),
            _digest: String::new(),
            document: release
                .documents
                .iter()
                .flatten()
                .map(|document| DocumentSection::new(document, release.format))
                .collect(),
        }
    }

    fn release(self, format: i64) -> Release {
        let format = self.facts.unwrap_or(format);
        Release {
            version: self.version,
            accepted: self.accepted,
            format,
            documents: self.supported.then(|| documents(self.document, format)),
        }
    }
}
