//! [`Report`]: what a grant allows of what was requested, in the types of a document.

use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

use scopemark_core::Kind;
use scopemark_core::ask::{self, Judged};

use crate::document::{index_of, name_at};
use crate::{Access, Ask, Document, Iter, Set, Source};

/// What a grant allows of what was requested.
///
/// Displayed as a text for people, one sentence a line: each missing permission, the kinds of permissions that were not
/// judged, the options that were declined.
///
/// # Access here means consent
///
/// It is what the grant lets the application ask of the API. The API may still refuse because of the user's own rights,
/// licences or conditional access.
#[derive(Clone)]
#[must_use]
pub struct Report<D, const W: usize> {
    inner: ask::Report<'static, W>,
    document: PhantomData<D>,
}

impl<D: Document, const W: usize> Report<D, W> {
    pub(crate) const fn of(inner: ask::Report<'static, W>) -> Self {
        Self { inner, document: PhantomData }
    }

    /// Whether the grant is enough: every requested kind was judged, and every requested feature has the access that was
    /// requested, or base access if it has no update rows. Declined options do not matter.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        self.inner.is_ok()
    }

    /// The access to a feature, requested or not, under the conditions and with the options of the ask.
    #[must_use]
    pub fn access(&self, feature: D::Feature) -> Access {
        self.inner.access(index_of(feature))
    }

    /// What is missing, feature by feature in document order. A permission that every feature needs is listed for each.
    pub fn missing(&self) -> impl Iterator<Item = Missing<D, W>> + use<D, W> {
        self.inner.missing().filter_map(Missing::of)
    }

    /// The options that were requested but not granted, of the kinds judged. No access depends on them: a deployment may not
    /// have opted in, and some providers let people decline.
    pub const fn declined(&self) -> Iter<D::Name, W> {
        Iter::of(self.inner.declined())
    }

    /// The kinds of permissions that the grant could judge.
    #[must_use]
    pub const fn judged(&self) -> Judged {
        self.inner.judged()
    }

    /// Whether permissions of this kind were requested that the grant could not judge.
    #[must_use]
    pub const fn is_unjudged(&self, kind: Kind) -> bool {
        self.inner.is_unjudged(kind)
    }

    /// What was requested.
    pub const fn ask(&self) -> Ask<D, W> {
        Ask::of(self.inner.ask())
    }
}

impl<D: Document, const W: usize> fmt::Display for Report<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<D: Document, const W: usize> fmt::Debug for Report<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("is_ok", &self.is_ok())
            .field("missing", &Missings(self))
            .field("declined", &self.declined())
            .field("judged", &self.judged())
            .finish()
    }
}

struct Missings<'r, D, const W: usize>(&'r Report<D, W>);

impl<D: Document, const W: usize> fmt::Debug for Missings<'_, D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.missing()).finish()
    }
}

/// A permission that a feature needs and that is not granted. Displayed as a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Missing<D: Document, const W: usize> {
    /// The feature that needs it.
    pub feature: D::Feature,
    /// The permission.
    pub name: D::Name,
    /// What else would satisfy it.
    pub accepts: Accepts<D, W>,
}

impl<D: Document, const W: usize> Missing<D, W> {
    fn of(inner: ask::Missing<'static, W>) -> Option<Self> {
        let accepts = Accepts { names: Set::of(inner.accepts()), inner };
        Some(Self { feature: name_at(inner.feature())?, name: name_at(inner.name())?, accepts })
    }

    /// Where the document says so.
    #[must_use]
    pub const fn source(&self) -> Source {
        let inner = &self.accepts.inner;
        Source { path: inner.path(), line: inner.line() }
    }

    /// The access that needs it: [`Access::Base`] or [`Access::Update`].
    #[must_use]
    pub const fn access(&self) -> Access {
        self.accepts.inner.access()
    }

    /// The conditions under which it is requested.
    pub fn requires(&self) -> impl Iterator<Item = D::Condition> + use<D, W> {
        let conditions = self.accepts.inner.requires();
        (0..ask::Conditions::MOST).filter(move |&condition| conditions.contains(condition)).filter_map(name_at)
    }
}

impl<D: Document, const W: usize> fmt::Display for Missing<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.accepts.inner.fmt(f)
    }
}

/// What would satisfy a missing permission in its place: its alternatives, and the permissions that cover these or the
/// permission itself. A [`Set`] of names.
#[derive(Clone, Copy)]
pub struct Accepts<D: Document, const W: usize> {
    names: Set<D::Name, W>,
    inner: ask::Missing<'static, W>,
}

impl<D: Document, const W: usize> Deref for Accepts<D, W> {
    type Target = Set<D::Name, W>;

    fn deref(&self) -> &Self::Target {
        &self.names
    }
}

impl<D: Document, const W: usize> fmt::Debug for Accepts<D, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.names.fmt(f)
    }
}

impl<D: Document, const W: usize> IntoIterator for Accepts<D, W> {
    type Item = D::Name;
    type IntoIter = Iter<D::Name, W>;

    fn into_iter(self) -> Self::IntoIter {
        self.names.iter()
    }
}

impl<D: Document, const W: usize> IntoIterator for &Accepts<D, W> {
    type Item = D::Name;
    type IntoIter = Iter<D::Name, W>;

    fn into_iter(self) -> Self::IntoIter {
        self.names.iter()
    }
}
