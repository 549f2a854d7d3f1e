//! `cargo check` after one row changed, dev profile.

use std::path::PathBuf;

use corpus::{Revision, document, permissions, strum_source};

use super::Plan;
use crate::folder::{Bench, write};
use crate::measure::{Samples, Usage, by_turns};
use crate::report::{Line, Report, Unit, time};
use crate::tools::{cargo, fetch, timed};

/// The most memory that a rebuild of 10,000 rows may take, in bytes.
const PEAK: f64 = 500e6;

/// A crate with so many names, of which one is edited before each check.
struct Crate {
    folder: PathBuf,
    rows: usize,
    is_ours: bool,
}

impl Crate {
    fn stage(bench: &Bench, rows: usize, is_ours: bool) -> Result<Self, String> {
        let kind = if is_ours { "ours" } else { "strum" };
        let folder = bench.stage(&format!("rebuild/{kind}"), &format!("rebuild/{kind}-{rows}"))?;
        let this = Self { folder, rows, is_ours };
        fetch(bench, &this.folder)?;
        this.check(bench, Revision(0))?;
        Ok(this)
    }

    fn check(&self, bench: &Bench, revision: Revision) -> Result<Usage, String> {
        let (file, text) = if self.is_ours {
            ("docs-tables/names.md", document(self.rows, revision))
        } else {
            ("src/names.rs", format!("//! The names.\n\n{}", strum_source(&permissions(self.rows, revision))))
        };
        write(&self.folder.join(file), &text)?;
        // One target folder: what the crates depend on is the same, and compiled once.
        timed(bench, cargo(&self.folder, &bench.work("rebuild/target"), &["check"]))
    }
}

/// The two kinds of edits, which cost a compiler differently: a new name is a new identifier, a new description a new text.
const EDITS: [&str; 2] = ["a description", "a name"];

/// The runs after edits of one kind. Every first is a description, every second a name.
fn of_kind(samples: &Samples, kind: usize) -> Samples {
    let what = format!("{}, {} changed", samples.what, EDITS[kind]);
    Samples { what, runs: samples.runs.iter().skip(kind).step_by(2).copied().collect() }
}

pub fn run(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    for (rows, goal, full, quick) in [(30, 1.7, 16, 4), (355, 1.3, 12, 4), (1_000, 1.0, 10, 4), (10_000, 0.5, 6, 2)] {
        let crates = [Crate::stage(bench, rows, true)?, Crate::stage(bench, rows, false)?];
        let names = [format!("scopemark, {rows} rows"), format!("strum, {rows} names")];
        let samples =
            by_turns(&names, plan.rounds(full, quick), |which, round| crates[which].check(bench, Revision(round + 1)))?;
        let kinds = [0, 1].map(|kind| [of_kind(&samples[0], kind), of_kind(&samples[1], kind)]);
        let what = format!("rebuild after one of {rows} rows changed");
        let key = format!("rebuild/{rows}");
        // An edit of each kind: the mean of their medians.
        for (unit, of) in [(Unit::Cpu, Samples::cpu as fn(&Samples) -> f64), (Unit::Wall, Samples::wall)] {
            let mean = |who: usize| f64::midpoint(of(&kinds[0][who]), of(&kinds[1][who]));
            report.line(Line {
                key: key.clone(),
                what: what.clone(),
                against: names[1].clone(),
                unit,
                ours: mean(0),
                theirs: Some(mean(1)),
                goal: Some(goal),
            });
        }
        for (kind, [ours, theirs]) in kinds.iter().enumerate() {
            report.line(Line {
                key: key.clone(),
                what: format!("… {} changed", EDITS[kind]),
                against: names[1].clone(),
                unit: Unit::Cpu,
                ours: ours.cpu(),
                theirs: Some(theirs.cpu()),
                goal: None,
            });
            report.samples("rebuild", &kinds[kind]);
        }
        if rows == 10_000 {
            report.line(Line {
                key: format!("{key}/memory"),
                what,
                against: String::new(),
                unit: Unit::Peak,
                ours: samples[0].peak() as f64,
                theirs: None,
                goal: Some(PEAK),
            });
        }
    }
    Ok(())
}

pub fn growth(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    let sizes = [1_000, 10_000, if plan.quick { 20_000 } else { 50_000 }];
    let largest = sizes[2];
    let crates = sizes.iter().map(|&rows| Crate::stage(bench, rows, true)).collect::<Result<Vec<_>, _>>()?;
    let names = sizes.map(|rows| format!("scopemark, {rows} rows"));
    let samples = by_turns(&names, plan.rounds(4, 1), |which, round| crates[which].check(bench, Revision(round + 1)))?;
    let figures = [
        (Unit::Cpu, samples.iter().map(|one| one.cpu()).collect::<Vec<_>>()),
        (Unit::Wall, samples.iter().map(|one| one.wall()).collect()),
    ];
    for (unit, medians) in figures {
        let a_row: Vec<f64> = medians.iter().zip(sizes).map(|(median, rows)| median / rows as f64).collect();
        report.line(Line {
            key: "growth".to_owned(),
            what: format!("rebuild of {largest} rows, time a row"),
            against: "ours at 1000 rows".to_owned(),
            unit,
            ours: a_row[2],
            theirs: Some(a_row[0]),
            goal: Some(1.5),
        });
        let further = |from: usize, to: usize| (medians[to] - medians[from]) / (sizes[to] - sizes[from]) as f64;
        report.note(format!(
            "Growth, {}: a further row costs {} from 1000 to 10000 rows, {} from 10000 to {largest}.",
            if unit == Unit::Cpu { "CPU" } else { "wall" },
            time(further(0, 1)),
            time(further(1, 2))
        ));
    }
    report.samples("growth", &samples);
    Ok(())
}
