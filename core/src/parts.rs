//! Tables that generated code writes in parts.

/// One array of all parts: their elements in order, `N` in all.
///
/// # Panics
/// When there is no element, or not `N`: at compile time, where generated code calls it.
#[must_use]
pub const fn join<T: Copy, const N: usize>(parts: &[&[T]]) -> [T; N] {
    let mut all = [parts[0][0]; N];
    let (mut filled, mut part) = (0, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            all[filled] = parts[part][at];
            filled += 1;
            at += 1;
        }
        part += 1;
    }
    assert!(filled == N, "the parts have another length than the table");
    all
}

/// The `at`th of the slices that begin at `starts`; the last of those is the end.
#[must_use]
pub const fn between<T>(all: &'static [T], starts: &[usize], at: usize) -> &'static [T] {
    let (before, _) = all.split_at(starts[at + 1]);
    before.split_at(starts[at]).1
}

#[cfg(test)]
mod tests {
    use super::{between, join};

    static ALL: [u8; 5] = join(&[&[1, 2], &[], &[3, 4, 5]]);

    #[test]
    fn parts_are_joined_in_order() {
        assert_eq!(ALL, [1, 2, 3, 4, 5]);
    }

    #[test]
    fn slices_are_between_their_starts() {
        let slices: [&[u8]; 3] = core::array::from_fn(|at| between(&ALL, &[0, 2, 2, 5], at));
        assert_eq!(slices, [&[1, 2][..], &[], &[3, 4, 5]]);
    }
}
