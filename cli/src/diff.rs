//! `diff`: compares two states of documents.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use scopemark_compiler::Finding;
use scopemark_compiler::read::folder::is_markdown;
use scopemark_gate::lock::Lock;
use scopemark_gate::order::Order;
use scopemark_gate::review::{Judgement, Tables};
use scopemark_gate::site::Site;

use crate::baseline::{self, AtRevision, Known};
use crate::exit::{Exit, Failure};
use crate::git::{self, Found, Git};
use crate::place::current_folder;
use crate::report::{self, Compared, Part, Report, ReportOptions};

/// Compare two documents, folders or locks, on disk or in git
///
/// Prints where B is incompatible with A, and whom it hurts. A and B can each be a document, a folder of documents, a lock
/// (a file that ends in .lock), or REV:PATH in git. REV:PATH starts at the root of the repository, REV:./PATH at the
/// current folder. Ignores acceptances.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark diff refs/tags/v1.2.0:docs-tables docs-tables
  cargo scopemark diff old.md new.md
  cargo scopemark diff origin/main:permissions.lock permissions.lock --format json")]
pub(crate) struct Args {
    /// The old state
    #[arg(value_name = "A")]
    old: OsString,

    /// The new state
    #[arg(value_name = "B")]
    new: OsString,

    #[command(flatten)]
    report: ReportOptions,
}

/// One side of the comparison.
struct Side {
    name: String,
    tables: Tables,
    findings: Vec<Finding>,
    /// Whether it is one document. Two single documents are compared even if their names differ.
    is_single: bool,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    report::or_failed(args.report.format, diff(args))
}

fn diff(args: &Args) -> Result<Exit, Failure> {
    let (mut old, new) = (side(&args.old)?, side(&args.new)?);
    if let Some(link) = old.tables.links.first() {
        return Err(Failure(format!(
            "{link} in {} is a link that is not followed, so nothing can be compared with it",
            old.name
        )));
    }
    if let Some(broken) = old.tables.broken.first() {
        return Err(Failure(format!(
            "{} has errors, so nothing can be compared with it; `cargo scopemark read` shows the errors of a file",
            broken.path
        )));
    }
    if old.is_single
        && new.is_single
        && let ([before], Some(name)) = (&mut old.tables.documents[..], name_of_single(&new.tables))
    {
        before.name.clone_from(name);
    }
    let judgement = Judgement::between(&old.name, &old.tables.documents, &new.tables);
    let base = current_folder()?;
    let site = Site::new(&base, Path::new(&args.new), None);
    let options = &args.report;
    let compared = Compared {
        baseline: old.name.clone(),
        commit: None,
        is_head: false,
        release: None,
        new_releases: Vec::new(),
        order: Order::default(),
    };
    let part = Part { compared: Some(compared), ..Part::new(new.name.clone(), &new.findings, &judgement) };
    let report =
        Report { notes: options.notes(), fail_on: options.fail.fail_on, ..Report::new(vec![part], site.lines()) };
    report.print(options.format)?;
    Ok(options.fail.fail_on.judge_levels(report.levels()))
}

/// The name of the one document, whatever could be read of it.
fn name_of_single(tables: &Tables) -> Option<&String> {
    let Tables { documents, broken, unskipped, .. } = tables;
    documents.iter().chain(broken).chain(unskipped).map(|document| &document.name).next()
}

fn side(text: &OsStr) -> Result<Side, Failure> {
    let base = current_folder()?;
    let path = Path::new(text);
    let name = path.display().to_string();
    let at_revision = if path.exists() { None } else { git::split(text) };
    if let Some((revision, path)) = at_revision {
        let inside = path.strip_prefix("./").map_or_else(|| format!(":{path}"), str::to_owned);
        let git = Git::at(&base, revision)?;
        return match git.find(&inside)? {
            Found::File(blob) if !is_markdown(Path::new(path)) => lock(name, &git.read(&blob)?),
            Found::Nothing => Err(Failure(format!("there is no {path} at {revision}"))),
            Found::File(_) | Found::Folder(_) | Found::Link(_) => {
                let AtRevision { tables, findings } = baseline::documents(&git, &Known::default(), &inside)?;
                read(name, tables, findings, is_markdown(Path::new(path)))
            }
        };
    }
    if path.extension().is_some_and(|extension| extension == "lock") {
        let bytes = fs::read(path).map_err(|error| Failure(format!("cannot read {name}: {error}")))?;
        return lock(name, &bytes);
    }
    let loaded = Site::new(&base, path, None).load().map_err(|error| Failure(format!("cannot read {error}")))?;
    if let Some(unreadable) = loaded.unreadable.first() {
        return Err(Failure(format!("cannot read {unreadable}")));
    }
    read(name, loaded.tables, loaded.findings, path.is_file())
}

fn read(name: String, tables: Tables, findings: Vec<Finding>, is_single: bool) -> Result<Side, Failure> {
    let Tables { documents, broken, unskipped, links, .. } = &tables;
    if documents.is_empty() && broken.is_empty() && unskipped.is_empty() && links.is_empty() {
        return Err(Failure(format!("there is no document in {name}")));
    }
    Ok(Side { name, tables, findings, is_single })
}

fn lock(name: String, bytes: &[u8]) -> Result<Side, Failure> {
    let lock = Lock::parse(bytes).map_err(|error| Failure(format!("{name}: {error}")))?;
    let tables = Tables { documents: lock.documents, ..Tables::default() };
    Ok(Side { name, tables, findings: Vec::new(), is_single: false })
}
