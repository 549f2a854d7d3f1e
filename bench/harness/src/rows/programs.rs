//! What is timed within a process: the programs `reading`, `claim` and `check` time by turns and print medians.

use super::Plan;
use crate::folder::Bench;
use crate::measure::median;
use crate::report::{Line, Report, Unit};
use crate::tools::{build, clean, printed};

/// A comparison of a program: the name of ours, of theirs, what is shown of each, the goal.
struct Comparison {
    key: &'static str,
    what: &'static str,
    ours: &'static str,
    theirs: &'static str,
    goal: Option<f64>,
}

pub fn reading(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    build(bench, "reading", "dev")?;
    let medians = medians(bench, "debug/reading", plan.rounds(3, 1), plan.rounds(11, 7))?;
    let what = "reading 10000 rows, unoptimised";
    let comparison = |key, theirs, goal| Comparison { key, what, ours: "ours", theirs, goal };
    lines(
        report,
        &medians,
        &[comparison("reading", "events", Some(1.6)), comparison("reading/places", "events with their places", None)],
    )
}

pub fn claim(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    build(bench, "claim", "release")?;
    let medians = medians(bench, "release/claim", plan.rounds(9, 3), 200)?;
    let what = "a claim of 31 names against 800";
    let comparison = |key, theirs, goal| Comparison { key, what, ours: "ours", theirs, goal };
    lines(
        report,
        &medians,
        &[
            comparison("claim/phf", "split + phf", Some(0.35)),
            comparison("claim/strum", "split + strum from_str", None),
            comparison("claim/map", "split + HashMap", None),
            comparison("claim/set", "HashSet<String>", Some(0.12)),
            comparison("claim/floor", "floor: split + one comparison", None),
            comparison("claim/floor", "floor: byte loop + one comparison", None),
        ],
    )
}

pub fn check(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    build(bench, "claim", "release")?;
    let medians = medians(bench, "release/check", plan.rounds(9, 3), 200)?;
    let theirs = "HashSet<String> by hand";
    let granted = "claim → access of every feature, Granted::access";
    let asked = "claim → access of every feature, Ask::check";
    lines(
        report,
        &medians,
        &[
            Comparison { key: "check/access", what: granted, ours: "access", theirs, goal: Some(0.1) },
            Comparison { key: "check/report", what: asked, ours: "report", theirs, goal: Some(0.1) },
        ],
    )
}

/// The medians that a program prints, and of several runs the median of those: where code and data lie in memory is another
/// in each.
fn medians(bench: &Bench, program: &str, runs: usize, rounds: usize) -> Result<Vec<(String, f64)>, String> {
    let program = bench.path("target").join(program);
    let mut all: Vec<(String, Vec<f64>)> = Vec::new();
    for _ in 0..runs {
        let mut command = clean(&program, &bench.path(""));
        command.arg(rounds.to_string());
        for line in printed(command)?.lines() {
            let (name, nanoseconds) = line.split_once('\t').ok_or_else(|| format!("not a figure: {line}"))?;
            let seconds = nanoseconds.parse::<f64>().map_err(|error| format!("{line}: {error}"))? / 1e9;
            match all.iter_mut().find(|(known, _)| known == name) {
                Some((_, figures)) => figures.push(seconds),
                None => all.push((name.to_owned(), vec![seconds])),
            }
        }
    }
    Ok(all.into_iter().map(|(name, figures)| (name, median(figures.into_iter()))).collect())
}

fn lines(report: &mut Report, medians: &[(String, f64)], comparisons: &[Comparison]) -> Result<(), String> {
    let figure = |wanted: &str| {
        let found = medians.iter().find(|(name, _)| name == wanted);
        found.map(|(_, figure)| *figure).ok_or_else(|| format!("the program has no `{wanted}`"))
    };
    for Comparison { key, what, ours, theirs, goal } in comparisons {
        report.line(Line {
            key: (*key).to_owned(),
            what: (*what).to_owned(),
            against: theirs.replace('<', "\\<"),
            unit: Unit::InProcess,
            ours: figure(ours)?,
            theirs: Some(figure(theirs)?),
            goal: *goal,
        });
    }
    Ok(())
}
