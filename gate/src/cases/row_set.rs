//! A set of rows of one feature, as bits: a feature of twelve conditions has thousands of cases, and each asks for several sets.
//! With ordered sets, a hundred documents of such features take a minute to compare instead of a second.

/// A set of rows, by their places in the list of a feature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
        Self { first: self.first & other.first, rest: combined(&self.rest, &other.rest, |a, b| a & b) }
    }

    /// The rows that are not in the other.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        let mut rest = combined(&self.rest, &other.rest, |a, b| a & !b);
        rest.extend(self.rest.iter().skip(other.rest.len()));
        Self { first: self.first & !other.first, rest }
    }

    /// The rows that are in either.
    pub(crate) fn or(&self, other: &Self) -> Self {
        let (short, long) = if self.rest.len() < other.rest.len() { (self, other) } else { (other, self) };
        let mut rest = combined(&long.rest, &short.rest, |a, b| a | b);
        rest.extend(long.rest.iter().skip(short.rest.len()));
        Self { first: self.first | other.first, rest }
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

/// The words that both have, combined. Nearly always there are none, and then nothing is to be done.
fn combined(a: &[u64], b: &[u64], combine: impl Fn(u64, u64) -> u64) -> Vec<u64> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    a.iter().zip(b).map(|(a, b)| combine(*a, *b)).collect()
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
        assert!(some.meets(&others) && !some.minus(&others).meets(&others) && RowSet::default().is_empty());
        let far: RowSet = [64].into_iter().collect();
        assert!(some.meets(&far) && !far.is_empty() && !others.minus(&far).meets(&far));
    }
}
