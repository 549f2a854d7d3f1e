//! The terms that all documents share: the kind of a permission, the access to a feature, the source of a definition.

use core::fmt;

/// The kind of a permission: who acts with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The application acts for a signed-in user: a scope.
    Delegated,
    /// The application acts as itself: an app role.
    Application,
}

impl Kind {
    /// The word for it in documents and in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delegated => "delegated",
            Self::Application => "application",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// How much of a feature a grant allows, or a row requests; ordered from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Not even base access.
    Missing,
    /// The least that the feature needs.
    Base,
    /// Base access, and changing data.
    Update,
}

impl Access {
    /// The word for it in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Base => "base",
            Self::Update => "update",
        }
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Where something is defined: a line of a document. Displayed as `path:line`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The document, relative to the package that was built, with `/`.
    pub path: &'static str,
    /// The line, from 1.
    pub line: u32,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.line)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Access, Kind, Source};
    use std::format;

    #[test]
    fn more_access_is_greater() {
        assert!(Access::Missing < Access::Base);
        assert!(Access::Base < Access::Update);
    }

    #[test]
    fn terms_are_displayed_as_documents_write_them() {
        assert_eq!(format!("{} {}", Kind::Application, Access::Base), "application base");
        let source = Source { path: "docs-tables/o365.md", line: 31 };
        assert_eq!(format!("{source}"), "docs-tables/o365.md:31");
    }
}
