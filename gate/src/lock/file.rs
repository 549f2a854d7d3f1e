//! The grammar of the lock's file: one struct for each kind of section and fact, used to read and write.

use scopemark_compiler::model::{Access, Cover, Document, Kind, Name, Permission, Renaming};
use serde::{Deserialize, Serialize};

use super::acceptance::Acceptance;
use super::canonical::NOWHERE;
use super::contents::{FORMAT, Lock, Release};
use super::tombstone::Tombstone;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: i64,
    folder: String,
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
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
    #[serde(default, skip_serializing)]
    pub(super) document: Vec<DocumentSection>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DocumentSection {
    name: String,
    path: String,
    resource: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    separator: Option<char>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request_separator: Option<char>,
    features: Vec<NameFact>,
    conditions: Vec<NameFact>,
    scopes: Vec<NameFact>,
    app_roles: Vec<NameFact>,
    formerly: Vec<RenamingFact>,
    permissions: Vec<RowFact>,
    covers: Vec<CoverFact>,
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFact {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ident: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RenamingFact {
    name: String,
    formerly: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RowFact {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    feature: Option<String>,
    #[serde(with = "AccessWord")]
    access: Access,
    #[serde(with = "KindWord")]
    kind: Kind,
    scope: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    admin_consent: Option<bool>,
    #[serde(default, skip_serializing_if = "is_default")]
    optional: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    requires: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    excludes: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    alternatives: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    notes: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CoverFact {
    #[serde(with = "KindWord")]
    kind: Kind,
    scope: String,
    satisfied_by: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Kind", rename_all = "lowercase")]
enum KindWord {
    Delegated,
    Application,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Access", rename_all = "lowercase")]
enum AccessWord {
    /// No row has it.
    #[serde(skip)]
    Missing,
    Base,
    Update,
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl From<&Lock> for File {
    fn from(lock: &Lock) -> Self {
        Self {
            format: FORMAT,
            folder: lock.folder.clone(),
            history: HistorySection {
                window: lock.window,
                versions: lock.releases.iter().map(|release| release.version.clone()).collect(),
                _digest: String::new(),
            },
            acceptances: AcceptancesSection { accepted: lock.accepted.clone(), _digest: String::new() },
            tombstones: TombstonesSection { removed: lock.tombstones.clone(), _digest: String::new() },
            document: lock.documents.iter().map(DocumentSection::from).collect(),
            release: lock.releases.iter().map(ReleaseSection::from).collect(),
        }
    }
}

/// A file that contradicts itself is read in some way. It is then refused, because scopemark would not write it that way.
impl From<File> for Lock {
    fn from(file: File) -> Self {
        Self {
            folder: file.folder,
            documents: file.document.into_iter().map(Document::from).collect(),
            tombstones: file.tombstones.removed,
            accepted: file.acceptances.accepted,
            window: file.history.window,
            releases: file.release.into_iter().map(Release::from).collect(),
        }
    }
}

impl From<&Release> for ReleaseSection {
    fn from(release: &Release) -> Self {
        Self {
            version: release.version.clone(),
            accepted: release.accepted.clone(),
            supported: release.documents.is_some(),
            _digest: String::new(),
            document: release.documents.iter().flatten().map(DocumentSection::from).collect(),
        }
    }
}

impl From<ReleaseSection> for Release {
    fn from(section: ReleaseSection) -> Self {
        Self {
            version: section.version,
            accepted: section.accepted,
            documents: section.supported.then(|| section.document.into_iter().map(Document::from).collect()),
        }
    }
}

impl From<&Document> for DocumentSection {
    fn from(document: &Document) -> Self {
        let name = |name: &Name| NameFact { name: name.text.clone(), ident: name.ident.clone() };
        let names = |names: &[Name]| names.iter().map(name).collect();
        let formerly = |says: &Renaming| RenamingFact { name: says.key.clone(), formerly: says.value.clone() };
        let cover = |cover: &Cover| CoverFact {
            kind: cover.kind,
            scope: cover.covers.clone(),
            satisfied_by: cover.scope.clone(),
        };
        Self {
            name: document.name.clone(),
            path: document.path.clone(),
            resource: document.resource.clone(),
            separator: document.separator,
            request_separator: document.request_separator,
            features: names(&document.features),
            conditions: names(&document.conditions),
            scopes: names(&document.scopes),
            app_roles: names(&document.app_roles),
            formerly: document.formerly.iter().map(formerly).collect(),
            permissions: document.permissions.iter().map(|row| RowFact::new(row, &document.features)).collect(),
            covers: document.covers.iter().map(cover).collect(),
            _digest: String::new(),
        }
    }
}

impl From<DocumentSection> for Document {
    fn from(section: DocumentSection) -> Self {
        let name = |fact: NameFact| Name { text: fact.name, ident: fact.ident, position: NOWHERE };
        let names = |facts: Vec<NameFact>| -> Vec<Name> { facts.into_iter().map(name).collect() };
        let formerly = |fact: RenamingFact| Renaming { key: fact.name, value: fact.formerly, position: NOWHERE };
        let cover = |CoverFact { kind, scope: covers, satisfied_by: scope }: CoverFact| Cover {
            kind,
            scope,
            covers,
            position: NOWHERE,
            covers_position: NOWHERE,
        };
        let features = names(section.features);
        Self {
            name: section.name,
            path: section.path,
            resource: section.resource,
            separator: section.separator,
            request_separator: section.request_separator,
            permissions: section.permissions.into_iter().map(|row| row.permission(&features)).collect(),
            features,
            conditions: names(section.conditions),
            scopes: names(section.scopes),
            app_roles: names(section.app_roles),
            covers: section.covers.into_iter().map(cover).collect(),
            formerly: section.formerly.into_iter().map(formerly).collect(),
            ..Self::default()
        }
    }
}

impl RowFact {
    fn new(row: &Permission, features: &[Name]) -> Self {
        Self {
            feature: row.feature.and_then(|index| features.get(index)).map(|feature| feature.text.clone()),
            access: row.access,
            kind: row.kind,
            scope: row.scope.clone(),
            admin_consent: row.admin_consent,
            optional: row.optional,
            requires: row.requires.clone(),
            excludes: row.excludes.clone(),
            alternatives: row.alternatives.clone(),
            notes: row.notes.clone(),
        }
    }

    fn permission(self, features: &[Name]) -> Permission {
        Permission {
            scope: self.scope,
            kind: self.kind,
            feature: self.feature.and_then(|text| features.iter().position(|feature| feature.text == text)),
            access: self.access,
            admin_consent: self.admin_consent,
            optional: self.optional,
            requires: self.requires,
            excludes: self.excludes,
            alternatives: self.alternatives,
            clauses: Vec::new(),
            resource: String::new(),
            description: String::new(),
            notes: self.notes,
            reason: String::new(),
            other: Vec::new(),
            position: NOWHERE,
        }
    }
}
