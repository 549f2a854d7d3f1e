//! A grant: the permissions of the document that a token carries, and the access that they give.

use alloc::vec::Vec;
use core::fmt;

use super::asked::Texts;
use super::builder::fitting;
use super::left::Scene;
use super::need::Grounds;
use super::unknown::{Kept, UnknownTokens};
use super::{Conditions, RefreshParam, ScopeParam, Set, Table};
use crate::{Access, Kind};

/// The permissions that were granted: those of one token, or of several joined.
///
/// A grant knows which kinds of permissions it can judge: scopes come from a user's token (`scp`) or a token response, app
/// roles from the `roles` of an app-only token. A token with `scp` is a user's, and its `roles` are roles of the user, not
/// app roles of the application.
///
/// A token is for one resource, an index into [`Table::resources`]: 0 where the document has one, or none.
#[derive(Clone)]
#[must_use]
pub struct Granted<'a, const W: usize> {
    table: &'a Table<'a>,
    /// What its tokens hold, and their kinds.
    names: Set<W>,
    judged: Judged,
    token: Token<W>,
    /// The second token is beside the first, so that a user's and an app-only one are read without allocating.
    second: Option<Token<W>>,
    more: Vec<Token<W>>,
}

/// One token: a user's, or an app-only one.
#[derive(Clone)]
pub(super) struct Token<const W: usize> {
    pub(super) resource: usize,
    pub(super) kind: Kind,
    /// What it holds now.
    pub(super) names: Set<W>,
    /// What the first grant had, which a refresh token keeps.
    pub(super) first: Set<W>,
    /// The scopes of `OpenID` Connect that were sent for the first grant; `None` if that is not known.
    pub(super) sent: Option<Set<W>>,
    /// Whether it was read from a text without any token.
    pub(super) is_blank: bool,
    unknown: Kept,
}

impl<const W: usize> Token<W> {
    pub(super) const fn new(kind: Kind, resource: usize) -> Self {
        Self { resource, kind, names: Set::EMPTY, first: Set::EMPTY, sent: None, is_blank: false, unknown: Kept::None }
    }

    fn read(table: &Table<'_>, kind: Kind, resource: usize, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut token = Self::new(kind, resource);
        token.is_blank = true;
        for name in names {
            let name = name.as_ref();
            if !name.is_empty() {
                token.is_blank = false;
                if !table.grant(resource, kind, name, &mut token.names) {
                    token.unknown.push(name);
                }
            }
        }
        token.unknown.dedupe();
        token.first = token.names;
        token
    }

    fn of_text(table: &Table<'_>, resource: usize, text: &str) -> Self {
        Self::read(table, Kind::Delegated, resource, text.split(|c| c == ' ' || table.separator == Some(c)))
    }

    fn is_of(&self, kind: Kind, resource: usize) -> bool {
        self.kind == kind && self.resource == resource
    }

    pub(super) fn unknown(&self) -> UnknownTokens<'_> {
        self.unknown.iter()
    }

    /// The unknown ones that are names between commas, where the document does not say that commas divide.
    pub(super) fn between_commas<'t>(&'t self, table: &'t Table<'t>) -> impl Iterator<Item = &'t str> {
        let is_known = move |part: &str| {
            let mut names = Set::<W>::EMPTY;
            table.grant(self.resource, self.kind, part, &mut names)
        };
        let unknown = self.unknown().filter(move |_| table.separator.is_none());
        unknown.filter(move |text| text.contains(',') && text.split(',').all(is_known))
    }

    /// Keeps a token that is not in the document.
    pub(super) fn keep(&mut self, unknown: &str) {
        self.unknown.push(unknown);
        self.unknown.dedupe();
    }
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
    /// Both kinds.
    pub const BOTH: Self = Self { delegated: true, application: true };

    /// One kind.
    #[must_use]
    pub const fn only(kind: Kind) -> Self {
        match kind {
            Kind::Delegated => Self { delegated: true, application: false },
            Kind::Application => Self { delegated: false, application: true },
        }
    }

    /// The kinds in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { delegated: self.delegated && other.delegated, application: self.application && other.application }
    }

    /// Whether a kind was judged.
    #[must_use]
    pub const fn contains(self, kind: Kind) -> bool {
        match kind {
            Kind::Delegated => self.delegated,
            Kind::Application => self.application,
        }
    }
}

