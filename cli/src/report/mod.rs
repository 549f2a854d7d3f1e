//! Prints what `check` and `diff` found, in each of their formats.

mod github;
mod json;
mod markdown;
mod part;
mod sarif;
mod text;

pub(crate) use json::Output;
pub(crate) use part::{Compared, Part};

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, slice};

use clap::ValueEnum;
use scopemark_compiler::finding::Visible;
use scopemark_compiler::read::folder::shown;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::Party;
use scopemark_gate::lock::Acceptance;
use scopemark_gate::order::Order;
use scopemark_gate::report::{Short, Shown, reason, reasons};
use scopemark_gate::review::Verdict;
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

/// What was found in the documents of one folder, or of several that have locks of their own.
pub(crate) struct Report<'a> {
    /// What was found in each folder. Empty after a failure to find or read any.
    pub(crate) parts: Vec<Part<'a>>,
    /// The lines of the documents.
    pub(crate) lines: Lines<'a>,
    /// The root of the repository and the current folder in it, in GitHub Actions.
    pub(crate) repository: Option<(PathBuf, PathBuf)>,
    /// Why something could not be read or compared. In no format may such a run look like a pass.
    pub(crate) failures: &'a [Failure],
    /// The paths of which findings are listed. Empty if those of all are. All are counted.
    pub(crate) only: &'a [String],
    /// What else is to be known of the run, in words.
    pub(crate) remarks: Vec<String>,
    /// Whether people get to see notes. Programs always do.
    pub(crate) notes: bool,
    /// The lowest level that fails.
    pub(crate) fail_on: FailOn,
}

/// Something that is found and not accepted.
#[derive(Clone, Copy)]
enum Found<'a> {
    Finding(&'a Finding),
    Verdict(&'a Verdict, &'a Part<'a>),
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
        let report =
            Report { failures: slice::from_ref(failure), ..Report::new(Vec::new(), Lines::new(Path::new(""))) };
        // If that fails too, the exit code and standard error tell the first failure.
        let _ = report.print(format);
    })
}

impl<'a> Report<'a> {
    /// A report of what was found in each folder.
    pub(crate) fn new(parts: Vec<Part<'a>>, lines: Lines<'a>) -> Self {
        Self {
            parts,
            lines,
            repository: repository(),
            failures: &[],
            only: &[],
            remarks: Vec::new(),
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
        self.parts.iter().flat_map(Part::levels).collect()
    }

    /// The findings of reading that are listed.
    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.parts.iter().flat_map(|part| self.findings_of(part))
    }

