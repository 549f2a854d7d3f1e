//! A grant: what a token allows, as far as the document knows it.

use alloc::vec::Vec;
use core::fmt;

use super::builder::fitting;
use super::left::{Scene, is_update_only, same_access};
use super::{Ask, Conditions, RowView, Set, Table};
use crate::{Access, Kind};

/// What was granted.
///
/// It knows which kinds of permissions it can judge: scopes come from a user's token (`scp`) or a token response, app roles
/// from the `roles` of an app-only token. A token that has `scp` is a user's, and its `roles` are the user's own: they are no
/// app roles of the application.
#[derive(Clone)]
#[must_use]
pub struct Granted<'a, 't, const W: usize> {
    table: &'a Table<'a>,
    names: Set<W>,
    judged: Judged,
    /// The text that was parsed: its unknown tokens are found again when asked for.
    text: &'t str,
    /// The unknown tokens of lists.
    others: Others<'t>,
}

/// Which kinds of permissions were judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Judged {
    /// Delegated permissions.
    pub delegated: bool,
    /// Application permissions.
    pub application: bool,
}

impl Judged {
    /// Whether a kind was judged.
    #[must_use]
    pub const fn contains(self, kind: Kind) -> bool {
        match kind {
            Kind::Delegated => self.delegated,
            Kind::Application => self.application,
        }
    }
}

const SCOPES: Judged = Judged { delegated: true, application: false };
const ROLES: Judged = Judged { delegated: false, application: true };

impl<'a, 't, const W: usize> Granted<'a, 't, W> {
    const fn empty(table: &'a Table<'a>, judged: Judged) -> Self {
        Self { table: fitting::<W>(table), names: Set::EMPTY, judged, text: "", others: Others::NONE }
    }

    /// The scopes of a token response or of the `scp` claim of a user's token: separated by spaces, in any order, repeated or
    /// not (RFC 6749, section 3.3).
    ///
    /// Any text is accepted: what the document does not know is [`unknown`](Self::unknown). `.default` grants nothing.
    pub const fn from_scope(table: &'a Table<'a>, text: &'t str) -> Self {
        let mut granted = Self::empty(table, SCOPES);
        granted.text = text;
        let mut tokens = Tokens { rest: text };
        while let Some(token) = tokens.next() {
            granted.table.grant(Kind::Delegated, token, &mut granted.names);
        }
        granted
    }

    /// Scopes one by one, for providers that separate them otherwise.
    pub fn from_names<S: AsRef<str> + ?Sized + 't>(
        table: &'a Table<'a>,
        names: impl IntoIterator<Item = &'t S>,
    ) -> Self {
        Self::empty(table, SCOPES).with(Kind::Delegated, names)
    }

    /// The `scope` member of a token response. A server may omit it when it granted what was asked (RFC 6749, section 5.1):
    /// `None` means the delegated permissions of the ask.
    pub const fn from_response(text: Option<&'t str>, ask: &Ask<'a, W>) -> Self {
        let Some(text) = text else {
            let mut granted = Self::empty(ask.table(), SCOPES);
            granted.names = ask.scopes();
            return granted;
        };
        Self::from_scope(ask.table(), text)
    }

    /// The `roles` claim of an app-only token; never of a token that has `scp`, where they are the user's own.
    pub fn from_roles<S: AsRef<str> + ?Sized + 't>(
        table: &'a Table<'a>,
        roles: impl IntoIterator<Item = &'t S>,
    ) -> Self {
        Self::empty(table, ROLES).with(Kind::Application, roles)
    }

    /// This grant and the `roles` claim of an app-only token: both kinds are judged.
    pub fn with_roles<S: AsRef<str> + ?Sized + 't>(mut self, roles: impl IntoIterator<Item = &'t S>) -> Self {
        self.judged.application = true;
        self.with(Kind::Application, roles)
    }

    fn with<S: AsRef<str> + ?Sized + 't>(mut self, kind: Kind, names: impl IntoIterator<Item = &'t S>) -> Self {
        for name in names {
            let name = name.as_ref();
            if !name.is_empty() && !self.table.grant(kind, name, &mut self.names) {
                self.others.push(name);
            }
        }
        self
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> &'a Table<'a> {
        self.table
    }

    /// The permissions of the document that were granted by name, of both kinds.
    #[must_use]
    pub const fn names(&self) -> Set<W> {
        self.names
    }

    /// The kinds that this grant judges.
    #[must_use]
    pub const fn judged(&self) -> Judged {
        self.judged
    }

    /// The tokens that the document does not know, in the order in which they came.
    #[must_use]
    pub const fn unknown(&self) -> UnknownTokens<'_, 'a, 't, W> {
        UnknownTokens { granted: self, tokens: Tokens { rest: self.text }, next: 0 }
    }

    /// The access to a feature under conditions, without options.
    #[must_use]
    pub const fn access(&self, feature: usize, conditions: Conditions) -> Access {
        let scene = Scene { table: self.table, conditions, options: Set::EMPTY };
        Grounds { scene, names: self.names, judged: self.judged }.access(feature)
    }
}

impl<const W: usize> fmt::Debug for Granted<'_, '_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.names.iter().map(|name| self.table.text(name)).collect();
        let unknown: Vec<&str> = self.unknown().collect();
        f.debug_struct("Granted")
            .field("names", &names)
            .field("unknown", &unknown)
            .field("judged", &self.judged)
            .finish()
    }
}

/// What an access is decided on: the rows left, and the permissions held.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grounds<'a, const W: usize> {
    pub(super) scene: Scene<'a, W>,
    pub(super) names: Set<W>,
    pub(super) judged: Judged,
}

