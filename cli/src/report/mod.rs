//! Prints what `check` and `diff` found, in each of their formats.

mod github;
mod json;
mod markdown;
mod sarif;
mod text;

pub(crate) use json::Output;
pub(crate) use markdown::code;

use std::path::{Path, PathBuf};
use std::{env, slice};

use clap::ValueEnum;
use scopemark_compiler::read::folder::shown;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::report::AcceptCommand;
use scopemark_gate::review::{Item, Judgement, Verdict};
use scopemark_gate::site::Lines;

use crate::exit::{Exit, Failure};
use crate::output;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Findings and changes for people
    Text,
    /// One JSON object for programs; docs/json.md describes it
    Json,
    /// The text, with annotations that GitHub Actions shows beside the lines
    Github,
    /// A SARIF 2.1.0 log for code scanning
    Sarif,
    /// Markdown for a pull-request comment
    Markdown,
}

/// What was found.
pub(crate) struct Report<'a> {
    /// By reading.
    pub(crate) findings: &'a [Finding],
    /// By comparing.
    pub(crate) judgement: &'a Judgement,
    /// The command that accepts a change. `None` if nothing can be accepted.
    pub(crate) accept: Option<AcceptCommand>,
    /// The lines of the documents.
    pub(crate) lines: Lines<'a>,
    /// The root of the repository and the current folder in it, in GitHub Actions.
    pub(crate) repository: Option<(PathBuf, PathBuf)>,
    /// Why something could not be read or compared. In no format may such a run look like a pass.
    pub(crate) failures: &'a [Failure],
}

/// The repository that GitHub Actions names and the current folder, if the folder is in the repository.
pub(crate) fn repository() -> Option<(PathBuf, PathBuf)> {
    let root = PathBuf::from(env::var_os("GITHUB_WORKSPACE")?).canonicalize().ok()?;
    let here = env::current_dir().ok()?.canonicalize().ok()?;
    here.starts_with(&root).then_some((root, here))
}

/// Passes on how a run ended. One that failed before it had anything to report still prints a report in its format, for a
/// program that reads nothing else.
pub(crate) fn or_failed(format: Format, ended: Result<Exit, Failure>) -> Result<Exit, Failure> {
    ended.inspect_err(|failure| {
        let report = Report {
            findings: &[],
            judgement: &Judgement::default(),
            accept: None,
            lines: Lines::new(Path::new("")),
            repository: None,
            failures: slice::from_ref(failure),
        };
        // If that fails too, the exit code and standard error tell the first failure.
        let _ = report.print(format);
    })
}

impl Report<'_> {
    pub(crate) fn print(&self, format: Format) -> Result<(), Failure> {
        match format {
            Format::Text => output::data(&text::render(self)),
            Format::Json => output::data(&json::render(self)?),
            Format::Github => output::data(&github::render(self)),
            Format::Sarif => output::data(&sarif::render(self)?),
            Format::Markdown => output::data(&markdown::render(self)),
        }
    }

    /// Why something could not be read or compared, a line each.
    fn error(&self) -> Option<String> {
        let lines: Vec<&str> = self.failures.iter().map(|failure| failure.0.as_str()).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// The levels of everything that is found and not accepted.
    pub(crate) fn levels(&self) -> Vec<Level> {
        let findings = self.findings.iter().map(Finding::level);
        findings.chain(self.judgement.verdicts.iter().filter_map(Verdict::level)).collect()
    }

    /// The path from the root of the repository, as platforms that annotate lines expect it. If the root is not known, the
    /// path from the current folder.
    fn path_in_repository(&self, path: &str) -> String {
        match &self.repository {
            Some((repository, here)) if !path.is_empty() => shown(repository, &here.join(path)),
            _ => path.to_owned(),
        }
    }

    fn mending(&self, item: &Item) -> Option<(&'static str, String)> {
        self.accept.as_ref()?.mending(item)
    }
}
