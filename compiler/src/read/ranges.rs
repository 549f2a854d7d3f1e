//! Stretches of a text, to ask whether a place is in one of them.

use core::ops::Range;

/// Ranges in order, none of which overlap.
#[derive(Default)]
pub(crate) struct Ranges(Vec<Range<usize>>);

impl Ranges {
    /// Ranges in any order; those that overlap become one.
    pub(crate) fn new(mut ranges: Vec<Range<usize>>) -> Self {
        ranges.sort_by_key(|range| range.start);
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match apart.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        Self(apart)
    }

    pub(crate) fn contains(&self, offset: usize) -> bool {
        let next = self.0.partition_point(|range| range.end <= offset);
        self.0.get(next).is_some_and(|range| range.contains(&offset))
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;

    #[test]
    fn a_place_is_in_ranges_if_it_is_in_one_of_them_however_they_overlap() {
        let all = [20..30, 0..10, 2..4, 25..40, 40..41];
        let ranges = Ranges::new(all.to_vec());
        for offset in 0..50 {
            assert_eq!(ranges.contains(offset), all.iter().any(|range| range.contains(&offset)), "{offset}");
        }
    }
}
