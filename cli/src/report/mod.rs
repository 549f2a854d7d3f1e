//! What `check` and `diff` found, in the format that was asked for.

mod github;
mod json;
mod markdown;
mod sarif;
mod text;

pub(crate) use markdown::code;

use std::env;
use std::path::PathBuf;

use clap::ValueEnum;
use scopemark_compiler::read::folder::shown;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::report::AcceptCommand;
use scopemark_gate::review::{Item, Judgement, Verdict};
use scopemark_gate::site::Lines;

use crate::exit::Failure;
use crate::output;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Findings and changes for people
    Text,
    /// One JSON object, described in docs/json.md
    Json,
    /// The text, and annotations that GitHub Actions shows beside the lines
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
    /// How a change is accepted; `None` where nothing can be.
    pub(crate) accept: Option<AcceptCommand>,
    /// The lines of the documents.
    pub(crate) lines: Lines<'a>,
    /// The root of the repository and the current folder in it, in GitHub Actions.
    pub(crate) repository: Option<(PathBuf, PathBuf)>,
}

/// Where GitHub Actions says that the repository is, where the current folder is in it.
pub(crate) fn repository() -> Option<(PathBuf, PathBuf)> {
    let root = PathBuf::from(env::var_os("GITHUB_WORKSPACE")?).canonicalize().ok()?;
    let here = env::current_dir().ok()?.canonicalize().ok()?;
    here.starts_with(&root).then_some((root, here))
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

    /// The levels of all that is found and not accepted.
    pub(crate) fn levels(&self) -> Vec<Level> {
        let findings = self.findings.iter().map(Finding::level);
        findings.chain(self.judgement.verdicts.iter().filter_map(Verdict::level)).collect()
    }

    /// The path as the platform wants it that shows the report beside the lines: from the root of the repository, where the
    /// run says which that is, instead of from the current folder.
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
