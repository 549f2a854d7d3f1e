//! A grant: the permissions of the document that a token carries, and the access that they give.

use core::fmt;

use super::asked::Texts;
use super::builder::fitting;
use super::left::Scene;
use super::need::Grounds;
use super::unknown::Kept;
use super::{Conditions, RefreshParam, ScopeParam, Set, Table, UnknownTokens};
use crate::{Access, Kind};

/// The permissions that were granted.
///
/// A grant knows which kinds of permissions it can judge: scopes come from a user's token (`scp`) or a token response, app
/// roles from the `roles` of an app-only token. A token with `scp` is a user's, and its `roles` are roles of the user, not
/// app roles of the application.
#[derive(Clone)]
#[must_use]
pub struct Granted<'a, const W: usize> {
    table: &'a Table<'a>,
    names: Set<W>,
    /// The delegated permissions of the first grant, which a refresh token keeps.
    first: Set<W>,
    /// The scopes of `OpenID` Connect that were sent for the first grant; `None` if that is not known.
    sent: Option<Set<W>>,
    judged: Judged,
    unknown: Kept,
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
            Kind::Delegated => SCOPES,
            Kind::Application => ROLES,
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

const SCOPES: Judged = Judged { delegated: true, application: false };
const ROLES: Judged = Judged { delegated: false, application: true };

impl<'a, const W: usize> Granted<'a, W> {
    const fn empty(table: &'a Table<'a>, judged: Judged) -> Self {
        Self {
            table: fitting::<W>(table),
            names: Set::EMPTY,
            first: Set::EMPTY,
            sent: None,
            judged,
            unknown: Kept::None,
        }
    }

    /// A grant from the scopes of a token response, or from the `scp` claim of a user's token: separated by spaces (RFC 6749,
    /// section 3.3), and by the document's separator where it has one, in any order, repeated or not.
    ///
    /// Any text is accepted: [`unknown`](Self::unknown) has the tokens that are not in the document. `.default` grants
    /// nothing.
    pub fn from_scope(table: &'a Table<'a>, text: &str) -> Self {
        Self::empty(table, SCOPES).with(Kind::Delegated, text.split(|c| c == ' ' || table.separator == Some(c)))
    }

    /// A grant from scopes one by one, for providers that separate them differently. Empty scopes are ignored.
    pub fn from_names(table: &'a Table<'a>, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::empty(table, SCOPES).with(Kind::Delegated, names)
    }

    /// A grant from the `scope` member of the first token response, and the parameter that was sent. A server may omit the
    /// member if it granted what was requested (RFC 6749, section 5.1): `None` means the names of that one parameter. An empty
    /// text grants nothing.
    pub fn from_response(text: Option<&str>, sent: &ScopeParam<'a, W>) -> Self {
        let table = fitting::<W>(sent.table());
        let mut granted = match text {
            Some(text) => Self::from_scope(table, text),
            None => Self { names: sent.names(), first: sent.names(), ..Self::empty(table, SCOPES) },
        };
        granted.sent = Some(openid(table, &sent.names()));
        granted
    }

    /// The grant after a refresh (RFC 6749, section 6), from the `scope` member of the answer and the parameter that was sent.
    ///
    /// A text means the text. `None` means what was sent and is in the first grant; if no parameter was sent, the first grant.
    /// It never means what was asked for at sign-in. The first grant stays, and so do application permissions.
    pub fn refreshed(&self, text: Option<&str>, sent: Option<&RefreshParam<'_, W>>) -> Self {
        let mut granted = match (text, sent) {
            (Some(text), _) => Self::from_scope(self.table, text),
            (None, Some(sent)) => {
                Self { names: sent.names().intersection(&self.first), ..Self::empty(self.table, SCOPES) }
            }
            (None, None) => Self { names: self.first, ..Self::empty(self.table, SCOPES) },
        };
        let roles = self.names.within(self.table.delegated(), usize::MAX);
        granted.names = granted.names.union(&roles);
        Self { first: self.first, sent: self.sent, judged: self.judged, ..granted }
    }

    /// A grant from the `roles` claim of an app-only token. Do not use it for a token with `scp`: its `roles` are the
    /// user's.
    pub fn from_roles(table: &'a Table<'a>, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::empty(table, ROLES).with(Kind::Application, roles)
    }

    /// This grant and the `roles` claim of an app-only token: it then judges both kinds.
    pub fn with_roles(mut self, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        self.judged.application = true;
        self.with(Kind::Application, roles)
    }

    fn with(mut self, kind: Kind, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        for token in names {
            let token = token.as_ref();
            if !token.is_empty() && !self.table.grant(kind, token, &mut self.names) {
                self.unknown.push(token);
            }
        }
        self.unknown.dedupe();
        if matches!(kind, Kind::Delegated) {
            // What is read first is the first grant; a refresh puts it back.
            self.first = self.names.within(0, self.table.delegated());
        }
        self
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
    pub const fn first(&self) -> Set<W> {
        self.first
    }

    /// The scopes of `OpenID` Connect that were sent for the first grant, if that is known.
    pub(super) const fn sent(&self) -> Option<Set<W>> {
        self.sent
    }

    /// The kinds that this grant judges.
    #[must_use]
    pub const fn judged(&self) -> Judged {
        self.judged
    }

    /// The tokens that are not in the document, each once, in order of first appearance.
    #[must_use]
    pub fn unknown(&self) -> UnknownTokens<'_> {
        self.unknown.iter()
    }

    /// The access to a feature under conditions, without options.
    #[must_use]
    pub const fn access(&self, feature: usize, conditions: Conditions) -> Access {
        Grounds::of(self, Scene { table: self.table, conditions, options: Set::EMPTY, kinds: Judged::BOTH })
            .access(feature)
    }
}

/// The scopes of `OpenID` Connect among names.
const fn openid<const W: usize>(table: &Table<'_>, names: &Set<W>) -> Set<W> {
    let mut openid = *names;
    let mut next = names.first(0);
    while let Some(name) = next {
        if !table.is_openid(name) {
            openid.remove(name);
        }
        next = names.first(name + 1);
    }
    openid
}

impl<const W: usize> fmt::Debug for Granted<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Granted")
            .field("names", &Texts { table: self.table, names: self.names })
            .field("unknown", &self.unknown())
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
            assert!(Granted::<1>::from_scope(&Table::EMPTY, text).unknown().eq(expected), "{text:?}");
        }
    }

    #[test]
    fn no_unknown_token_is_lost_however_many_there_are() {
        let scopes: Vec<String> = (0..3_000).map(|n| n.to_string()).collect();
        let roles: Vec<String> = (3_000..5_000).map(|n| n.to_string()).collect();
        let granted = Granted::<1>::from_names(&Table::EMPTY, &scopes).with_roles(&roles).with_roles(&scopes);
        assert!(granted.unknown().eq(scopes.iter().chain(&roles)));
        let granted = Granted::<1>::from_scope(&Table::EMPTY, &scopes.join(" ")).with_roles(&roles);
        assert!(granted.clone().unknown().eq(scopes.iter().chain(&roles)));
    }
}
