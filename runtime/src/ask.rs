//! [`Ask`]: what to request at sign-in, in the types of a document.

use core::fmt;
use core::marker::PhantomData;

use scopemark_core::Kind;
use scopemark_core::ask::{self, AppScopeParam};

use crate::document::index_of;
use crate::{
    Access, Document, Dropped, Granted, HasResource, Iter, RefreshParam, Report, ScopeParam, Set, Several,
    SeveralResources, SingleResource, Unsupported,
};

/// What to request at sign-in: the permissions of some features, under some conditions.
///
/// Build one with the `ask()` of a generated module. If the features are constant, it can be a constant.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct Ask<D, const W: usize> {
    pub(crate) inner: ask::Ask<'static, W>,
    document: PhantomData<D>,
}

impl<D: Document, const W: usize> Ask<D, W> {
    /// An ask from the engine's. For generated code.
    #[doc(hidden)]
    pub const fn of(inner: ask::Ask<'static, W>) -> Self {
        Self { inner, document: PhantomData }
    }

    /// An ask from the engine's, or why it is unsupported. For generated code.
    #[doc(hidden)]
    pub const fn built(built: Result<ask::Ask<'static, W>, ask::Unsupported<'static>>) -> Result<Self, Unsupported<D>> {
        match built {
            Ok(inner) => Ok(Self::of(inner)),
            Err(unsupported) => Err(Unsupported::of(&unsupported)),
        }
    }

    /// The delegated permissions requested.
    pub const fn scopes(&self) -> Set<D::Scope, W> {
        Set::of(self.inner.scopes())
    }

    /// The application permissions requested.
    pub const fn app_roles(&self) -> Set<D::AppRole, W> {
        Set::of(self.inner.app_roles())
    }

    /// The permissions requested, of both kinds.
    pub const fn names(&self) -> Set<D::Name, W> {
        Set::of(self.inner.names())
    }

    /// The features requested, without those dropped.
    pub const fn features(&self) -> Set<D::Feature, W> {
        Set::of(self.inner.features())
    }

    /// The access requested for a feature; [`Access::Missing`] for a feature that is not requested.
    #[must_use]
    pub fn asked(&self, feature: D::Feature) -> Access {
        self.inner.asked(index_of(feature))
    }

    /// One `scope` parameter for each resource with a requested delegated permission, the document's own first. A token is
    /// for one resource.
    pub fn scope_params(&self) -> impl Iterator<Item = ScopeParam<D, W>> + use<D, W> {
        self.inner.scope_params().map(ScopeParam::of)
    }

    /// The same ask without the permissions that another requested permission covers.
    ///
    /// The covering permission must be required, and must not need stricter consent. Of two that cover each other, the first
    /// by name stays. A grant of what is left satisfies the same rows.
    pub const fn minimal(&self) -> Self {
        Self::of(self.inner.minimal())
    }

    /// The requested permissions that need an administrator's consent according to the document; every application
    /// permission does (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
    pub const fn needs_admin_consent(&self) -> Iter<D::Name, W> {
        Iter::of(self.inner.needs_admin_consent())
    }

    /// What was asked and is not requested: the features that `build_supported()` dropped, those that it lowered to base access,
    /// each in document order, and the options for which no requested feature has a row.
    pub fn dropped(&self) -> impl Iterator<Item = Dropped<D>> + use<D, W> {
        let ask = self.inner;
        let features = Iter::<D::Feature, W>::of(ask.dropped())
            .filter_map(move |feature| Some(Dropped::Feature(Unsupported::of(&ask.why_dropped(index_of(feature))?))));
        let lowered = Iter::<D::Feature, W>::of(ask.lowered())
            .filter_map(move |feature| Some(Dropped::Lowered(Unsupported::of(&ask.why_lowered(index_of(feature))?))));
        features.chain(lowered).chain(Iter::of(ask.unused_options()).map(Dropped::Option))
    }

    /// Remarks on this ask: nothing is wrong, but they are worth knowing, such as that no refresh token is requested.
    pub fn notes(&self) -> impl Iterator<Item = Note> + use<D, W> {
        self.inner.notes().map(Note)
    }

    /// What a grant allows of what is requested.
    pub fn check(&self, granted: &Granted<D, W>) -> Report<D, W> {
        Report::of(self.inner.check(&granted.inner))
    }

    /// Whether a permission of this kind is requested.
    #[must_use]
    pub const fn asks(&self, kind: Kind) -> bool {
        self.inner.asks(kind)
    }
}

/// What is sent, in a document whose permissions belong to one resource, or to none.
impl<D: SingleResource, const W: usize> Ask<D, W> {
    /// The value of the `scope` parameter (RFC 6749, section 3.3): the delegated permissions, sorted by the text that is sent,
    /// separated by spaces or by what the document says. `to_string()` gives the text.
    pub const fn scope_param(&self) -> ScopeParam<D, W> {
        ScopeParam::of(self.inner.scope_param(0))
    }

    /// The `scope` parameter of a refresh (RFC 6749, section 6), which never leaves the first grant: what of it is asked, and
    /// what of it satisfies a row that this does not satisfy (a stronger permission, an alternative). Of the scopes of `OpenID`
    /// Connect it has those that were granted, or, where an answer names none, those that were sent; and `offline_access` where
    /// it was sent, or, for a grant read from text, where it is asked. A refresh that names more fails as a whole.
    ///
    /// `None` if nothing that was granted is still asked, `offline_access` aside: the user has to sign in again. Read the answer
    /// with [`Granted::refreshed`].
    #[must_use]
    pub fn refresh_param(&self, granted: &Granted<D, W>) -> Option<RefreshParam<D, W>> {
        self.inner.refresh_param(&granted.inner, 0).map(RefreshParam::of)
    }

