//! The part of a report about the documents of one folder, which have a lock of their own.

use scopemark_compiler::finding::Visible;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::Bump;
use scopemark_gate::order::Order;
use scopemark_gate::report::AcceptCommand;
use scopemark_gate::review::{Judgement, Verdict};

/// What was found in the documents of one folder, or in one document.
pub(crate) struct Part<'a> {
    /// The path of the documents, as it is shown.
    pub(crate) documents: String,
    /// What reading found.
    pub(crate) findings: &'a [Finding],
    /// What comparing found.
    pub(crate) judgement: &'a Judgement,
    /// The command that accepts a change. `None` if nothing can be accepted.
    pub(crate) accept: Option<AcceptCommand>,
    /// What it was compared with. `None` where that does not matter.
    pub(crate) compared: Option<Compared>,
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

impl Compared {
    /// The baseline and its commit, as the end of a line.
    pub(super) fn in_words(&self) -> String {
        let mut words = format!("; compared with {}", Visible(&self.baseline));
        if let Some(commit) = &self.commit {
            words.extend([" (", commit.get(..12).unwrap_or(commit), ")"]);
        }
        if self.is_head {
            words.push_str(", warning: that is HEAD, so only edits that are not committed are judged");
        }
        words
    }
}

impl<'a> Part<'a> {
    /// A part without commands.
    pub(crate) fn new(documents: String, findings: &'a [Finding], judgement: &'a Judgement) -> Self {
        Self { documents, findings, judgement, accept: None, compared: None }
    }

    /// The levels of everything that is found and not accepted.
    pub(super) fn levels(&self) -> Vec<Level> {
        let findings = self.findings.iter().map(Finding::level);
        let open = self.judgement.verdicts.iter().filter(|verdict| !verdict.is_accepted());
        findings.chain(open.filter_map(Verdict::level)).collect()
    }

    /// Whether the documents could be read. Otherwise nobody knows what changed.
    pub(super) fn is_read(&self) -> bool {
        self.findings.iter().all(|finding| finding.level() < Level::Error)
    }

    /// The part of the version that the next release must raise. It counts from the last release, if there is one. `None` also
    /// where nothing was compared.
    pub(super) fn bump(&self) -> Option<Bump> {
        let compared = self.compared.as_ref()?;
        let since_release = compared.release.as_ref().map(|release| self.judgement.against(release));
        since_release.as_ref().unwrap_or(self.judgement).bump().map(|(bump, _)| bump)
    }
}
