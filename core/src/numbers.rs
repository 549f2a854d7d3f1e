//! Whole numbers side by side in a byte string, each in as few bytes as the largest of them needs.
//!
//! A literal of bytes costs rustc nothing, where an array of ten thousand literals is ten thousand expressions; and the
//! program that it ends up in carries no byte too many.

use alloc::vec::Vec;

/// Numbers by index. One past the end is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers<'a> {
    bytes: &'a [u8],
    count: u32,
    /// The bytes of a number.
    width: u8,
}

impl<'a> Numbers<'a> {
    /// No number.
    pub const NONE: Self = Self::new(0, 0, &[]);

    /// So many numbers of so many bytes each (4 at most), the least significant first.
    #[must_use]
    #[inline]
    pub const fn new(width: u8, count: u32, bytes: &'a [u8]) -> Self {
        Self { bytes, count, width }
    }

    /// How many there are.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there is none.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The number at an index.
    #[must_use]
    #[inline]
    pub const fn get(&self, index: usize) -> u32 {
        match self.width {
            0 => 0,
            1 => {
                if index < self.bytes.len() {
                    self.bytes[index] as u32
                } else {
                    0
                }
            }
            2 => {
                let (all, _) = self.bytes.as_chunks::<2>();
                if index < all.len() { u16::from_le_bytes(all[index]) as u32 } else { 0 }
            }
            _ => self.wide(index),
        }
    }

    /// The number at an index and the one after it; 0 and 0 where there are not both.
    #[inline]
    pub(crate) const fn two(&self, index: usize) -> (u32, u32) {
        if self.width != 2 {
            return (self.get(index), self.get(index.wrapping_add(1)));
        }
        let (all, _) = self.bytes.as_chunks::<2>();
        match all.split_at_checked(index) {
            Some((_, [one, two, ..])) => (u16::from_le_bytes(*one) as u32, u16::from_le_bytes(*two) as u32),
            _ => (0, 0),
        }
    }

    const fn wide(&self, index: usize) -> u32 {
        if self.width == 3 {
            let (all, _) = self.bytes.as_chunks::<3>();
            if index < all.len() { u32::from_le_bytes([all[index][0], all[index][1], all[index][2], 0]) } else { 0 }
        } else {
            let (all, _) = self.bytes.as_chunks::<4>();
            if index < all.len() { u32::from_le_bytes(all[index]) } else { 0 }
        }
    }

    /// The bytes of a number, how many numbers there are, and their bytes: what [`new`](Self::new) takes.
    #[must_use]
    #[inline]
    pub const fn parts(&self) -> (u8, u32, &'a [u8]) {
        (self.width, self.count, self.bytes)
    }

    /// The numbers, in order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = u32> + use<'a> {
        let numbers = *self;
        (0..numbers.len()).map(move |index| numbers.get(index))
    }
}

/// [`Numbers`], owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    width: u8,
    count: u32,
    bytes: Vec<u8>,
}

impl Packed {
    /// These numbers. Those past the 2³²nd are left out.
    #[must_use]
    #[inline]
    pub fn of(numbers: &[u32]) -> Self {
        let mut largest = 0;
        for number in numbers {
            largest |= number;
        }
        let width = match largest {
            0 => 0,
            1..=0xff => 1,
            0x100..=0xffff => 2,
            0x1_0000..=0x00ff_ffff => 3,
            _ => 4,
        };
        let mut bytes = Vec::with_capacity(numbers.len() * usize::from(width));
        for number in numbers {
            bytes.extend_from_slice(&number.to_le_bytes()[..usize::from(width)]);
        }
        Self { width, count: u32::try_from(numbers.len()).unwrap_or(u32::MAX), bytes }
    }

    /// The numbers.
    #[must_use]
    #[inline]
    pub fn numbers(&self) -> Numbers<'_> {
        Numbers::new(self.width, self.count, &self.bytes)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Numbers, Packed};
    use std::vec::Vec;

    #[test]
    fn numbers_of_every_width_come_back_and_none_follows_the_last() {
        for largest in [0, 1, 0xff, 0x100, 0xffff, 0x1_0000, 0x00ff_ffff, 0x0100_0000, u32::MAX] {
            let all = [0, largest, largest / 2, 1.min(largest), largest];
            for count in 0..=all.len() {
                let packed = Packed::of(&all[..count]);
                let numbers = packed.numbers();
                assert_eq!((numbers.len(), numbers.is_empty()), (count, count == 0));
                assert_eq!(numbers.iter().collect::<Vec<_>>(), all[..count], "{largest}");
                for past in [count, count + 1, count + 2, 1 << 40, usize::MAX / 2, usize::MAX] {
                    assert_eq!(numbers.get(past), 0, "{largest} {past}");
                }
                let (width, count, bytes) = numbers.parts();
                assert_eq!(Numbers::new(width, count, bytes), numbers);
            }
        }
    }

    #[test]
    fn no_byte_is_spent_on_nothing() {
        assert_eq!(Packed::of(&[0; 1_000]).numbers().parts(), (0, 1_000, &[][..]));
        assert_eq!(Packed::of(&[255; 1_000]).numbers().parts().2.len(), 1000);
    }

    #[test]
    fn bytes_that_are_too_few_are_never_a_panic() {
        for width in 0..=u8::MAX {
            for bytes in [&[][..], &[1], &[1, 2, 3], &[1, 2, 3, 4, 5]] {
                for index in [0, 1, 2, 99, usize::MAX] {
                    let _ = Numbers::new(width, 7, bytes).get(index);
                }
            }
        }
    }
}
