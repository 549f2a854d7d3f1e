//! The tokens of a grant that the document does not know: kept once each, in order of appearance.

use alloc::vec::Vec;
use core::fmt;

/// How many bytes of unknown tokens are kept without allocating: those of a usual grant.
const ROOM: usize = 1024;

/// Stands after each token. No text has this byte.
const END: u8 = 0xff;

/// Unknown tokens: those that fit where they are, else all of them on the heap.
#[derive(Clone)]
pub(super) struct Kept {
    near: [u8; ROOM],
    /// How much of `near` is used; nothing once there is something on the heap.
    used: usize,
    heap: Vec<u8>,
}

impl Kept {
    pub(super) const NONE: Self = Self { near: [0; ROOM], used: 0, heap: Vec::new() };

    /// Keeps a token. One that is on the heap already is there twice until [`dedupe`](Self::dedupe).
    pub(super) fn push(&mut self, token: &str) {
        if self.heap.is_empty() {
            if self.iter().any(|known| known == token) {
                return;
            }
            if let Some(([place @ .., end], _)) = self.near[self.used..].split_at_mut_checked(token.len() + 1) {
                place.copy_from_slice(token.as_bytes());
                *end = END;
                self.used += token.len() + 1;
                return;
            }
            self.heap.extend_from_slice(&self.near[..self.used]);
            self.used = 0;
        }
        self.heap.extend_from_slice(token.as_bytes());
        self.heap.push(END);
    }

    /// Takes out of the heap what is there already: by sorting, so that a megabyte of tokens is a matter of a moment.
    pub(super) fn dedupe(&mut self) {
        if self.heap.is_empty() {
            return;
        }
        let tokens: Vec<&[u8]> = self.heap.split_inclusive(|&byte| byte == END).collect();
        let mut order: Vec<usize> = (0..tokens.len()).collect();
        order.sort_unstable_by_key(|&at| (tokens[at], at));
        order.dedup_by_key(|at| tokens[*at]);
        order.sort_unstable();
        if order.len() < tokens.len() {
            self.heap = order.into_iter().flat_map(|at| tokens[at]).copied().collect();
        }
    }

    pub(super) fn iter(&self) -> UnknownTokens<'_> {
        UnknownTokens { rest: if self.heap.is_empty() { &self.near[..self.used] } else { &self.heap } }
    }
}

/// The tokens of a grant that the document does not know, each once, in the order in which they first came.
#[derive(Clone)]
pub struct UnknownTokens<'g> {
    rest: &'g [u8],
}

impl<'g> Iterator for UnknownTokens<'g> {
    type Item = &'g str;

    fn next(&mut self) -> Option<&'g str> {
        let end = self.rest.iter().position(|&byte| byte == END)?;
        let (token, rest) = self.rest.split_at(end);
        self.rest = &rest[1..];
        // What was kept was text.
        core::str::from_utf8(token).ok()
    }
}

impl core::iter::FusedIterator for UnknownTokens<'_> {}

impl fmt::Debug for UnknownTokens<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
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
            let mut kept = Kept::NONE;
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
        for length in [0, 1, ROOM - 2, ROOM - 1, ROOM, ROOM + 1, 3 * ROOM] {
            let token = "é".repeat(length / 2) + if length % 2 == 1 { "x" } else { "" };
            let mut kept = Kept::NONE;
            for token in [&token, "a b", "\0", &token] {
                kept.push(token);
            }
            kept.dedupe();
            assert!(kept.iter().eq([token.as_str(), "a b", "\0"]), "{length}");
        }
    }

    #[test]
    fn the_tokens_of_a_usual_grant_are_not_on_the_heap() {
        let mut kept = Kept::NONE;
        for n in 0..30 {
            kept.push(&std::format!("OnlineMeetings.Read{n}.All"));
        }
        assert_eq!(kept.heap.capacity(), 0);
    }
}
