//! [`ScopeParam`] and [`RefreshParam`]: what requests send, in the types of a document.

extern crate alloc;

use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;

use scopemark_core::ask;

use crate::{Document, NotStored, Set};

/// What both parameters have: what is in them, and how they go through a session.
macro_rules! parameter {
    ($Param:ident) => {
        impl<D: Document, const W: usize> $Param<D, W> {
            pub(crate) const fn of(inner: ask::$Param<'static, W>) -> Self {
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
                ask::$Param::from_stored(D::TABLE, text).map(Self::of)
            }
        }

        impl<D: Document, const W: usize> fmt::Display for $Param<D, W> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.inner.fmt(f)
            }
        }

        impl<D: Document, const W: usize> fmt::Debug for $Param<D, W> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut shown = f.debug_struct(stringify!($Param));
                shown.field("resource", &self.resource()).field("scopes", &self.scopes()).finish()
            }
        }
    };
}

parameter! { ScopeParam }
parameter! { RefreshParam }

/// The value of a `scope` parameter: names sorted by text, separated by spaces (RFC 6749, section 3.3) or by the separator
/// that the document gives requests.
#[derive(Clone)]
#[must_use]
pub struct ScopeParam<D, const W: usize> {
    pub(crate) inner: ask::ScopeParam<'static, W>,
    document: PhantomData<D>,
}

impl<D: Document, const W: usize> ScopeParam<D, W> {
    /// The names of the challenge that it answers that are not in the document: they are not requested. See
    /// [`Ask::step_up_for`](crate::Ask::step_up_for). Of a stored parameter also the names that the document no longer has.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.inner.unknown()
    }

    /// Whether it takes at most so many bytes, form-encoded. An address with 53 scopes was refused with 414 behind a proxy;
    /// 1,500 bytes are safe.
    #[must_use]
    pub fn fits(&self, bytes: usize) -> bool {
        self.inner.fits(bytes)
    }
}

/// The value of the `scope` parameter of a refresh (RFC 6749, section 6): never more than the first grant.
#[derive(Clone)]
#[must_use]
pub struct RefreshParam<D, const W: usize> {
    pub(crate) inner: ask::RefreshParam<'static, W>,
    document: PhantomData<D>,
}
