//! [`Granted`]: what a token allows, in the types of a document.

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use scopemark_core::ask::{self, Conditions, Judged};

use crate::document::index_of;
use crate::{
    Access, Document, Indexed, NotStored, RefreshParam, ScopeParam, Set, Several, SeveralResources, SingleResource,
};

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

    /// A grant from the `scope` member of the first token response, and the parameter that was sent. A server may omit the
    /// member if it granted what was requested (RFC 6749, section 5.1): `None` means the names of that one parameter. An empty
    /// text grants nothing.
    pub fn from_response(scope: Option<&str>, sent: &ScopeParam<D, W>) -> Self {
        Self::of(ask::Granted::from_response(scope, &sent.inner))
    }

    /// This grant and the tokens of another one, such as an app-only token beside a user's. Of two tokens for one resource and
    /// kind, the other's counts.
    pub fn with(self, other: Self) -> Self {
        Self::of(self.inner.with(other.inner))
    }

    /// A line of text for a session or a database: the tokens with their resources and kinds, what each holds, its first grant,
    /// and what was sent for it. It holds names of permissions and no secret.
    #[must_use]
    pub fn to_stored(&self) -> String {
        self.inner.to_stored()
    }

    /// Reads such a line. Names and resources that the document no longer has are dropped: [`unknown`](Self::unknown) lists
    /// them.
    ///
    /// # Errors
    /// [`NotStored`], for any other text.
    pub fn from_stored(text: &str) -> Result<Self, NotStored> {
        ask::Granted::from_stored(D::TABLE, text).map(Self::of)
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

    /// The tokens that are not in the document, each once for each token that has it, in order of first appearance.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
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
}

/// Tokens of a document whose permissions belong to one resource, or to none.
impl<D: SingleResource, const W: usize> Granted<D, W> {
    /// A grant from the scopes of a token response, or from the `scp` claim of a user's token: separated by spaces (RFC 6749,
    /// section 3.3), and by the document's separator where it has one, in any order, repeated or not.
    ///
    /// Any text is accepted: [`unknown`](Self::unknown) has the tokens that are not in the document. `.default` grants
    /// nothing.
    pub fn from_scope(text: &str) -> Self {
        Self::of(ask::Granted::from_scope(D::TABLE, 0, text))
    }

    /// A grant from scopes one by one, for providers that separate them differently.
    pub fn from_names(names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_names(D::TABLE, 0, names))
    }

    /// A grant from the `roles` claim of an app-only token. Do not use it for a token with `scp`: its `roles` are the
    /// user's.
    pub fn from_roles(roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_roles(D::TABLE, 0, roles))
    }

    /// This grant and the `roles` claim of an app-only token: it then judges both kinds.
    pub fn with_roles(self, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(self.inner.with_roles(0, roles))
    }

    /// The grant after a refresh (RFC 6749, section 6), from the `scope` member of the answer and the parameter that was sent:
    /// [`Ask::refresh_param`](crate::Ask::refresh_param).
    ///
    /// A text means the text. `None` means what was sent and is in the first grant; if no parameter was sent, the first grant.
    /// It never means what was asked for at sign-in. The first grant stays, and so do application permissions.
    pub fn refreshed(&self, scope: Option<&str>, sent: Option<&RefreshParam<D, W>>) -> Self {
        Self::of(self.inner.refreshed(0, scope, sent.map(|sent| &sent.inner)))
    }

    /// Whether the grant allows an access: the `allows` of a generated module.
    #[doc(hidden)]
    #[must_use]
    pub fn allows(&self, feature: D::Feature, access: Access, conditions: &[D::Condition]) -> bool {
        self.inner.allows(0, index_of(feature), access, holding(conditions))
    }
}

/// Tokens of a document whose permissions belong to several resources: each is for one.
impl<D: SeveralResources, const W: usize> Granted<Several<D>, W> {
    /// A grant from the scopes of a token response for a resource, or from the `scp` claim of a user's token for it: separated by
    /// spaces (RFC 6749, section 3.3), and by the document's separator where it has one, in any order, repeated or not.
    ///
    /// Any text is accepted: [`unknown`](Self::unknown) has the tokens that are not the resource's in the document. `.default`
    /// grants nothing. [`with`](Self::with) joins the tokens of several resources.
    pub fn from_scope(resource: D::Resource, text: &str) -> Self {
        Self::of(ask::Granted::from_scope(D::TABLE, index_of(resource), text))
    }

    /// A grant from the scopes of a resource one by one, for providers that separate them differently.
    pub fn from_names(resource: D::Resource, names: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_names(D::TABLE, index_of(resource), names))
    }

    /// A grant from the `roles` claim of an app-only token for a resource. Do not use it for a token with `scp`: its `roles` are
    /// the user's.
    pub fn from_roles(resource: D::Resource, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(ask::Granted::from_roles(D::TABLE, index_of(resource), roles))
    }

    /// This grant and the `roles` claim of an app-only token for a resource: it then judges both kinds.
    pub fn with_roles(self, resource: D::Resource, roles: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::of(self.inner.with_roles(index_of(resource), roles))
    }

    /// The grant after a refresh (RFC 6749, section 6) of the token for a resource, from the `scope` member of the answer and the
    /// parameter that was sent: [`Ask::refresh_param`](crate::Ask::refresh_param).
    ///
    /// A text means the text. `None` means what was sent and is in the first grant; if no parameter was sent, the first grant.
    /// It never means what was asked for at sign-in. The first grant stays, and so do the other tokens.
    pub fn refreshed(
        &self,
        resource: D::Resource,
        scope: Option<&str>,
        sent: Option<&RefreshParam<Several<D>, W>>,
    ) -> Self {
        Self::of(self.inner.refreshed(index_of(resource), scope, sent.map(|sent| &sent.inner)))
    }

    /// Whether the grant allows an access at a resource: the `allows` of a generated module.
    #[doc(hidden)]
    #[must_use]
    pub fn allows(
        &self,
        resource: D::Resource,
        feature: D::Feature,
        access: Access,
        conditions: &[D::Condition],
    ) -> bool {
        self.inner.allows(index_of(resource), index_of(feature), access, holding(conditions))
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
            .field("unknown", &self.unknown().collect::<Vec<_>>())
            .field("judged", &self.judged())
            .finish()
    }
}
