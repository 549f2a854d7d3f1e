//! Times contestants by turns within one process, and prints the median of each for the harness.

use std::time::Instant;

/// One of those that are compared.
pub struct Contestant<'w> {
    /// What the harness knows it by.
    pub name: &'static str,
    /// One batch of its work.
    pub batch: Box<dyn FnMut() + 'w>,
}

impl<'w> Contestant<'w> {
    /// With a name and its work.
    pub fn new(name: &'static str, batch: impl FnMut() + 'w) -> Self {
        Self { name, batch: Box::new(batch) }
    }
}

/// Runs a batch of each so many times, in alternating order after one to warm up, and prints a line for each: its name, a
/// tab, and the median nanoseconds of one of the `units` of work in a batch.
pub fn by_turns(contestants: &mut [Contestant<'_>], rounds: usize, units: usize) {
    let mut times = vec![Vec::with_capacity(rounds); contestants.len()];
    for contestant in contestants.iter_mut() {
        (contestant.batch)();
    }
    for round in 0..rounds {
        for place in 0..contestants.len() {
            let at = if round % 2 == 0 { place } else { contestants.len() - 1 - place };
            let start = Instant::now();
            (contestants[at].batch)();
            times[at].push(start.elapsed());
        }
    }
    for (contestant, mut times) in contestants.iter().zip(times) {
        times.sort();
        let median = times[times.len() / 2].as_secs_f64() * 1e9 / units as f64;
        println!("{}\t{median}", contestant.name);
    }
}
