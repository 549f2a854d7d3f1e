//! The tokens of a grant that are not in the document: kept once each, in order of first appearance.

use alloc::vec::Vec;

/// How many bytes of unknown tokens are kept without allocating: enough for a usual grant.
const ROOM: usize = 1024;

/// The byte before a token of this length or longer; a shorter token has its length before it.
const LONG: u8 = 0xff;
/// The byte after each token. UTF-8 never contains it.
const END: u8 = 0xff;

/// The unknown tokens: inline if they fit, otherwise all on the heap.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "a box would be the allocation that the room is there to save")]
pub(super) enum Kept {
    /// No token yet, so there is no buffer to clear.
    None,
    /// The tokens, and how many bytes they take.
    Near([u8; ROOM], usize),
    Heap(Vec<u8>),
}

impl Kept {
    /// Keeps a token. On the heap it may be there several times until [`dedupe`](Self::dedupe).
    pub(super) fn push(&mut self, token: &str) {
        let token = token.as_bytes();
        if matches!(self, Self::None) {
            *self = Self::Near([0; ROOM], 0);
        }
        let length = u8::try_from(token.len()).unwrap_or(LONG);
        if let Self::Near(near, used) = self {
            if (Entries { rest: &near[..*used] }).any(|entry| is(entry, token)) {
                return;
            }
            let room = near[*used..].split_at_mut_checked(token.len() + 2);
            if let Some(([first, place @ .., end], _)) = room {
                *first = length;
                place.copy_from_slice(token);
                *end = END;
                *used += token.len() + 2;
                return;
            }
            *self = Self::Heap(near[..*used].to_vec());
        }
        if let Self::Heap(heap) = self {
            heap.push(length);
            heap.extend_from_slice(token);
            heap.push(END);
        }
    }

    /// Removes repeated tokens from the heap. It sorts, because a hostile grant may have a megabyte of tokens.
    pub(super) fn dedupe(&mut self) {
        if let Self::Heap(heap) = self {
            dedupe(heap);
        }
    }

    pub(super) fn iter(&self) -> UnknownTokens<'_> {
        let rest = match self {
            Self::None => &[],
            Self::Near(near, used) => &near[..*used],
            Self::Heap(heap) => heap,
        };
        UnknownTokens { entries: Entries { rest } }
    }
}

fn is(entry: &[u8], token: &[u8]) -> bool {
    entry.len() == token.len() + 2 && entry[1..=token.len()] == *token
}

fn dedupe(heap: &mut Vec<u8>) {
    let entries: Vec<&[u8]> = Entries { rest: heap }.collect();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_unstable_by_key(|&at| (entries[at], at));
    order.dedup_by_key(|at| entries[*at]);
    order.sort_unstable();
    if order.len() < entries.len() {
        *heap = order.into_iter().flat_map(|at| entries[at]).copied().collect();
    }
}

/// Tokens, each with the bytes before and after it.
#[derive(Clone)]
struct Entries<'g> {
    rest: &'g [u8],
}

impl<'g> Iterator for Entries<'g> {
    type Item = &'g [u8];

    fn next(&mut self) -> Option<&'g [u8]> {
        let length = match *self.rest.first()? {
            LONG => self.rest[1..].iter().position(|&byte| byte == END)?,
            length => usize::from(length),
        };
        let (entry, rest) = self.rest.split_at_checked(length + 2)?;
        self.rest = rest;
        Some(entry)
    }
}

/// The tokens of a grant that are not in the document, each once, in order of first appearance.
#[derive(Clone)]
pub(super) struct UnknownTokens<'g> {
    entries: Entries<'g>,
}

impl<'g> Iterator for UnknownTokens<'g> {
    type Item = &'g str;

    fn next(&mut self) -> Option<&'g str> {
        let entry = self.entries.next()?;
        // What was kept was text.
        core::str::from_utf8(&entry[1..entry.len() - 1]).ok()
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{Kept, ROOM};
    use std::string::{String, ToString};
    use std::vec::Vec;

    #[test]
    fn each_token_is_kept_once_in_the_order_of_its_first_appearance() {
        for count in [0, 1, 2, 10, 100, 300, 5_000] {
            let tokens: Vec<String> = (0..count).map(|n| (n * 7 % count).to_string()).collect();
            let mut kept = Kept::None;
            for token in tokens.iter().chain(&tokens).chain(tokens.iter().rev()) {
                kept.push(token);
            }
            kept.dedupe();
            assert!(kept.iter().eq(&tokens), "{count}");
            kept.push("last");
            kept.push("0");
            kept.dedupe();
            assert_eq!(kept.clone().iter().last(), Some(if count == 0 { "0" } else { "last" }));
        }
    }

    #[test]
    fn tokens_of_every_length_are_kept_whole() {
        for length in [0, 1, 254, 255, 256, ROOM - 2, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM] {
            let token = "é".repeat(length / 2) + if length % 2 == 1 { "x" } else { "" };
            let mut kept = Kept::None;
            for token in [&token, "a b", "\0", &token] {
                kept.push(token);
            }
            kept.dedupe();
            assert!(kept.iter().eq([token.as_str(), "a b", "\0"]), "{length}");
        }
    }

    #[test]
    fn the_tokens_of_a_usual_grant_are_not_on_the_heap() {
        let mut kept = Kept::None;
        for n in 0..30 {
            kept.push(&std::format!("OnlineMeetings.Read{n}.All"));
        }
        assert!(matches!(kept, Kept::Near(..)));
    }
}
