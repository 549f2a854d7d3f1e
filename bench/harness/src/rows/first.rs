//! First builds, each with an empty target folder: of an empty crate, and of a crate that has other dependencies already.

use std::fs;
use std::path::PathBuf;

use super::Plan;
use crate::folder::{Bench, make, remove};
use crate::measure::{Samples, by_turns};
use crate::report::{Line, Report, Unit};
use crate::tools::{cargo, fetch, timed};

/// A member of the workspace `adopters`, and the share of its CPU time that ours may take.
struct Adopter {
    member: &'static str,
    name: &'static str,
    goal: Option<f64>,
}

const OURS: Adopter = Adopter { member: "scopemark", name: "scopemark", goal: None };

/// What an empty crate compiles.
pub fn cold(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    let adopters = [
        OURS,
        Adopter { member: "naive", name: "naive stack", goal: Some(0.8) },
        Adopter { member: "typify", name: "typify", goal: Some(0.25) },
    ];
    let samples = builds(bench, &adopters, &[], plan.rounds(3, 1))?;
    let what = "first build of an empty crate";
    for (adopter, theirs) in adopters.iter().zip(&samples).skip(1) {
        let key = format!("cold/{}", adopter.member);
        report.line(Line::of(&key, what, Unit::Cpu, &samples[0], theirs, adopter.goal));
        report.line(Line::of(&key, what, Unit::Wall, &samples[0], theirs, None));
    }
    report.samples("empty crate", &samples);
    Ok(())
}

/// What each adds to a crate that compiles serde's derive, thiserror and oauth2 anyway. A round builds the crate without any
/// of them once; what the others take beyond that, in the same round, is what they add.
pub fn tree(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    let adopters = [
        Adopter { member: "plain", name: "without", goal: None },
        OURS,
        Adopter { member: "strum-phf", name: "strum + phf", goal: Some(1.5) },
        Adopter { member: "prost", name: "prost-build", goal: Some(0.4) },
        Adopter { member: "typify", name: "typify", goal: Some(0.25) },
    ];
    let samples = builds(bench, &adopters, &["--features", "tree"], plan.rounds(3, 1))?;
    let added = |unit: Unit, samples: &Samples, without: &Samples| -> Vec<f64> {
        samples.each(unit).iter().zip(without.each(unit)).map(|(with, without)| with - without).collect()
    };
    for (at, adopter) in adopters.iter().enumerate().skip(2) {
        for (unit, goal) in [(Unit::Cpu, adopter.goal), (Unit::Wall, None)] {
            report.line(Line {
                key: format!("tree/{}", adopter.member),
                what: "added to a first build beside serde, thiserror and oauth2".to_owned(),
                against: adopter.name.to_owned(),
                unit,
                ours: added(unit, &samples[1], &samples[0]),
                theirs: Some(added(unit, &samples[at], &samples[0])),
                goal,
            });
        }
    }
    report.samples("with serde, thiserror, oauth2", &samples);
    Ok(())
}

fn builds(bench: &Bench, adopters: &[Adopter], options: &[&str], rounds: usize) -> Result<Vec<Samples>, String> {
    let folder = stage(bench)?;
    let target = bench.work("first/target");
    let names: Vec<String> = adopters.iter().map(|adopter| adopter.name.to_owned()).collect();
    let samples = by_turns(&names, rounds, |which, _| {
        remove(&target)?;
        let package = format!("adopter-{}", adopters[which].member);
        let mut build = cargo(&folder, &target, &["build", "--package", &package]);
        build.args(options);
        // Ours come by path here and from a registry to a user, and cargo compiles only what comes by path incrementally.
        build.env("CARGO_INCREMENTAL", "0");
        timed(bench, build)
    })?;
    remove(&target)?;
    Ok(samples)
}

/// The workspace, with the document where those that read it look for it.
fn stage(bench: &Bench) -> Result<PathBuf, String> {
    let document = bench.repository("docs-tables/o365.md");
    let folder = bench.stage("adopters", "first/adopters")?;
    for reader in ["scopemark", "naive"] {
        let documents = folder.join(reader).join("docs-tables");
        make(&documents)?;
        fs::copy(&document, documents.join("o365.md")).map_err(|error| format!("o365.md: {error}"))?;
    }
    fetch(bench, &folder)?;
    Ok(folder)
}
