//! `cargo check` after one row changed, dev profile.

use std::path::PathBuf;

use corpus::{Revision, document, permissions, strum_source};

use super::Plan;
use crate::folder::{Bench, write};
use crate::measure::{Samples, Usage, by_turns};
use crate::report::{Line, Report, Unit};
use crate::tools::{cargo, fetch, timed};

/// How many rows, how many times as long as strum ours may take, and how often both run: in a full run, in a quick one.
const SIZES: [(usize, f64, usize, usize); 4] =
    [(30, 1.7, 16, 4), (355, 1.3, 12, 4), (1_000, 1.0, 10, 4), (10_000, 0.5, 6, 2)];

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
    Samples { what: samples.what.clone(), runs: samples.runs.iter().skip(kind).step_by(2).copied().collect() }
}

pub fn run(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    for (rows, goal, full, quick) in SIZES {
        let crates = [Crate::stage(bench, rows, true)?, Crate::stage(bench, rows, false)?];
        let names = [format!("scopemark, {rows} rows"), format!("strum, {rows} names")];
        let samples =
            by_turns(&names, plan.rounds(full, quick), |which, round| crates[which].check(bench, Revision(round + 1)))?;
        let what = format!("rebuild after one of {rows} rows changed");
        let key = format!("rebuild/{rows}");
        // What is judged is an edit of each kind: the mean of two runs.
        let means = |who: usize, unit: Unit| -> Vec<f64> {
            let [descriptions, names] = [0, 1].map(|kind| of_kind(&samples[who], kind).each(unit));
            descriptions.iter().zip(names).map(|(description, name)| f64::midpoint(*description, name)).collect()
        };
        for unit in [Unit::Cpu, Unit::Wall] {
            report.line(Line {
                key: key.clone(),
                what: what.clone(),
                against: names[1].clone(),
                unit,
                ours: means(0, unit),
                theirs: Some(means(1, unit)),
                goal: Some(goal),
            });
        }
        for (kind, edited) in EDITS.iter().enumerate() {
            let [ours, theirs] = [0, 1].map(|who| of_kind(&samples[who], kind));
            report.line(Line::of(&key, &format!("… {edited} changed"), Unit::Cpu, &ours, &theirs, None));
            report.samples(&format!("rebuild, {edited} changed"), &[ours, theirs]);
        }
        if rows == 10_000 {
            report.line(Line {
                key: format!("{key}/memory"),
                what,
                against: String::new(),
                unit: Unit::Peak,
                ours: vec![samples[0].peak()],
                theirs: None,
                goal: Some(PEAK),
            });
        }
    }
    Ok(())
}
