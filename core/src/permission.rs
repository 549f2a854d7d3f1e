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
    /// All other permissions in [`clauses`](Self::clauses), in the order of the document. With a single clause, each of them
    /// satisfies the row as well; with several, only one of each clause together do.
    pub alternatives: &'static [N],
    /// The groups of which one permission each must be granted: `[[A, B]]` is "A or B", `[[A, C], [A, D]]` is "A, or C and D
    /// together". Each contains the permission of the row.
    pub clauses: &'static [&'static [N]],
    /// The notes in the document, as plain text.
    pub notes: &'static str,
    /// Why the product needs the permission, as plain text; empty if the document does not say.
    pub reason: &'static str,
    /// Where the row is defined.
    pub source: Source,
}

impl<N: Copy, C> Permission<N, C> {
    /// A required row of base access, which only its permission satisfies: the one member of the one clause. For generated
    /// code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: N, clauses: &'static [&'static [N]], source: Source) -> Self {
        Self {
            name,
            access: Access::Base,
            optional: false,
            requires: &[],
            excludes: &[],
            alternatives: &[],
            clauses,
            notes: "",
            reason: "",
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

    /// The same row with its clauses and all other permissions in them. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_clauses(self, clauses: &'static [&'static [N]], alternatives: &'static [N]) -> Self {
        Self { alternatives, clauses, ..self }
    }

    /// The same row with one clause, of which its permission is the first. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_clause(self, clause: &'static [&'static [N]; 1]) -> Self {
        let [[_, alternatives @ ..]] = clause else { return self };
        self.with_clauses(clause, alternatives)
    }

    /// The same row with notes. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_notes(self, notes: &'static str) -> Self {
        Self { notes, ..self }
    }

    /// The same row with a reason. For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_reason(self, reason: &'static str) -> Self {
        Self { reason, ..self }
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

    /// All other permissions in [`clauses`](Self::clauses).
    #[must_use]
    pub const fn alternatives(&self) -> &'static [N] {
        self.alternatives
    }

    /// The groups of which one permission each must be granted.
    #[must_use]
    pub const fn clauses(&self) -> &'static [&'static [N]] {
        self.clauses
    }

    /// The notes in the document, as plain text.
    #[must_use]
    pub const fn notes(&self) -> &'static str {
        self.notes
    }

    /// Why the product needs the permission, as plain text; empty if the document does not say.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        self.reason
    }

    /// Where the row is defined.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }
}
