//! Which rows apply, and which of them are left: the two rules that asking and checking share.

use super::{Conditions, RowView, Set, Table};
use crate::{Access, Kind};

/// What decides which rows of a table apply, besides the feature and the access asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a, const W: usize> {
    pub(super) table: &'a Table<'a>,
    pub(super) conditions: Conditions,
    /// The optional permissions that the integration wants.
    pub(super) options: Set<W>,
}

impl<'a, const W: usize> Scene<'a, W> {
    /// The rows of a feature that are left, or for `None` those that are asked with every feature; of both accesses, in the
    /// order of the document.
    pub(super) const fn left(&self, feature: Option<usize>) -> Left<'a, W> {
        let (start, end) = self.table.rows_of(feature);
        // Where no condition holds, no applying row requires one.
        let demanded = if self.conditions.is_empty() { Conditions::NONE } else { self.demanded(start, end) };
        Left { scene: *self, start, end, next: start, demanded }
    }

    /// All conditions that the applying rows require.
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

    const fn applies(&self, row: &RowView<'_>) -> bool {
        row.requires.is_subset(self.conditions)
            && row.excludes.intersection(self.conditions).is_empty()
            && (!row.optional || self.options.contains(row.name))
    }

    /// Whether a non-optional row of a feature with this access is left.
    pub(super) const fn has_left(&self, feature: usize, access: Access) -> bool {
        let mut left = self.left(Some(feature));
        while let Some(row) = left.next() {
            if !row.optional && same_access(row.access, access) {
                return true;
            }
        }
        false
    }

    /// What shut out the rows of a feature with this access that are not optional, and the line of the row in question:
    /// a condition that holds and is excluded, before a row that another replaces, before a condition that does not hold.
    pub(super) const fn shut(&self, feature: usize, access: Access) -> Option<(Option<usize>, u32)> {
        let left = self.left(Some(feature));
        let (mut replaced, mut required) = (None, None);
        let mut at = left.start;
        while at < left.end {
            if let Some(row) = self.table.row(at)
                && !row.optional
                && same_access(row.access, access)
            {
                if let Some(condition) = row.excludes.intersection(self.conditions).first() {
                    return Some((Some(condition), row.line));
                }
                if let Some(condition) = row.requires.difference(self.conditions).first() {
                    if required.is_none() {
                        required = Some((Some(condition), row.line));
                    }
                } else if replaced.is_none()
                    && let Some(by) = left.replaced_by(&row)
                {
                    replaced = Some((by.requires.difference(row.requires).first(), row.line));
                }
            }
            at += 1;
        }
        if replaced.is_some() { replaced } else { required }
    }
}

/// Whether a feature has no base row that is not optional: it can be asked with update access only.
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
    /// All conditions that the applying rows require.
    demanded: Conditions,
}

impl<'a, const W: usize> Left<'a, W> {
    pub(super) const fn next(&mut self) -> Option<RowView<'a>> {
        while self.next < self.end {
            let index = self.next;
            self.next += 1;
            if let Some(row) = self.scene.table.row(index)
                && self.scene.applies(&row)
                && self.replaced_by(&row).is_none()
            {
                return Some(row);
            }
        }
        None
    }

    /// The row that replaces another: of the same access, with more required, the one covering the other; and so of the same
    /// kind and resource, within which covers stay.
    const fn replaced_by(&self, row: &RowView<'_>) -> Option<RowView<'a>> {
        // A replacing row requires more. Looking for one among all rows, for each row, is slow where there are thousands.
        if self.demanded.is_subset(row.requires) {
            return None;
        }
        let table = self.scene.table;
        let mut at = self.start;
        while at < self.end {
            if let Some(other) = table.row(at)
                && row.requires.is_subset(other.requires)
                && !other.requires.is_subset(row.requires)
                && same_access(row.access, other.access)
                && (table.covers(other.name, row.name) || table.covers(row.name, other.name))
                && self.scene.applies(&other)
            {
                return Some(other);
            }
            at += 1;
        }
        None
    }
}
