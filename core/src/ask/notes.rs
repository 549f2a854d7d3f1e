//! Notes on an ask: nothing is wrong, but they are worth knowing.

use core::fmt;

use super::asked::{Groups, within};
use super::left::{Left, same_access, same_kind};
use super::{Ask, RowView, Table};
use crate::Access;

/// A remark on an ask: nothing is wrong, but it is worth knowing.
#[derive(Debug, Clone, Copy)]
pub struct Note<'a> {
    table: &'a Table<'a>,
    /// What it says.
    pub about: About,
}

/// What a [`Note`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum About {
    /// Delegated permissions are requested without `offline_access`, so there will be no refresh token (`OpenID` Connect
    /// Core 1.0, section 11).
    NoRefresh,
    /// Two permissions that share their name up to the first dot are both requested although their rows require different
    /// conditions: neither row replaces the other.
    BothAsked {
        /// The feature; `None` for rows that are requested with every feature.
        feature: Option<usize>,
        /// The first permission, and the line of its row.
        first: (usize, u32),
        /// The second permission, and the line of its row.
        second: (usize, u32),
    },
}

impl Note<'_> {
    /// The stable id of the rule.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self.about {
            About::NoRefresh => "ask/no-refresh",
            About::BothAsked { .. } => "ask/both-asked",
        }
    }
}

impl fmt::Display for Note<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table;
        match self.about {
            About::NoRefresh => f.write_str("no refresh token is requested: add offline_access to get one"),
            About::BothAsked { feature, first, second } => {
                let feature = feature.map_or("every feature", |feature| table.feature(feature));
                write!(
                    f,
                    "{} and {} are both requested for {feature}, under different conditions: neither replaces the other ({}:{} and {})",
                    table.text(first.0),
                    table.text(second.0),
                    table.path,
                    first.1,
                    second.1
                )
            }
        }
    }
}

/// The notes of an ask.
#[derive(Debug, Clone)]
pub struct Notes<'a, const W: usize> {
    ask: Ask<'a, W>,
    /// Whether the note on refresh tokens was considered.
    refresh: bool,
    groups: Groups<'a, W>,
    pairs: Option<Pairs<'a, W>>,
}

impl<'a, const W: usize> Notes<'a, W> {
    pub(super) const fn new(ask: Ask<'a, W>) -> Self {
        Self { ask, refresh: false, groups: ask.groups(), pairs: None }
    }
}

impl<'a, const W: usize> Iterator for Notes<'a, W> {
    type Item = Note<'a>;

    fn next(&mut self) -> Option<Note<'a>> {
        let table = self.ask.scene.table;
        if !self.refresh {
            self.refresh = true;
            let scopes = self.ask.scopes();
            let refreshes = |name| table.is_openid(name) && table.short(name) == "offline_access";
            if !scopes.is_empty() && !scopes.iter().any(refreshes) {
                return Some(Note { table, about: About::NoRefresh });
            }
        }
        loop {
            if let Some(pairs) = &mut self.pairs {
                if let Some((feature, first, second)) = pairs.next(table) {
                    let (first, second) = ((first.name, first.line), (second.name, second.line));
                    return Some(Note { table, about: About::BothAsked { feature, first, second } });
                }
                self.pairs = None;
            }
            let (feature, access, mut left) = self.groups.next()?;
            self.pairs = left.next().map(|first| Pairs { feature, access, first, rest: left, others: left });
        }
    }
}

/// The pairs of rows left of one group that `ask/both-asked` is about.
#[derive(Debug, Clone)]
struct Pairs<'a, const W: usize> {
    feature: Option<usize>,
    access: Access,
    first: RowView<'a>,
    /// The rows after `first`.
    rest: Left<'a, W>,
    /// The rows of `rest` still to compare with `first`.
    others: Left<'a, W>,
}

impl<'a, const W: usize> Pairs<'a, W> {
    fn next(&mut self, table: &Table<'_>) -> Option<(Option<usize>, RowView<'a>, RowView<'a>)> {
        loop {
            while let Some(other) = self.others.next() {
                if within(other.access, self.access) && are_family(table, &self.first, &other) {
                    return Some((self.feature, self.first, other));
                }
            }
            self.first = self.rest.next()?;
            self.others = self.rest;
        }
    }
}

fn are_family(table: &Table<'_>, a: &RowView<'_>, b: &RowView<'_>) -> bool {
    a.name != b.name
        && a.requires != b.requires
        && same_access(a.access, b.access)
        && same_kind(a.kind, b.kind)
        && table.resource_of(a.name) == table.resource_of(b.name)
        && table.family(a.name) == table.family(b.name)
}
