//! What generated modules have in common: the document as a type, and names by index.

use core::fmt::{Debug, Display};
use core::hash::Hash;

use scopemark_core::ask::Table;

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

/// What can be looked for in a set of the names `N`: a name, by value or by reference; among names of either kind also a
/// permission of one kind.
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
