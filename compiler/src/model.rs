//! What a document says: the model between the front ends that read and the back ends that emit.

pub use scopemark_core::Kind;

/// Where something stands in a document. Lines and columns start at 1; columns count Unicode scalars, a tab is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalars.
    pub column: u32,
}

/// When a row is asked: always with its feature, or only where the feature may also write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Asked with the feature.
    Base,
    /// Asked with the feature's update access.
    Update,
}

impl Access {
    /// The word used in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Update => "update",
        }
    }
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
    /// The resource that its permissions belong to: a URI.
    pub resource: String,
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
}

/// A name that generated code gives a constant: a permission, a feature or a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The text, as the document has it.
    pub text: String,
    /// The Rust name, or `None` where there can be none (then an error says so).
    pub ident: Option<String>,
    /// Where it stands first.
    pub position: Position,
}

/// One row of a permission table, for one permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// The permission's text.
    pub scope: String,
    /// Who acts with it.
    pub kind: Kind,
    /// An index into [`Document::features`]; `None` for a row that is asked with every feature.
    pub feature: Option<usize>,
    /// Base or update.
    pub access: Access,
    /// Whether an administrator must consent, where the document says.
    pub admin_consent: Option<bool>,
    /// Asked only when the integration opts in.
    pub optional: bool,
    /// The conditions that must all hold, sorted.
    pub requires: Vec<String>,
    /// The conditions of which none may hold, sorted.
    pub excludes: Vec<String>,
    /// What else does in its place, of the same kind, in the order of the document.
    pub alternatives: Vec<String>,
    /// What it allows, as plain text.
    pub description: String,
    /// The notes, as plain text.
    pub notes: String,
    /// Why the product needs it, as plain text.
    pub reason: String,
    /// The columns without a meaning here: header and text, in the order of the table.
    pub other: Vec<(String, String)>,
    /// Where the permission stands.
    pub position: Position,
}

/// A declared pair: who holds `scope` needs no `covers`. Never guessed from names.
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
    /// Where the key stands.
    pub position: Position,
}
