//! `init`: sets up a crate with a build script, an example document, its lock, a test and a workflow for CI.

mod manifest;

use std::fs;
use std::path::{Path, PathBuf};

use scopemark_gate::lock::{FILE, Lock};
use scopemark_gate::site::Site;

use crate::exit::{Exit, Failure};
use crate::file;
use crate::output;
use crate::page::Page;
use crate::place::{DEFAULT, current_folder};
use crate::store::{Writer, refuse_in_ci};

const DOCUMENT: &str = "docs-tables/permissions.md";
const BUILD: &str = "build.rs";
const TEST: &str = "tests/permissions.rs";
const WORKFLOW: &str = ".github/workflows/permissions.yml";

const BUILD_SCRIPT: &str = "//! Compiles the permission tables in docs-tables.\n\nfn main() {\n    scopemark_compiler::build(\"docs-tables\");\n}\n";
const INCLUDE: &str = "scopemark::include_tables!();";

/// Set up the crate in the current folder
///
/// Adds the dependencies, a build script, an example document in docs-tables, its permissions.lock, a test, and a
/// workflow for GitHub. Overwrites nothing: if one of these files already exists, the command names it and changes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark init
  cargo scopemark init --path ../scopemark")]
pub(crate) struct Args {
    /// Depend on the crates in this checkout of scopemark instead of the published ones
    #[arg(long, value_name = "CRATES_DIR")]
    path: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    refuse_in_ci("a crate")?;
    let root = current_folder()?;
    let manifest = manifest::read(&root.join("Cargo.toml"))?;
    let source = ["src/lib.rs", "src/main.rs"].into_iter().find(|path| root.join(path).is_file()).ok_or_else(|| {
        Failure(
            "this crate has neither src/lib.rs nor src/main.rs, and the tables must be included in one of them".into(),
        )
    })?;
    let there: Vec<&str> = [BUILD, DEFAULT, FILE, TEST].into_iter().filter(|path| root.join(path).exists()).collect();
    if !there.is_empty() {
        let verb = if there.len() == 1 { "exists" } else { "exist" };
        return Err(Failure(format!(
            "{} already {verb}; init overwrites nothing, and has changed nothing",
            there.join(", ")
        )));
    }
    let (manifest, mut done) = manifest::with_dependencies(manifest, args.path.as_deref())?;

    for (path, text) in
        [(BUILD, BUILD_SCRIPT), (DOCUMENT, include_str!("permissions.md")), (TEST, include_str!("permissions.rs"))]
    {
        create(&root.join(path), text)?;
        done.push(format!("{path}: created"));
    }
    done.push(include(&root.join(source), source)?);
    lock(&root)?;
    done.push(format!("{FILE}: created; commit it"));
    let workflow = root.join(WORKFLOW);
    if workflow.exists() {
        done.push(format!("{WORKFLOW}: already exists; left unchanged"));
    } else if !root.join(".git").exists() {
        done.push(format!(
            "{WORKFLOW}: not created, because this folder is not the root of a git repository; create it there with:\n\n{}",
            include_str!("permissions.yml")
        ));
    } else {
        create(&workflow, include_str!("permissions.yml"))?;
        done.push(format!("{WORKFLOW}: created"));
    }
    // The manifest comes last: if a file cannot be written, the crate still builds as before.
    file::write(&root.join("Cargo.toml"), &manifest)?;
    let mut page = Page::default();
    for line in done.iter().flat_map(|done| done.lines()) {
        page.line(format_args!("{line}"));
    }
    output::result(&page)?;
    output::progress("next: write your own rows in docs-tables/permissions.md, run `cargo scopemark lock`, and build");
    Ok(Exit::Clean)
}

/// Creates a file and its folders.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure(format!("cannot create {}: {error}", folder.display())))?;
    }
    file::write(path, text)
}

/// Includes the tables at the end of the crate's root file, unless it already includes them.
fn include(path: &Path, shown: &str) -> Result<String, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure(format!("cannot read {shown}: {error}")))?;
    if text.contains("include_tables!") {
        return Ok(format!("{shown}: already includes the tables"));
    }
    let between = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    file::write(
        path,
        &format!(
            "{text}{between}\n// One module for each document in docs-tables; `permissions` for permissions.md.\n{INCLUDE}\n"
        ),
    )?;
    Ok(format!("{shown}: now includes the tables"))
}

fn lock(root: &Path) -> Result<(), Failure> {
    let site = Site::new(root, Path::new(DEFAULT), None);
    let writer = Writer::open(&site)?;
    let loaded = site.load().map_err(|error| Failure(format!("cannot read {error}")))?;
    let settings = site.settings(loaded.catalogue.as_ref()).map_err(Failure)?;
    let facts = site.facts(&loaded.tables.documents);
    writer.write(&Lock { settings, ..Lock::new(&site.folder(), &facts) })
}
