//! The traits that generated modules implement: a document as a type, and its names by index.

use core::fmt::{Debug, Display};
use core::hash::Hash;

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
