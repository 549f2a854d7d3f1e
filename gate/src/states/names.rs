//! The enums whose variants are the names that code may use.

use scopemark_compiler::model::{Document, Kind, Name};

/// The enum that a name is a variant of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Scope,
    AppRole,
    Feature,
    Condition,
    Resource,
}

impl Class {
    pub(crate) const ALL: [Self; 5] = [Self::Scope, Self::AppRole, Self::Feature, Self::Condition, Self::Resource];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Scope => "Scope",
            Self::AppRole => "AppRole",
            Self::Feature => "Feature",
            Self::Condition => "Condition",
            Self::Resource => "Resource",
        }
    }

    /// The kind of its permissions, if it is one of permissions.
    pub(crate) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Scope => Some(Kind::Delegated),
            Self::AppRole => Some(Kind::Application),
            Self::Feature | Self::Condition | Self::Resource => None,
        }
    }

    /// The names of the class in a document.
    pub(crate) fn of(self, document: &Document) -> &[Name] {
        match self {
            Self::Scope => &document.scopes,
            Self::AppRole => &document.app_roles,
            Self::Feature => &document.features,
            Self::Condition => &document.conditions,
            Self::Resource => &document.resources,
        }
    }
}
