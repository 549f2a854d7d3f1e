//! The builder of an [`Ask`]: it collects features, options and conditions, and says why a feature is unsupported.

use alloc::collections::BTreeSet;
use core::fmt;

use super::left::{Scene, has_update_rows, is_update_only};
use super::{Ask, Conditions, Judged, Set, Table};
use crate::{Access, Kind};

/// What an integration wants to request. [`build`](Self::build) decides whether that is supported.
#[derive(Clone, Copy)]
#[must_use = "nothing is requested until it is built"]
pub struct Builder<'a, const W: usize> {
    scene: Scene<'a, W>,
    features: Set<W>,
    updates: Set<W>,
    /// A feature that the table does not have.
    stray: Option<usize>,
}

impl<'a, const W: usize> Builder<'a, W> {
    /// Starts with nothing requested.
    ///
    /// A table that needs more than `W` [`words`](Table::words) counts as empty: every feature is then unsupported.
    pub const fn new(table: &'a Table<'a>) -> Self {
        let table = fitting::<W>(table);
        Self {
            scene: Scene { table, conditions: Conditions::NONE, options: Set::EMPTY, kinds: Judged::BOTH },
            features: Set::EMPTY,
            updates: Set::EMPTY,
            stray: None,
        }
    }

    /// Requests base access to a feature.
    pub const fn feature(mut self, feature: usize) -> Self {
        if feature >= self.scene.table.features.len() || !self.features.insert(feature) {
            self.stray = Some(feature);
        }
        self
    }

    /// Requests base and update access to a feature.
    pub const fn update(mut self, feature: usize) -> Self {
        self.updates.insert(feature);
        self.feature(feature)
    }

    /// Opts in to the optional rows of a permission, of either kind.
    pub const fn option(mut self, name: usize) -> Self {
        self.scene.options.insert(name);
        self
    }

    /// Says that a condition holds.
    pub const fn when(mut self, condition: usize) -> Self {
        self.scene.conditions = self.scene.conditions.with(condition);
        self
    }

    /// Requests and judges the permissions of one kind only: for documents that list both kinds as alternatives.
    pub const fn only(mut self, kind: Kind) -> Self {
        self.scene.kinds = Judged::only(kind);
        self
    }

    /// Builds the ask.
    ///
    /// # Errors
    /// [`Unsupported`] for the first feature, in document order, that has no base row of its own left (an optional one counts
    /// where it was opted in to; `offline_access` never does), or, asked with [`update`](Self::update), has update rows of which
    /// none is left. A feature with update rows only needs one of those left, and must be requested with update.
    pub const fn build(self) -> Result<Ask<'a, W>, Unsupported<'a>> {
        if let Some(feature) = self.stray {
            return Err(Unsupported::new(self.scene.table, feature, Access::Base, None, 0));
        }
        let Unmet { features, updates } = self.unmet();
        match features.union(&updates).first(0) {
            Some(feature) if features.contains(feature) => {
                Err(self.scene.unsupported(feature, self.updates.contains(feature)))
            }
            Some(feature) => Err(self.scene.without_update(feature)),
            None => Ok(Ask::new(self.scene, self.features, self.updates, features, updates)),
        }
    }

    /// Builds the ask without the features for which [`build`](Self::build) would fail, and with base access to those of which
    /// only the update access is unsupported. [`Ask::dropped`] and [`Ask::lowered`] list them, except those that the table
    /// does not have.
    pub const fn build_supported(self) -> Ask<'a, W> {
        let Unmet { features, updates } = self.unmet();
        let asked = self.features.difference(&features);
        Ask::new(self.scene, asked, self.updates, features, updates)
    }

    const fn unmet(&self) -> Unmet<W> {
        let mut unmet = Unmet { features: Set::EMPTY, updates: Set::EMPTY };
        let table = self.scene.table;
        let mut next = self.features.first(0);
        while let Some(feature) = next {
            let is_updated = self.updates.contains(feature);
            let needed = if is_updated && is_update_only(table, feature) { Access::Update } else { Access::Base };
            if !self.scene.has_left(feature, needed) {
                unmet.features.insert(feature);
            } else if is_updated && has_update_rows(table, feature) && !self.scene.has_left(feature, Access::Update) {
                unmet.updates.insert(feature);
            }
            next = self.features.first(feature + 1);
        }
        unmet
    }
}

/// What is asked and unsupported: whole features, and the update access of others.
struct Unmet<const W: usize> {
    features: Set<W>,
    updates: Set<W>,
}

impl<const W: usize> fmt::Debug for Builder<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scene, features, updates, stray } = self;
        f.debug_struct("Builder")
            .field("features", features)
            .field("updates", updates)
            .field("options", &scene.options)
            .field("conditions", &scene.conditions)
            .field("stray", stray)
            .finish_non_exhaustive()
    }
}

/// The table, or an empty one if its sets do not fit into `W` words.
pub(super) const fn fitting<'a, const W: usize>(table: &'a Table<'a>) -> &'a Table<'a> {
    if table.words() <= W { table } else { &Table::EMPTY }
}