impl<'a, const W: usize> Granted<'a, W> {
    pub(super) fn of(table: &'a Table<'a>, token: Token<W>) -> Self {
        let (names, judged) = (token.names, Judged::only(token.kind));
        Self { table, names, judged, token, second: None, more: Vec::new() }
    }

    /// A grant from the scopes of a token response, or from the `scp` claim of a user's token for a resource: separated by
    /// spaces (RFC 6749, section 3.3), and by the document's separator where it has one, in any order, repeated or not.
    ///
    /// Any text is accepted: [`unknown`](Self::unknown) has the tokens that are not in the document. `.default` grants
    /// nothing.
    pub fn from_scope(table: &'a Table<'a>, resource: usize, text: &str) -> Self {
        let table = fitting::<W>(table);
        Self::of(table, Token::of_text(table, resource, text))
    }

    /// A grant from scopes one by one, for providers that separate them differently. Empty scopes are ignored.
    pub fn from_names(table: &'a Table<'a>, resource: usize, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let table = fitting::<W>(table);
        Self::of(table, Token::read(table, Kind::Delegated, resource, names))
    }

    /// A grant from the `scope` member of the first token response, and the parameter that was sent. A server may omit the
    /// member if it granted what was requested (RFC 6749, section 5.1): `None` means the names of that one parameter. An empty
    /// text grants nothing.
    pub fn from_response(text: Option<&str>, sent: &ScopeParam<'a, W>) -> Self {
        let table = fitting::<W>(sent.table());
        let mut token = match text {
            Some(text) => Token::of_text(table, sent.place(), text),
            None => Token { names: sent.names(), first: sent.names(), ..Token::new(Kind::Delegated, sent.place()) },
        };
        token.sent = Some(sent.names().filter(|name| table.is_openid(name)));
        Self::of(table, token)
    }

    /// The grant after a refresh (RFC 6749, section 6) of the token for a resource, from the `scope` member of the answer and
    /// the parameter that was sent.
    ///
    /// A text means the text. `None` means what was sent and is in the first grant; if no parameter was sent, the first grant.
    /// It never means the ask. The first grant stays, and so do other tokens.
    pub fn refreshed(&self, resource: usize, text: Option<&str>, sent: Option<&RefreshParam<'_, W>>) -> Self {
        let Some(old) = self.user(resource) else {
            // There is no first grant: an answer that says nothing grants nothing.
            let Some(text) = text else { return self.clone() };
            let read = Token { first: Set::EMPTY, ..Token::of_text(self.table, resource, text) };
            return self.clone().joined(read);
        };
        let token = match (text, sent) {
            (Some(text), _) => Token { first: old.first, sent: old.sent, ..Token::of_text(self.table, resource, text) },
            // No unknown token is in what was sent, nor remembered of the first grant.
            (None, sent) => Token {
                names: sent.map_or(old.first, |sent| sent.names().intersection(&old.first)),
                first: old.first,
                sent: old.sent,
                ..Token::new(Kind::Delegated, resource)
            },
        };
        self.clone().joined(token)
    }

    /// A grant from the `roles` claim of an app-only token for a resource. Do not use it for a token with `scp`: its `roles`
    /// are the user's.
    pub fn from_roles(table: &'a Table<'a>, resource: usize, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let table = fitting::<W>(table);
        Self::of(table, Token::read(table, Kind::Application, resource, roles))
    }

    /// This grant and the `roles` claim of an app-only token: it then judges both kinds.
    pub fn with_roles(self, resource: usize, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let token = Token::read(self.table, Kind::Application, resource, roles);
        self.joined(token)
    }

    /// This grant and the tokens of another one. Of two for one resource and kind, the other's counts.
    pub fn with(self, other: Self) -> Self {
        let others = [other.token].into_iter().chain(other.second).chain(other.more);
        others.fold(self, Self::joined)
    }

    /// With a token in place of the one of its resource and kind, or beside the others.
    pub(super) fn joined(mut self, token: Token<W>) -> Self {
        let (kind, resource) = (token.kind, token.resource);
        if let Some(old) = self.tokens_mut().find(|old| old.is_of(kind, resource)) {
            *old = token;
        } else if self.second.is_none() {
            self.second = Some(token);
        } else {
            self.more.push(token);
        }
        self.names = self.tokens().fold(Set::EMPTY, |names, token| names.union(&token.names));
        match kind {
            Kind::Delegated => self.judged.delegated = true,
            Kind::Application => self.judged.application = true,
        }
        self
    }

