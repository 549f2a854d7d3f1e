//! How a run ends. The exit codes are the same for every verb and format.

use core::fmt;
use std::process::ExitCode;

use clap::ValueEnum;
use scopemark_compiler::{Finding, Level};

/// The text about exit codes in `--help`.
pub(crate) const HELP: &str = "\
Exit codes:
  0  clean
  1  findings at or above --fail-on; for ask: something requested is unavailable;
     for check-grant: the grant is not enough; for lock, accept, review and release:
     refused, or something is left
  2  usage: the command line is wrong
  3  could not do it: a file cannot be read or written, or the lock or the revision
     does not exist";

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing at or above the level to fail on.
    Clean,
    /// Findings at or above it.
    Findings,
    /// The command line is wrong. clap reports what needs no document to detect.
    Usage,
    /// The work could not be done.
    CouldNot,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::CouldNot => 3,
        })
    }
}

/// Why the work could not be done: one line for a person. The run ends with code 3.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure(pub(crate) String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a run ended before its result; lines for a person.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The command line names something that does not exist. Each error is a list of lines; the lines after the first
    /// explain it.
    Usage(Vec<Vec<String>>),
    /// The work could not be done.
    CouldNot(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::CouldNot(failure)
    }
}

/// The lowest level of finding that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Only errors
    Error,
    /// Errors and warnings
    Warning,
    /// Every finding
    Note,
}

impl FailOn {
    /// Whether the findings let the run pass.
    pub(crate) fn judge<'a>(self, findings: impl IntoIterator<Item = &'a Finding>) -> Exit {
        self.judge_levels(findings.into_iter().map(Finding::level))
    }

    /// Whether findings of these levels let the run pass.
    pub(crate) fn judge_levels(self, levels: impl IntoIterator<Item = Level>) -> Exit {
        let lowest = match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Note => Level::Note,
        };
        if levels.into_iter().any(|level| level >= lowest) { Exit::Findings } else { Exit::Clean }
    }
}

/// The options shared by the verbs that report findings.
#[derive(Debug, clap::Args)]
pub(crate) struct FailOptions {
    /// Exit with code 1 if there is a finding of this level or a higher one
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "error")]
    pub(crate) fail_on: FailOn,
}
