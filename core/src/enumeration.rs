//! The enums of a module: which names of a document each has.

use alloc::vec::Vec;

use crate::model::{Document, Kind, Name};

/// An enum of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Enum {
    /// The resources, of a document that has several.
    Resource,
    /// The features.
    Feature,
    /// The conditions.
    Condition,
    /// The permissions of a kind.
    Permission(Kind),
}

impl Enum {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 5] = [
        Self::Resource,
        Self::Feature,
        Self::Condition,
        Self::Permission(Kind::Delegated),
        Self::Permission(Kind::Application),
    ];

    /// The word that begins a line of it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Feature => "feature",
            Self::Condition => "condition",
            Self::Permission(Kind::Delegated) => "scope",
            Self::Permission(Kind::Application) => "role",
        }
    }

    /// The names of this enum in a document.
    #[must_use]
    pub fn names(self, document: &Document) -> &[Name] {
        match self {
            Self::Resource => &document.resources,
            Self::Feature => &document.features,
            Self::Condition => &document.conditions,
            Self::Permission(kind) => document.names(kind),
        }
    }

    /// The same, to be changed.
    pub(crate) const fn names_mut(self, document: &mut Document) -> &mut Vec<Name> {
        match self {
            Self::Resource => &mut document.resources,
            Self::Feature => &mut document.features,
            Self::Condition => &mut document.conditions,
            Self::Permission(Kind::Delegated) => &mut document.scopes,
            Self::Permission(Kind::Application) => &mut document.app_roles,
        }
    }
}
