//! One row of a permission table, typed by the names of its document.

use crate::{Access, Source};

/// One row of a permission table: a permission, and when it is requested.
///
/// `N` names the permissions and `C` the conditions of the document; generated modules have an alias with both filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Permission<N: 'static, C: 'static> {
    /// The permission.
    pub name: N,
    /// [`Access::Base`] or [`Access::Update`]: the access that the row belongs to.
    pub access: Access,
    /// Whether the row is requested only if the integration opts in.
    pub optional: bool,
    /// The row applies only if all of these hold.
    pub requires: &'static [C],
    /// The row does not apply if any of these holds.
    pub excludes: &'static [C],
    /// The permissions that also satisfy the row.
    pub alternatives: &'static [N],
    /// The notes in the document, as plain text.
    pub notes: &'static str,
    /// Where the row is defined.
    pub source: Source,
}

impl<N: Copy, C> Permission<N, C> {
    /// A required row of base access, without conditions, alternatives and notes. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: N, source: Source) -> Self {
        Self {
            name,
            access: Access::Base,
            optional: false,
            requires: &[],
            excludes: &[],
            alternatives: &[],
            notes: "",
            source,
        }
    }

    /// The same row, optional. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The same row, for update access. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_update(self) -> Self {
        Self { access: Access::Update, ..self }
    }

    /// The same row with conditions that must all hold. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_requires(self, requires: &'static [C]) -> Self {
        Self { requires, ..self }
    }

    /// The same row with conditions of which none may hold. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_excludes(self, excludes: &'static [C]) -> Self {
        Self { excludes, ..self }
    }

    /// The same row with permissions that also satisfy it. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_alternatives(self, alternatives: &'static [N]) -> Self {
        Self { alternatives, ..self }
    }

    /// The same row with notes. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_notes(self, notes: &'static str) -> Self {
        Self { notes, ..self }
    }

    /// The permission.
    #[must_use]
    pub const fn name(&self) -> N {
        self.name
    }

    /// [`Access::Base`] or [`Access::Update`]: the access that the row belongs to.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.access
    }

    /// Whether the row is requested only if the integration opts in.
    #[must_use]
    pub const fn optional(&self) -> bool {
        self.optional
    }

    /// The conditions that must all hold.
    #[must_use]
    pub const fn requires(&self) -> &'static [C] {
        self.requires
    }

    /// The conditions of which none may hold.
    #[must_use]
    pub const fn excludes(&self) -> &'static [C] {
        self.excludes
    }

    /// The permissions that also satisfy the row.
    #[must_use]
    pub const fn alternatives(&self) -> &'static [N] {
        self.alternatives
    }

    /// The notes in the document, as plain text.
    #[must_use]
    pub const fn notes(&self) -> &'static str {
        self.notes
    }

    /// Where the row is defined.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }
}
