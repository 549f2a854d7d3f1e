//! `cargo scopemark check --against HEAD` in a repository of 100 documents, beside `check` there, which runs no git.

use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::{Revision, document};

use super::Plan;
use crate::folder::{Bench, empty, write};
use crate::measure::{self, by_turns};
use crate::report::{Line, Report, Unit};
use crate::tools::{clean, scopemark_command};

const DOCUMENTS: usize = 100;

/// How many rows a document has: the median of real ones.
const ROWS: usize = 8;

pub fn run(bench: &Bench, plan: Plan, report: &mut Report) -> Result<(), String> {
    if let Err(error) = Command::new("git").arg("--version").output() {
        report.skipped("check --against a commit", &format!("git does not run: {error}"));
        return Ok(());
    }
    let program = scopemark_command(bench)?;
    let folder = repository(bench, &program)?;
    let commands: [&[&str]; 2] = [&["check", "--against", "HEAD"], &["check"]];
    let names = ["check --against HEAD".to_owned(), "check".to_owned()];
    let samples = by_turns(&names, plan.rounds(11, 3), |which, _| {
        let mut command = clean(&program, &folder);
        command.args(commands[which]).env("NO_COLOR", "1");
        measure::run(&mut command, &bench.work("against.log"), &[0])
    })?;
    let what = format!("check --against HEAD, {DOCUMENTS} documents");
    for unit in [Unit::Cpu, Unit::Wall] {
        report.line(Line::of("against", &what, unit, &samples[0], &samples[1], None));
    }
    report.samples(&format!("{DOCUMENTS} documents"), &samples);
    Ok(())
}

/// A repository of documents and their lock, with one commit.
fn repository(bench: &Bench, program: &Path) -> Result<PathBuf, String> {
    let folder = bench.work("against");
    empty(&folder)?;
    for number in 0..DOCUMENTS {
        let file = folder.join(format!("docs-tables/part_{number:03}.md"));
        write(&file, &document(ROWS, Revision(number)))?;
    }
    let log = bench.work("against.log");
    measure::run(clean(program, &folder).arg("lock"), &log, &[0])?;
    let commit: [&[&str]; 3] = [&["init", "--quiet"], &["add", "--all"], &["commit", "--quiet", "--message", "All"]];
    for arguments in commit {
        let mut git = clean("git", &folder);
        git.args(["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false"]);
        measure::run(git.args(arguments), &log, &[0])?;
    }
    Ok(folder)
}
