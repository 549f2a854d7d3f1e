//! `cargo scopemark check` of 10,000 rows against their lock, beside `buf breaking` of as many fields against their image.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::{Revision, document, permissions, proto};

use super::Plan;
use crate::folder::{Bench, write};
use crate::measure::{self, by_turns};
use crate::report::Report;
use crate::tools::clean;

const ROWS: usize = 10_000;

/// Both tools, each in a folder with what it compares with.
struct Gate<'b> {
    bench: &'b Bench,
    ours: Tool,
    buf: Tool,
}

struct Tool {
    program: PathBuf,
    folder: PathBuf,
    check: &'static [&'static str],
    /// With how it ends where it finds a break.
    breaks: i32,
}

impl Tool {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = clean(&self.program, &self.folder);
        command.args(arguments).env("NO_COLOR", "1").env("BUF_CACHE_DIR", self.folder.join("cache"));
        command
    }
}

pub fn run(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    let buf = match buf(bench) {
        Ok(buf) => buf,
        Err(why) => {
            report.skipped(&format!("check of {ROWS} rows against the lock, beside buf breaking"), why);
            return Ok(());
        }
    };
    let gate = Gate { bench, ours: scopemark(bench)?, buf };
    gate.write(Revision(0))?;
    gate.once(&gate.ours, &["lock"], 0)?;
    gate.once(&gate.buf, &["build", "-o", "image.binpb"], 0)?;
    let rounds = plan.rounds(11, 5);
    let compare = |what: &str, breaks: bool| {
        let names = [format!("scopemark check, {what}"), format!("buf breaking, {what}")];
        by_turns(&names, rounds, |which, _| {
            let tool = [&gate.ours, &gate.buf][which];
            gate.once(tool, tool.check, if breaks { tool.breaks } else { 0 })
        })
    };
    let same = compare("no edit", false)?;
    // A name and a description are others: both tools have a break to report.
    gate.write(Revision(2))?;
    let edited = compare("one name changed", true)?;
    for (key, samples, goal) in [("gate", &same, Some(0.1)), ("gate/edited", &edited, Some(0.1))] {
        report.both(key, &format!("check of {ROWS} rows against the lock"), &samples[0], &samples[1], [goal; 2]);
        report.samples("gate", samples);
    }
    Ok(())
}

impl Gate<'_> {
    fn write(&self, revision: Revision) -> Result<(), String> {
        write(&self.ours.folder.join("docs-tables/names.md"), &document(ROWS, revision))?;
        write(&self.buf.folder.join("permissions/v1/names.proto"), &proto(&permissions(ROWS, revision)))
    }

    fn once(&self, tool: &Tool, arguments: &[&str], expected: i32) -> Result<measure::Usage, String> {
        measure::run(&mut tool.command(arguments), &self.bench.work("gate.log"), &[expected])
    }
}

/// Our command, built as `cargo install` builds it.
fn scopemark(bench: &Bench) -> Result<Tool, String> {
    let target = bench.path("target/cli");
    let mut command = clean("cargo", &bench.repository(""));
    command.args(["build", "--release", "--package", "cargo-scopemark", "--target-dir"]).arg(&target);
    measure::run(&mut command, &bench.work("build.log"), &[0])?;
    let program = target.join("release").join(format!("cargo-scopemark{}", std::env::consts::EXE_SUFFIX));
    let folder = bench.work("gate/ours");
    crate::folder::empty(&folder)?;
    Ok(Tool { program, folder, check: &["check"], breaks: 1 })
}

/// buf, from npm: the program itself, without the script of node that starts it.
fn buf(bench: &Bench) -> Result<Tool, &'static str> {
    let said = |why: &'static str| {
        move |error: String| {
            eprintln!("{error}");
            why
        }
    };
    let folder = bench.stage("gate", "gate/buf").map_err(said("its folder could not be made"))?;
    let npm = bench.path("target/npm");
    let installed = |npm: &Path| {
        let packages = fs::read_dir(npm.join("node_modules/@bufbuild")).ok()?;
        let mut programs = packages.filter_map(|entry| Some(entry.ok()?.path().join("bin/buf")));
        programs.find(|program| program.is_file() && !program.ends_with("@bufbuild/buf/bin/buf"))
    };
    let same = |file: &str| fs::read(npm.join(file)).ok() == fs::read(folder.join(file)).ok();
    if installed(&npm).is_none() || !same("package-lock.json") {
        crate::folder::empty(&npm).map_err(said("its folder could not be made"))?;
        for file in ["package.json", "package-lock.json", ".npmrc"] {
            fs::copy(folder.join(file), npm.join(file)).map_err(|_| "its package could not be copied")?;
        }
        let mut command = Command::new("npm");
        command.arg("ci").current_dir(&npm);
        measure::run(&mut command, &bench.work("npm.log"), &[0])
            .map_err(said("npm is absent, or could not install @bufbuild/buf"))?;
    }
    let program = installed(&npm).ok_or("@bufbuild/buf has no program for this system")?;
    Ok(Tool { program, folder, check: &["breaking", "--against", "image.binpb"], breaks: 100 })
}
