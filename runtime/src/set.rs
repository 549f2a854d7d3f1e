//! Sets of the names of one document.

use core::borrow::Borrow;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;

use scopemark_core::ask;

use crate::document::{index_of, name_at};
use crate::{Indexed, Member};

/// A set of names of one document, one bit for each; iterated in the order of [`Indexed::ALL`].
///
/// Displayed as the names, separated by spaces.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[must_use]
pub struct Set<N, const W: usize> {
    indexes: ask::Set<W>,
    names: PhantomData<N>,
}

impl<N: Indexed, const W: usize> Set<N, W> {
    /// The empty set.
    pub const EMPTY: Self = Self::of(ask::Set::EMPTY);

    pub(crate) const fn of(indexes: ask::Set<W>) -> Self {
        Self { indexes, names: PhantomData }
    }

    /// Whether a name is in the set.
    #[must_use]
    pub fn contains(&self, name: impl Member<N>) -> bool {
        self.indexes.contains(name.index())
    }

    /// The names, in order.
    pub const fn iter(&self) -> Iter<N, W> {
        Iter::of(self.indexes)
    }

    /// How many names are in the set.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.indexes.len()
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.indexes.is_empty()
    }

    /// Inserts a name. Returns whether it is new.
    pub fn insert(&mut self, name: N) -> bool {
        let is_new = !self.contains(name);
        self.indexes.insert(index_of(name));
        is_new
    }

    /// Removes a name. Returns whether it was there.
    pub fn remove(&mut self, name: impl Member<N>) -> bool {
        let index = name.index();
        let was_there = self.indexes.contains(index);
        self.indexes.remove(index);
        was_there
    }

    /// The names in either set.
    pub fn union(&self, other: impl Borrow<Self>) -> Self {
        Self::of(self.indexes.union(&other.borrow().indexes))
    }

    /// The names in both sets.
    pub fn intersection(&self, other: impl Borrow<Self>) -> Self {
        Self::of(self.indexes.intersection(&other.borrow().indexes))
    }

    /// The names in this set and not in the other.
    pub fn difference(&self, other: impl Borrow<Self>) -> Self {
        Self::of(self.indexes.difference(&other.borrow().indexes))
    }

    /// Whether every name in this set is in the other.
    #[must_use]
    pub fn is_subset(&self, other: impl Borrow<Self>) -> bool {
        self.indexes.is_subset(&other.borrow().indexes)
    }

    /// Whether every name in the other set is in this one.
    #[must_use]
    pub fn is_superset(&self, other: impl Borrow<Self>) -> bool {
        other.borrow().is_subset(self)
    }
}

impl<N: Indexed, const W: usize> Default for Set<N, W> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<N: Indexed, const W: usize> fmt::Debug for Set<N, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<N: Indexed, const W: usize> fmt::Display for Set<N, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, name) in self.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            f.write_str(name.as_ref())?;
        }
        Ok(())
    }
}

impl<N: Indexed, const W: usize> Extend<N> for Set<N, W> {
    fn extend<I: IntoIterator<Item = N>>(&mut self, names: I) {
        for name in names {
            self.indexes.insert(index_of(name));
        }
    }
}

impl<'n, N: Indexed, const W: usize> Extend<&'n N> for Set<N, W> {
    fn extend<I: IntoIterator<Item = &'n N>>(&mut self, names: I) {
        self.extend(names.into_iter().copied());
    }
}

impl<N: Indexed, const W: usize> FromIterator<N> for Set<N, W> {
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        let mut set = Self::EMPTY;
        set.extend(names);
        set
    }
}

impl<'n, N: Indexed, const W: usize> FromIterator<&'n N> for Set<N, W> {
    fn from_iter<I: IntoIterator<Item = &'n N>>(names: I) -> Self {
        names.into_iter().copied().collect()
    }
}

impl<N: Indexed, const W: usize, const COUNT: usize> From<[N; COUNT]> for Set<N, W> {
    fn from(names: [N; COUNT]) -> Self {
        names.into_iter().collect()
    }
}

impl<N: Indexed, const W: usize> IntoIterator for Set<N, W> {
    type Item = N;
    type IntoIter = Iter<N, W>;

    fn into_iter(self) -> Iter<N, W> {
        self.iter()
    }
}

impl<N: Indexed, const W: usize> IntoIterator for &Set<N, W> {
    type Item = N;
    type IntoIter = Iter<N, W>;

    fn into_iter(self) -> Iter<N, W> {
        self.iter()
    }
}

/// Names of one document, in order.
#[derive(Clone)]
#[must_use]
pub struct Iter<N, const W: usize> {
    indexes: ask::Indexes<W>,
    names: PhantomData<N>,
}

impl<N, const W: usize> Iter<N, W> {
    pub(crate) const fn of(indexes: ask::Set<W>) -> Self {
        Self { indexes: indexes.iter(), names: PhantomData }
    }

    /// Whether no name is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.indexes.len() == 0
    }
}

impl<N: Indexed, const W: usize> Iterator for Iter<N, W> {
    type Item = N;

    fn next(&mut self) -> Option<N> {
        self.indexes.next().and_then(name_at)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indexes.size_hint()
    }
}

impl<N: Indexed, const W: usize> ExactSizeIterator for Iter<N, W> {}

impl<N: Indexed, const W: usize> FusedIterator for Iter<N, W> {}

impl<N: Indexed, const W: usize> fmt::Debug for Iter<N, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
