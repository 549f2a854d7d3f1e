//! A list by key that is made once and asked often, mostly in the order of its keys.

use core::cell::Cell;

/// Values by key, in the order of the keys; those of one key in the order in which they came.
pub(super) struct Ascending<K, V> {
    all: Vec<(K, V)>,
    /// Behind what was found last: what is asked in order is found there.
    next: Cell<usize>,
}

impl<K: Ord, V> Ascending<K, V> {
    pub(super) fn new(all: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut all: Vec<(K, V)> = all.into_iter().collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        Self { all, next: Cell::new(0) }
    }

    /// The values of a key.
    pub(super) fn get(&self, key: &K) -> impl DoubleEndedIterator<Item = &V> {
        let next = self.next.get();
        let is = |at: usize| self.all.get(at).is_some_and(|(other, _)| other == key);
        let from = if is(next) && !next.checked_sub(1).is_some_and(is) {
            next
        } else {
            self.all.partition_point(|(other, _)| other < key)
        };
        let count = (from..self.all.len()).take_while(|&at| is(at)).count();
        self.next.set(from + count);
        self.all[from..from + count].iter().map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::Ascending;

    #[test]
    fn every_key_is_found_in_any_order() {
        let list = Ascending::new([(2, 'a'), (1, 'b'), (2, 'c'), (5, 'd'), (2, 'e')]);
        let found = |key: i32| list.get(&key).collect::<String>();
        for keys in [[1, 2, 5], [5, 2, 1], [2, 2, 2], [0, 1, 3], [2, 3, 2], [6, 5, 4]] {
            for key in keys {
                let expected = match key {
                    1 => "b",
                    2 => "ace",
                    5 => "d",
                    _ => "",
                };
                assert_eq!(found(key), expected, "{keys:?}");
            }
        }
    }
}
