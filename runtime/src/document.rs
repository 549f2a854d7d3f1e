//! The traits that generated modules implement: a document as a type, and its names by index.

use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::marker::PhantomData;

use scopemark_core::ask::Table;

/// A document as a type: it ties the types of a generated module together. Generated modules implement it.
pub trait Document: Copy + Ord + Hash + Debug + 'static {
    /// The delegated permissions.
    type Scope: Indexed;
    /// The application permissions.
    type AppRole: Indexed;
    /// The permissions of either kind.
    type Name: Indexed + From<Self::Scope> + From<Self::AppRole>;
    /// The features.
    type Feature: Indexed;
    /// The conditions.
    type Condition: Indexed;

    /// The table for the engine.
    #[doc(hidden)]
    const TABLE: &'static Table<'static>;
}

/// A document whose permissions all belong to one resource, or to none: a request needs not say which. Generated modules
/// implement it.
pub trait SingleResource: Document {}

/// A document whose permissions all belong to one resource. Generated modules implement it.
#[diagnostic::on_unimplemented(
    message = "the permissions of `{Self}` belong to no resource",
    note = "client credentials ask for `RESOURCE/.default`; a document says its resource in a directive"
)]
pub trait HasResource: SingleResource {}

/// A document whose permissions belong to several resources. Generated modules implement it.
pub trait SeveralResources: Document {
    /// The resources.
    type Resource: Indexed;
}

/// A document of several resources: a request goes to one of them, and a token is for one.
///
/// What depends on that takes the resource first: `ask.scope_param(Resource::X)`. Without it, it does not compile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Several<D>(PhantomData<D>);

impl<D: SeveralResources> Document for Several<D> {
    type Scope = D::Scope;
    type AppRole = D::AppRole;
    type Name = D::Name;
    type Feature = D::Feature;
    type Condition = D::Condition;

    const TABLE: &'static Table<'static> = D::TABLE;
}

/// A name in a document: one of a list known at compile time. Generated enums implement it.
pub trait Indexed: Copy + Ord + Hash + Debug + Display + AsRef<str> + 'static {
    /// Every value, in order.
    const ALL: &'static [Self];

    /// The index of the first one in the table of the document.
    #[doc(hidden)]
    const FIRST: usize;

    /// Its position in [`ALL`](Self::ALL).
    #[doc(hidden)]
    fn place(self) -> usize;
}

/// A value that a set of the names `N` may contain: a name, by value or by reference. For a set of both kinds of
/// permissions, also a permission of one kind.
#[diagnostic::on_unimplemented(message = "a set of `{N}` cannot contain `{Self}`")]
pub trait Member<N> {
    /// Its index in the table of the document.
    #[doc(hidden)]
    fn index(self) -> usize;
}

impl<N: Indexed> Member<N> for N {
    fn index(self) -> usize {
        index_of(self)
    }
}

impl<N: Indexed> Member<N> for &N {
    fn index(self) -> usize {
        index_of(*self)
    }
}

/// The index of a name in the table of its document.
pub(crate) fn index_of<N: Indexed>(name: N) -> usize {
    N::FIRST + name.place()
}

/// The name with an index in the table of its document.
pub(crate) const fn name_at<N: Indexed>(index: usize) -> Option<N> {
    let all = N::ALL;
    if index >= N::FIRST && index - N::FIRST < all.len() { Some(all[index - N::FIRST]) } else { None }
}
