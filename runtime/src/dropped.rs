//! [`Unsupported`] and [`Dropped`]: what was asked and is not requested, and why.

use core::fmt;

use scopemark_core::ask;

use crate::document::{index_of, name_at};
use crate::{Access, Document, Source};

/// What was asked and is not requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dropped<D: Document> {
    /// A feature that is unsupported under the conditions that hold.
    Feature(Unsupported<D>),
    /// A feature of which only the update access is unsupported: its base access is requested.
    Lowered(Unsupported<D>),
    /// An optional permission for which no requested feature has a row under the conditions that hold.
    Option(D::Name),
}

/// A sentence that says why.
impl<D: Document> fmt::Display for Dropped<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Feature(unsupported) | Self::Lowered(unsupported) => unsupported.fmt(f),
            Self::Option(name) => write!(f, "{name} is not optional for any feature that is requested"),
        }
    }
}

/// The error for a feature that is unsupported under the conditions that hold. Displayed as a sentence that says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unsupported<D: Document> {
    /// The feature.
    pub feature: D::Feature,
    /// The access that is unsupported: update, if the feature has base access and was asked with update.
    pub access: Access,
    /// The condition that rules the feature out: one that holds but must not, or else one that must hold but does not.
    /// `None` if the rows of the feature do not depend on a condition.
    pub condition: Option<D::Condition>,
    /// The row that was ruled out, or else the first row of the access, or of the feature; line 0 if the feature has no row.
    pub source: Source,
}

impl<D: Document> Unsupported<D> {
    pub(crate) const fn of(inner: &ask::Unsupported<'static>) -> Self {
        let Some(feature) = name_at(inner.feature()) else {
            // The engine only names features of its table, and these are all of them.
            unreachable!()
        };
        let condition = match inner.condition() {
            Some(condition) => name_at(condition),
            None => None,
        };
        Self { feature, access: inner.access(), condition, source: Source { path: inner.path(), line: inner.line() } }
    }
}

impl<D: Document> fmt::Display for Unsupported<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let condition = self.condition.map(index_of);
        ask::Unsupported::new(D::TABLE, index_of(self.feature), self.access, condition, self.source.line).fmt(f)
    }
}

impl<D: Document> core::error::Error for Unsupported<D> {}
