//! Prints what `check` and `diff` found, in each of their formats.

mod github;
mod json;
mod markdown;
mod sarif;
mod text;

pub(crate) use json::Output;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, slice};

use clap::ValueEnum;
use scopemark_compiler::finding::Visible;
use scopemark_compiler::read::folder::shown;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::Party;
use scopemark_gate::order::Order;
use scopemark_gate::report::{AcceptCommand, Short, Shown, reason, reasons};
use scopemark_gate::review::{Judgement, Verdict};
use scopemark_gate::site::Lines;

use crate::exit::{Exit, FailOn, FailOptions, Failure};
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
    /// The paths of which findings are listed. Empty if those of all are. All are counted.
    pub(crate) only: &'a [String],
    /// What it was compared with. `None` where that does not matter.
    pub(crate) compared: Option<Compared>,
    /// Whether people get to see notes. Programs always do.
    pub(crate) notes: bool,
    /// The lowest level that fails.
    pub(crate) fail_on: FailOn,
}

/// What was compared with, and what follows for others.
pub(crate) struct Compared {
    /// The baseline in words.
    pub(crate) baseline: String,
    /// The id of its commit, if it is one.
    pub(crate) commit: Option<String>,
    /// Whether that is the commit that is checked out.
    pub(crate) is_head: bool,
    /// The last release, as a baseline: the next one counts from it.
    pub(crate) release: Option<String>,
    /// The releases that the revision does not have.
    pub(crate) new_releases: Vec<String>,
    /// Who must do what.
    pub(crate) order: Order,
}

/// Something that is found and not accepted.
#[derive(Clone, Copy)]
enum Found<'a> {
    Finding(&'a Finding),
    Verdict(&'a Verdict),
}

/// The options of verbs that report.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportOptions {
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,

    /// List notes too. JSON and SARIF always have them
    #[arg(long)]
    notes: bool,

    #[command(flatten)]
    pub(crate) fail: FailOptions,
}

impl ReportOptions {
    /// Whether people get to see notes: a run does not fail for something that it hides.
    pub(crate) fn notes(&self) -> bool {
        self.notes || self.fail.fail_on == FailOn::Note
    }
}

/// Whom a change hurts, in words.
pub(crate) fn party_words(verdict: &Verdict) -> String {
    let parties: BTreeSet<Party> = verdict.items.iter().flat_map(|item| item.change.parties()).copied().collect();
    parties.into_iter().map(Party::as_str).collect::<Vec<_>>().join(", ")
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
        let judgement = Judgement::default();
        let report =
            Report { failures: slice::from_ref(failure), ..Report::new(&[], &judgement, Lines::new(Path::new(""))) };
        // If that fails too, the exit code and standard error tell the first failure.
        let _ = report.print(format);
    })
}