impl<const W: usize> Grounds<'_, W> {
    pub(super) const fn access(&self, feature: usize) -> Access {
        if is_update_only(self.scene.table, feature) {
            return if self.holds(feature, Access::Update) { Access::Update } else { Access::Missing };
        }
        if !self.holds(feature, Access::Base) {
            Access::Missing
        } else if self.holds(feature, Access::Update) {
            Access::Update
        } else {
            Access::Base
        }
    }

    /// Whether the need of a feature for an access holds: all rows left within it, of the kinds judged, of which at least one
    /// is the feature's own and of just that access.
    const fn holds(&self, feature: usize, access: Access) -> bool {
        let mut own = false;
        let mut left = self.scene.left(Some(feature));
        while let Some(row) = left.next() {
            if self.needs(&row, access) {
                own |= same_access(row.access, access);
                if !self.satisfies(&row) {
                    return false;
                }
            }
        }
        let mut left = self.scene.left(None);
        while own && let Some(row) = left.next() {
            if self.needs(&row, access) && !self.satisfies(&row) {
                return false;
            }
        }
        own
    }

    /// Whether a row left counts in the need of an access.
    pub(super) const fn needs(&self, row: &RowView<'_>, access: Access) -> bool {
        !row.optional && self.judged.contains(row.kind) && row.access as u8 <= access as u8
    }

    /// Whether a row's permission is held, or what does in its place, or what covers one of these; or is never checked.
    pub(super) const fn satisfies(&self, row: &RowView<'_>) -> bool {
        if self.scene.table.is_openid(row.name) || self.is_held(row.name) {
            return true;
        }
        let mut at = 0;
        while at < row.alternatives.len() {
            if self.is_held(row.alternatives[at] as usize) {
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
            if self.names.contains(stronger[at] as usize) {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// The tokens of a text, separated by spaces; a cursor, for const code.
#[derive(Debug, Clone, Copy)]
struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    const fn next(&mut self) -> Option<&'t str> {
        let bytes = self.rest.as_bytes();
        let mut start = 0;
        while start < bytes.len() && bytes[start] == b' ' {
            start += 1;
        }
        let mut end = start;
        while end < bytes.len() && bytes[end] != b' ' {
            end += 1;
        }
        // Both are next to a space or at an end, and so between characters.
        let (Some((head, rest)), true) = (self.rest.split_at_checked(end), start < end) else {
            self.rest = "";
            return None;
        };
        self.rest = rest;
        match head.split_at_checked(start) {
            Some((_, token)) => Some(token),
            None => None,
        }
    }
}

/// How many unknown tokens of lists are kept without allocating.
const KEPT: usize = 32;

/// Unknown tokens that came one by one: they cannot be found again, and so are kept.
#[derive(Clone)]
struct Others<'t> {
    first: [&'t str; KEPT],
    count: usize,
    /// What is past the first ones.
    rest: Vec<&'t str>,
}

impl<'t> Others<'t> {
    const NONE: Self = Self { first: [""; KEPT], count: 0, rest: Vec::new() };

    fn push(&mut self, token: &'t str) {
        match self.first.get_mut(self.count) {
            Some(place) => {
                *place = token;
                self.count += 1;
            }
            None => self.rest.push(token),
        }
    }

    fn get(&self, index: usize) -> Option<&'t str> {
        if index < self.count {
            return self.first.get(index).copied();
        }
        self.rest.get(index - self.count).copied()
    }
}

/// The tokens of a grant that the document does not know.
#[derive(Debug, Clone)]
pub struct UnknownTokens<'g, 'a, 't, const W: usize> {
    granted: &'g Granted<'a, 't, W>,
    tokens: Tokens<'t>,
    next: usize,
}

impl<'t, const W: usize> Iterator for UnknownTokens<'_, '_, 't, W> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let mut known = Set::<W>::EMPTY;
        while let Some(token) = self.tokens.next() {
            if !self.granted.table.grant(Kind::Delegated, token, &mut known) {
                return Some(token);
            }
        }
        let token = self.granted.others.get(self.next)?;
        self.next += 1;
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Granted, KEPT, Tokens};
    use crate::ask::Table;
    use std::string::ToString;
    use std::vec::Vec;

    #[test]
    fn a_text_is_divided_at_spaces_and_nowhere_else() {
        for text in ["", " ", "a", " a  b ", "a\tb\nc d", "é ü", "   \u{a0} x", "a b a", "\0 \u{2028}"] {
            let mut tokens = Tokens { rest: text };
            let mut found = Vec::new();
            while let Some(token) = tokens.next() {
                found.push(token);
            }
            assert_eq!(found, text.split(' ').filter(|token| !token.is_empty()).collect::<Vec<_>>(), "{text:?}");
        }
    }

    #[test]
    fn no_unknown_token_is_lost_however_many_there_are() {
        let scopes: Vec<_> = (0..KEPT).map(|n| n.to_string()).collect();
        let roles: Vec<_> = (KEPT..3 * KEPT).map(|n| n.to_string()).collect();
        let granted = Granted::<1>::from_names(&Table::EMPTY, &scopes).with_roles(&roles);
        assert!(granted.unknown().eq(scopes.iter().chain(&roles)));
        let text = scopes.join(" ");
        let granted = Granted::<1>::from_scope(&Table::EMPTY, &text).with_roles(&roles);
        assert!(granted.unknown().eq(scopes.iter().chain(&roles)));
        assert_eq!(granted.clone().unknown().count(), 3 * KEPT);
    }
}
