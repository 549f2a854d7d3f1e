//! A verdict as text: what happened, where, the proof, and the command that accepts it.

use core::fmt::Write as _;
use std::path::Path;

use crate::change::{Change, Place};
use crate::lock::{Acceptance, PLACEHOLDER};
use crate::review::{Item, Verdict};
use crate::shell::quoted;
use crate::site::{Site, SiteError};
use scopemark_compiler::finding::{Level, Visible, window};

/// The folder of the documents if the command line names none.
const USUAL: &str = "docs-tables";

/// The `accept` command for the documents and the revision that were compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AcceptCommand {
    /// The path of the documents, unless it is the default.
    pub documents: Option<String>,
    /// The path of the lock, unless it is the default.
    pub lock: Option<String>,
    /// The revision that was compared with.
    pub against: Option<String>,
    /// Whether the comparison was with the merge base of that revision.
    pub merge_base: bool,
}

impl AcceptCommand {
    /// The command for this site, to be run in the folder that its paths are relative to.
    #[must_use]
    pub fn of(site: &Site, against: Option<&str>) -> Self {
        let documents = site.documents_shown();
        let lock = site.lock_shown();
        let usual = Site::new(site.base(), Path::new(&documents), None).lock_shown();
        Self {
            documents: (documents != USUAL).then_some(documents),
            lock: (lock != usual).then_some(lock),
            against: against.map(str::to_owned),
            merge_base: false,
        }
    }

    /// The command for a POSIX shell, on one line.
    #[must_use]
    pub fn line(&self, fingerprint: &str) -> String {
        let mut line = format!("cargo scopemark accept {} --reason {}", quoted(fingerprint), quoted(PLACEHOLDER));
        if let Some(against) = &self.against {
            line.extend([" ", &quoted(&format!("--against={against}"))]);
        }
        if self.merge_base {
            line.push_str(" --merge-base");
        }
        self.push_site(&mut line);
        line
    }

    /// The command that resolves a finding, with its label: it accepts the change, withdraws an acceptance, or brings the
    /// lock up to date. `None` if no command does.
    #[must_use]
    pub fn mending(&self, item: &Item) -> Option<(&'static str, String)> {
        if item.is_acceptable() {
            return Some(("accept", self.line(&item.fingerprint)));
        }
        if item.is_stale_lock() {
            return Some(("update", self.lock_line()));
        }
        let mut line = format!("cargo scopemark accept --withdraw {}", quoted(item.invalid_acceptance()?));
        self.push_site(&mut line);
        Some(("withdraw", line))
    }

    /// The command that creates the lock or brings it up to date.
    fn lock_line(&self) -> String {
        let mut line = "cargo scopemark lock".to_owned();
        self.push_site(&mut line);
        line
    }

    fn push_site(&self, line: &mut String) {
        if let Some(lock) = &self.lock {
            line.extend([" ", &quoted(&format!("--lock={lock}"))]);
        }
        if let Some(documents) = &self.documents {
            line.push_str(if documents.starts_with('-') { " -- " } else { " " });
            line.push_str(&quoted(documents));
        }
    }
}

/// Why the lock cannot be used, and what to do. If it is missing, this is the command that creates the lock of this site.
#[must_use]
pub fn lock_error(site: &Site, error: &SiteError) -> String {
    match error {
        SiteError::Missing { .. } => {
            format!("{error}; create it with `{}`, and commit it", AcceptCommand::of(site, None).lock_line())
        }
        _ => error.to_string(),
    }
}

/// The fingerprint that was most likely meant.
#[must_use]
pub fn nearest_fingerprint<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    scopemark_core::nearest(text, known)
}