    /// Keeps a token that is not in the document, in the first one.
    pub(super) fn keep(&mut self, unknown: &str) {
        self.token.keep(unknown);
    }

    /// The tokens, in the order in which they were joined.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &Token<W>> {
        [&self.token].into_iter().chain(&self.second).chain(&self.more)
    }

    fn tokens_mut(&mut self) -> impl Iterator<Item = &mut Token<W>> {
        [&mut self.token].into_iter().chain(&mut self.second).chain(&mut self.more)
    }

    /// The user's token for a resource.
    pub(super) fn user(&self, resource: usize) -> Option<&Token<W>> {
        self.tokens().find(|token| token.is_of(Kind::Delegated, resource))
    }

    /// The table that the indexes point into.
    #[must_use]
    pub const fn table(&self) -> &'a Table<'a> {
        self.table
    }

    /// The permissions of the document that were granted by name, of both kinds.
    #[must_use]
    pub const fn names(&self) -> Set<W> {
        self.names
    }

    /// The delegated permissions of the first grant. A refresh never leaves them.
    #[must_use]
    pub fn first(&self) -> Set<W> {
        let users = self.tokens().filter(|token| token.kind == Kind::Delegated);
        users.fold(Set::EMPTY, |names, token| names.union(&token.first))
    }

    /// The kinds that this grant judges.
    #[must_use]
    pub const fn judged(&self) -> Judged {
        self.judged
    }

    /// The tokens that are not in the document, each once for each token that has it, in order of first appearance.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.tokens().flat_map(Token::unknown)
    }

    /// The access to a feature under conditions, without options.
    #[must_use]
    pub const fn access(&self, feature: usize, conditions: Conditions) -> Access {
        Grounds::of(self, Scene { table: self.table, conditions, options: Set::EMPTY, kinds: Judged::BOTH })
            .access(feature)
    }
}

impl<const W: usize> fmt::Debug for Granted<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Granted")
            .field("names", &Texts { table: self.table, names: self.names })
            .field("unknown", &self.unknown().collect::<Vec<_>>())
            .field("judged", &self.judged)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::Granted;
    use crate::ask::Table;
    use std::string::{String, ToString};
    use std::vec::Vec;

    #[test]
    fn a_text_is_divided_at_spaces_and_nowhere_else() {
        for text in ["", " ", "a", " a  b ", "a\tb\nc d", "é ü", "   \u{a0} x", "a b a", "\0 \u{2028}"] {
            let mut expected: Vec<&str> = Vec::new();
            for token in text.split(' ') {
                if !token.is_empty() && !expected.contains(&token) {
                    expected.push(token);
                }
            }
            assert!(Granted::<1>::from_scope(&Table::EMPTY, 0, text).unknown().eq(expected), "{text:?}");
        }
    }

    #[test]
    fn no_unknown_token_is_lost_however_many_there_are() {
        let scopes: Vec<String> = (0..3_000).map(|n| n.to_string()).collect();
        let roles: Vec<String> = (3_000..5_000).map(|n| n.to_string()).collect();
        let granted = Granted::<1>::from_names(&Table::EMPTY, 0, &scopes).with_roles(0, &roles);
        assert!(granted.unknown().eq(scopes.iter().chain(&roles)));
        let granted = Granted::<1>::from_scope(&Table::EMPTY, 0, &scopes.join(" ")).with_roles(0, &roles);
        assert!(granted.clone().unknown().eq(scopes.iter().chain(&roles)));
    }

    #[test]
    fn of_two_tokens_for_one_resource_and_kind_the_last_counts() {
        let scope = |resource, text| Granted::<1>::from_scope(&Table::EMPTY, resource, text);
        let all = scope(0, "a").with(scope(1, "b")).with(scope(2, "c")).with_roles(0, ["d"]);
        assert!(all.unknown().eq(["a", "b", "c", "d"]));
        assert!(all.clone().with(scope(1, "e").with(scope(3, "f"))).unknown().eq(["a", "e", "c", "d", "f"]));
        assert!(all.with_roles(0, ["g"]).unknown().eq(["a", "b", "c", "g"]));
    }
}
