//! [`Granted`]: what a token allows, in the types of a document.

use core::fmt;
use core::marker::PhantomData;

use scopemark_core::ask::{self, Conditions, Judged, UnknownTokens};

use crate::document::index_of;
use crate::{Access, Document, Indexed, RefreshParam, ScopeParam, Set};

/// The permissions that were granted, as far as they are in the document.
///
/// A grant borrows nothing, so a session can keep it. Reading and checking a grant never fail. They allocate nothing as
/// long as the tokens that are not in the document fit in a kilobyte.
///
/// A grant knows which kinds of permissions it can judge. Delegated permissions are in a user's token (`scp`) or a token
/// response, application permissions in the `roles` of an app-only token. In a token with `scp`, `roles` are the user's own
/// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
///
/// A granted name matches the text in the document, with or without the document's own resource. For Microsoft Graph, the
/// resource may be the host of any of its clouds (<https://learn.microsoft.com/graph/deployments>), and ASCII case is
/// ignored if only one name matches then.
///
/// # Access here means consent
///
/// It is what the grant lets the application ask of the API. The API may still refuse because of the user's own rights,
/// licences or conditional access.
#[derive(Clone)]
#[must_use]
pub struct Granted<D, const W: usize> {
    pub(crate) inner: ask::Granted<'static, W>,
    document: PhantomData<D>,
}

impl<D: Document, const W: usize> Granted<D, W> {
    const fn of(inner: ask::Granted<'static, W>) -> Self {
        Self { inner, document: PhantomData }
    }

    /// A grant from the scopes of a token response, or from the `scp` claim of a user's token: separated by spaces (RFC 6749,
    /// section 3.3), and by the document's separator where it has one, in any order, repeated or not.
    ///
    /// Any text is accepted: [`unknown`](Self::unknown) has the tokens that are not in the document. `.default` grants
    /// nothing.
    pub fn from_scope(text: &str) -> Self {
        Self::of(ask::Granted::from_scope(D::TABLE, text))
    }

    /// A grant from scopes one by one, for providers that separate them differently.
    pub fn from_names(names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_names(D::TABLE, names))
    }

    /// A grant from the `scope` member of the first token response, and the parameter that was sent. A server may omit the
    /// member if it granted what was requested (RFC 6749, section 5.1): `None` means the names of that one parameter. An empty
    /// text grants nothing.
    pub fn from_response(scope: Option<&str>, sent: &ScopeParam<D, W>) -> Self {
        Self::of(ask::Granted::from_response(scope, &sent.inner))
    }

    /// The grant after a refresh (RFC 6749, section 6), from the `scope` member of the answer and the parameter that was sent:
    /// [`Ask::refresh_param`](crate::Ask::refresh_param).
    ///
    /// A text means the text. `None` means what was sent and is in the first grant; if no parameter was sent, the first grant.
    /// It never means what was asked for at sign-in. The first grant stays, and so do application permissions.
    pub fn refreshed(&self, scope: Option<&str>, sent: Option<&RefreshParam<D, W>>) -> Self {
        Self::of(self.inner.refreshed(scope, sent.map(|sent| &sent.inner)))
    }

    /// A grant from the `roles` claim of an app-only token. Do not use it for a token with `scp`: its `roles` are the
    /// user's.
    pub fn from_roles(roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_roles(D::TABLE, roles))
    }

    /// This grant and the `roles` claim of an app-only token: it then judges both kinds.
    pub fn with_roles(self, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(self.inner.with_roles(roles))
    }

    /// The delegated permissions of the document that were granted by name.
    pub fn scopes(&self) -> Set<D::Scope, W> {
        let names = self.inner.names();
        Set::of(names.within(0, D::TABLE.delegated()))
    }

    /// The application permissions of the document that were granted by name.
    pub fn app_roles(&self) -> Set<D::AppRole, W> {
        let names = self.inner.names();
        Set::of(names.within(D::TABLE.delegated(), usize::MAX))
    }

    /// The permissions of the document that were granted by name, of both kinds.
    pub const fn names(&self) -> Set<D::Name, W> {
        Set::of(self.inner.names())
    }

    /// The delegated permissions of the first grant. A refresh never leaves them.
    pub fn first(&self) -> Set<D::Scope, W> {
        Set::of(self.inner.first())
    }

    /// The tokens that are not in the document, each once, in order of first appearance.
    #[must_use]
    pub fn unknown(&self) -> UnknownTokens<'_> {
        self.inner.unknown()
    }

    /// The kinds of permissions that this grant judges.
    #[must_use]
    pub const fn judged(&self) -> Judged {
        self.inner.judged()
    }

    /// The access to a feature when these conditions hold, without options.
    #[must_use]
    pub fn access(&self, feature: D::Feature, conditions: &[D::Condition]) -> Access {
        self.inner.access(index_of(feature), holding(conditions))
    }

    /// Whether the grant allows an access: the `allows` of a generated module.
    #[doc(hidden)]
    #[must_use]
    pub fn allows(&self, feature: D::Feature, access: Access, conditions: &[D::Condition]) -> bool {
        self.inner.allows(index_of(feature), access, holding(conditions))
    }
}

/// Conditions as the engine has them.
pub(crate) fn holding<C: Indexed>(conditions: &[C]) -> Conditions {
    conditions.iter().copied().map(index_of).fold(Conditions::NONE, Conditions::with)
}

impl<D: Document, const W: usize> fmt::Debug for Granted<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Granted")
            .field("names", &self.names())
            .field("unknown", &self.unknown())
            .field("judged", &self.judged())
            .finish()
    }
}
