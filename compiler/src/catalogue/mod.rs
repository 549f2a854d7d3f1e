//! The catalogue: the permissions that a provider really has, as a file says.
//!
//! A catalogue is a file beside the lock, [`FILE`]. With it, reading finds permissions that do not exist before a user signs in.

pub mod file;
mod judge;
mod known;
mod names;
mod parse;

use core::cmp::Ordering;
use std::collections::BTreeMap;

pub(crate) use judge::judge;
pub(crate) use known::known;
pub use parse::parse;

pub use crate::GRAPH;
use crate::finding::Rule;
use crate::model::Kind;
use crate::rules;
use scopemark_core::ask::same_resource;

/// The name of the file.
pub const FILE: &str = "permissions.catalogue.tsv";

/// What a provider has, sorted by resource, name and group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The text of the file. A build script runs unoptimized code, and a catalogue may have 20,000 lines: no line is copied.
    text: String,
    rows: Vec<Row>,
}

/// A line of the file: where its fields are in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    resource: Span,
    name: Span,
    group: Group,
    id: Span,
    admin_consent: Option<bool>,
    enabled: Option<bool>,
    description: Span,
}

/// A part of the text, from one byte to another; empty for a field that says nothing.
type Span = (u32, u32);

/// A permission of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'c> {
    /// The resource that it belongs to: a URI, or empty for a provider without resources.
    pub resource: &'c str,
    /// Its name.
    pub name: &'c str,
    /// Which of the provider's groups it is in.
    pub group: Group,
    /// The provider's id of it, such as a GUID; empty if it is not known.
    pub id: &'c str,
    /// Whether an administrator must consent, where the provider says.
    pub admin_consent: Option<bool>,
    /// Whether it can be granted, where the provider says.
    pub enabled: Option<bool>,
    /// What it allows, as plain text; empty if it is not known.
    pub description: &'c str,
}

/// The groups into which Microsoft divides permissions. Other providers have only [`Delegated`](Self::Delegated).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// For an app without a user.
    Application,
    /// For an app that acts for a user.
    Delegated,
    /// The same, for personal Microsoft accounts.
    DelegatedPersonal,
    /// For an app without a user, in one team, chat or meeting (resource-specific consent).
    RscApplication,
}

impl Group {
    /// Every group, in the order of their words.
    pub const ALL: [Self; 4] = [Self::Application, Self::Delegated, Self::DelegatedPersonal, Self::RscApplication];

    /// The group of a word in the file.
    fn of(word: &str) -> Option<Self> {
        match word {
            "delegated" => Some(Self::Delegated),
            "application" => Some(Self::Application),
            "delegatedpersonal" => Some(Self::DelegatedPersonal),
            "rsc-application" => Some(Self::RscApplication),
            _ => None,
        }
    }

    /// The word that stands for it in the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Delegated => "delegated",
            Self::DelegatedPersonal => "delegatedpersonal",
            Self::RscApplication => "rsc-application",
        }
    }

    /// The kind of its permissions.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Delegated | Self::DelegatedPersonal => Kind::Delegated,
            Self::Application | Self::RscApplication => Kind::Application,
        }
    }
}

