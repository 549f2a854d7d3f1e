//! What is timed within a process: the programs `reading`, `claim` and `access` time by turns and print medians.

use super::Plan;
use crate::folder::Bench;
use crate::report::{Line, Report, Unit};
use crate::tools::{build, clean, printed};

/// A comparison within a program.
struct Comparison<'c> {
    key: &'c str,
    what: &'c str,
    /// What the program calls ours, and theirs.
    ours: &'c str,
    theirs: &'c str,
    goal: f64,
}

pub fn reading(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    build(bench, "reading", "dev")?;
    for (rows, goal) in [(30, 6.0), (355, 4.0), (10_000, 4.0)] {
        let figures = figures(bench, "debug/reading", plan.rounds(5, 2), &[11, rows])?;
        let (key, what) = (format!("reading/{rows}"), format!("reading {rows} rows, dev profile"));
        let theirs = "pulldown-cmark's events";
        report.line(figures.line(&Comparison { key: &key, what: &what, ours: "ours", theirs, goal })?);
    }
    Ok(())
}

pub fn claim(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    build(bench, "claim", "release")?;
    for names in [60, 800] {
        let figures = figures(bench, "release/claim", plan.rounds(9, 3), &[200, names])?;
        let what = format!("a claim of 31 names against {names}");
        for (peer, theirs, goal) in
            [("phf", "split + phf", 0.7), ("map", "split + HashMap", 0.7), ("set", "HashSet<String>", 0.2)]
        {
            let key = format!("claim/{names}/{peer}");
            report.line(figures.line(&Comparison { key: &key, what: &what, ours: "ours", theirs, goal })?);
        }
    }
    Ok(())
}

pub fn access(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    build(bench, "claim", "release")?;
    let figures = figures(bench, "release/access", plan.rounds(9, 3), &[200])?;
    let theirs = "by hand with HashSet<String>";
    for (key, ours) in [("access/granted", "Granted::access"), ("access/check", "Ask::check")] {
        let what = format!("claim → access of every feature, {ours}");
        report.line(figures.line(&Comparison { key, what: &what, ours, theirs, goal: 0.5 })?);
    }
    Ok(())
}

/// What a program printed, by contestant: the median of each run of it, in seconds.
struct Figures(Vec<(String, Vec<f64>)>);

/// Runs a program several times: where code and data lie in memory is different in each.
fn figures(bench: &Bench, program: &str, runs: usize, arguments: &[usize]) -> Result<Figures, String> {
    let program = bench.path("target").join(program);
    let mut all: Vec<(String, Vec<f64>)> = Vec::new();
    for _ in 0..runs {
        let mut command = clean(&program, &bench.path(""));
        command.args(arguments.iter().map(usize::to_string));
        for line in printed(command)?.lines() {
            let (name, nanoseconds) = line.split_once('\t').ok_or_else(|| format!("not a figure: {line}"))?;
            let seconds = nanoseconds.parse::<f64>().map_err(|error| format!("{line}: {error}"))? / 1e9;
            match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, figures)) => figures.push(seconds),
                None => all.push((name.to_owned(), vec![seconds])),
            }
        }
    }
    Ok(Figures(all))
}

impl Figures {
    fn of(&self, wanted: &str) -> Result<Vec<f64>, String> {
        let found = self.0.iter().find(|(name, _)| name == wanted);
        found.map(|(_, figures)| figures.clone()).ok_or_else(|| format!("the program has no `{wanted}`"))
    }

    fn line(&self, comparison: &Comparison<'_>) -> Result<Line, String> {
        let Comparison { key, what, ours, theirs, goal } = *comparison;
        Ok(Line {
            key: key.to_owned(),
            what: what.to_owned(),
            against: theirs.replace('<', "\\<"),
            unit: Unit::InProcess,
            ours: self.of(ours)?,
            theirs: Some(self.of(theirs)?),
            goal: Some(goal),
        })
    }
}
