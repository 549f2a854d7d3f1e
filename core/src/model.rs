//! What a document says: the model between the front ends that read and the back ends that emit.

use alloc::string::String;
use alloc::vec::Vec;
use alloc::{borrow::ToOwned, collections::BTreeSet};

pub use crate::{Access, Kind};

/// Where something is in a document. Lines and columns start at 1; columns count Unicode scalars, a tab is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalars.
    pub column: u32,
}

/// One document: its permission rows and what they name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The file's stem, unchanged.
    pub name: String,
    /// The path as given, with `/`.
    pub path: String,
    /// The first heading of level 1, else the front matter's title.
    pub title: Option<String>,
    /// The resource that its permissions belong to: a URI, or empty where it has none.
    pub resource: String,
    /// The resources, the document's own first; none where it has one, or none.
    pub resources: Vec<Name>,
    /// The features, in the order of the document.
    pub features: Vec<Name>,
    /// The conditions, sorted by text.
    pub conditions: Vec<Name>,
    /// The delegated permissions that rows, alternatives and covers name, sorted by text, each once.
    pub scopes: Vec<Name>,
    /// The application permissions that rows, alternatives and covers name, sorted by text, each once.
    pub app_roles: Vec<Name>,
    /// The rows, in the order of the document.
    pub permissions: Vec<Permission>,
    /// The declared pairs, in the order of the document; not closed transitively.
    pub covers: Vec<Cover>,
    /// `rename."TEXT" = "IDENT"`, in the order of the document.
    pub renames: Vec<Renaming>,
    /// `formerly."NEW" = "OLD"`, in the order of the document.
    pub formerly: Vec<Renaming>,
    /// The former names of the document, sorted: `formerly.document = "OLD"`.
    pub formerly_documents: Vec<String>,
    /// What stands between names in a server's answers besides a space; `None` where only a space does.
    pub separator: Option<char>,
    /// What stands between names in a request; `None` for a space (RFC 6749, section 3.3).
    pub request_separator: Option<char>,
    /// What a catalogue says about permissions where the document is silent, in the order of kinds and names.
    pub catalogue: Vec<CatalogueNote>,
    /// The features that may still change, as texts, sorted.
    pub beta: Vec<String>,
    /// Whether the document is a resource server's: its rows decide what a token may do.
    pub serves: bool,
    /// The words for yes and no that directives declare, in lower case, sorted.
    pub yes_no: Vec<String>,
    /// The words by which notes name conditions, as directives declare them, in lower case and singular, each with the condition;
    /// sorted. A condition that notes name by other words too has none here.
    pub condition_words: Vec<(String, String)>,
    /// Whether an administrator had to consent, as the document last said, for delegated permissions about which it is silent
    /// now; by text. Only facts of a lock have it.
    pub last_consents: Vec<(String, bool)>,
}

impl Document {
    /// The permissions of a kind, sorted by text.
    #[must_use]
    pub fn names(&self, kind: Kind) -> &[Name] {
        match kind {
            Kind::Delegated => &self.scopes,
            Kind::Application => &self.app_roles,
        }
    }

    /// The resource of a row whose text names none: that of the row, or else that of the document.
    #[must_use]
    pub fn resource_of<'a>(&'a self, row: &'a Permission) -> &'a str {
        if row.resource.is_empty() { &self.resource } else { &row.resource }
    }

