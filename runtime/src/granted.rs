//! Grants, typed: what a token allows.

use core::fmt;
use core::marker::PhantomData;

use scopemark_core::ask::{self, Conditions, Judged, UnknownTokens};

use crate::document::index_of;
use crate::{Access, Ask, Document, Set};

/// What was granted, as far as the document knows it.
///
/// It owns what it needs, and so can be kept in a session. Reading and judging a grant never fail and allocate nothing,
/// as long as the tokens that the document does not know fit in a kilobyte.
///
/// It knows which kinds of permissions it can judge. Delegated permissions reach a user's token (`scp`) or a token response,
/// application permissions the `roles` of an app-only token. In a token that has `scp`, `roles` are the user's own
/// (<https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference>).
///
/// A token is known by the text in the document, with or without the document's own resource; for Microsoft Graph that is
/// any of the hosts of its clouds (<https://learn.microsoft.com/graph/deployments>), and ASCII case does not matter where
/// only one name can be meant.
///
/// # Access here means consent
///
/// It is what the grant lets the application ask of the API. The user's own rights, licences and conditional access are
/// another matter: the API may still refuse.
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

    /// The scopes of a token response, or of the `scp` claim of a user's token: separated by spaces, in any order, repeated
    /// or not (RFC 6749, section 3.3).
    ///
    /// Any text is accepted: what the document does not know is [`unknown`](Self::unknown). `.default` grants nothing.
    pub fn from_scope(text: &str) -> Self {
        Self::of(ask::Granted::from_scope(D::TABLE, text))
    }

    /// Scopes one by one, for providers that separate them otherwise.
    pub fn from_names(names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_names(D::TABLE, names))
    }

    /// The `scope` member of a token response. A server may omit it when it granted what was asked (RFC 6749, section 5.1):
    /// `None` means the delegated permissions of the ask.
    pub fn from_response(scope: Option<&str>, ask: &Ask<D, W>) -> Self {
        Self::of(ask::Granted::from_response(scope, &ask.inner))
    }

    /// The `roles` claim of an app-only token; never of a token that has `scp`, where they are the user's own.
    pub fn from_roles(roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_roles(D::TABLE, roles))
    }

    /// This grant and the `roles` claim of an app-only token: both kinds are judged.
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

    /// The tokens that the document does not know, each once, in the order in which they first came.
    #[must_use]
    pub fn unknown(&self) -> UnknownTokens<'_> {
        self.inner.unknown()
    }

    /// The kinds of permissions that this grant judges.
    #[must_use]
    pub const fn judged(&self) -> Judged {
        self.inner.judged()
    }

    /// The access to a feature where these conditions hold.
    #[must_use]
    pub fn access(&self, feature: D::Feature, conditions: &[D::Condition]) -> Access {
        let conditions = conditions.iter().copied().map(index_of).fold(Conditions::NONE, Conditions::with);
        self.inner.access(index_of(feature), conditions)
    }
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
