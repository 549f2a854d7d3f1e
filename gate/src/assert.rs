//! The gate as a test: `cargo test` fails if an edit of the tables is incompatible.

use core::fmt::Write as _;
use std::env;
use std::path::{Path, PathBuf};

use crate::lock::today;
use crate::report::{self, AcceptCommand, Short, Shown};
use crate::review::{Inputs, judge};
use crate::site::Site;
use scopemark_compiler::finding::Level;

/// Compares the documents of a folder with the lock beside it, for use in a `#[test]`. The path is relative to the package.
/// Add this crate as a dev-dependency:
///
/// ```no_run
/// # fn main() {
/// scopemark_gate::assert_compatible("docs-tables");
/// # }
/// ```
///
/// # Panics
///
/// If a document cannot be read or has an error, if the lock is missing, unreliable or not up to date, or if an
/// incompatible change is not accepted. The message has the findings and what to do.
#[track_caller]
pub fn assert_compatible(documents: impl AsRef<Path>) {
    let root = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    if let Err(why) = compatible(&root, documents.as_ref()) {
        panic!("{why}");
    }
}

fn compatible(root: &Path, documents: &Path) -> Result<(), String> {
    let site = Site::new(root, documents, None).with_manifest(Some(&root.join("Cargo.toml")));
    let loaded = site.load().map_err(|error| error.to_string())?;
    let lock = site.read_lock().map_err(|error| report::lock_error(&site, &error))?;
    let mut report = String::new();
    for unreadable in &loaded.unreadable {
        push(&mut report, &format!("error: cannot read {unreadable}"));
    }
    for finding in loaded.findings.iter().filter(|finding| finding.level() == Level::Error) {
        push(&mut report, &format!("error: {finding}"));
    }
    let facts = site.facts(&loaded.tables.documents);
    let settings = site.settings(loaded.catalogue.as_ref())?;
    let judgement = judge(&Inputs {
        tables: &loaded.tables,
        facts: &facts,
        lock: &lock,
        lock_path: &site.lock_shown(),
        against: None,
        catalogue: loaded.catalogue.as_ref(),
        settings: &settings,
        today: today()?,
    });
    let (accept, short, lines) = (AcceptCommand::of(&site, None), Short::new([&judgement]), site.lines());
    let shown = Shown { accept: Some(&accept), short: &short, notes: false };
    for verdict in judgement.verdicts.iter().filter(|verdict| verdict.level() == Some(Level::Error)) {
        push(&mut report, &report::text(verdict, |path, line| lines.get(path, line), shown));
    }
    if report.is_empty() { Ok(()) } else { Err(format!("the permission tables do not pass the gate\n\n{report}")) }
}

fn push(report: &mut String, text: &str) {
    write!(report, "{text}\n\n").expect("writing to a string cannot fail");
}
