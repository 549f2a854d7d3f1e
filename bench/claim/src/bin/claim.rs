//! `claim ROUNDS NAMES`: a `scp` claim of 31 names, to a set of those that are known, of 60 or of 800.

use std::collections::{HashMap, HashSet};
use std::hint::black_box;

use claim::{CLAIMS, Chance, names60, names800, places60, places800};
use timing::{Contestant, by_turns};

const TOKENS: usize = 31;
/// How often a batch judges every claim.
const TURNS: usize = 8;

/// A bit for each name, as the peers keep them.
#[derive(Debug, PartialEq, Eq)]
struct Bits<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Bits<WORDS> {
    fn of(claim: &str, place: impl Fn(&str) -> Option<u16>) -> Self {
        let mut bits = Self([0; WORDS]);
        for place in claim.split(' ').filter_map(place) {
            bits.0[usize::from(place / 64)] |= 1 << (place % 64);
        }
        bits
    }
}

fn hash_set(claim: &str) -> HashSet<String> {
    claim.split(' ').map(str::to_owned).collect()
}

/// Judges every claim.
fn each<T>(claims: &[String], judge: impl Fn(&str) -> T) {
    for _ in 0..TURNS {
        for claim in claims {
            black_box(&judge(black_box(claim)));
        }
    }
}

/// Ours beside the others, for documents whose names fit into so many words.
fn compare<const WORDS: usize, Granted>(
    rounds: usize,
    known: &[&str],
    phf: &phf::Map<&'static str, u16>,
    from_scope: fn(&str) -> Granted,
    texts: fn(&Granted) -> HashSet<String>,
) {
    assert_eq!(known.len(), phf.len());
    let places: HashMap<&str, u16> = phf.entries().map(|(&name, &place)| (name, place)).collect();
    let by_phf = |claim: &str| Bits::<WORDS>::of(claim, |token| phf.get(token).copied());
    let by_map = |claim: &str| Bits::<WORDS>::of(claim, |token| places.get(token).copied());
    let mut chance = Chance(1);
    let claims: Vec<String> = (0..CLAIMS).map(|_| chance.pick(known, TOKENS).join(" ")).collect();
    // All give the same sets.
    for claim in &claims {
        let ours = texts(&from_scope(claim));
        assert_eq!(ours, hash_set(claim));
        assert_eq!(ours.len(), TOKENS);
        let bits = by_phf(claim);
        assert_eq!(bits, by_map(claim));
        let set: HashSet<u16> =
            (0..64 * WORDS as u16).filter(|at| bits.0[usize::from(at / 64)] >> (at % 64) & 1 == 1).collect();
        assert_eq!(set, ours.iter().map(|text| places[text.as_str()]).collect());
    }
    let mut contestants = [
        Contestant::new("ours", || each(&claims, from_scope)),
        Contestant::new("split + phf", || each(&claims, by_phf)),
        Contestant::new("split + HashMap", || each(&claims, by_map)),
        Contestant::new("HashSet<String>", || each(&claims, hash_set)),
    ];
    by_turns(&mut contestants, rounds, CLAIMS * TURNS);
}

/// [`compare`] with the types of one generated module.
macro_rules! compare {
    ($names:ident, $places:ident, $words:literal, $rounds:ident) => {{
        let known: Vec<&str> = $names::Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        compare::<$words, _>($rounds, &known, &$places::PLACES, $names::Granted::from_scope, |granted| {
            assert_eq!(granted.unknown().count(), 0);
            granted.scopes().iter().map(|scope| scope.as_str().to_owned()).collect()
        });
    }};
}

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>().expect("a number"));
    let (Some(rounds), Some(names)) = (arguments.next(), arguments.next()) else { panic!("claim ROUNDS NAMES") };
    match names {
        60 => compare!(names60, places60, 1, rounds),
        800 => compare!(names800, places800, 13, rounds),
        other => panic!("there is no document of {other} names"),
    }
}
