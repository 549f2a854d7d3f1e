//! What generated modules have in common: the document as a type, and names by index.

use core::fmt::{Debug, Display};
use core::hash::Hash;

use scopemark_core::ask::Table;
use scopemark_core::{CHUNK, Names, Permission, Rows, Unknown, between};

/// A document as a type: what ties the types of its module together. Generated modules implement it.
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

    /// What the document says, by index.
    #[doc(hidden)]
    const TABLE: &'static Table<'static>;
}

/// A name of a document: one of a list that is known when compiling. Generated enums implement it.
pub trait Indexed: Copy + Ord + Hash + Debug + Display + AsRef<str> + 'static {
    /// All of them, in order.
    const ALL: &'static [Self];

    /// The index of the first one in the table of the document.
    #[doc(hidden)]
    const FIRST: usize;

    /// Which of [`ALL`](Self::ALL) it is.
    #[doc(hidden)]
    fn place(self) -> usize;
}

/// The values of a generated enum.
///
/// `D` is nothing. It makes the lists generic, and so rustc computes them where one is used: to check that each of ten thousand
/// values is one, it searches all of them, and most programs never look at the list.
#[doc(hidden)]
pub trait Listed<const N: usize, D>: Sized + 'static {
    /// All of them, in order.
    const ARRAY: [Self; N];

    /// The same.
    const ALL: &'static [Self];
}

/// All values of a generated enum, in order.
#[must_use]
pub const fn all<T: Listed<N, ()>, const N: usize>() -> &'static [T] {
    T::ALL
}

/// The rows of a document. `D` is nothing, as in [`Listed`].
#[doc(hidden)]
pub trait Rowed<D>: Document {
    /// The rows, packed.
    const PACKED: Rows<Self::Name, Self::Condition>;

    /// The same rows, as users see them.
    const ROWS: &'static [[Permission<Self::Name, Self::Condition>; CHUNK]];
}

/// The rows of a feature by its index; by the number of features, those that are asked with every feature.
#[must_use]
pub const fn rows<T: Rowed<()>>(feature: usize) -> &'static [Permission<T::Name, T::Condition>] {
    between(T::ROWS.as_flattened(), &T::PACKED.starts, feature)
}

/// The value of a generated enum with exactly this text.
///
/// # Errors
/// [`Unknown`], with the nearest text, where there is none.
pub fn parse<T: Indexed>(names: &Names<'static>, text: &str) -> Result<T, Unknown> {
    names.parse(text).map(|at| T::ALL[at])
}

/// The permission of either kind with exactly this text: the delegated one where there are two.
///
/// # Errors
/// [`Unknown`], with the nearest text, where there is none.
pub fn parse_either<T, S, R>(scopes: &Names<'static>, app_roles: &Names<'static>, text: &str) -> Result<T, Unknown>
where
    T: From<S> + From<R>,
    S: Indexed,
    R: Indexed,
{
    match (scopes.find(text), app_roles.find(text)) {
        (Some(at), _) => Ok(S::ALL[at].into()),
        (None, Some(at)) => Ok(R::ALL[at].into()),
        (None, None) => Err(Unknown::among(&[scopes, app_roles], text)),
    }
}

/// What can be looked for in a set of the names `N`: a name, by value or by reference; among names of either kind also a
/// permission of one kind.
#[diagnostic::on_unimplemented(message = "`{Self}` is nothing that a set of `{N}` can have")]
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
