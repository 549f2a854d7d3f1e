//! A set of rows of one feature, as bits: a feature of twelve conditions has thousands of cases, and each asks for several sets.
//! With ordered sets, a hundred documents of such features take a minute to compare instead of a second.

/// A set of rows, by their places in the list of a feature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct RowSet {
    /// The first 64 rows: nearly every feature has no more.
    first: u64,
    /// Those after them.
    rest: Vec<u64>,
}

impl RowSet {
    pub(crate) fn insert(&mut self, row: usize) {
        let Some(row) = row.checked_sub(64) else {
            self.first |= 1 << row;
            return;
        };
        let word = row / 64;
        if self.rest.len() <= word {
            self.rest.resize(word + 1, 0);
        }
        self.rest[word] |= 1 << (row % 64);
    }

    /// The rows that are in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a & b)
    }

    /// The rows that are not in the other.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a & !b)
    }

    /// The rows that are in either.
    pub(crate) fn or(&self, other: &Self) -> Self {
        self.combined(other, |a, b| a | b)
    }

    fn combined(&self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        let first = combine(self.first, other.first);
        // Nearly always there is nothing more.
        let words = self.rest.len().max(other.rest.len());
        if words == 0 {
            return Self { first, rest: Vec::new() };
        }
        let word = |set: &Self, at: usize| set.rest.get(at).copied().unwrap_or_default();
        let mut rest: Vec<u64> = (0..words).map(|at| combine(word(self, at), word(other, at))).collect();
        // Equal sets have equal words.
        rest.truncate(rest.iter().rposition(|&word| word != 0).map_or(0, |last| last + 1));
        Self { first, rest }
    }

    /// Whether the row is in it.
    pub(crate) fn has(&self, row: usize) -> bool {
        let word = if row < 64 { Some(self.first) } else { self.rest.get(row / 64 - 1).copied() };
        word.is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first == 0 && self.rest.iter().all(|word| *word == 0)
    }

    /// Whether a row is in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.first & other.first != 0 || self.rest.iter().zip(&other.rest).any(|(a, b)| a & b != 0)
    }

    /// The rows, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        let words = core::iter::once(&self.first).chain(&self.rest);
        words.enumerate().flat_map(|(word, &bits)| {
            core::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|bits| *bits != 0)
                .map(move |bits| word * 64 + bits.trailing_zeros() as usize)
        })
    }
}

impl FromIterator<usize> for RowSet {
    fn from_iter<I: IntoIterator<Item = usize>>(rows: I) -> Self {
        let mut set = Self::default();
        rows.into_iter().for_each(|row| set.insert(row));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::RowSet;

    #[test]
    fn rows_are_kept_in_order_and_combined() {
        let some: RowSet = [70, 3, 64, 200].into_iter().collect();
        let others: RowSet = [3, 5, 64].into_iter().collect();
        let list = |set: &RowSet| set.iter().collect::<Vec<_>>();
        assert_eq!(list(&some), [3, 64, 70, 200]);
        assert_eq!(list(&some.and(&others)), [3, 64]);
        assert_eq!(list(&some.minus(&others)), [70, 200]);
        assert_eq!(list(&others.minus(&some)), [5]);
        assert_eq!(list(&others.or(&some)), [3, 5, 64, 70, 200]);
        assert!([70, 3, 64, 200].iter().all(|&row| some.has(row)) && ![0, 5, 65, 300].iter().any(|&row| some.has(row)));
        assert!(some.meets(&others) && !some.minus(&others).meets(&others) && RowSet::default().is_empty());
        let far: RowSet = [64].into_iter().collect();
        assert!(some.meets(&far) && !far.is_empty() && !others.minus(&far).meets(&far));
    }
}
