//! Which of a list of known texts one is, if any: a perfect hash, so that one comparison tells.
//!
//! The texts are divided into buckets by one half of their hash. Each bucket has a pilot: a byte that, with the other half,
//! sends every text of the bucket to a slot of its own (Belazzougui, Botelho and Dietzfelbinger, "Hash, displace, and
//! compress", 2009). Texts of a bucket that no pilot divides, above all those whose hashes are equal, are the rest: a list
//! by hash, searched where the slot has something else.

use alloc::vec;
use alloc::vec::Vec;

use crate::numbers::{Numbers, Packed};

/// Where each of a list of texts is, by their hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places<'a> {
    /// The pilot of each bucket.
    pub pilots: &'a [u8],
    /// The index of the text of each slot; in one that is free, the number of texts.
    pub slots: Numbers<'a>,
    /// The lower halves of the hashes of the texts that are in no slot, ascending.
    pub rest_hashes: Numbers<'a>,
    /// The indexes of these texts.
    pub rest: Numbers<'a>,
}

impl Places<'_> {
    /// The places of nothing.
    pub const NONE: Self = Self { pilots: &[], slots: Numbers::NONE, rest_hashes: Numbers::NONE, rest: Numbers::NONE };

    /// The one text that may have this hash, besides those of the [`rest`](Self::in_rest).
    #[inline]
    pub(crate) const fn slot(&self, hash: u64) -> usize {
        let bucket = bucket(hash, self.pilots.len());
        let pilot = if bucket < self.pilots.len() { self.pilots[bucket] } else { 0 };
        self.slots.get(slot(hash, pilot, self.slots.len())) as usize
    }

    /// Where in the rest the texts with this hash begin.
    pub(crate) const fn in_rest(&self, hash: u64) -> usize {
        let (mut low, mut high) = (0, self.rest.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.rest_hashes.get(middle) < lower(hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The text at a place in the rest, if it may have this hash.
    pub(crate) const fn rest_at(&self, place: usize, hash: u64) -> Option<usize> {
        if place < self.rest.len() && self.rest_hashes.get(place) == lower(hash) {
            Some(self.rest.get(place) as usize)
        } else {
            None
        }
    }
}

#[inline]
const fn lower(hash: u64) -> u32 {
    (hash & 0xffff_ffff) as u32
}

#[inline]
const fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[inline]
const fn bucket(hash: u64, buckets: usize) -> usize {
    scale(lower(hash), buckets)
}

#[inline]
const fn slot(hash: u64, pilot: u8, slots: usize) -> usize {
    scale(upper(hash).wrapping_add((lower(hash) | 1).wrapping_mul(pilot as u32)), slots)
}

/// A number of 32 bits as one below a limit.
#[inline]
const fn scale(number: u32, limit: usize) -> usize {
    ((number as u64).wrapping_mul(limit as u64) >> 32) as usize
}

/// [`Places`], owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedPlaces {
    pilots: Vec<u8>,
    slots: Packed,
    rest_hashes: Packed,
    rest: Packed,
}

/// How many texts a bucket has on average: more make fewer pilots, and each harder to find.
const BUCKET: usize = 3;

/// The most that one pilot is looked for: with a good hash, buckets are smaller.
const MOST: usize = 16;

/// In a slot while it is free.
const FREE: u32 = u32::MAX;

impl PackedPlaces {
    /// The places of texts with these hashes.
    ///
    /// It takes time in proportion to their number, whatever they are: a macro runs this without optimisation.
    pub(crate) fn of(hashes: &[u64]) -> Self {
        let count = hashes.len();
        let (starts, order) = by_bucket(hashes);
        let buckets = starts.len() - 1;
        let mut pilots = vec![0; buckets];
        let mut slots = vec![FREE; count + count / 4 + usize::from(count > 0)];
        let mut rest: Vec<(u32, u32)> = Vec::new();
        // The large ones first, while many slots are free.
        for size in (1..=MOST).rev() {
            for bucket in 0..buckets {
                let members = &order[starts[bucket]..starts[bucket + 1]];
                if members.len() == size || size == MOST && members.len() > MOST {
                    match pilot(hashes, members, &mut slots) {
                        Some(pilot) => pilots[bucket] = pilot,
                        None => rest.extend(members.iter().map(|&at| (lower(hashes[at as usize]), at))),
                    }
                }
            }
        }
        // No index: a text of the rest is not to be taken for one that is alone in a slot.
        let none = u32::try_from(count).unwrap_or(FREE);
        for slot in &mut slots {
            if *slot == FREE {
                *slot = none;
            }
        }
        rest.sort_unstable();
        let (rest_hashes, rest): (Vec<u32>, Vec<u32>) = rest.into_iter().unzip();
        Self { pilots, slots: Packed::of(&slots), rest_hashes: Packed::of(&rest_hashes), rest: Packed::of(&rest) }
    }

    /// The places.
    #[must_use]
    #[inline]
    pub fn places(&self) -> Places<'_> {
        Places {
            pilots: &self.pilots,
            slots: self.slots.numbers(),
            rest_hashes: self.rest_hashes.numbers(),
            rest: self.rest.numbers(),
        }
    }
}