/// The error for a feature that is unsupported under the conditions that hold.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Unsupported<'a> {
    table: &'a Table<'a>,
    feature: usize,
    access: Access,
    condition: Option<usize>,
    line: u32,
}

impl<'a, const W: usize> Scene<'a, W> {
    /// Why an unsupported feature is unsupported.
    pub(super) const fn unsupported(&self, feature: usize, is_updated: bool) -> Unsupported<'a> {
        let access = if is_updated && is_update_only(self.table, feature) { Access::Update } else { Access::Base };
        self.shut_out(feature, access)
    }

    /// Why the update access of a feature is unsupported.
    pub(super) const fn without_update(&self, feature: usize) -> Unsupported<'a> {
        self.shut_out(feature, Access::Update)
    }

    const fn shut_out(&self, feature: usize, access: Access) -> Unsupported<'a> {
        let (condition, line) = self.shut(feature, access);
        Unsupported::new(self.table, feature, access, condition, line)
    }
}

impl<'a> Unsupported<'a> {
    /// The error from its parts, for types that store the parts.
    pub const fn new(
        table: &'a Table<'a>,
        feature: usize,
        access: Access,
        condition: Option<usize>,
        line: u32,
    ) -> Self {
        Self { table, feature, access, condition, line }
    }

    /// The access that is unsupported: update, if the feature has base access and was asked with update.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.access
    }

    /// The feature.
    #[must_use]
    pub const fn feature(&self) -> usize {
        self.feature
    }

    /// The condition that rules the feature out: one that holds but must not, or else one that must hold but does not.
    /// `None` if the rows of the feature do not depend on a condition.
    #[must_use]
    pub const fn condition(&self) -> Option<usize> {
        self.condition
    }

    /// The document.
    #[must_use]
    pub const fn path(&self) -> &'a str {
        self.table.path
    }

    /// Whether the feature requires `offline_access` for the access, and nothing else.
    fn needs_offline_access_alone(&self) -> bool {
        let (start, end) = self.table.rows_of(Some(self.feature));
        let rows = (start..end).filter_map(|row| self.table.row(row));
        let mut required = rows.filter(|row| !row.optional && row.access == self.access).peekable();
        required.peek().is_some() && required.all(|row| self.table.is_offline_access(row.name))
    }

    /// The line of the row that was ruled out, or else of the first row of the access, or of the feature, from 1; 0 if the
    /// feature has no row.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// Why nothing of it is requested, where no condition is in the way: what it has is optional, or of the kind left out.
    fn write_needed(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (table, feature) = (self.table, self.table.feature(self.feature));
        let (start, end) = table.rows_of(Some(self.feature));
        let rows = || {
            let rows = (start..end).filter_map(|row| table.row(row));
            rows.filter(|row| row.access == self.access && !table.is_offline_access(row.name))
        };
        // A row that is not optional would be requested, unless only the other kind is.
        let left_out = rows().find(|row| !row.optional).map(|row| row.kind);
        let options: BTreeSet<usize> =
            rows().filter(|row| row.optional && Some(row.kind) != left_out).map(|row| row.name).collect();
        let kind = match left_out {
            Some(Kind::Delegated) => "application ",
            Some(Kind::Application) => "delegated ",
            None => "",
        };
        let mut options = options.into_iter().map(|name| table.text(name));
        let Some(first) = options.next() else {
            return write!(f, "{feature} is not supported: it has no {kind}permission");
        };
        write!(f, "{feature} is not supported: all its {kind}permissions are optional, so opt in to {first}")?;
        options.try_for_each(|other| write!(f, " or {other}"))
    }
}

impl PartialEq for Unsupported<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.path() == other.path()
            && (self.feature, self.access, self.condition, self.line)
                == (other.feature, other.access, other.condition, other.line)
    }
}

impl Eq for Unsupported<'_> {}

/// A sentence: which feature is unsupported, why, and where that is documented.
impl fmt::Display for Unsupported<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let feature = self.table.feature(self.feature);
        let only_update = matches!(self.access, Access::Update) && !is_update_only(self.table, self.feature);
        if only_update {
            f.write_str("Update access to ")?;
        }
        if let Some(condition) = self.condition {
            let shut = self.table.condition(condition);
            let (start, end) = self.table.rows_of(Some(self.feature));
            let mut rows = (start..end).filter_map(|row| self.table.row(row)).filter(|row| row.line == self.line);
            if rows.any(|row| row.excludes.contains(condition)) {
                write!(f, "{feature} is not supported where {shut} holds")?;
            } else {
                write!(f, "{feature} is supported only where {shut} holds")?;
            }
        } else if self.needs_offline_access_alone() {
            write!(f, "{feature} is not supported: offline_access alone gives access to nothing")?;
        } else if matches!(self.access, Access::Base) && is_update_only(self.table, self.feature) {
            write!(f, "{feature} has only update permissions: request its update access")?;
        } else {
            self.write_needed(f)?;
        }
        match self.line {
            0 => write!(f, " ({})", self.table.path),
            line => write!(f, " ({}:{line})", self.table.path),
        }
    }
}

impl core::error::Error for Unsupported<'_> {}