    fn findings_of<'s>(&'s self, part: &'s Part<'_>) -> impl Iterator<Item = &'s Finding> {
        part.findings.iter().filter(|finding| self.is_listed(&finding.path))
    }

    /// The verdicts that are listed, each with its part.
    fn verdicts(&self) -> impl Iterator<Item = (&Verdict, &Part<'a>)> {
        self.parts.iter().flat_map(|part| self.verdicts_of(part).map(move |verdict| (verdict, part)))
    }

    /// Those of one part. The verdicts about the lock are about every document.
    fn verdicts_of<'s>(&'s self, part: &'s Part<'_>) -> impl Iterator<Item = &'s Verdict> {
        let is_listed = |verdict: &&Verdict| {
            let primary = verdict.primary();
            primary.is_about_lock() || self.is_listed(&primary.change.place.path)
        };
        part.judgement.verdicts.iter().filter(is_listed)
    }

    fn is_listed(&self, path: &str) -> bool {
        let is_in = |only: &String| {
            path.strip_prefix(only.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.only.is_empty() || self.only.iter().any(is_in)
    }

    /// How many findings are counted and not listed, because they are elsewhere.
    fn elsewhere(&self) -> usize {
        self.parts.iter().map(|part| self.elsewhere_of(part)).sum()
    }

    fn elsewhere_of(&self, part: &Part<'_>) -> usize {
        let open = |verdict: &&Verdict| !verdict.is_accepted();
        let listed = self.findings_of(part).count() + self.verdicts_of(part).filter(open).count();
        part.findings.len() + part.judgement.verdicts.iter().filter(open).count() - listed
    }

    /// What is open and shown to people: the worst first, and then in the order of the documents.
    fn open(&self) -> Vec<Found<'_>> {
        let findings = self.findings().map(Found::Finding);
        let open = self.verdicts().filter(|(verdict, _)| !verdict.is_accepted());
        let verdicts = open.map(|(verdict, part)| Found::Verdict(verdict, part));
        let mut open: Vec<Found<'_>> =
            findings.chain(verdicts).filter(|found| self.notes || found.level() > Level::Note).collect();
        open.sort_by_cached_key(|found| {
            let (path, line, column) = found.place();
            (Reverse(found.level()), path.to_owned(), found.follows(), line, column)
        });
        open
    }

    fn accepted(&self) -> Vec<(&Verdict, &Part<'a>)> {
        self.verdicts().filter(|(verdict, _)| verdict.is_accepted()).collect()
    }

    /// What was compared with, of each part where something was.
    fn compared(&self) -> impl Iterator<Item = &Compared> {
        self.parts.iter().filter_map(|part| part.compared.as_ref())
    }

    /// What was compared with, in words. `None` if nothing was.
    fn baseline(&self) -> Option<String> {
        let names: BTreeSet<&str> = self.compared().map(|compared| compared.baseline.as_str()).collect();
        (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join(", "))
    }

    /// Who must do what, where somebody must, and for which documents if there are several folders.
    fn orders(&self) -> impl Iterator<Item = (Option<&str>, &Order)> {
        let several = self.parts.len() > 1;
        self.parts.iter().filter_map(move |part| {
            let order = &part.compared.as_ref()?.order;
            (!order.steps.is_empty()).then_some((several.then_some(part.documents.as_str()), order))
        })
    }

    /// The acceptances that the revision does not have.
    fn acceptances(&self) -> impl Iterator<Item = &Acceptance> {
        self.parts.iter().flat_map(|part| &part.judgement.new_acceptances)
    }

    /// What the revision lacks and what else is to be known, in words, each once.
    fn remarks(&self) -> Vec<&str> {
        let mut remarks: Vec<&str> = self.remarks.iter().map(String::as_str).collect();
        for remark in self.parts.iter().flat_map(|part| &part.judgement.notes) {
            if !remarks.contains(&remark.as_str()) {
                remarks.push(remark);
            }
        }
        remarks
    }

    /// The acceptances that the revision does not have, by their reason. `None` instead of a reason that an accepted change
    /// already shows: each reason is there once.
    fn new_acceptances(&self) -> Vec<(Vec<&str>, Option<String>)> {
        let told: BTreeSet<String> = self.verdicts().flat_map(|(verdict, _)| reasons(verdict)).collect();
        let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
        for acceptance in self.acceptances() {
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

    /// The releases that the revision does not have.
    fn new_releases(&self) -> Vec<&str> {
        self.compared().flat_map(|compared| &compared.new_releases).map(String::as_str).collect()
    }

    /// Whether it passes.
    fn verdict(&self) -> &'static str {
        self.word(self.levels())
    }

    fn word(&self, levels: Vec<Level>) -> &'static str {
        if self.fail_on.judge_levels(levels) == Exit::Clean { "pass" } else { "fail" }
    }

    /// The last lines: of each folder whether it passes, what was counted, what its next release must be, and what it was
    /// compared with; and after several folders whether they all pass. `None` after a failure, where any count would look like a
    /// pass.
    fn conclusion(&self) -> Option<String> {
        if !self.failures.is_empty() {
            return None;
        }
        if let [part] = &self.parts[..] {
            return Some(self.concluded(part));
        }
        let of_part = |part: &Part<'_>| format!("{}: {}\n", Visible(&part.documents), self.concluded(part));
        let mut lines: String = self.parts.iter().map(of_part).collect();
        let counted = output::counted(&self.levels());
        lines.extend([self.verdict(), ": ", &counted, " in ", &self.parts.len().to_string(), " folders"]);
        let mut compared = self.compared();
        if let Some(first) = compared.next() {
            match self.parts.iter().filter_map(Part::bump).max() {
                _ if !self.parts.iter().all(Part::is_read) => {}
                Some(bump) => lines.extend(["; no folder needs more than a ", bump.as_str(), " release"]),
                None => lines.push_str("; no folder needs a release"),
            }
            // Each lock is that of its folder alone.
            if first.commit.is_some() && compared.all(|other| other.commit == first.commit) {
                lines.push_str(&first.in_words());
            }
        }
        Some(lines)
    }

    fn concluded(&self, part: &Part<'_>) -> String {
        let levels = part.levels();
        let mut line = output::counted(&levels);
        if !self.notes && levels.contains(&Level::Note) {
            line.push_str(" (--notes lists them)");
        }
        line.insert_str(0, &format!("{}: ", self.word(levels)));
        let elsewhere = self.elsewhere_of(part);
        if elsewhere > 0 {
            line.extend([", ", &elsewhere.to_string(), " of them elsewhere and not listed"]);
        }
        let accepted = self.verdicts_of(part).filter(|verdict| verdict.is_accepted()).count();
        if accepted > 0 {
            line.extend([", ", &accepted.to_string(), " accepted"]);
        }
        if let Some(compared) = &part.compared {
            match part.bump() {
                _ if !part.is_read() => {}
                Some(bump) => line.extend(["; needs a ", bump.as_str(), " release"]),
                None => line.push_str("; needs no release"),
            }
            line.push_str(&compared.in_words());
        }
        line
    }

    /// The path from the root of the repository, as platforms that annotate lines expect it. If the root is not known, the
    /// path from the current folder.
    fn path_in_repository(&self, path: &str) -> String {
        match &self.repository {
            Some((repository, here)) if !path.is_empty() => shown(repository, &here.join(path)),
            _ => path.to_owned(),
        }
    }

    /// The short forms of fingerprints.
    fn short(&self) -> Short {
        Short::new(self.parts.iter().map(|part| part.judgement))
    }

    /// How the verdicts of a part are shown to people.
    fn shown<'s>(&self, part: &'s Part<'_>, short: &'s Short) -> Shown<'s> {
        Shown { accept: part.accept.as_ref(), short, notes: self.notes }
    }
}

impl Found<'_> {
    fn level(self) -> Level {
        match self {
            Self::Finding(finding) => finding.level(),
            Self::Verdict(verdict, _) => verdict.level().unwrap_or(Level::Note),
        }
    }

    /// Whether it comes after what else is found in its document: it can only be fixed, as a document that cannot be compared
    /// because of those errors.
    fn follows(self) -> bool {
        matches!(self, Self::Verdict(verdict, _) if !verdict.primary().is_acceptable())
    }

    fn place(&self) -> (&str, u32, u32) {
        match self {
            Self::Finding(finding) => (&finding.path, finding.position.line, finding.position.column),
            Self::Verdict(verdict, _) => {
                let place = &verdict.primary().change.place;
                (&place.path, place.line, place.column)
            }
        }
    }
}