/// The indexes bucket by bucket, and where each bucket begins, then where the last one ends.
fn by_bucket(hashes: &[u64]) -> (Vec<usize>, Vec<u32>) {
    let buckets = hashes.len().div_ceil(BUCKET);
    let mut starts = vec![0; buckets + 1];
    for &hash in hashes {
        starts[bucket(hash, buckets) + 1] += 1;
    }
    for at in 0..buckets {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut order = vec![0; hashes.len()];
    for (at, &hash) in (0..).zip(hashes) {
        let place = &mut next[bucket(hash, buckets)];
        order[*place] = at;
        *place += 1;
    }
    (starts, order)
}

/// The first pilot that sends every member of a bucket to a free slot of its own; they are put there.
fn pilot(hashes: &[u64], members: &[u32], slots: &mut [u32]) -> Option<u8> {
    if members.len() > MOST {
        return None;
    }
    let mut own = [0; MOST];
    for (own, &member) in own.iter_mut().zip(members) {
        *own = hashes[member as usize];
    }
    let own = &own[..members.len()];
    for (at, hash) in own.iter().enumerate() {
        if own[..at].contains(hash) {
            return None;
        }
    }
    for pilot in 0..=u8::MAX {
        let mut done = 0;
        while done < own.len() {
            let place = slot(own[done], pilot, slots.len());
            if slots[place] != FREE {
                break;
            }
            slots[place] = members[done];
            done += 1;
        }
        if done == own.len() {
            return Some(pilot);
        }
        for &hash in &own[..done] {
            slots[slot(hash, pilot, slots.len())] = FREE;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::{PackedPlaces, Places};
    use crate::hash::hash;
    use std::vec::Vec;

    /// Whether an index is found by its hash.
    fn is_found(places: &Places<'_>, index: usize, hash: u64) -> bool {
        let start = places.in_rest(hash);
        places.slot(hash) == index || (start..).map_while(|place| places.rest_at(place, hash)).any(|at| at == index)
    }

    #[test]
    fn every_text_has_a_slot_of_its_own() {
        for count in [0, 1, 2, 3, 4, 7, 10, 100, 800, 10_000] {
            let hashes: Vec<u64> = (0..count).map(|n| hash(std::format!("Things{n}.Read").as_bytes())).collect();
            let packed = PackedPlaces::of(&hashes);
            let places = packed.places();
            assert_eq!(places.rest.len(), 0, "{count}");
            for (index, &hash) in hashes.iter().enumerate() {
                assert_eq!(places.slot(hash), index, "{count}");
            }
            assert_eq!(packed, PackedPlaces::of(&hashes));
        }
    }

    #[test]
    fn hashes_that_nothing_tells_apart_are_all_found() {
        for (step, count) in [(0, 500), (1, 5_000), (1 << 32, 5_000), (0x1_0000_0001, 3_000), (1 << 31, 300)] {
            let hashes: Vec<u64> = (0..count).map(|n: u64| n.wrapping_mul(step)).collect();
            let packed = PackedPlaces::of(&hashes);
            let places = packed.places();
            for (index, &hash) in hashes.iter().enumerate() {
                assert!(is_found(&places, index, hash), "{step} {index}");
            }
        }
    }

    #[test]
    fn names_that_differ_in_case_only_are_all_found_and_leave_the_others_their_slots() {
        let alike = |n: usize| std::format!("Things{}.{}", n / 2, ["Read", "read"][n % 2]);
        let names: Vec<_> = (0..900).map(|n| if n < 20 { alike(n) } else { std::format!("Things.Read{n}") }).collect();
        let hashes: Vec<u64> = names.iter().map(|name| hash(name.as_bytes())).collect();
        let packed = PackedPlaces::of(&hashes);
        for (index, &hash) in hashes.iter().enumerate() {
            assert!(is_found(&packed.places(), index, hash), "{}", names[index]);
        }
        assert!((20..=80).contains(&packed.places().rest.len()));
    }
}
