//! `init`: sets a crate up: the build script, an example document, its lock, the test and a workflow for CI.

mod manifest;

use std::path::{Path, PathBuf};
use std::{env, fs};

use scopemark_gate::lock::{FILE, Lock};
use scopemark_gate::site::Site;

use crate::documents;
use crate::exit::{Exit, Failure};
use crate::file;
use crate::output;
use crate::page::Page;
use crate::store::{Writer, refuse_in_ci};

const DOCUMENT: &str = "docs-tables/permissions.md";
const BUILD: &str = "build.rs";
const TEST: &str = "tests/permissions.rs";
const WORKFLOW: &str = ".github/workflows/permissions.yml";

const BUILD_SCRIPT: &str = "//! Compiles the permission tables of docs-tables.\n\nfn main() {\n    scopemark_compiler::build(\"docs-tables\");\n}\n";
const INCLUDE: &str = "scopemark::include_tables!();";

/// Set up a crate
///
/// Adds to the crate in the current folder: the dependencies, a build script, an example document in docs-tables, its
/// permissions.lock, a test, and a workflow for GitHub. It overwrites nothing: where one of these files is there already,
/// it names them and changes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark init
  cargo scopemark init --path ../scopemark")]
pub(crate) struct Args {
    /// Depend on the crates in this checkout of scopemark, instead of on the published ones
    #[arg(long, value_name = "CRATES_DIR")]
    path: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    refuse_in_ci("a crate")?;
    let root = env::current_dir().map_err(|error| Failure(format!("the current folder is not known: {error}")))?;
    let manifest = manifest::read(&root.join("Cargo.toml"))?;
    let source = ["src/lib.rs", "src/main.rs"]
        .into_iter()
        .find(|path| root.join(path).is_file())
        .ok_or_else(|| Failure("there is neither src/lib.rs nor src/main.rs to include the tables in".into()))?;
    let there: Vec<&str> =
        [BUILD, documents::DEFAULT, FILE, TEST].into_iter().filter(|path| root.join(path).exists()).collect();
    if !there.is_empty() {
        return Err(Failure(format!(
            "{} is there already, and nothing is overwritten; nothing was changed",
            there.join(", ")
        )));
    }
    let (manifest, mut done) = manifest::with_dependencies(manifest, args.path.as_deref())?;

    for (path, text) in
        [(BUILD, BUILD_SCRIPT), (DOCUMENT, include_str!("permissions.md")), (TEST, include_str!("permissions.rs"))]
    {
        create(&root.join(path), text)?;
        done.push(format!("{path}: made"));
    }
    done.push(include(&root.join(source), source)?);
    lock(&root)?;
    done.push(format!("{FILE}: made; commit it"));
    let workflow = root.join(WORKFLOW);
    if !root.join(".git").exists() || workflow.exists() {
        done.push(format!(
            "{WORKFLOW}: not made; in the root of a repository it would be:\n\n{}",
            include_str!("permissions.yml")
        ));
    } else {
        create(&workflow, include_str!("permissions.yml"))?;
        done.push(format!("{WORKFLOW}: made"));
    }
    // Last, so that a crate whose files could not all be written builds as before.
    file::write(&root.join("Cargo.toml"), &manifest)?;
    let mut page = Page::default();
    for line in done.iter().flat_map(|done| done.lines()) {
        page.line(format_args!("{line}"));
    }
    output::result(&page)?;
    output::progress("now write your own rows into docs-tables/permissions.md, run `cargo scopemark lock`, and build");
    Ok(Exit::Clean)
}

/// A new file with the folders that it needs.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure(format!("cannot make {}: {error}", folder.display())))?;
    }
    file::write(path, text)
}

/// Includes the tables at the end of the crate's root, where they are not yet.
fn include(path: &Path, shown: &str) -> Result<String, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure(format!("cannot read {shown}: {error}")))?;
    if text.contains("include_tables!") {
        return Ok(format!("{shown}: includes the tables already"));
    }
    let between = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    file::write(
        path,
        &format!("{text}{between}\n// A module for each document in docs-tables: `permissions`.\n{INCLUDE}\n"),
    )?;
    Ok(format!("{shown}: includes the tables"))
}

fn lock(root: &Path) -> Result<(), Failure> {
    let site = Site::new(root, Path::new(documents::DEFAULT), None);
    let writer = Writer::open(&site)?;
    let loaded = site.load().map_err(|error| Failure(format!("cannot read {error}")))?;
    writer.write(&Lock::new(&site.folder(), &site.facts(&loaded.tables.documents)))
}
