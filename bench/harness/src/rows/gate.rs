//! `cargo scopemark check` of a document against its lock, beside `buf breaking` of as many fields against their image.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::{Revision, document, permissions, proto};

use super::Plan;
use crate::folder::{Bench, empty, write};
use crate::measure::{self, by_turns};
use crate::report::{Line, Report, Unit};
use crate::tools::{clean, scopemark_command};

/// How many rows, and how many times as long as buf ours may take.
const SIZES: [(usize, f64); 4] = [(30, 0.05), (355, 0.1), (1_000, 0.15), (10_000, 0.5)];

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
            report.skipped("check against the lock, beside buf breaking", why);
            return Ok(());
        }
    };
    let gate = Gate { bench, ours: scopemark(bench)?, buf };
    for (rows, goal) in SIZES {
        gate.compare(rows, goal, plan.rounds(11, 3), report)?;
    }
    Ok(())
}

impl Gate<'_> {
    /// A document that nothing has happened to since it was locked; then the same with another name and another description,
    /// in which both tools have a break to report.
    fn compare(&self, rows: usize, goal: f64, rounds: usize, report: &mut Report) -> Result<(), String> {
        // Without the lock of another document: fewer or more rows would be a break that `lock` refuses to write.
        empty(&self.ours.folder)?;
        self.write(rows, Revision(0))?;
        self.once(&self.ours, &["lock"], 0)?;
        self.once(&self.buf, &["build", "-o", "image.binpb"], 0)?;
        for (revision, edit) in [(Revision(0), "no edit"), (Revision(2), "one name changed")] {
            self.write(rows, revision)?;
            let names = [format!("scopemark check, {edit}"), format!("buf breaking, {edit}")];
            let samples = by_turns(&names, rounds, |which, _| {
                let tool = [&self.ours, &self.buf][which];
                self.once(tool, tool.check, if revision == Revision(0) { 0 } else { tool.breaks })
            })?;
            let what = format!("check of {rows} rows against the lock");
            for unit in [Unit::Cpu, Unit::Wall] {
                let [ours, theirs] = &samples[..] else { unreachable!("two tools run") };
                report.line(Line::of(&format!("gate/{rows}"), &what, unit, ours, theirs, Some(goal)));
            }
            report.samples(&format!("gate, {rows} rows"), &samples);
        }
        Ok(())
    }

    fn write(&self, rows: usize, revision: Revision) -> Result<(), String> {
        write(&self.ours.folder.join("docs-tables/names.md"), &document(rows, revision))?;
        write(&self.buf.folder.join("permissions/v1/names.proto"), &proto(&permissions(rows, revision)))
    }

    fn once(&self, tool: &Tool, arguments: &[&str], expected: i32) -> Result<measure::Usage, String> {
        measure::run(&mut tool.command(arguments), &self.bench.work("gate.log"), &[expected])
    }
}

fn scopemark(bench: &Bench) -> Result<Tool, String> {
    Ok(Tool { program: scopemark_command(bench)?, folder: bench.work("gate/ours"), check: &["check"], breaks: 1 })
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
        empty(&npm).map_err(said("its folder could not be made"))?;
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
