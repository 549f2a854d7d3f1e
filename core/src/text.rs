//! Comparing text in const code: as it is, and without ASCII case.

/// Whether byte slices are the same; `==` is not const yet, and for texts of this length no faster.
#[inline]
pub(crate) const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    if let (Some(a_first), Some(b_first)) = (a.first_chunk::<16>(), b.first_chunk::<16>())
        && let (Some(a_last), Some(b_last)) = (a.last_chunk::<16>(), b.last_chunk::<16>())
    {
        // Both at once: where they differ is seldom asked, whether they do always.
        let first = u128::from_le_bytes(*a_first) ^ u128::from_le_bytes(*b_first);
        let last = u128::from_le_bytes(*a_last) ^ u128::from_le_bytes(*b_last);
        first | last == 0 && (a.len() <= 32 || equal_words(a, b))
    } else {
        equal_words(a, b)
    }
}

/// The same for slices of one length, word by word; what is left of the last word is compared with the bytes before it.
#[inline]
const fn equal_words(a: &[u8], b: &[u8]) -> bool {
    let ((a_words, a_rest), (b_words, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut at = 0;
    while at < a_words.len() && at < b_words.len() {
        if u64::from_le_bytes(a_words[at]) != u64::from_le_bytes(b_words[at]) {
            return false;
        }
        at += 1;
    }
    if let (Some(a_last), Some(b_last)) = (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        return u64::from_le_bytes(*a_last) == u64::from_le_bytes(*b_last);
    }
    let mut at = 0;
    while at < a_rest.len() && at < b_rest.len() && a_rest[at] == b_rest[at] {
        at += 1;
    }
    at == a_rest.len()
}

/// Whether byte slices are the same when ASCII letters have no case.
pub(crate) const fn equal_folded(mut a: &[u8], mut b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    while let (Some((a_word, a_rest)), Some((b_word, b_rest))) =
        (a.split_first_chunk::<8>(), b.split_first_chunk::<8>())
    {
        if !equal_folded_words(u64::from_le_bytes(*a_word), u64::from_le_bytes(*b_word)) {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if !a[at].eq_ignore_ascii_case(&b[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// The same of eight bytes: where they differ, then in the bit of case alone, and only where they are letters.
const fn equal_folded_words(a: u64, b: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let case = a ^ b;
    let low = (a & (0x7f * ONES)) | (0x20 * ONES);
    let from_a = low + (0x80 - b'a' as u64) * ONES;
    let past_z = low + (0x7f - b'z' as u64) * ONES;
    let letters = from_a & !past_z & !a & (0x80 * ONES);
    case & !(letters >> 2) == 0
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{equal, equal_folded};
    use std::string::String;
    use std::vec::Vec;

    /// Texts of every length, each once more with every one of its letters changed.
    fn texts() -> Vec<String> {
        let mut texts: Vec<String> = ["é", "É", "[", "{", "@", "`", "日本"].map(String::from).into();
        for length in 0..70 {
            let text: String = "Mail.ReadWrite-".chars().cycle().take(length).collect();
            for at in (0..length).step_by(length / 20 + 1) {
                for other in ["R", "r", "\0"] {
                    texts.push([&text[..at], other, &text[at + 1..]].concat());
                }
            }
            texts.push(text);
        }
        texts
    }

    #[test]
    fn texts_are_equal_when_every_byte_is() {
        let texts = texts();
        for a in &texts {
            for b in &texts {
                assert_eq!(equal(a.as_bytes(), b.as_bytes()), a == b, "{a:?} {b:?}");
                assert_eq!(equal_folded(a.as_bytes(), b.as_bytes()), a.eq_ignore_ascii_case(b), "{a:?} {b:?}");
            }
        }
    }
}
