//! Texts side by side in one string: a pointer for each would be sixteen bytes, and a relocation besides.

use alloc::string::String;

use crate::numbers::{Numbers, Packed};
use crate::text::equal;

/// Texts by index. One past the end is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts<'a> {
    /// All of them, without anything between.
    pub all: &'a str,
    /// Where each begins, then where the last one ends.
    pub starts: Numbers<'a>,
}

impl<'a> Texts<'a> {
    /// No text.
    pub const NONE: Self = Self { all: "", starts: Numbers::NONE };

    /// How many there are.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is none.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text at an index.
    #[must_use]
    #[inline]
    pub const fn get(&self, index: usize) -> &'a str {
        let (start, end) = self.range(index);
        if let Some((before, _)) = self.all.split_at_checked(end)
            && let Some((_, text)) = before.split_at_checked(start)
        {
            return text;
        }
        ""
    }

    /// Whether the text at an index is this one, which is not empty.
    #[expect(clippy::inline_always, reason = "a token of a claim costs ten nanoseconds, and a call is two of them")]
    #[inline(always)]
    pub(crate) const fn is(&self, index: usize, text: &[u8]) -> bool {
        let (start, end) = self.range(index);
        if let Some((before, _)) = self.all.as_bytes().split_at_checked(end)
            && let Some((_, found)) = before.split_at_checked(start)
        {
            return equal(found, text) && !found.is_empty();
        }
        false
    }

    #[inline]
    const fn range(&self, index: usize) -> (usize, usize) {
        let (start, end) = self.starts.two(index);
        (start as usize, end as usize)
    }

    /// The texts, in order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let texts = *self;
        (0..texts.len()).map(move |index| texts.get(index))
    }
}

/// [`Texts`], owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedTexts {
    all: String,
    starts: Packed,
}

impl PackedTexts {
    /// These texts. One that begins past 4 GiB of others is empty.
    #[must_use]
    #[inline]
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = String::new();
        let mut starts = alloc::vec![0];
        for text in texts {
            if let Ok(end) = u32::try_from(all.len() + text.len()) {
                all.push_str(text);
                starts.push(end);
            } else {
                starts.push(starts[starts.len() - 1]);
            }
        }
        Self { all, starts: Packed::of(&starts) }
    }

    /// The texts.
    #[must_use]
    #[inline]
    pub fn texts(&self) -> Texts<'_> {
        Texts { all: &self.all, starts: self.starts.numbers() }
    }
}

impl<'a> FromIterator<&'a str> for PackedTexts {
    #[inline]
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        Self::of(texts)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{PackedTexts, Texts};
    use crate::numbers::Packed;
    use std::vec::Vec;

    #[test]
    fn texts_come_back_and_none_follows_the_last() {
        let all = ["", "Mail.Read", "", "é日本", "x"];
        for count in 0..=all.len() {
            let packed = PackedTexts::of(all[..count].iter().copied());
            let texts = packed.texts();
            assert_eq!((texts.len(), texts.is_empty()), (count, count == 0));
            assert_eq!(texts.iter().collect::<Vec<_>>(), all[..count]);
            for (index, &text) in all.iter().enumerate() {
                let is = index < count && !text.is_empty();
                assert_eq!(texts.is(index, text.as_bytes()), is, "{text:?}");
                assert!(!texts.is(index, b"Mail.Send"));
            }
            assert!([count, count + 1, usize::MAX].iter().all(|&past| texts.get(past).is_empty()));
        }
        assert_eq!(Texts::NONE.get(0), "");
    }

    #[test]
    fn starts_that_point_nowhere_or_into_a_letter_are_never_a_panic() {
        for starts in [[0, 1], [1, 0], [2, 3], [1, 2], [9, 9], [0, 9]] {
            let starts = Packed::of(&starts);
            let texts = Texts { all: "éa", starts: starts.numbers() };
            assert!(texts.get(0).len() <= 3 && !texts.is(0, b"xa"));
        }
    }
}