impl<'a> Report<'a> {
    /// A report of findings and a judgement, without commands.
    pub(crate) fn new(findings: &'a [Finding], judgement: &'a Judgement, lines: Lines<'a>) -> Self {
        Self {
            findings,
            judgement,
            accept: None,
            lines,
            repository: repository(),
            failures: &[],
            only: &[],
            compared: None,
            notes: false,
            fail_on: FailOn::Error,
        }
    }

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
        let open = self.judgement.verdicts.iter().filter(|verdict| !verdict.is_accepted());
        findings.chain(open.filter_map(Verdict::level)).collect()
    }

    /// The findings of reading that are listed.
    fn findings(&self) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(|finding| self.is_listed(&finding.path))
    }

    /// The verdicts that are listed. Those about the lock are about every document.
    fn verdicts(&self) -> impl Iterator<Item = &'a Verdict> {
        let is_listed = |verdict: &&Verdict| {
            let primary = verdict.primary();
            primary.is_about_lock() || self.is_listed(&primary.change.place.path)
        };
        self.judgement.verdicts.iter().filter(is_listed)
    }

    fn is_listed(&self, path: &str) -> bool {
        let is_in = |only: &String| {
            path.strip_prefix(only.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.only.is_empty() || self.only.iter().any(is_in)
    }

    /// How many findings are counted and not listed, because they are elsewhere.
    fn elsewhere(&self) -> usize {
        let listed = self.findings().count() + self.verdicts().filter(|verdict| !verdict.is_accepted()).count();
        let open = self.judgement.verdicts.iter().filter(|verdict| !verdict.is_accepted()).count();
        self.findings.len() + open - listed
    }

    /// What is open and shown to people: the worst first, and then in the order of the documents.
    fn open(&self) -> Vec<Found<'a>> {
        let findings = self.findings().map(Found::Finding);
        let verdicts = self.verdicts().filter(|verdict| !verdict.is_accepted()).map(Found::Verdict);
        let mut open: Vec<Found<'_>> =
            findings.chain(verdicts).filter(|found| self.notes || found.level() > Level::Note).collect();
        open.sort_by_cached_key(|found| {
            let (path, line, column) = found.place();
            (Reverse(found.level()), path.to_owned(), line, column)
        });
        open
    }

    fn accepted(&self) -> Vec<&'a Verdict> {
        self.verdicts().filter(|verdict| verdict.is_accepted()).collect()
    }

    /// The acceptances that the revision does not have, by their reason. `None` instead of a reason that an accepted change
    /// already shows: each reason is there once.
    fn new_acceptances(&self) -> Vec<(Vec<&'a str>, Option<String>)> {
        let told: BTreeSet<String> = self.verdicts().flat_map(reasons).collect();
        let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
        for acceptance in &self.judgement.new_acceptances {
            let (fingerprint, reason) = (acceptance.fingerprint.as_str(), reason(acceptance));
            match groups.iter_mut().find(|(_, own)| *own == reason) {
                Some((group, _)) => group.push(fingerprint),
                None => groups.push((vec![fingerprint], reason)),
            }
        }
        groups
            .into_iter()
            .map(|(group, reason)| (group, Some(reason).filter(|reason| !told.contains(reason))))
            .collect()
    }

    /// The part of the version that the next release must raise. It counts from the last release, if there is one.
    fn bump(&self) -> Option<&'static str> {
        let release = self.compared.as_ref().and_then(|compared| compared.release.as_ref());
        let since_release = release.map(|release| self.judgement.against(release));
        since_release.as_ref().unwrap_or(self.judgement).bump().map(|(bump, _)| bump.as_str())
    }

    /// The releases that the revision does not have.
    fn new_releases(&self) -> &[String] {
        self.compared.as_ref().map_or(&[], |compared| &compared.new_releases)
    }

    /// Whether it passes.
    fn verdict(&self) -> &'static str {
        if self.fail_on.judge_levels(self.levels()) == Exit::Clean { "pass" } else { "fail" }
    }

    /// The last line: whether it passes, what was counted, what the next release must be, and what was compared with.
    /// `None` after a failure, where any count would look like a pass.
    fn conclusion(&self) -> Option<String> {
        if !self.failures.is_empty() {
            return None;
        }
        let levels = self.levels();
        let mut line = format!("{}: {}", self.verdict(), output::counted(&levels));
        if !self.notes && levels.contains(&Level::Note) {
            line.push_str(" (--notes lists them)");
        }
        let elsewhere = self.elsewhere();
        if elsewhere > 0 {
            line.extend([", ", &elsewhere.to_string(), " of them elsewhere and not listed"]);
        }
        let accepted = self.accepted().len();
        if accepted > 0 {
            line.extend([", ", &accepted.to_string(), " accepted"]);
        }
        if let Some(compared) = &self.compared {
            // While documents cannot be read, nobody knows what changed.
            let is_read = self.findings.iter().all(|finding| finding.level() < Level::Error);
            match self.bump().filter(|_| is_read) {
                None if !is_read => {}
                Some(bump) => line.extend(["; needs a ", bump, " release"]),
                None => line.push_str("; needs no release"),
            }
            line.extend(["; compared with ", &Visible(&compared.baseline).to_string()]);
            if let Some(commit) = &compared.commit {
                line.extend([" (", commit.get(..12).unwrap_or(commit), ")"]);
            }
            if compared.is_head {
                line.push_str(", warning: that is HEAD, so only edits that are not committed are judged");
            }
        }
        Some(line)
    }

    /// The path from the root of the repository, as platforms that annotate lines expect it. If the root is not known, the
    /// path from the current folder.
    fn path_in_repository(&self, path: &str) -> String {
        match &self.repository {
            Some((repository, here)) if !path.is_empty() => shown(repository, &here.join(path)),
            _ => path.to_owned(),
        }
    }

    /// How verdicts are shown to people.
    fn shown<'s>(&'s self, short: &'s Short) -> Shown<'s> {
        Shown { accept: self.accept.as_ref(), short, notes: self.notes }
    }
}

impl Found<'_> {
    fn level(self) -> Level {
        match self {
            Self::Finding(finding) => finding.level(),
            Self::Verdict(verdict) => verdict.level().unwrap_or(Level::Note),
        }
    }

    fn place(&self) -> (&str, u32, u32) {
        match self {
            Self::Finding(finding) => (&finding.path, finding.position.line, finding.position.column),
            Self::Verdict(verdict) => {
                let place = &verdict.primary().change.place;
                (&place.path, place.line, place.column)
            }
        }
    }
}
