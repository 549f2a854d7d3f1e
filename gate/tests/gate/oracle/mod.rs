//! The oracle: what the gate must say of two documents, found by enumerating all cases and all grants.
//!
//! It is written from the specification alone: `needs` says what a document needs and requests, `verdict` what an edit breaks,
//! and `judge` compares that with what the gate says. It shares nothing with the gate but its types.

mod beside;
mod draft;
mod edits;
mod facts;
mod judge;
mod locked;
mod model;
mod needs;
mod pair;
mod random;
mod replay;
mod sentences;
mod shrink;
mod twin;
mod verdict;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use draft::Draft;
use fastrand::Rng;
use judge::{Disagreement, judge};
use scopemark_compiler::model::Document;

/// How many pairs are tried, unless `SCOPEMARK_CASES` says another number.
const CASES: usize = 2_000;

/// What a run found.
#[derive(Default)]
struct Run {
    /// Pairs of which a document cannot be read.
    left_out: usize,
    seen: BTreeMap<&'static str, usize>,
    /// For each kind of disagreement: how often, and the first pair with it.
    disagreements: BTreeMap<&'static str, (usize, usize)>,
}

fn cases() -> usize {
    std::env::var("SCOPEMARK_CASES").map_or(CASES, |cases| cases.parse().expect("a number"))
}

fn pair_of(seed: usize) -> [Draft; 2] {
    let mut random = Rng::with_seed(20_261_128 + seed as u64);
    let old = random::draft(&mut random);
    let new = edits::edited(&mut random, &old);
    [old, new]
}

fn disagreements(pair: &[Draft; 2]) -> Option<(Vec<Disagreement>, judge::Seen)> {
    let [old, new] = pair;
    let (old, new) = (old.document()?, new.document()?);
    Some(judge(&old, &new))
}

/// A document at random.
pub(crate) fn document(random: &mut Rng) -> Document {
    loop {
        if let Some(document) = random::draft(random).document() {
            return document;
        }
    }
}

/// A document at random, and the same after an edit.
pub(crate) fn document_and_edited(random: &mut Rng) -> [Document; 2] {
    loop {
        let old = random::draft(random);
        if let (Some(old), Some(new)) = (old.document(), edits::edited(random, &old).document()) {
            return [old, new];
        }
    }
}

/// Tries so many pairs that can be read, on all cores.
fn run(cases: usize) -> Run {
    let (next, run) = (AtomicUsize::new(0), Mutex::new(Run::default()));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= cases {
                return;
            }
            let found = disagreements(&pair_of(seed));
            let mut run = run.lock().expect("no case panics with it");
            match found {
                None => run.left_out += 1,
                Some((all, sorts)) => {
                    for what in sorts {
                        *run.seen.entry(what).or_default() += 1;
                    }
                    for Disagreement { kind, .. } in all {
                        let (count, first) = run.disagreements.entry(kind).or_insert((0, seed));
                        (*count, *first) = (*count + 1, (*first).min(seed));
                    }
                }
            }
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        (0..threads).for_each(|_| _ = scope.spawn(work));
    });
    run.into_inner().expect("no case panicked")
}

/// A disagreement as text to paste: the smallest pair of documents that shows it.
fn shown(kind: &str, count: usize, seed: usize) -> String {
    let of_kind = |pair: &[Draft; 2]| {
        disagreements(pair).and_then(|(found, _)| found.into_iter().find(|found| found.kind == kind))
    };
    let is_read = |pair: &[Draft; 2]| pair.iter().all(|draft| draft.read().is_ok());
    let pair = shrink::smallest(pair_of(seed), |pair| of_kind(pair).is_some() && is_read(pair));
    let text = of_kind(&pair).map(|found| found.text).unwrap_or_default();
    let documents = pair.each_ref().map(|draft| draft.document().expect("it was made before"));
    let changes = scopemark_gate::compare(&documents[..1], &documents[1..]);
    let [old, new] = pair.each_ref().map(Draft::markdown);
    let found = crate::support::outline(&changes);
    format!(
        "## {kind} ({count} times, first with seed {seed})\n\n{text}\n\nfound:\n{found}\n\nold:\n\n{old}\nnew:\n\n{new}\n"
    )
}

#[test]
fn the_gate_says_what_the_specification_says() {
    let cases = cases();
    let start = Instant::now();
    let run = run(cases);
    println!("{cases} pairs in {:?}, {} left out, seen: {:#?}", start.elapsed(), run.left_out, run.seen);
    assert!(run.left_out < cases / 20, "{} of {cases} pairs are left out", run.left_out);
    assert_eq!(run.seen.len(), judge::SORTS, "a sort of pairs is missing");
    assert!(run.seen.values().all(|&count| count >= cases / 1_000), "a sort of pairs is rare");
    let shown: Vec<String> = run.disagreements.iter().map(|(kind, (count, seed))| shown(kind, *count, *seed)).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}
