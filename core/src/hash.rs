//! The hash of a text, and the tokens of a scope claim with theirs.
//!
//! One pass over a claim, a word of eight bytes at a time, finds the spaces and hashes what is between them. Texts that are
//! the same without ASCII case have one hash. It is no defence against chosen texts, and needs none: what is looked for is
//! known when compiling, and what a claim has more is compared with one candidate.

/// Every byte a space; also the bit that tells a capital from a small letter.
const SPACES: u64 = 0x2020_2020_2020_2020;
const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Odd numbers with about as many ones as zeros: the golden ratio, and the first multiplier of `MurmurHash3`'s last step.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
const LAST: u64 = 0xff51_afd7_ed55_8ccd;

#[inline]
const fn step(hash: u64, word: u64, factor: u64) -> u64 {
    (hash.rotate_left(29) ^ word).wrapping_mul(factor)
}

/// The hash after the last word, of which the bytes in the mask are part of the text.
#[inline]
const fn finish(hash: u64, word: u64, mask: u64) -> u64 {
    let hash = step(hash, (word | SPACES) & mask, LAST);
    hash ^ (hash >> 32)
}

/// The hash of a text, the same for all that differ in ASCII case only.
pub(crate) const fn hash(mut text: &[u8]) -> u64 {
    let mut hash = 0;
    while let Some((word, rest)) = text.split_first_chunk::<8>() {
        hash = step(hash, u64::from_le_bytes(*word) | SPACES, STEP);
        text = rest;
    }
    finish(hash, short(text), (1 << (8 * text.len())) - 1)
}

/// Fewer than eight bytes as a word, filled up with spaces.
#[inline]
const fn short(text: &[u8]) -> u64 {
    let mut word = SPACES;
    let mut at = text.len();
    while at > 0 {
        at -= 1;
        word = word << 8 | text[at] as u64;
    }
    word
}

/// The tokens of a text that are separated by a space, each with its hash. One is empty where two spaces meet.
pub(crate) struct Tokens<'t> {
    rest: &'t [u8],
}

impl<'t> Tokens<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { rest: text.as_bytes() }
    }
}

/// A token with its hash.
type Hashed<'t> = (&'t [u8], u64);

/// The token that ends in the last bytes of a text, fewer than eight, and what follows it.
#[cold]
#[inline(never)]
fn take_last<'t>(rest: &'t [u8], hash: u64, last: &[u8]) -> Option<(Hashed<'t>, &'t [u8])> {
    if rest.is_empty() {
        return None;
    }
    let word = match rest.last_chunk::<8>() {
        Some(word) if !last.is_empty() => {
            let bits = 8 * last.len();
            (u64::from_le_bytes(*word) >> (64 - bits)) | (SPACES << bits)
        }
        _ => short(last),
    };
    let spaces = spaces(word);
    let (token, after) = rest.split_at_checked(rest.len() - last.len() + before(spaces))?;
    Some(((token, finish(hash, word, mask(spaces))), after.get(1..).unwrap_or_default()))
}

/// A bit in the first byte of the word that is a space; there may be others in those after it.
#[inline]
const fn spaces(word: u64) -> u64 {
    (word ^ SPACES).wrapping_sub(LOW) & !(word ^ SPACES) & HIGH
}

/// How many bytes are before the first space.
#[inline]
const fn before(spaces: u64) -> usize {
    (spaces.trailing_zeros() / 8) as usize
}

/// The bits of these.
#[inline]
const fn mask(spaces: u64) -> u64 {
    ((spaces & spaces.wrapping_neg()) - 1) >> 7
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Hashed<'t>;

    #[expect(clippy::inline_always, reason = "a token of a claim costs ten nanoseconds, and a call is two of them")]
    #[inline(always)]
    fn next(&mut self) -> Option<Hashed<'t>> {
        let mut hash = 0;
        let (words, last) = self.rest.as_chunks::<8>();
        for (at, word) in words.iter().enumerate() {
            let word = u64::from_le_bytes(*word);
            let spaces = spaces(word);
            if spaces != 0 {
                let (token, rest) = self.rest.split_at_checked(8 * at + before(spaces) + 1)?;
                self.rest = rest;
                return Some((token.split_last()?.1, finish(hash, word, mask(spaces))));
            }
            hash = step(hash, word | SPACES, STEP);
        }
        // Not by reference to the rest, which is thus kept in registers.
        let (token, rest) = take_last(self.rest, hash, last)?;
        self.rest = rest;
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Tokens, hash};
    use std::collections::BTreeSet;
    use std::format;
    use std::string::String;
    use std::vec::Vec;

    /// Texts of every length, with the bytes next to a space and letters of several bytes.
    fn texts() -> Vec<String> {
        let letters: Vec<char> = "aZ!.\u{1f}\u{7f}\0\u{a0}é日😀\t/\u{202e}".chars().collect();
        (0..40_usize)
            .flat_map(|length| (0..letters.len()).map(move |first| (length, first)))
            .map(|(length, first)| (0..length).map(|at| letters[(first + at * (first + 1)) % letters.len()]).collect())
            .collect()
    }

    #[test]
    fn tokens_are_what_lies_between_spaces_with_the_hash_of_each() {
        let texts = texts();
        for separator in [" ", "  ", "   ", "        ", "         "] {
            for around in ["", " ", "         "] {
                for part in texts.chunks(7) {
                    let claim = format!("{around}{}{around}", part.join(separator));
                    let parts = claim.split(' ').filter(|token| !token.is_empty()).map(str::as_bytes);
                    let expected: Vec<(&[u8], u64)> = parts.map(|token| (token, hash(token))).collect();
                    assert_eq!(
                        Tokens::new(&claim).filter(|token| !token.0.is_empty()).collect::<Vec<_>>(),
                        expected,
                        "{claim:?}"
                    );
                }
            }
        }
        for text in ["", " ", &" ".repeat(99)] {
            assert!(Tokens::new(text).all(|token| token.0.is_empty()));
        }
    }

    #[test]
    fn texts_that_differ_have_different_hashes_unless_in_case_only() {
        let texts: BTreeSet<String> = texts().into_iter().map(|text| text.to_ascii_lowercase()).collect();
        let hashes: BTreeSet<u64> = texts.iter().map(|text| hash(text.as_bytes())).collect();
        // A NUL hashes as a space does, and no token has one.
        assert_eq!(hashes.len(), texts.len());
        for text in texts {
            assert_eq!(hash(text.as_bytes()), hash(text.to_ascii_uppercase().as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn a_hash_is_known_at_compile_time() {
        const HASH: u64 = hash(b"offline_access");
        assert_eq!(Tokens::new("openid OFFLINE_ACCESS").last(), Some((&b"OFFLINE_ACCESS"[..], HASH)));
    }
}
