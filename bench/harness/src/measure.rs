//! Whole processes, measured: wall, CPU and peak memory of a command and of all that it waited for.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::unit::Unit;

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// In seconds.
    pub wall: f64,
    /// User and system, of the process and of its descendants, in seconds.
    pub cpu: f64,
    /// Of the largest of these processes, in bytes.
    pub peak: u64,
}

/// Runs a command to its end. Its output goes to a file, which is shown where it ends otherwise than it should.
pub fn run(command: &mut Command, log: &Path, expected: &[i32]) -> Result<Usage, String> {
    let file = File::create(log).map_err(|error| format!("{}: {error}", log.display()))?;
    let other = file.try_clone().map_err(|error| format!("{}: {error}", log.display()))?;
    command.stdin(Stdio::null()).stdout(file).stderr(other);
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| format!("{command:?}: {error}"))?;
    let used = child.wait4().map_err(|error| format!("{command:?}: {error}"))?;
    let wall = start.elapsed().as_secs_f64();
    if !used.status.code().is_some_and(|code| expected.contains(&code)) {
        let said = fs::read(log).unwrap_or_default();
        return Err(format!("{command:?} ended with {}:\n{}", used.status, String::from_utf8_lossy(&said)));
    }
    let cpu = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    Ok(Usage { wall, cpu, peak: used.rusage.maxrss })
}

/// The runs of one contestant.
#[derive(Debug, Clone)]
pub struct Samples {
    /// What was run.
    pub what: String,
    /// Each run.
    pub runs: Vec<Usage>,
}

impl Samples {
    /// What each run took, in this measure of whole processes.
    pub fn each(&self, unit: Unit) -> Vec<f64> {
        let of = |run: &Usage| match unit {
            Unit::Cpu => run.cpu,
            Unit::Wall => run.wall,
            Unit::Peak => run.peak as f64,
            Unit::InProcess | Unit::Bytes => unreachable!("a whole process has no {unit:?}"),
        };
        self.runs.iter().map(of).collect()
    }

    /// The largest peak, in bytes.
    pub fn peak(&self) -> f64 {
        self.each(Unit::Peak).into_iter().fold(0.0, f64::max)
    }
}

/// Runs every contestant so many times, by turns: in order, then in the opposite order, and so on, so that none is always
/// the one behind the same other.
pub fn by_turns(
    names: &[String],
    rounds: usize,
    mut once: impl FnMut(usize, usize) -> Result<Usage, String>,
) -> Result<Vec<Samples>, String> {
    let mut all: Vec<Samples> =
        names.iter().map(|name| Samples { what: name.clone(), runs: Vec::with_capacity(rounds) }).collect();
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..names.len()).collect();
        if round % 2 == 1 {
            order.reverse();
        }
        for contestant in order {
            let used = once(contestant, round)?;
            eprintln!("   {}: {:.2} s wall, {:.2} s CPU", names[contestant], used.wall, used.cpu);
            all[contestant].runs.push(used);
        }
    }
    Ok(all)
}

/// The middle of some figures; of an even number, the mean of the two in the middle.
pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match (sorted.len(), sorted.len() / 2) {
        (0, _) => f64::NAN,
        (length, middle) if length % 2 == 1 => sorted[middle],
        (_, middle) => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
    }

    #[test]
    fn contestants_run_by_turns_in_alternating_order() {
        let mut order = Vec::new();
        let names = ["a".to_owned(), "b".to_owned()];
        let usage = Usage { wall: 1.0, cpu: 1.0, peak: 1 };
        let all = by_turns(&names, 2, |contestant, round| {
            order.push((contestant, round));
            Ok(usage)
        });
        assert_eq!(order, [(0, 0), (1, 0), (1, 1), (0, 1)]);
        assert!(all.unwrap().iter().all(|samples| samples.runs.len() == 2));
    }
}