    /// The document without the names that have no Rust name, the rows and covers that need one of those, and the alternatives
    /// that are one: what generated code can say. An error of reading names each of them.
    #[must_use]
    pub fn with_rust_names(&self) -> Self {
        fn has(name: &Name) -> bool {
            name.ident.is_some()
        }
        let mut named = self.clone();
        for names in
            [&mut named.features, &mut named.conditions, &mut named.scopes, &mut named.app_roles, &mut named.resources]
        {
            names.retain(has);
        }
        let texts = |names: &[Name]| names.iter().map(|name| name.text.clone()).collect::<BTreeSet<String>>();
        let (conditions, scopes, app_roles) = (texts(&named.conditions), texts(&named.scopes), texts(&named.app_roles));
        let known = |kind, text: &String| match kind {
            Kind::Delegated => scopes.contains(text),
            Kind::Application => app_roles.contains(text),
        };
        // Which of the features that are left each feature is.
        let mut left = 0;
        let places: Vec<Option<usize>> = self
            .features
            .iter()
            .map(|feature| {
                left += usize::from(has(feature));
                has(feature).then(|| left - 1)
            })
            .collect();
        named.permissions.retain_mut(|row| {
            let feature = row.feature.map(|feature| places.get(feature).copied().flatten());
            row.feature = feature.flatten();
            row.alternatives.retain(|text| known(row.kind, text));
            for clause in &mut row.clauses {
                clause.retain(|text| known(row.kind, text));
            }
            feature != Some(None)
                && known(row.kind, &row.scope)
                && row.requires.iter().chain(&row.excludes).all(|text| conditions.contains(text))
        });
        named.covers.retain(|cover| known(cover.kind, &cover.scope) && known(cover.kind, &cover.covers));
        named
    }
}

/// What a catalogue of the provider's permissions says about one, where the document says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueNote {
    /// The kind.
    pub kind: Kind,
    /// The permission's text, as the document has it.
    pub name: String,
    /// Whether an administrator must consent.
    pub admin_consent: Option<bool>,
    /// What it allows, as plain text; empty if the document says it, or the catalogue does not.
    pub description: String,
}

/// A name that generated code gives a constant: a permission, a feature, a condition or a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The text, as the document has it.
    pub text: String,
    /// The Rust name, or `None` where there can be none (then an error says so).
    pub ident: Option<String>,
    /// Where it is first.
    pub position: Position,
}

impl Name {
    /// A name without a Rust name and a place, for documents that are made by hand.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), ident: None, position: Position { line: 0, column: 0 } }
    }
}

/// One row of a permission table, for one permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// The permission's text.
    pub scope: String,
    /// Who acts with it.
    pub kind: Kind,
    /// An index into [`Document::features`]; `None` for a row that is requested with every feature.
    pub feature: Option<usize>,
    /// [`Access::Base`] or [`Access::Update`].
    pub access: Access,
    /// Whether an administrator must consent, where the document says.
    pub admin_consent: Option<bool>,
    /// Requested only if the integration opts in.
    pub optional: bool,
    /// The conditions that must all hold, sorted.
    pub requires: Vec<String>,
    /// The conditions of which none may hold, sorted.
    pub excludes: Vec<String>,
    /// What satisfies it as well, of the same kind, in the order of the document: all other members of the clauses.
    pub alternatives: Vec<String>,
    /// The groups of which one member each must be granted, as names in the order of the document: the clauses, in
    /// conjunctive form, that contain this permission.
    pub clauses: Vec<Vec<String>>,
    /// The resource that the permission belongs to: a URI, or empty for none.
    pub resource: String,
    /// What it allows, as plain text.
    pub description: String,
    /// The notes, as plain text.
    pub notes: String,
    /// Why the product needs it, as plain text.
    pub reason: String,
    /// The columns without a meaning here: header and text, in the order of the table.
    pub other: Vec<(String, String)>,
    /// Where the permission is.
    pub position: Position,
}

/// A declared pair: `scope` satisfies whatever `covers` satisfies. Never guessed from names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The kind of both.
    pub kind: Kind,
    /// The stronger permission.
    pub scope: String,
    /// The weaker permission.
    pub covers: String,
    /// Where the stronger one is named.
    pub position: Position,
    /// Where the weaker one is named.
    pub covers_position: Position,
}

/// A directive item that gives a name to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The quoted part of the key.
    pub key: String,
    /// The value.
    pub value: String,
    /// Where the key is.
    pub position: Position,
}
