//! Cold adoption: the first `cargo build` of an empty adopter, with an empty target folder.

use std::fs;

use super::Plan;
use crate::folder::{Bench, make, remove};
use crate::measure::by_turns;
use crate::report::Report;
use crate::tools::{cargo, fetch, timed};

/// The adopters: the folder, what it is called, the share of its CPU time that ours may take.
const ADOPTERS: [(&str, &str, Option<f64>); 6] = [
    ("scopemark", "scopemark", None),
    ("typify", "typify", Some(0.15)),
    ("prost", "prost-build", Some(0.25)),
    ("naive", "naive stack", Some(0.5)),
    ("floor", "floor", Some(1.5)),
    ("strum-phf", "strum + phf", None),
];

pub fn run(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    let document = bench.repository("docs-tables/o365.md");
    let mut folders = Vec::new();
    for (adopter, ..) in ADOPTERS {
        let folder = bench.stage(&format!("adopters/{adopter}"), &format!("cold/{adopter}"))?;
        make(&folder.join("docs-tables"))?;
        fs::copy(&document, folder.join("docs-tables/o365.md")).map_err(|error| format!("o365.md: {error}"))?;
        fetch(bench, &folder)?;
        folders.push(folder);
    }
    let target = bench.work("cold/target");
    let names: Vec<String> = ADOPTERS.iter().map(|(_, name, _)| (*name).to_owned()).collect();
    let samples = by_turns(&names, plan.rounds(5, 1), |adopter, _| {
        remove(&target)?;
        let mut build = cargo(&folders[adopter], &target, &["build"]);
        // Ours come by path here and from a registry to a user, and cargo compiles only what comes by path incrementally.
        build.env("CARGO_INCREMENTAL", "0");
        timed(bench, build)
    })?;
    remove(&target)?;
    for ((adopter, _, goal), theirs) in ADOPTERS.iter().zip(&samples).skip(1) {
        report.both(&format!("cold/{adopter}"), "cold adoption", &samples[0], theirs, [*goal, None]);
    }
    report.samples("cold adoption", &samples);
    Ok(())
}
