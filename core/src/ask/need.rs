//! What an access to a feature needs, and whether a grant has it.

use super::asked::within;
use super::left::{Left, Scene, is_update_only, same_access, same_kind};
use super::{Granted, Judged, RowView, Set};
use crate::{Access, Kind};

/// What an access is decided on: the rows left, and the permissions granted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grounds<'a, const W: usize> {
    /// Its kinds are those judged.
    pub(super) scene: Scene<'a, W>,
    pub(super) names: Set<W>,
}

impl<'a, const W: usize> Grounds<'a, W> {
    /// A grant judges the kinds that were read; an ask may be of one kind only.
    pub(super) const fn of(granted: &Granted<'_, W>, scene: Scene<'a, W>) -> Self {
        let kinds = scene.kinds.and(granted.judged());
        Self { scene: Scene { kinds, ..scene }, names: granted.names() }
    }

    pub(super) const fn access(&self, feature: usize) -> Access {
        if is_update_only(self.scene.table, feature) {
            return if self.has(feature, Access::Update) { Access::Update } else { Access::Missing };
        }
        match (self.has(feature, Access::Base), self.has(feature, Access::Update)) {
            (false, _) => Access::Missing,
            (true, false) => Access::Base,
            (true, true) => Access::Update,
        }
    }

    /// Whether the rows that an access counts by itself are satisfied. An empty need never is.
    const fn has(&self, feature: usize, access: Access) -> bool {
        let mut any = false;
        let mut needed = self.scene.needed(feature, access);
        while let Some((_, row)) = needed.next() {
            if !self.satisfies(&row) {
                return false;
            }
            any = true;
        }
        any
    }

    /// Whether the permission of a row or an alternative is granted or covered.
    pub(super) const fn satisfies(&self, row: &RowView<'_>) -> bool {
        if self.is_held(row.name) {
            return true;
        }
        let mut at = 0;
        while at < row.alternatives.len() {
            if self.is_held(row.alternatives.get(at)) {
                return true;
            }
            at += 1;
        }
        false
    }

    const fn is_held(&self, name: usize) -> bool {
        if self.names.contains(name) {
            return true;
        }
        let stronger = self.scene.table.stronger(name);
        let mut at = 0;
        while at < stronger.len() {
            if self.names.contains(stronger.get(at)) {
                return true;
            }
            at += 1;
        }
        false
    }
}

impl<'a, const W: usize> Scene<'a, W> {
    /// The rows that an access to a feature needs by itself: base access its base rows, update access its update rows. Of each
    /// kind that has an own one, the rows of every feature are needed as well.
    pub(super) const fn needed(&self, feature: usize, access: Access) -> Needed<'a, W> {
        let has = Judged {
            delegated: self.has_counted(feature, access, Kind::Delegated),
            application: self.has_counted(feature, access, Kind::Application),
        };
        Needed { scene: *self, access, has, of: Some(feature), left: self.left(Some(feature)) }
    }

    const fn has_counted(&self, feature: usize, access: Access, kind: Kind) -> bool {
        let mut left = self.left(Some(feature));
        while let Some(row) = left.next() {
            if same_kind(row.kind, kind) && self.counts(feature, &row, access) {
                return true;
            }
        }
        false
    }

    /// Whether a grant is checked for an own row left of a feature.
    ///
    /// Servers leave the scopes of `OpenID` Connect out of their answers, so these are checked only where a feature needs
    /// nothing else for the access: without that, it would be there on an empty grant. `offline_access` never is.
    pub(super) const fn counts(&self, feature: usize, row: &RowView<'_>, access: Access) -> bool {
        let table = self.table;
        if !self.is_of_need(feature, row, access) || table.is_offline_access(row.name) {
            return false;
        }
        if !table.is_openid(row.name) {
            return true;
        }
        let mut left = self.left(Some(feature));
        while let Some(other) = left.next() {
            if same_kind(other.kind, row.kind)
                && !table.is_openid(other.name)
                && self.is_of_need(feature, &other, access)
            {
                return false;
            }
        }
        true
    }

    /// Whether a row left is part of what an access to a feature needs, base access included. `of` is the feature, or `None` if
    /// the row is one of every feature's.
    pub(super) const fn needs(&self, feature: usize, of: Option<usize>, row: &RowView<'_>, access: Access) -> bool {
        if !within(row.access, access) {
            return false;
        }
        if of.is_some() {
            return self.counts(feature, row, row.access);
        }
        // A base row of every feature is part of both needs.
        let by_update = within(Access::Update, access) && self.has_counted(feature, Access::Update, row.kind);
        let by_base = within(row.access, Access::Base) && self.has_counted(feature, Access::Base, row.kind);
        self.is_of_every_need(row) && (by_update || by_base)
    }

    const fn is_of_every_need(&self, row: &RowView<'_>) -> bool {
        !row.optional && !self.table.is_openid(row.name)
    }

    /// Whether an own row left is part of a need. An optional one is where the access has no other: otherwise the access would
    /// be there whatever was granted.
    const fn is_of_need(&self, feature: usize, row: &RowView<'_>, access: Access) -> bool {
        if !same_access(row.access, access) {
            return false;
        }
        let mut left = self.left(Some(feature));
        while row.optional
            && let Some(other) = left.next()
        {
            if !other.optional && same_access(other.access, access) && !self.table.is_offline_access(other.name) {
                return false;
            }
        }
        true
    }
}

/// The rows that an access needs; a cursor instead of an iterator, because `Iterator::next` is not const.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needed<'a, const W: usize> {
    scene: Scene<'a, W>,
    access: Access,
    /// The kinds that have an own row that counts.
    has: Judged,
    of: Option<usize>,
    left: Left<'a, W>,
}

impl<'a, const W: usize> Needed<'a, W> {
    /// The feature of the row (`None`: every feature), and the row.
    pub(super) const fn next(&mut self) -> Option<(Option<usize>, RowView<'a>)> {
        loop {
            while let Some(row) = self.left.next() {
                let is_needed = match self.of {
                    Some(feature) => self.scene.counts(feature, &row, self.access),
                    None => {
                        self.has.contains(row.kind)
                            && within(row.access, self.access)
                            && self.scene.is_of_every_need(&row)
                    }
                };
                if is_needed {
                    return Some((self.of, row));
                }
            }
            if self.of.is_none() {
                return None;
            }
            self.of = None;
            self.left = self.scene.left(None);
        }
    }
}
