//! Slices of the tables that generated code writes.

/// The `at`th of the slices that begin at `starts`; the last of those is the end.
#[must_use]
pub const fn between<T>(all: &'static [T], starts: &[usize], at: usize) -> &'static [T] {
    let (before, _) = all.split_at(starts[at + 1]);
    before.split_at(starts[at]).1
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn slices_are_between_their_starts() {
        static ALL: [u8; 5] = [1, 2, 3, 4, 5];
        let slices: [&[u8]; 3] = core::array::from_fn(|at| between(&ALL, &[0, 2, 2, 5], at));
        assert_eq!(slices, [&[1, 2][..], &[], &[3, 4, 5]]);
    }
}
