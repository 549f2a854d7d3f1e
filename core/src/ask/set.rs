//! Sets of small indexes as bits, with a size known at compile time.

use core::fmt;

/// A set of the indexes below `64 * W`: of permissions or of features of one [`Table`](super::Table).
///
/// An index past the end is in no set; [`words`] says how many words a table needs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set<const W: usize>([u64; W]);

/// How many words hold the indexes below `count`.
#[must_use]
pub const fn words(count: usize) -> usize {
    count.div_ceil(64)
}

impl<const W: usize> Set<W> {
    /// The empty set.
    pub const EMPTY: Self = Self([0; W]);

    /// Inserts an index. Returns whether the set has room for it.
    pub const fn insert(&mut self, index: usize) -> bool {
        if index / 64 >= W {
            return false;
        }
        self.0[index / 64] |= 1 << (index % 64);
        true
    }

    /// Removes an index.
    pub const fn remove(&mut self, index: usize) {
        if index / 64 < W {
            self.0[index / 64] &= !(1 << (index % 64));
        }
    }

    /// Whether an index is in the set.
    #[must_use]
    pub const fn contains(&self, index: usize) -> bool {
        index / 64 < W && self.0[index / 64] & (1 << (index % 64)) != 0
    }

    /// The indexes in either set.
    #[must_use]
    pub const fn union(mut self, other: &Self) -> Self {
        let mut word = 0;
        while word < W {
            self.0[word] |= other.0[word];
            word += 1;
        }
        self
    }

    /// The indexes in both sets.
    #[must_use]
    pub const fn intersection(mut self, other: &Self) -> Self {
        let mut word = 0;
        while word < W {
            self.0[word] &= other.0[word];
            word += 1;
        }
        self
    }

    /// The indexes in this set and not in the other.
    #[must_use]
    pub const fn difference(mut self, other: &Self) -> Self {
        let mut word = 0;
        while word < W {
            self.0[word] &= !other.0[word];
            word += 1;
        }
        self
    }

    /// Whether everything in this set is in the other.
    #[must_use]
    pub const fn is_subset(&self, other: &Self) -> bool {
        self.difference(other).is_empty()
    }

    /// The part of the set from `from` up to, not including, `to`.
    #[must_use]
    pub const fn within(mut self, from: usize, to: usize) -> Self {
        let mut word = 0;
        while word < W {
            let start = word * 64;
            self.0[word] &= below(to, start) & !below(from, start);
            word += 1;
        }
        self
    }

    /// The indexes in the set for which a test holds.
    #[must_use]
    pub fn filter(&self, is_one: impl Fn(usize) -> bool) -> Self {
        let mut found = Self::EMPTY;
        for index in self.iter().filter(|&index| is_one(index)) {
            found.insert(index);
        }
        found
    }

    /// How many indexes are in the set.
    #[must_use]
    pub const fn len(&self) -> usize {
        let (mut word, mut count) = (0, 0);
        while word < W {
            count += self.0[word].count_ones() as usize;
            word += 1;
        }
        count
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.first(0).is_none()
    }

    /// The lowest index in the set that is not below `from`.
    #[must_use]
    pub const fn first(&self, from: usize) -> Option<usize> {
        let mut word = from / 64;
        while word < W {
            let rest = self.0[word] & !below(from, word * 64);
            if rest != 0 {
                return Some(word * 64 + rest.trailing_zeros() as usize);
            }
            word += 1;
        }
        None
    }

    /// The indexes, ascending.
    #[must_use]
    pub const fn iter(&self) -> Indexes<W> {
        Indexes { set: *self, next: 0 }
    }
}

/// The bits of the word that begins at `start` for the indexes below `limit`.
const fn below(limit: usize, start: usize) -> u64 {
    let count = limit.saturating_sub(start);
    if count >= 64 { u64::MAX } else { (1 << count) - 1 }
}

impl<const W: usize> Default for Set<W> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const W: usize> fmt::Debug for Set<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<const W: usize> IntoIterator for &Set<W> {
    type Item = usize;
    type IntoIter = Indexes<W>;

    fn into_iter(self) -> Indexes<W> {
        self.iter()
    }
}

/// The indexes of a [`Set`], ascending.
#[derive(Debug, Clone)]
pub struct Indexes<const W: usize> {
    set: Set<W>,
    next: usize,
}

impl<const W: usize> Iterator for Indexes<W> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let index = self.set.first(self.next)?;
        self.next = index + 1;
        Some(index)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.set.within(self.next, usize::MAX).len();
        (count, Some(count))
    }
}

impl<const W: usize> ExactSizeIterator for Indexes<W> {}

impl<const W: usize> core::iter::FusedIterator for Indexes<W> {}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Set, words};
    use std::collections::BTreeSet;
    use std::vec::Vec;

    fn set(indexes: &[usize]) -> Set<3> {
        let mut set = Set::EMPTY;
        for &index in indexes {
            assert!(set.insert(index));
        }
        set
    }

    #[test]
    fn a_set_does_what_a_set_of_numbers_does() {
        let samples: [&[usize]; 6] = [&[], &[0], &[63, 64], &[0, 1, 127, 128, 191], &[5, 70, 130], &[191]];
        for a in samples {
            let left: BTreeSet<usize> = a.iter().copied().collect();
            assert_eq!(set(a).iter().collect::<BTreeSet<_>>(), left);
            assert_eq!(set(a).len(), left.len());
            assert_eq!(set(a).is_empty(), left.is_empty());
            for from in [0, 1, 63, 64, 65, 128, 191, 192, 1000] {
                assert_eq!(set(a).first(from), left.range(from..).next().copied());
                for to in [0, 1, 63, 64, 65, 128, 191, 192, 1000] {
                    let within: Vec<usize> = left.iter().copied().filter(|&i| i >= from && i < to).collect();
                    assert_eq!(set(a).within(from, to).iter().collect::<Vec<_>>(), within, "{from}..{to}");
                }
            }
            for b in samples {
                let right: BTreeSet<usize> = b.iter().copied().collect();
                let collect = |set: Set<3>| set.iter().collect::<BTreeSet<_>>();
                assert_eq!(collect(set(a).union(&set(b))), &left | &right);
                assert_eq!(collect(set(a).intersection(&set(b))), &left & &right);
                assert_eq!(collect(set(a).difference(&set(b))), &left - &right);
                assert_eq!(set(a).is_subset(&set(b)), left.is_subset(&right));
            }
        }
    }

    #[test]
    fn an_index_without_room_is_refused_and_in_no_set() {
        let mut set = Set::<1>::EMPTY;
        assert!(!set.insert(64));
        assert!(!set.contains(64));
        set.remove(usize::MAX);
        assert_eq!(set, Set::EMPTY);
        let mut none = Set::<0>::EMPTY;
        assert!(!none.insert(0));
    }

    #[test]
    fn words_are_enough_and_not_more() {
        assert_eq!([words(0), words(1), words(64), words(65)], [0, 1, 1, 2]);
    }
}
