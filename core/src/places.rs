//! A perfect hash: finds the only name that a text can be, so that one comparison settles it.
//!
//! A bucket of texts has a seed that sends each of them to a slot of its own (Belazzougui, Botelho and Dietzfelbinger,
//! "Hash, displace, and compress", 2009).

use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

/// How many seeds are tried for a bucket. All fail only if two texts share a hash, which does not happen by accident.
const MOST_SEEDS: u32 = 1 << 16;

fn mix(hash: u64, word: u64) -> u64 {
    let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}

fn hash(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let hash = words.iter().fold(0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    mix(hash, rest.iter().fold(rest.len() as u64, |word, &byte| word << 8 | u64::from(byte)))
}

/// A hash as an index below a limit.
fn scaled(hash: u64, limit: usize) -> usize {
    (((hash & 0xffff_ffff) * limit as u64) >> 32) as usize
}

/// The index of the only text that this can be, among the texts that [`build`] made the arrays for.
pub(crate) fn find(seeds: &[u32], slots: &[u16], text: &str) -> Option<usize> {
    let hash = hash(text);
    let seed = seeds.get(scaled(hash, seeds.len()))?;
    slots.get(scaled(mix(hash, u64::from(*seed)), slots.len())).map(|&index| usize::from(index))
}

/// Seeds by bucket and indexes by slot, for texts that all differ; `None` if no seeds were found, or for more than 65,535
/// texts.
pub(crate) fn build(texts: &[&str]) -> Option<(Vec<u32>, Vec<u16>)> {
    let mut buckets = vec![Vec::new(); texts.len().div_ceil(3)];
    for (index, text) in texts.iter().enumerate() {
        let hash = hash(text);
        let bucket = scaled(hash, buckets.len());
        buckets[bucket].push((hash, u16::try_from(index).ok()?));
    }
    let mut seeds = vec![0; buckets.len()];
    let mut slots = vec![None; texts.len() + texts.len() / 4];
    let mut order: Vec<usize> = (0..buckets.len()).collect();
    // Large buckets go first, while many slots are free.
    order.sort_by_key(|&bucket| Reverse(buckets[bucket].len()));
    for bucket in order {
        let (seed, places) =
            (0..MOST_SEEDS).find_map(|seed| Some((seed, free_places(&buckets[bucket], seed, &slots)?)))?;
        seeds[bucket] = seed;
        for (place, (_, index)) in places.into_iter().zip(&buckets[bucket]) {
            slots[place] = Some(*index);
        }
    }
    Some((seeds, slots.into_iter().map(Option::unwrap_or_default).collect()))
}

/// The slots that a seed sends the members of a bucket to, if all are free and different.
fn free_places(bucket: &[(u64, u16)], seed: u32, slots: &[Option<u16>]) -> Option<Vec<usize>> {
    let mut places = Vec::with_capacity(bucket.len());
    for (hash, _) in bucket {
        let place = scaled(mix(*hash, u64::from(seed)), slots.len());
        if slots[place].is_some() || places.contains(&place) {
            return None;
        }
        places.push(place);
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{build, find, hash};
    use std::format;
    use std::string::String;
    use std::vec::Vec;

    #[test]
    fn every_text_finds_its_own_index() {
        for count in [0, 1, 2, 3, 10, 355, 10_000] {
            let texts: Vec<String> = (0..count).map(|n| format!("Area{n}.Read{}", "x".repeat(n % 20))).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (seeds, slots) = build(&texts).unwrap();
            for (index, text) in texts.iter().enumerate() {
                assert_eq!(find(&seeds, &slots, text), Some(index));
            }
            let other = find(&seeds, &slots, "Other.Read");
            assert!(other.is_none_or(|index| index < count), "an index of another text, for the caller to compare");
        }
    }

    #[test]
    fn texts_of_one_hash_have_no_arrays() {
        assert_eq!(hash("Mail.Read"), hash("Mail.Read"));
        assert!(build(&["Mail.Read", "Mail.Read"]).is_none());
    }
}
