//! Texts by number, in the order in which they first came: the one map from texts to what is known of them.
//!
//! What is known stands in a list beside it, by the number. A map of the library would be compiled again for every type that is
//! kept in it, in every user's build, and unoptimised it takes several times as long as this.

use alloc::string::String;
use alloc::{vec, vec::Vec};

/// Texts, each once. The number of a text is how many came before it.
#[derive(Debug, Clone, Default)]
pub struct Index {
    all: String,
    /// Where each text ends in `all`.
    ends: Vec<usize>,
    hashes: Vec<u32>,
    /// By hash, the number of a text and one more, or 0: half of them at most are taken, and one that is taken by another text
    /// sends on to the next.
    slots: Vec<usize>,
}

impl Index {
    /// How many texts there are.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a text.
    #[must_use]
    #[inline]
    pub fn find(&self, text: &str) -> Option<usize> {
        if self.slots.is_empty() { None } else { self.search(text, hash(text)).ok() }
    }

    /// Whether there is none.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether a text is among them.
    #[must_use]
    #[inline]
    pub fn contains(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The number of a text, which is added if it is not there yet, and whether it was added.
    #[inline]
    pub fn insert(&mut self, text: &str) -> (usize, bool) {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash(text);
        match self.search(text, hash) {
            Ok(number) => (number, false),
            Err(slot) => {
                let number = self.ends.len();
                self.all.push_str(text);
                self.ends.push(self.all.len());
                self.hashes.push(hash);
                self.slots[slot] = number + 1;
                (number, true)
            }
        }
    }

    /// The number of a text, or the free slot where its search ends.
    fn search(&self, text: &str, hash: u32) -> Result<usize, usize> {
        let mut slot = hash as usize & (self.slots.len() - 1);
        loop {
            let taken = self.slots[slot];
            if taken == 0 {
                return Err(slot);
            }
            if self.hashes[taken - 1] == hash && self.text(taken - 1) == text {
                return Ok(taken - 1);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn text(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.all[start..self.ends[number]]
    }

    fn grow(&mut self) {
        let count = (self.slots.len() * 2).max(16);
        self.slots = vec![0; count];
        for (number, &hash) in self.hashes.iter().enumerate() {
            let mut slot = hash as usize & (count - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (count - 1);
            }
            self.slots[slot] = number + 1;
        }
    }
}

fn hash(text: &str) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut rest = text.as_bytes();
    let mut hash = rest.len() as u64;
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
        hash ^= hash >> 32;
        rest = behind;
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(FACTOR);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::collections::BTreeMap;
    use std::string::{String, ToString};

    use super::Index;

    #[test]
    fn a_text_has_the_number_under_which_it_came_first() {
        let mut index = Index::default();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        assert_eq!(index.find(""), None);
        for n in 0..20_000_u32 {
            let text = "x".repeat((n % 37) as usize) + &(n.wrapping_mul(2_654_435_761) % 9_000).to_string();
            let next = known.len();
            assert_eq!(index.find(&text), known.get(&text).copied());
            let number = *known.entry(text.clone()).or_insert(next);
            assert_eq!(index.insert(&text), (number, number == next));
            assert!(index.contains(&text));
        }
        assert_eq!(index.len(), known.len());
        assert!(!index.contains("y"));
        assert_eq!(index.insert(""), (known.len(), true));
        assert_eq!(index.insert(""), (known.len(), false));
    }
}
