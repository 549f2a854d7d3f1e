//! A `scp` claim of 31 names, to a set of those that are known, of 800.

use std::collections::{HashMap, HashSet};
use std::hint::black_box;
use std::str::FromStr as _;

use claim::{CLAIMS, Chance, names, peers};
use strum::VariantArray as _;
use timing::{Contestant, by_turns};

const TOKENS: usize = 31;
/// How often a batch judges every claim.
const TURNS: usize = 8;

/// A bit for each name, as the peers keep them.
#[derive(Debug, PartialEq, Eq)]
struct Bits([u64; 13]);

impl Bits {
    const NONE: Self = Self([0; 13]);

    fn insert(&mut self, place: u16) {
        self.0[usize::from(place / 64)] |= 1 << (place % 64);
    }
}

fn phf(claim: &str) -> Bits {
    let mut bits = Bits::NONE;
    for token in claim.split(' ') {
        if let Some(&place) = peers::PLACES.get(token) {
            bits.insert(place);
        }
    }
    bits
}

fn strum(claim: &str) -> Bits {
    let mut bits = Bits::NONE;
    for token in claim.split(' ') {
        if let Ok(scope) = peers::Scope::from_str(token) {
            bits.insert(scope as u16);
        }
    }
    bits
}

fn hash_map(places: &HashMap<&str, u16>, claim: &str) -> Bits {
    let mut bits = Bits::NONE;
    for token in claim.split(' ') {
        if let Some(&place) = places.get(token) {
            bits.insert(place);
        }
    }
    bits
}

fn hash_set(claim: &str) -> HashSet<String> {
    claim.split(' ').map(str::to_owned).collect()
}

/// The least that splitting with `str::split` and telling names can cost: the right answer is known, and only confirmed.
fn floor(expected: &[(&str, u16)], claim: &str) -> Bits {
    let mut bits = Bits::NONE;
    for (token, (name, place)) in claim.split(' ').zip(expected) {
        if token == *name {
            bits.insert(*place);
        }
    }
    bits
}

/// The same with a loop over the bytes in place of `str::split`.
fn bytes_floor(expected: &[(&str, u16)], claim: &str) -> Bits {
    let mut bits = Bits::NONE;
    let mut rest = claim.as_bytes();
    for (name, place) in expected {
        let end = rest.iter().position(|&byte| byte == b' ').unwrap_or(rest.len());
        if &rest[..end] == name.as_bytes() {
            bits.insert(*place);
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    bits
}

/// Judges every claim, with the right answer at hand.
fn each(claims: &[String], expected: &[Vec<(&str, u16)>], mut judge: impl FnMut(&str, &[(&str, u16)])) {
    for _ in 0..TURNS {
        for (claim, expected) in claims.iter().zip(expected) {
            judge(black_box(claim), black_box(expected));
        }
    }
}

fn main() {
    let rounds = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).expect("a number of rounds");
    let known: Vec<&str> = peers::Scope::VARIANTS.iter().map(AsRef::as_ref).collect();
    assert_eq!(known.len(), names::Scope::ALL.len());
    let places: HashMap<&str, u16> = known.iter().zip(0..).map(|(&name, place)| (name, place)).collect();
    let mut chance = Chance(1);
    let tokens: Vec<Vec<&str>> = (0..CLAIMS).map(|_| chance.pick(&known, TOKENS)).collect();
    let claims: Vec<String> = tokens.iter().map(|tokens| tokens.join(" ")).collect();
    let expected: Vec<Vec<(&str, u16)>> =
        tokens.iter().map(|tokens| tokens.iter().map(|&name| (name, places[name])).collect()).collect();

    // All give the same sets.
    for (claim, expected) in claims.iter().zip(&expected) {
        let ours = names::Granted::from_scope(claim);
        assert_eq!(ours.unknown().count(), 0);
        let texts: HashSet<String> = ours.scopes().iter().map(|scope| scope.as_str().to_owned()).collect();
        assert_eq!(texts, hash_set(claim));
        assert_eq!(texts.len(), TOKENS);
        let bits = phf(claim);
        assert_eq!(bits.0.iter().map(|word| word.count_ones()).sum::<u32>(), 31);
        for other in [strum(claim), hash_map(&places, claim), floor(expected, claim), bytes_floor(expected, claim)] {
            assert_eq!(bits, other);
        }
    }

    let mut contestants = [
        Contestant::new("ours", || {
            each(&claims, &expected, |claim, _| {
                black_box(&names::Granted::from_scope(claim));
            });
        }),
        Contestant::new("split + phf", || {
            each(&claims, &expected, |claim, _| {
                black_box(&phf(claim));
            });
        }),
        Contestant::new("split + strum from_str", || {
            each(&claims, &expected, |claim, _| {
                black_box(&strum(claim));
            });
        }),
        Contestant::new("split + HashMap", || {
            each(&claims, &expected, |claim, _| {
                black_box(&hash_map(&places, claim));
            });
        }),
        Contestant::new("HashSet<String>", || {
            each(&claims, &expected, |claim, _| {
                black_box(&hash_set(claim));
            });
        }),
        Contestant::new("floor: split + one comparison", || {
            each(&claims, &expected, |claim, expected| {
                black_box(&floor(expected, claim));
            });
        }),
        Contestant::new("floor: byte loop + one comparison", || {
            each(&claims, &expected, |claim, expected| {
                black_box(&bytes_floor(expected, claim));
            });
        }),
    ];
    by_turns(&mut contestants, rounds, CLAIMS * TURNS);
}
