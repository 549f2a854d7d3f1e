//! Which rows of a table apply, and which of those are left: the two rules that requesting and checking share.
//!
//! A row applies if its conditions hold and, if it is optional, the integration opted in. A row is left if no applying row
//! replaces it.

use super::{Conditions, Judged, RowView, Set, Table};
use crate::{Access, Kind};

/// What decides which rows of a feature apply.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a, const W: usize> {
    pub(super) table: &'a Table<'a>,
    pub(super) conditions: Conditions,
    /// The optional permissions that the integration wants.
    pub(super) options: Set<W>,
    /// The kinds of permissions that are requested and judged.
    pub(super) kinds: Judged,
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
            && (!row.optional || self.is_opted_in(row))
            && self.kinds.contains(row.kind)
    }

    /// Whether the integration opted in to an optional row: to its permission, or to one of its cell.
    const fn is_opted_in(&self, row: &RowView<'_>) -> bool {
        let mut at = 0;
        while at < row.cell.len() {
            if self.options.contains(row.cell.get(at)) {
                return true;
            }
            at += 1;
        }
        self.options.contains(row.name)
    }

    /// Whether a row of a feature with this access is left. `offline_access` is none: no grant shows it.
    pub(super) const fn has_left(&self, feature: usize, access: Access) -> bool {
        let mut left = self.left(Some(feature));
        while let Some(row) = left.next() {
            if same_access(row.access, access) && !self.table.is_offline_access(row.name) {
                return true;
            }
        }
        false
    }

    /// The condition that shuts out the first own row of a feature with this access that is shut out, and its line: an
    /// excluded condition that holds, or else a required one that does not. If conditions shut out none, only the line of the
    /// first of them, or else that of the first row of this access, or of the feature.
    pub(super) const fn shut(&self, feature: usize, access: Access) -> (Option<usize>, u32) {
        let (start, end) = self.table.rows_of(Some(feature));
        // The first of the rows that come nearest: of the kinds asked, else of this access, else of the feature.
        let (mut line, mut nearest) = (0, 0);
        let mut at = start;
        while at < end {
            if let Some(row) = self.table.row(at) {
                let is_of_access = same_access(row.access, access);
                let is_asked = is_of_access && self.kinds.contains(row.kind);
                if is_asked {
                    let excluded = row.excludes.intersection(self.conditions).first();
                    let required = row.requires.difference(self.conditions).first();
                    if excluded.is_some() || required.is_some() {
                        return (if excluded.is_some() { excluded } else { required }, row.line);
                    }
                }
                let near = 1 + is_of_access as u8 + is_asked as u8;
                if near > nearest {
                    (line, nearest) = (row.line, near);
                }
            }
            at += 1;
        }
        (None, line)
    }
}

/// Whether all rows of a feature are update rows, whatever the conditions: it can then only be requested with update access.
pub(super) const fn is_update_only(table: &Table<'_>, feature: usize) -> bool {
    let (mut at, end) = table.rows_of(Some(feature));
    let mut update = false;
    while at < end {
        if let Some(row) = table.row(at) {
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

    /// Whether an applying row [replaces](Table::replaces) this one.
    const fn is_replaced(&self, row: &RowView<'_>) -> bool {
        // A replacing row requires more. Without this check, thousands of rows would each search all others.
        if self.demanded.is_subset(row.requires) {
            return false;
        }
        let table = self.scene.table;
        let mut at = self.start;
        while at < self.end {
            if let Some(other) = table.row(at)
                && table.replaces(&other, row)
                && self.scene.applies(&other)
            {
                return true;
            }
            at += 1;
        }
        false
    }
}

impl<'a> Table<'a> {
    /// Whether a row stands in for another one of its feature where both apply: it is of the same access, requires more
    /// conditions, and one of the two permissions covers the other, so both are of the same kind and resource. An optional row
    /// never stands in for a required one, and a required one for an optional one only if it covers it: otherwise an option
    /// would take access away.
    #[must_use]
    pub const fn replaces(&self, row: &RowView<'_>, other: &RowView<'_>) -> bool {
        other.requires.is_subset(row.requires)
            && !row.requires.is_subset(other.requires)
            && same_access(row.access, other.access)
            && match (row.optional, other.optional) {
                (true, false) => false,
                (false, true) => self.covers(row.name, other.name),
                _ => self.covers(row.name, other.name) || self.covers(other.name, row.name),
            }
    }

    /// The name of a permission up to its first `.`: those of one family are often alternatives.
    #[must_use]
    pub fn family(&self, name: usize) -> &'a str {
        let short = self.short(name);
        short.split_once('.').map_or(short, |(family, _)| family)
    }
}
