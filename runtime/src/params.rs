//! [`ScopeParam`] and [`RefreshParam`]: what requests send, in the types of a document.

extern crate alloc;

use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;

use scopemark_core::ask;

use crate::{Document, NotStored, Set};

/// The value of a `scope` parameter: names sorted by text, separated by spaces (RFC 6749, section 3.3) or by the separator
/// that the document gives requests.
#[derive(Clone)]
#[must_use]
pub struct ScopeParam<D, const W: usize> {
    pub(crate) inner: ask::ScopeParam<'static, W>,
    document: PhantomData<D>,
}

impl<D: Document, const W: usize> ScopeParam<D, W> {
    pub(crate) const fn of(inner: ask::ScopeParam<'static, W>) -> Self {
        Self { inner, document: PhantomData }
    }

    /// The resource that the names belong to: a URI.
    #[must_use]
    pub const fn resource(&self) -> &'static str {
        self.inner.resource()
    }

    /// The names.
    pub const fn scopes(&self) -> Set<D::Scope, W> {
        Set::of(self.inner.names())
    }

    /// The names of the challenge that it answers that are not in the document: they are not requested. See
    /// [`Ask::step_up_for`](crate::Ask::step_up_for).
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.inner.unknown()
    }

    /// Whether it takes at most so many bytes, form-encoded. An address with 53 scopes was refused with 414 behind a proxy;
    /// 1,500 bytes are safe.
    #[must_use]
    pub fn fits(&self, bytes: usize) -> bool {
        self.inner.fits(bytes)
    }

    /// A line of text for a session: what was sent has to be known when the answer comes.
    #[must_use]
    pub fn to_stored(&self) -> String {
        self.inner.to_stored()
    }

    /// Reads such a line. Names that the document no longer has are dropped: [`unknown`](Self::unknown) lists them.
    ///
    /// # Errors
    /// [`NotStored`], for any other text, and where the document no longer has the resource.
    pub fn from_stored(text: &str) -> Result<Self, NotStored> {
        ask::ScopeParam::from_stored(D::TABLE, text).map(Self::of)
    }
}

impl<D: Document, const W: usize> fmt::Display for ScopeParam<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<D: Document, const W: usize> fmt::Debug for ScopeParam<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopeParam").field("resource", &self.resource()).field("scopes", &self.scopes()).finish()
    }
}

/// The value of the `scope` parameter of a refresh (RFC 6749, section 6): never more than the first grant.
#[derive(Clone)]
#[must_use]
pub struct RefreshParam<D, const W: usize> {
    pub(crate) inner: ask::RefreshParam<'static, W>,
    document: PhantomData<D>,
}

impl<D: Document, const W: usize> RefreshParam<D, W> {
    pub(crate) const fn of(inner: ask::RefreshParam<'static, W>) -> Self {
        Self { inner, document: PhantomData }
    }

    /// The resource that the names belong to: a URI.
    #[must_use]
    pub const fn resource(&self) -> &'static str {
        self.inner.resource()
    }

    /// The names.
    pub const fn scopes(&self) -> Set<D::Scope, W> {
        Set::of(self.inner.names())
    }

    /// A line of text for a session: what was sent has to be known when the answer comes.
    #[must_use]
    pub fn to_stored(&self) -> String {
        self.inner.to_stored()
    }

    /// Reads such a line. Names that the document no longer has are dropped.
    ///
    /// # Errors
    /// [`NotStored`], for any other text, and where the document no longer has the resource.
    pub fn from_stored(text: &str) -> Result<Self, NotStored> {
        ask::RefreshParam::from_stored(D::TABLE, text).map(Self::of)
    }
}

impl<D: Document, const W: usize> fmt::Display for RefreshParam<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<D: Document, const W: usize> fmt::Debug for RefreshParam<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshParam").field("resource", &self.resource()).field("scopes", &self.scopes()).finish()
    }
}
