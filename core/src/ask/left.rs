//! Which rows of a table apply, and which of those are left: the two rules that requesting and checking share.
//!
//! A row applies if its conditions hold and, if it is optional, the integration opted in. A row is left if no applying row
//! replaces it.

use super::{Conditions, RowView, Set, Table};
use crate::{Access, Kind};

/// What decides which rows of a feature apply.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a, const W: usize> {
    pub(super) table: &'a Table<'a>,
    pub(super) conditions: Conditions,
    /// The optional permissions that the integration wants.
    pub(super) options: Set<W>,
}

impl<'a, const W: usize> Scene<'a, W> {
    /// The rows left of a feature, or for `None` of those requested with every feature: of both accesses, in document order.
    pub(super) const fn left(&self, feature: Option<usize>) -> Left<'a, W> {
        let (start, end) = self.table.rows_of(feature);
        // If no condition holds, no applying row requires one.
        let demanded = if self.conditions.is_empty() { Conditions::NONE } else { self.demanded(start, end) };
        Left { scene: *self, start, end, next: start, demanded }
    }

    /// The conditions that applying rows require.
    const fn demanded(&self, start: usize, end: usize) -> Conditions {
        let mut demanded = 0;
        let mut at = start;
        while at < end {
            if let Some(row) = self.table.row(at)
                && self.applies(&row)
            {
                demanded |= row.requires.0;
            }
            at += 1;
        }
        Conditions(demanded)
    }

    pub(super) const fn applies(&self, row: &RowView<'_>) -> bool {
        row.requires.is_subset(self.conditions)
            && row.excludes.intersection(self.conditions).is_empty()
            && (!row.optional || self.options.contains(row.name))
    }

    /// Whether a required row of a feature with this access is left. `offline_access` is none: no grant shows it.
    pub(super) const fn has_left(&self, feature: usize, access: Access) -> bool {
        let mut left = self.left(Some(feature));
        while let Some(row) = left.next() {
            if !row.optional && same_access(row.access, access) && !self.table.is_offline_access(row.name) {
                return true;
            }
        }
        false
    }

    /// The same, an optional row that was opted in to included.
    pub(super) const fn has_any_left(&self, feature: usize, access: Access) -> bool {
        let mut left = self.left(Some(feature));
        while let Some(row) = left.next() {
            if same_access(row.access, access) && !self.table.is_offline_access(row.name) {
                return true;
            }
        }
        false
    }

    /// Whether a grant is checked for a row left of a feature, or for `None` of those requested with every feature.
    ///
    /// Servers leave the scopes of `OpenID` Connect out of their answers, so these are checked only where a feature needs
    /// nothing else for the access: without that, it would be there on an empty grant. `offline_access` never is.
    pub(super) const fn is_checked(&self, feature: Option<usize>, row: &RowView<'_>) -> bool {
        let table = self.table;
        if !table.is_openid(row.name) {
            return true;
        }
        if feature.is_none() || table.is_offline_access(row.name) {
            return false;
        }
        let mut left = self.left(feature);
        while let Some(other) = left.next() {
            let is_beside = !other.optional && same_access(other.access, row.access) && same_kind(other.kind, row.kind);
            if is_beside && !table.is_openid(other.name) {
                return false;
            }
        }
        true
    }

    /// What ruled out the required rows of a feature with this access, and the line of the row in question. An excluded
    /// condition that holds comes before a required one that does not. A replaced row is none of them: what replaces a
    /// required row is required itself.
    pub(super) const fn shut(&self, feature: usize, access: Access) -> Option<(usize, u32)> {
        let (mut at, end) = self.table.rows_of(Some(feature));
        let mut required = None;
        while at < end {
            if let Some(row) = self.table.row(at)
                && !row.optional
                && same_access(row.access, access)
            {
                if let Some(condition) = row.excludes.intersection(self.conditions).first() {
                    return Some((condition, row.line));
                }
                if required.is_none()
                    && let Some(condition) = row.requires.difference(self.conditions).first()
                {
                    required = Some((condition, row.line));
                }
            }
            at += 1;
        }
        required
    }
}

/// Whether all required rows of a feature are update rows: it can then only be requested with update access.
pub(super) const fn is_update_only(table: &Table<'_>, feature: usize) -> bool {
    let (mut at, end) = table.rows_of(Some(feature));
    let mut update = false;
    while at < end {
        if let Some(row) = table.row(at)
            && !row.optional
        {
            if matches!(row.access, Access::Base) {
                return false;
            }
            update = true;
        }
        at += 1;
    }
    update
}

/// Whether a feature has an update row.
pub(super) const fn has_update_rows(table: &Table<'_>, feature: usize) -> bool {
    let (mut at, end) = table.rows_of(Some(feature));
    while at < end {
        if let Some(row) = table.row(at)
            && matches!(row.access, Access::Update)
        {
            return true;
        }
        at += 1;
    }
    false
}

pub(super) const fn same_access(a: Access, b: Access) -> bool {
    a as u8 == b as u8
}

pub(super) const fn same_kind(a: Kind, b: Kind) -> bool {
    a as u8 == b as u8
}

/// The rows left of one feature; a cursor instead of an iterator, because `Iterator::next` is not const.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left<'a, const W: usize> {
    scene: Scene<'a, W>,
    start: usize,
    end: usize,
    next: usize,
    /// The conditions that applying rows require.
    demanded: Conditions,
}

impl<'a, const W: usize> Left<'a, W> {
    pub(super) const fn next(&mut self) -> Option<RowView<'a>> {
        while self.next < self.end {
            let index = self.next;
            self.next += 1;
            if let Some(row) = self.scene.table.row(index)
                && self.scene.applies(&row)
                && !self.is_replaced(&row)
            {
                return Some(row);
            }
        }
        None
    }

    /// Whether an applying row of the same access that requires more conditions stands in for this one: one of the two
    /// permissions covers the other, so both are of the same kind and resource. An optional row never stands in for a required
    /// one, and a required one for an optional one only if it covers it: otherwise an option would take access away.
    const fn is_replaced(&self, row: &RowView<'_>) -> bool {
        // A replacing row requires more. Without this check, thousands of rows would each search all others.
        if self.demanded.is_subset(row.requires) {
            return false;
        }
        let table = self.scene.table;
        let mut at = self.start;
        while at < self.end {
            if let Some(other) = table.row(at)
                && row.requires.is_subset(other.requires)
                && !other.requires.is_subset(row.requires)
                && same_access(row.access, other.access)
                && may_replace(table, &other, row)
                && self.scene.applies(&other)
            {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// Whether the permission of a row may stand in for that of another.
const fn may_replace(table: &Table<'_>, row: &RowView<'_>, other: &RowView<'_>) -> bool {
    match (row.optional, other.optional) {
        (true, false) => false,
        (false, true) => table.covers(row.name, other.name),
        _ => table.covers(row.name, other.name) || table.covers(other.name, row.name),
    }
}
