//! The crate oauth2: requested scopes become its scopes, and the scopes of its token response become a grant.

extern crate alloc;

use alloc::borrow::ToOwned as _;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use oauth2::Scope;

use crate::document::index_of;
use crate::{Document, Granted, Indexed, RefreshParam, ScopeParam, Set, Several, SeveralResources, SingleResource};

/// A permission as a request sends it: with its resource, where the provider needs that. For generated code.
#[must_use]
pub fn sent<D: Document>(scope: D::Scope) -> Scope {
    Scope::new(D::TABLE.sent(index_of(scope)).to_string())
}

impl<N: Indexed + Into<Scope>, const W: usize> Set<N, W> {
    /// The scopes for `add_scopes` of the crate `oauth2`. Needs the feature `oauth2`.
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + use<N, W> {
        self.iter().map(Into::into)
    }
}

impl<D: Document, const W: usize> ScopeParam<D, W> {
    /// The scopes for `add_scopes` of the crate `oauth2`. Needs the feature `oauth2`.
    ///
    /// That crate joins scopes by spaces. Where the document gives requests another separator, this is one scope, already
    /// joined.
    ///
    /// ```ignore
    /// client.authorize_url(CsrfToken::new_random).add_scopes(ask.scope_param().to_oauth2())
    /// ```
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + use<D, W> {
        joined::<D>(&self.to_string())
    }
}

impl<D: Document, const W: usize> RefreshParam<D, W> {
    /// The scopes for `add_scopes` of a refresh of the crate `oauth2`, as those of a [`ScopeParam`]. Needs the feature
    /// `oauth2`.
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + use<D, W> {
        joined::<D>(&self.to_string())
    }
}

/// The scopes one by one in the order of the parameter, or joined where the document says by what.
fn joined<D: Document>(parameter: &str) -> impl Iterator<Item = Scope> + use<D> {
    let is_joined = D::TABLE.request_separator.is_some();
    let names = if is_joined { [parameter].to_vec() } else { parameter.split(' ').collect() };
    let scopes: Vec<Scope> =
        names.into_iter().filter(|name| !name.is_empty()).map(|name| Scope::new(name.to_owned())).collect();
    scopes.into_iter()
}

impl<D: Document, const W: usize> Granted<D, W> {
    /// A grant from the scopes of the first token response of the crate `oauth2`, `response.scopes()`, and the parameter that
    /// was sent. Needs the feature `oauth2`.
    ///
    /// A server may omit them if it granted what was requested (RFC 6749, section 5.1): `None` means the names of that one
    /// parameter.
    pub fn from_oauth2<'s>(scopes: Option<impl IntoIterator<Item = &'s Scope>>, sent: &ScopeParam<D, W>) -> Self {
        Self::from_response(scopes.map(text).as_deref(), sent)
    }
}

impl<D: SingleResource, const W: usize> Granted<D, W> {
    /// The grant after a refresh, from the scopes of its response, as [`refreshed`](Self::refreshed) has it. Needs the feature
    /// `oauth2`.
    pub fn refreshed_oauth2<'s>(
        &self,
        scopes: Option<impl IntoIterator<Item = &'s Scope>>,
        sent: Option<&RefreshParam<D, W>>,
    ) -> Self {
        self.refreshed(scopes.map(text).as_deref(), sent)
    }
}

impl<D: SeveralResources, const W: usize> Granted<Several<D>, W> {
    /// The grant after a refresh of the token for a resource, from the scopes of its response, as
    /// [`refreshed`](Self::refreshed) has it. Needs the feature `oauth2`.
    pub fn refreshed_oauth2<'s>(
        &self,
        resource: D::Resource,
        scopes: Option<impl IntoIterator<Item = &'s Scope>>,
        sent: Option<&RefreshParam<Several<D>, W>>,
    ) -> Self {
        self.refreshed(resource, scopes.map(text).as_deref(), sent)
    }
}

/// The scopes as the server wrote them: that crate divides an answer at spaces only.
fn text<'s>(scopes: impl IntoIterator<Item = &'s Scope>) -> String {
    scopes.into_iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ")
}