impl Catalogue {
    /// The entries, sorted by resource, name and group.
    #[must_use]
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Entry<'_>> {
        self.rows.iter().map(|row| self.entry(row))
    }

    /// Whether a permission exists, by its resource, kind and name in the resource. True for a resource that the catalogue
    /// does not list.
    #[must_use]
    pub fn has(&self, resource: &str, kind: Kind, name: &str) -> bool {
        let of = self.of(resource);
        of.is_empty() || of.find(kind, name).is_some()
    }

    /// Whether an administrator must consent to a permission, by its resource, kind and text, where the catalogue knows.
    #[must_use]
    pub fn admin_consent(&self, resource: &str, kind: Kind, text: &str) -> Option<bool> {
        self.of(resource).find(kind, names::short(resource, text))?.admin_consent
    }

    /// Whether it lists a permission of this resource and name, of either kind.
    pub(crate) fn lists(&self, resource: &str, name: &str) -> bool {
        let of = self.of(resource);
        of.find(Kind::Delegated, name).or_else(|| of.find(Kind::Application, name)).is_some()
    }

    /// What it says about one resource.
    pub(crate) fn of(&self, resource: &str) -> OfResource<'_> {
        let mut rest = self.rows.as_slice();
        while let Some(own) = rest.first().map(|row| self.resource(row)) {
            let (rows, others) = rest.split_at(rest.partition_point(|row| self.resource(row) == own));
            if same_resource(own, resource) {
                return OfResource { catalogue: self, rows };
            }
            rest = others;
        }
        OfResource { catalogue: self, rows: &[] }
    }

    fn entry(&self, row: &Row) -> Entry<'_> {
        let &Row { group, admin_consent, enabled, .. } = row;
        let [name, id, description] = [row.name, row.id, row.description].map(|span| self.part(span));
        Entry { resource: self.resource(row), name, group, id, admin_consent, enabled, description }
    }

    fn part(&self, (start, end): Span) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Without the column, or with nothing in it, a permission is one of Microsoft Graph; `-` says that there is no resource.
    fn resource(&self, row: &Row) -> &str {
        match self.part(row.resource) {
            "" => GRAPH,
            "-" => "",
            resource => resource,
        }
    }

    /// The order of the file: by what an entry is about.
    fn order(&self, one: &Row, other: &Row) -> Ordering {
        let resources = self.resource(one).cmp(self.resource(other));
        resources.then_with(|| self.part(one.name).cmp(self.part(other.name))).then(one.group.cmp(&other.group))
    }
}

/// The entries of one resource, sorted by name and group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfResource<'c> {
    catalogue: &'c Catalogue,
    rows: &'c [Row],
}

impl<'c> OfResource<'c> {
    /// Whether the catalogue does not list the resource.
    pub(crate) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The same without an entry, as if the catalogue did not list the resource.
    pub(crate) const fn forgotten(self) -> Self {
        Self { rows: &[], ..self }
    }

    pub(crate) fn entries(self) -> impl DoubleEndedIterator<Item = Entry<'c>> {
        self.rows.iter().map(move |row| self.catalogue.entry(row))
    }

    /// The permission of this kind and name. Of a name that both kinds of accounts have, what is said of work and school
    /// accounts counts.
    pub(crate) fn find(&self, kind: Kind, name: &str) -> Option<Entry<'c>> {
        let start = self.rows.partition_point(|row| self.catalogue.part(row.name) < name);
        let named = Self { rows: &self.rows[start..], ..*self };
        named.entries().take_while(|entry| entry.name == name).find(|entry| entry.group.kind() == kind)
    }

    /// The permissions by kind and by name in lower case.
    pub(crate) fn in_lower_case(&self) -> BTreeMap<(Kind, String), Entry<'c>> {
        self.entries().rev().map(|entry| ((entry.group.kind(), entry.name.to_ascii_lowercase()), entry)).collect()
    }

    /// The names of this kind, sorted; some may be there twice.
    pub(crate) fn names(self, kind: Kind) -> impl Iterator<Item = &'c str> {
        self.entries().filter(move |entry| entry.group.kind() == kind).map(|entry| entry.name)
    }
}

/// How people call a resource.
pub(crate) fn called(resource: &str) -> &str {
    match resource {
        "" => "the provider",
        _ if same_resource(resource, GRAPH) => "Microsoft Graph",
        _ => resource,
    }
}

/// Whether a rule compares documents with a catalogue: what it finds is about the world, and the document was read.
#[must_use]
pub fn is_judged_by(rule: &Rule) -> bool {
    [&rules::CATALOGUE_NO_SUCH_PERMISSION, &rules::CATALOGUE_OTHER_KIND, &rules::CATALOGUE_DISABLED].contains(&rule)
}
