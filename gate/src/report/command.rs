//! The commands that resolve a verdict, for a POSIX shell.

use std::path::Path;

use super::Short;
use crate::lock::{Date, PLACEHOLDER};
use crate::review::Verdict;
use crate::shell::quoted;
use crate::site::{Site, SiteError};

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

    /// The command for a POSIX shell, on one line. It accepts all of these.
    #[must_use]
    pub fn line<'f>(&self, fingerprints: impl IntoIterator<Item = &'f str>) -> String {
        self.line_for(fingerprints, PLACEHOLDER, None)
    }

    /// The same with a reason, and with its last day.
    #[must_use]
    pub fn line_for<'f>(
        &self,
        fingerprints: impl IntoIterator<Item = &'f str>,
        reason: &str,
        until: Option<Date>,
    ) -> String {
        let mut line = "cargo scopemark accept".to_owned();
        for fingerprint in fingerprints {
            line.extend([" ", &quoted(fingerprint)]);
        }
        line.extend([" --reason ", &quoted(reason)]);
        if let Some(until) = until {
            line.extend([" --until ", &until.to_string()]);
        }
        if let Some(against) = &self.against {
            line.extend([" ", &quoted(&format!("--against={against}"))]);
        }
        if self.merge_base {
            line.push_str(" --merge-base");
        }
        self.push_site(&mut line);
        line
    }

    /// The commands that resolve a verdict, each with its label: one that accepts all that is open, one that withdraws an
    /// acceptance, or one that brings the lock up to date. None if there is nothing to run.
    #[must_use]
    pub fn mending(&self, verdict: &Verdict, short: &Short) -> Vec<(&'static str, String)> {
        let open = || verdict.to_mend();
        let mut lines = Vec::new();
        let mut acceptable =
            open().filter(|item| item.is_acceptable()).map(|item| short.of(&item.fingerprint)).peekable();
        if acceptable.peek().is_some() {
            lines.push(("accept", self.line(acceptable)));
        }
        for item in open().filter(|item| !item.is_acceptable()) {
            if item.is_stale_lock() {
                lines.push(("update", self.lock_line()));
            } else if let Some(fingerprint) = item.invalid_acceptance() {
                let mut line = format!("cargo scopemark accept --withdraw {}", quoted(short.of(fingerprint)));
                self.push_site(&mut line);
                lines.push(("withdraw", line));
            }
        }
        lines
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
        let usual = AcceptCommand::default().line(["a/b:00", "a/c:11"]);
        assert_eq!(usual, "cargo scopemark accept a/b:00 a/c:11 --reason 'why this is meant'");
        let command = AcceptCommand {
            documents: Some("-my docs".into()),
            lock: Some("x.lock".into()),
            against: Some("HEAD~1".into()),
            merge_base: true,
        };
        assert_eq!(
            command.line(["a/b:00"]),
            "cargo scopemark accept a/b:00 --reason 'why this is meant' '--against=HEAD~1' --merge-base --lock=x.lock -- '-my docs'"
        );
        let site = AcceptCommand { documents: Some("-my docs".into()), ..AcceptCommand::default() };
        assert_eq!(
            site.line_for(["a/b:00"], "it's", "2030-01-31".parse().ok()),
            r"cargo scopemark accept a/b:00 --reason 'it'\''s' --until 2030-01-31 -- '-my docs'"
        );
    }
}
