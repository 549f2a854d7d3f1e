//! Where a run writes: results to standard output, findings and failures to standard error.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::sync::atomic::{AtomicU8, Ordering};

use anstyle::{AnsiColor, Style};
use clap::{ColorChoice, ValueEnum};
use scopemark_compiler::finding::Visible;
use scopemark_compiler::{Finding, Level};

use crate::exit::Failure;
use crate::page::Page;

/// How much is written, and in color or not.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// When to use color
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,

    /// Write no progress: only results, findings and errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,

    /// Write also which documents were chosen
    #[arg(long, short, global = true)]
    verbose: bool,
}

/// What a run writes to standard error besides findings and errors.
static PROGRESS: AtomicU8 = AtomicU8::new(SOME);
const NONE: u8 = 0;
const SOME: u8 = 1;
const ALL: u8 = 2;

impl Options {
    /// Applies them to everything that is written from now on.
    pub(crate) fn apply(&self) {
        match self.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        let progress = if self.quiet {
            NONE
        } else if self.verbose {
            ALL
        } else {
            SOME
        };
        PROGRESS.store(progress, Ordering::Relaxed);
    }
}

/// Writes a message for those who want to know more.
pub(crate) fn detail(line: &str) {
    if PROGRESS.load(Ordering::Relaxed) == ALL {
        to_stderr(|err| writeln!(err, "{}", Visible(line)));
    }
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON object for programs; docs/json.md describes it
    Json,
}

/// Writes a result for a person. Keeps its styles only on a terminal and if `NO_COLOR` is not set.
pub(crate) fn result(page: &Page) -> Result<(), Failure> {
    write(anstream::stdout().lock(), page.as_str())
}

/// Writes a result for a program, byte for byte.
pub(crate) fn data(text: &str) -> Result<(), Failure> {
    write(io::stdout().lock(), text)
}

/// Writes a result of which nothing may be lost. A reader that closes the pipe before the end is a failure.
pub(crate) fn whole(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| unwritten(&error))
}

/// A reader that closes the pipe, as in `… | head -1`, wants no more. That is not a failure.
fn write(mut out: impl Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unwritten(&error)),
        _ => Ok(()),
    }
}

fn unwritten(error: &io::Error) -> Failure {
    Failure(format!("cannot write to standard output: {error}"))
}

/// Writes findings in their order, each after its level.
pub(crate) fn findings(findings: &[Finding]) {
    to_stderr(|err| {
        for finding in findings {
            let level = finding.level();
            let style = style(level);
            writeln!(err, "{style}{}{style:#}: {finding}\n", level.as_str())?;
        }
        Ok(())
    });
}

/// Writes what was done and how many findings of each level there were.
pub(crate) fn summary(done: &str, findings: &[Finding]) {
    if PROGRESS.load(Ordering::Relaxed) == NONE {
        return;
    }
    let levels: Vec<Level> = findings.iter().map(Finding::level).collect();
    to_stderr(|err| writeln!(err, "{done}: {}", counted(&levels)));
}

/// The number of findings of each level, in words.
pub(crate) fn counted(levels: &[Level]) -> String {
    [(Level::Error, "errors"), (Level::Warning, "warnings"), (Level::Note, "notes")]
        .map(|(level, plural)| {
            let number = levels.iter().filter(|&&other| other == level).count();
            count(number, level.as_str(), plural)
        })
        .join(", ")
}

/// Writes why something could not be done.
pub(crate) fn failure(failure: &Failure) {
    error(std::slice::from_ref(&failure.0));
}

/// Writes each error.
pub(crate) fn errors(errors: &[Vec<String>]) {
    for lines in errors {
        error(lines);
    }
}

/// Writes an error. The lines after the first explain it.
pub(crate) fn error(lines: &[String]) {
    let style = style(Level::Error);
    // GitHub's runner takes `##[` for a command anywhere in a line.
    let lines = lines.iter().map(|line| line.replace("##[", "##\\["));
    to_stderr(|err| {
        for (n, line) in lines.enumerate() {
            match n {
                0 => writeln!(err, "{style}error{style:#}: {}", Visible(&line))?,
                _ => writeln!(err, "  {}", Visible(&line))?,
            }
        }
        Ok(())
    });
}

/// Writes a message about progress or the next step.
pub(crate) fn progress(line: &str) {
    if PROGRESS.load(Ordering::Relaxed) != NONE {
        to_stderr(|err| writeln!(err, "{}", Visible(line)));
    }
}

/// A number with its noun.
pub(crate) fn count(number: usize, singular: &str, plural: &str) -> String {
    format!("{number} {}", if number == 1 { singular } else { plural })
}

fn style(level: Level) -> Style {
    let color = match level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Note => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

/// If standard error is closed, nobody reads it, and the exit code still tells how the run ended.
fn to_stderr(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    let mut err = BufWriter::new(anstream::stderr().lock());
    let _ = write(&mut err).and_then(|()| err.flush());
}
