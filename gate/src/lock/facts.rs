//! The facts of one document in the lock's file: one struct for each kind of fact, used to read and write.

use scopemark_compiler::model::{Access, Cover, Document, Kind, Name, Permission, Renaming};
use serde::{Deserialize, Serialize};

use super::canonical::{NOWHERE, only_clause};
use super::cells;
use super::contents::FORMAT;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DocumentSection {
    name: String,
    path: String,
    resource: String,
    #[serde(default, skip_serializing_if = "is_default")]
    resources: Vec<NameFact>,
    #[serde(default, skip_serializing_if = "is_default")]
    serves: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    beta: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    yes_no: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    condition_words: Vec<WordsFact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The former name of the document, where it had one.
    formerly_document: Option<String>,
    /// All of them, where it had several.
    #[serde(default, skip_serializing_if = "is_default")]
    formerly_documents: Vec<String>,
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
    #[serde(default, skip_serializing_if = "is_default")]
    last_consents: Vec<ConsentFact>,
    #[serde(rename = "digest", skip_serializing)]
    _digest: String,
}

/// What the document said last of the consent for a permission that it is silent about now.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConsentFact {
    scope: String,
    admin_consent: bool,
}

/// Words that a directive gives to a condition.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFact {
    words: String,
    condition: String,
}

#[derive(PartialEq, Serialize, Deserialize)]
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
    /// The groups of its cell, where there are several.
    #[serde(default, skip_serializing_if = "is_default")]
    clauses: Vec<Vec<String>>,
    /// Its resource, where it is not the document's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resource: Option<String>,
    /// The number of its cell, which it shares with other rows of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cell: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    notes: String,
    #[serde(default, skip_serializing_if = "is_default")]
    other: Vec<(String, String)>,
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

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl DocumentSection {
    pub(super) fn new(document: &Document, format: i64) -> Self {
        let name = |name: &Name| NameFact { name: name.text.clone(), ident: name.ident.clone() };
        let names = |names: &[Name]| names.iter().map(name).collect();
        let formerly = |says: &Renaming| RenamingFact { name: says.key.clone(), formerly: says.value.clone() };
        let cover = |cover: &Cover| CoverFact {
            kind: cover.kind,
            scope: cover.covers.clone(),
            satisfied_by: cover.scope.clone(),
        };
        // One name has the key that it had before there could be several.
        let (one, several) = match &*document.formerly_documents {
            [one] => (Some(one), &[][..]),
            several => (None, several),
        };
        let section = Self {
            name: document.name.clone(),
            path: document.path.clone(),
            resource: document.resource.clone(),
            resources: names(&document.resources),
            serves: document.serves,
            beta: document.beta.clone(),
            yes_no: document.yes_no.clone(),
            condition_words: document.condition_words.iter().map(WordsFact::new).collect(),
            formerly_document: one.cloned(),
            formerly_documents: several.to_vec(),
            separator: document.separator,
            request_separator: document.request_separator,
            features: names(&document.features),
            conditions: names(&document.conditions),
            scopes: names(&document.scopes),
            app_roles: names(&document.app_roles),
            formerly: document.formerly.iter().map(formerly).collect(),
            permissions: document.permissions.iter().map(|row| RowFact::new(row, document)).collect(),
            covers: document.covers.iter().map(cover).collect(),
            last_consents: document.last_consents.iter().map(ConsentFact::new).collect(),
            _digest: String::new(),
        };
        if format > 1 { section } else { section.of_format_1() }
    }

    /// What format 1 has of it.
    fn of_format_1(self) -> Self {
        let row = |row: RowFact| RowFact { clauses: Vec::new(), resource: None, cell: None, other: Vec::new(), ..row };
        Self {
            resources: Vec::new(),
            serves: false,
            beta: Vec::new(),
            yes_no: Vec::new(),
            condition_words: Vec::new(),
            formerly_document: None,
            formerly_documents: Vec::new(),
            last_consents: Vec::new(),
            permissions: self.permissions.into_iter().map(row).collect(),
            ..self
        }
    }

    pub(super) fn document(self, format: i64) -> Document {
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
        let features = names(self.features);
        let cells = self.permissions.iter().map(|row| row.cell).collect::<Vec<_>>();
        let numbers = cells::number(cells.iter().map(Option::as_ref));
        // Format 1 does not say which rows share a cell.
        let positions = numbers.into_iter().map(|cell| if format > 1 { cells::position(cell) } else { NOWHERE });
        let rows = self.permissions.into_iter().zip(positions);
        Document {
            last_consents: self.last_consents.into_iter().map(|fact| (fact.scope, fact.admin_consent)).collect(),
            permissions: rows
                .map(|(row, position)| Permission { position, ..row.permission(&features, &self.resource, format) })
                .collect(),
            name: self.name,
            path: self.path,
            resource: self.resource,
            resources: names(self.resources),
            serves: self.serves,
            beta: self.beta,
            yes_no: self.yes_no,
            condition_words: self.condition_words.into_iter().map(|fact| (fact.words, fact.condition)).collect(),
            formerly_documents: self.formerly_document.into_iter().chain(self.formerly_documents).collect(),
            separator: self.separator,
            request_separator: self.request_separator,
            features,
            conditions: names(self.conditions),
            scopes: names(self.scopes),
            app_roles: names(self.app_roles),
            covers: self.covers.into_iter().map(cover).collect(),
            formerly: self.formerly.into_iter().map(formerly).collect(),
            ..Document::default()
        }
    }
}

/// The document with only what a format has of it.
pub(crate) fn as_format(document: &Document, format: i64) -> Document {
    if format >= FORMAT { document.clone() } else { DocumentSection::new(document, format).document(format) }
}

impl ConsentFact {
    fn new((scope, admin_consent): &(String, bool)) -> Self {
        Self { scope: scope.clone(), admin_consent: *admin_consent }
    }
}

impl WordsFact {
    fn new((words, condition): &(String, String)) -> Self {
        Self { words: words.clone(), condition: condition.clone() }
    }
}

impl RowFact {
    fn new(row: &Permission, document: &Document) -> Self {
        Self {
            feature: row.feature.and_then(|index| document.features.get(index)).map(|feature| feature.text.clone()),
            access: row.access,
            kind: row.kind,
            scope: row.scope.clone(),
            admin_consent: row.admin_consent,
            optional: row.optional,
            requires: row.requires.clone(),
            excludes: row.excludes.clone(),
            alternatives: row.alternatives.clone(),
            clauses: if row.clauses.len() > 1 { row.clauses.clone() } else { Vec::new() },
            resource: (row.resource != document.resource).then(|| row.resource.clone()),
            cell: cells::shared(row, document),
            notes: row.notes.clone(),
            other: row.other.clone(),
        }
    }

    fn permission(self, features: &[Name], resource: &str, format: i64) -> Permission {
        let mut row = Permission {
            scope: self.scope,
            kind: self.kind,
            feature: self.feature.and_then(|text| features.iter().position(|feature| feature.text == text)),
            access: self.access,
            admin_consent: self.admin_consent,
            optional: self.optional,
            requires: self.requires,
            excludes: self.excludes,
            alternatives: self.alternatives,
            clauses: self.clauses,
            resource: self.resource.unwrap_or_else(|| if format > 1 { resource.to_owned() } else { String::new() }),
            description: String::new(),
            notes: self.notes,
            reason: String::new(),
            other: self.other,
            position: NOWHERE,
        };
        if row.clauses.is_empty() && format > 1 {
            row.clauses = vec![only_clause(&row)];
        }
        row
    }
}
