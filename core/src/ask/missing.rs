//! A permission that is missing, and the sentence that says so.

use alloc::vec::Vec;
use core::fmt;

use super::groups::ways;
use super::left::is_update_only;
use super::{Conditions, List, RowView, Set, Table};
use crate::{Access, Kind};

/// A permission that a feature needs and that is not granted.
#[derive(Debug, Clone, Copy)]
pub struct Missing<'a, const W: usize> {
    pub(super) table: &'a Table<'a>,
    pub(super) feature: usize,
    /// Whether the message names "every feature" instead of this one.
    pub(super) every: bool,
    pub(super) row: RowView<'a>,
}

impl<'a, const W: usize> Missing<'a, W> {
    /// The feature that needs it.
    #[must_use]
    pub const fn feature(&self) -> usize {
        self.feature
    }

    /// The permission.
    #[must_use]
    pub const fn name(&self) -> usize {
        self.row.name
    }

    /// What else would satisfy it: the alternatives, and the permissions that cover these or the permission itself.
    #[must_use]
    pub const fn accepts(&self) -> Set<W> {
        let mut names = Set::EMPTY;
        insert_all(&mut names, self.table.stronger(self.row.name));
        insert_all(&mut names, self.row.alternatives);
        let mut at = 0;
        while at < self.row.alternatives.len() {
            insert_all(&mut names, self.table.stronger(self.row.alternatives.get(at)));
            at += 1;
        }
        names.remove(self.row.name);
        names
    }

    /// The access that needs it.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.row.access
    }

    /// The conditions under which it is requested.
    #[must_use]
    pub const fn requires(&self) -> Conditions {
        self.row.requires
    }

    /// The document.
    #[must_use]
    pub const fn path(&self) -> &'a str {
        self.table.path
    }

    /// The line of the row, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.row.line
    }
}

const fn insert_all<const W: usize>(names: &mut Set<W>, list: List<'_>) {
    let mut at = 0;
    while at < list.len() {
        names.insert(list.get(at));
        at += 1;
    }
}

/// A sentence: what is missing, what else would satisfy it, which feature needs it and when, and where that is documented.
impl<const W: usize> fmt::Display for Missing<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table;
        Named { table, name: self.row.name }.fmt(f)?;
        let accepts = self.accepts();
        if !accepts.is_empty() {
            f.write_str(" (or ")?;
            list(f, accepts.iter().map(|name| table.text(name)), "or")?;
            f.write_str(")")?;
        }
        self.write_need(f)
    }
}

impl<const W: usize> Missing<'_, W> {
    /// Who needs it, when, and where that is documented.
    fn write_need(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table;
        let feature = if self.every { "every feature" } else { table.feature(self.feature) };
        write!(f, " is missing: {feature} needs it")?;
        if matches!(self.row.access, Access::Update) && (self.every || !is_update_only(table, self.feature)) {
            f.write_str(" to update")?;
        }
        if !self.row.requires.is_empty() {
            f.write_str(" where ")?;
            let conditions = (0..Conditions::MOST).filter(|&condition| self.row.requires.contains(condition));
            list(f, conditions.map(|condition| table.condition(condition)), "and")?;
            f.write_str(if self.row.requires.0.count_ones() > 1 { " hold" } else { " holds" })?;
        }
        write!(f, " ({}:{}).", table.path, self.row.line)
    }
}

/// The same of the groups of one cell, each of which is missing: in one sentence, as the document says it.
pub(super) struct MissingGroups<'r, 'a, const W: usize>(pub(super) &'r [Missing<'a, W>]);

impl<const W: usize> fmt::Display for MissingGroups<'_, '_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, others @ ..] = self.0 else { return Ok(()) };
        let rows: Vec<RowView<'_>> = self.0.iter().map(|missing| missing.row).collect();
        let ways = if others.is_empty() { None } else { ways(first.table, &rows) };
        let Some([shortest, longer @ ..]) = ways.as_deref() else {
            // Groups of more ways than anybody would read are said one by one.
            first.fmt(f)?;
            return others.iter().try_for_each(|other| write!(f, "\n{other}"));
        };
        let texts = |way: &[usize]| -> Vec<&str> { way.iter().map(|&name| first.table.text(name)).collect() };
        list(f, texts(shortest).into_iter(), "and")?;
        for (place, way) in longer.iter().enumerate() {
            f.write_str(if place == 0 { " (or " } else { ", or " })?;
            list(f, texts(way).into_iter(), "and")?;
        }
        f.write_str(if longer.is_empty() { "" } else { ")" })?;
        first.write_need(f)
    }
}

/// A permission by its text, with its kind if the document has a permission of the other kind with the same text.
pub(super) struct Named<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) name: usize,
}

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.table.text(self.name);
        let (word, other) = match self.table.kind(self.name) {
            Kind::Delegated => ("Delegated", Kind::Application),
            Kind::Application => ("Application", Kind::Delegated),
        };
        if self.table.exact(other, text).is_some() {
            write!(f, "{word} permission ")?;
        }
        f.write_str(text)
    }
}

/// `a`, `a or b`, `a, b or c`.
fn list<'s>(f: &mut fmt::Formatter<'_>, items: impl Iterator<Item = &'s str>, last: &str) -> fmt::Result {
    let mut items = items.peekable();
    let mut first = true;
    while let Some(item) = items.next() {
        if !first {
            match items.peek() {
                Some(_) => f.write_str(", ")?,
                None => write!(f, " {last} ")?,
            }
        }
        f.write_str(item)?;
        first = false;
    }
    Ok(())
}