    /// The `scope` parameter of a new sign-in that brings what is missing and loses nothing: what is asked, and what is granted
    /// already. Options that were declined are not in it, unless they are all that a feature has. `None` if no delegated
    /// permission that is needed is missing. It is a new authorization request, never a refresh; try it once.
    #[must_use]
    pub fn step_up(&self, granted: &Granted<D, W>) -> Option<ScopeParam<D, W>> {
        self.inner.step_up(&granted.inner, 0).map(ScopeParam::of)
    }

    /// The same after a resource server answered `insufficient_scope` (RFC 6750, section 3.1), with the `scope` of its
    /// `WWW-Authenticate` header: the names in it that are in the document are requested as well, and
    /// [`ScopeParam::unknown`] lists the others.
    ///
    /// `None` if [`step_up`](Self::step_up) is and every name of the challenge, those of `OpenID` Connect aside, is granted by
    /// name: asking again would bring nothing.
    #[must_use]
    pub fn step_up_for(&self, granted: &Granted<D, W>, challenge: &str) -> Option<ScopeParam<D, W>> {
        self.inner.step_up_for(&granted.inner, 0, challenge).map(ScopeParam::of)
    }

    /// The `scope` parameter of the client-credentials flow, which accepts only `RESOURCE/.default`
    /// (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>). The token then has
    /// the application permissions that an administrator consented to.
    #[must_use]
    pub const fn app_scope_param(&self) -> AppScopeParam<'static>
    where
        D: HasResource,
    {
        AppScopeParam::new(D::TABLE.resource())
    }
}

/// What is sent to one of the resources, in a document whose permissions belong to several.
impl<D: SeveralResources, const W: usize> Ask<Several<D>, W> {
    /// The value of the `scope` parameter (RFC 6749, section 3.3) of a request to a resource: its delegated permissions, and the
    /// scopes of `OpenID` Connect, sorted by the text that is sent. Empty where nothing of the resource is requested, except
    /// that an ask of scopes of `OpenID` Connect alone puts them into each.
    pub fn scope_param(&self, resource: D::Resource) -> ScopeParam<Several<D>, W> {
        ScopeParam::of(self.inner.scope_param(index_of(resource)))
    }

    /// The `scope` parameter of a refresh (RFC 6749, section 6) for a resource, which never leaves the first grant of its token.
    ///
    /// `None` if nothing of that is still asked, `offline_access` aside, or no token of the resource was read. Then redeem the
    /// refresh token of another resource with [`scope_param`](Self::scope_param), and read the answer with
    /// [`Granted::from_response`].
    #[must_use]
    pub fn refresh_param(
        &self,
        resource: D::Resource,
        granted: &Granted<Several<D>, W>,
    ) -> Option<RefreshParam<Several<D>, W>> {
        self.inner.refresh_param(&granted.inner, index_of(resource)).map(RefreshParam::of)
    }

    /// The `scope` parameter of a new sign-in to a resource that brings what of it is missing and loses nothing of it. `None` if
    /// no delegated permission of the resource that is needed is missing. Try it once.
    #[must_use]
    pub fn step_up(
        &self,
        resource: D::Resource,
        granted: &Granted<Several<D>, W>,
    ) -> Option<ScopeParam<Several<D>, W>> {
        self.inner.step_up(&granted.inner, index_of(resource)).map(ScopeParam::of)
    }

    /// The same after the resource answered `insufficient_scope` (RFC 6750, section 3.1), with the `scope` of its
    /// `WWW-Authenticate` header: the names in it that are in the document are requested as well, and
    /// [`ScopeParam::unknown`] lists the others.
    ///
    /// `None` if [`step_up`](Self::step_up) is and every name of the challenge, those of `OpenID` Connect aside, is granted by
    /// name: asking again would bring nothing.
    #[must_use]
    pub fn step_up_for(
        &self,
        resource: D::Resource,
        granted: &Granted<Several<D>, W>,
        challenge: &str,
    ) -> Option<ScopeParam<Several<D>, W>> {
        self.inner.step_up_for(&granted.inner, index_of(resource), challenge).map(ScopeParam::of)
    }

    /// The `scope` parameter of the client-credentials flow for a resource: `RESOURCE/.default`
    /// (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>). The token then has
    /// the application permissions of the resource that an administrator consented to.
    #[must_use]
    pub fn app_scope_param(&self, resource: D::Resource) -> AppScopeParam<'static> {
        AppScopeParam::new(D::TABLE.resources.get(index_of(resource)).copied().unwrap_or_default())
    }
}

impl<D: Document, const W: usize> fmt::Debug for Ask<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("features", &self.features())
            .field("scopes", &self.scopes())
            .field("app_roles", &self.app_roles())
            .finish_non_exhaustive()
    }
}

/// A remark on an ask: nothing is wrong, but it is worth knowing. Displayed as a sentence.
#[derive(Clone, Copy)]
pub struct Note(ask::Note<'static>);

impl Note {
    /// The stable id of the rule, such as `ask/no-refresh`.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.0.rule()
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Note({}: {self})", self.rule())
    }
}