/// The verdict as text, without a final line end. `source` returns a line of a document by path and number.
#[must_use]
pub fn text(verdict: &Verdict, source: impl Fn(&str, u32) -> Option<String>, accept: Option<&AcceptCommand>) -> String {
    let Item { change, accepted, .. } = verdict.primary();
    let label = verdict.label();
    let Place { path, line, column } = &change.place;
    let mut out = format!("{label}: ");
    if path.is_empty() {
        write!(out, "{}", Visible(&change.subject.document)).expect(INFALLIBLE);
    } else {
        write!(out, "{}:{line}:{column}", Visible(path)).expect(INFALLIBLE);
    }
    write!(out, ": {} [{}]", Visible(&change.message), change.rule.id).expect(INFALLIBLE);
    let number = line.to_string();
    let margin = number.len();
    let source = if verdict.primary().is_about_lock() { None } else { source(path, *line) };
    if let Some(source) = source {
        let at = usize::try_from(*column).unwrap_or(usize::MAX).saturating_sub(1);
        let at = source.char_indices().nth(at).map_or(source.len(), |(at, _)| at);
        let (excerpt, mark) = window(&source, at);
        write!(out, "\n{:margin$} |\n{number} | {excerpt}\n{:margin$} | {:mark$}^", "", "", "").expect(INFALLIBLE);
    }
    let mut push = |sign: &str, text: &str| {
        for (n, line) in text.lines().enumerate() {
            let sign = if n == 0 { format!("= {sign}: ") } else { " ".repeat(sign.len() + 4) };
            write!(out, "\n{:margin$} {sign}{}", "", Visible(line)).expect(INFALLIBLE);
        }
    };
    if let Some(was) = &change.old_line {
        let place = change.old_place.as_ref().filter(|place| place.line > 0);
        let place = place.map_or_else(String::new, |place| format!(" ({}:{})", place.path, place.line));
        push("was", &format!("{was}{place}"));
    }
    if let Some(proof) = proof(change) {
        push("proof", &proof);
    }
    if !verdict.primary().is_about_lock() {
        push("compared with", &verdict.against.join(", "));
    }
    push("help", &change.help);
    if let Some(acceptance) = accepted {
        push("accepted", &reason(acceptance));
    }
    for item in verdict.attached() {
        let Item { change, accepted, .. } = item;
        push(&format!("also {}", change.level.as_str()), &format!("{} [{}]", change.message, change.rule.id));
        if let Some(proof) = proof(change) {
            push("proof", &proof);
        }
        if let Some(acceptance) = accepted.as_ref() {
            push("accepted", &reason(acceptance));
        }
    }
    for item in verdict.to_mend() {
        if let Some((word, line)) = accept.and_then(|accept| accept.mending(item)) {
            push(word, &line);
        }
    }
    out
}

/// The witness as a sentence. `None` if the message contains it already.
#[must_use]
pub fn proof(change: &Change) -> Option<String> {
    let proof = change.witness.as_ref()?.to_string();
    (!change.message.contains(&proof)).then_some(proof)
}

const INFALLIBLE: &str = "writing to a string cannot fail";

/// The reason of an acceptance, and its last day.
#[must_use]
pub fn reason(acceptance: &Acceptance) -> String {
    match acceptance.until {
        Some(until) => format!("{} (until {until})", acceptance.reason),
        None => acceptance.reason.clone(),
    }
}

impl Verdict {
    /// The label of the verdict: `accepted`, or the level of what is not accepted. Notes attached to an accepted change do
    /// not count.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self.level() {
            Some(level) if self.primary().accepted.is_none() || level > Level::Note => level.as_str(),
            _ => "accepted",
        }
    }

    /// The items that must be accepted or fixed for the verdict to pass: the change itself, and what is attached to it,
    /// notes aside.
    pub fn to_mend(&self) -> impl Iterator<Item = &Item> {
        let primary = self.primary();
        let open = |item: &&Item| item.accepted.is_none();
        let own = self.attached().iter().filter(|item| item.change.level >= Level::Warning);
        core::iter::once(primary).chain(own).filter(open)
    }
}

#[cfg(test)]
mod tests {
    use super::{AcceptCommand, lock_error};
    use crate::site::{Site, SiteError};
    use std::path::Path;

    #[test]
    fn a_missing_lock_names_the_command_that_creates_it() {
        let missing = SiteError::Missing { path: "ci/x.lock".into() };
        let site = |documents, lock: Option<&str>| Site::new(Path::new("."), Path::new(documents), lock.map(Path::new));
        let usual = lock_error(&site("docs-tables", None), &missing);
        assert!(usual.ends_with("create it with `cargo scopemark lock`, and commit it"), "{usual}");
        let other = lock_error(&site("docs/a.md", Some("ci/x.lock")), &missing);
        assert!(other.contains("`cargo scopemark lock --lock=ci/x.lock docs/a.md`"), "{other}");
    }

    #[test]
    fn the_command_names_what_is_not_as_usual() {
        let usual = AcceptCommand::default().line("a/b:c:d:0");
        assert_eq!(usual, "cargo scopemark accept a/b:c:d:0 --reason 'why this is meant'");
        let command = AcceptCommand {
            documents: Some("-my docs".into()),
            lock: Some("x.lock".into()),
            against: Some("HEAD~1".into()),
            merge_base: true,
        };
        assert_eq!(
            command.line("a/b:c:d:0"),
            "cargo scopemark accept a/b:c:d:0 --reason 'why this is meant' '--against=HEAD~1' --merge-base --lock=x.lock -- '-my docs'"
        );
    }
}
