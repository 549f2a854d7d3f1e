//! The crate oauth2: requested scopes become its scopes, and the scopes of its token response become a grant.

extern crate alloc;

use alloc::string::ToString as _;

use oauth2::Scope;

use crate::{Ask, Document, Granted, Indexed, ScopeParam, Set};

impl<N: Indexed + Into<Scope>, const W: usize> Set<N, W> {
    /// The scopes for `add_scopes` of the crate `oauth2`. Needs the feature `oauth2`.
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + use<N, W> {
        self.iter().map(Into::into)
    }
}

impl<D: Document, const W: usize> ScopeParam<D, W>
where
    D::Scope: Into<Scope>,
{
    /// The scopes for `add_scopes` of the crate `oauth2`. Needs the feature `oauth2`.
    ///
    /// That crate joins scopes by spaces. Where the document gives requests another separator, this is one scope, already
    /// joined.
    ///
    /// ```ignore
    /// client.authorize_url(CsrfToken::new_random).add_scopes(ask.scope_param().to_oauth2())
    /// ```
    pub fn to_oauth2(&self) -> impl Iterator<Item = Scope> + use<D, W> {
        let is_joined = D::TABLE.request_separator.is_some();
        let joined = (is_joined && !self.scopes().is_empty()).then(|| Scope::new(self.to_string()));
        let scopes = (!is_joined).then(|| self.scopes().to_oauth2());
        joined.into_iter().chain(scopes.into_iter().flatten())
    }
}

impl<D: Document, const W: usize> Granted<D, W> {
    /// A grant from the scopes of a token response of the crate `oauth2`: `response.scopes()`. Needs the feature `oauth2`.
    ///
    /// A server may omit them if it granted what was requested (RFC 6749, section 5.1): `None` means the delegated
    /// permissions of the ask.
    pub fn from_oauth2<'s>(scopes: Option<impl IntoIterator<Item = &'s Scope>>, ask: &Ask<D, W>) -> Self {
        match scopes {
            // That crate divides an answer at spaces only.
            Some(scopes) => Self::from_names(
                scopes.into_iter().flat_map(|scope| scope.as_str().split(|c| D::TABLE.separator == Some(c))),
            ),
            None => Self::from_response(None, ask),
        }
    }
}
