//! `init`: sets up a crate with a build script, an example document, its lock, a test and a workflow for CI.

mod manifest;

use std::fs;
use std::path::{Path, PathBuf};

use scopemark_gate::lock::{FILE, Lock};
use scopemark_gate::shell::quoted;
use scopemark_gate::site::Site;

use self::manifest::Source;
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
/// workflow for GitHub. Overwrites nothing: if one of these files already exists, the command names it and changes nothing. If the
/// command was built from a checkout of scopemark that is still there, the crate depends on that.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark init
  cargo scopemark init --path ../scopemark
  cargo scopemark init --git https://example.org/scopemark")]
pub(crate) struct Args {
    /// Depend on the crates in this checkout of scopemark instead of the published ones
    #[arg(long, value_name = "CRATES_DIR")]
    path: Option<PathBuf>,

    /// Depend on the crates in the repository at this address
    #[arg(long, value_name = "URL", conflicts_with = "path")]
    git: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    refuse_in_ci("a crate")?;
    let root = current_folder()?;
    let manifest = manifest::read(&root.join("Cargo.toml"))?;
    let target = ["src/lib.rs", "src/main.rs"].into_iter().find(|path| root.join(path).is_file()).ok_or_else(|| {
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
    let checkout = args.path.clone().or_else(|| manifest::own_checkout(&root));
    let source = match (&args.git, &checkout) {
        (Some(address), _) => Source::Git(address),
        (None, Some(path)) => Source::Checkout(path),
        (None, None) => Source::Published,
    };
    let (manifest, mut done) = manifest::with_dependencies(manifest, &source)?;

    for (path, text) in
        [(BUILD, BUILD_SCRIPT), (DOCUMENT, include_str!("permissions.md")), (TEST, include_str!("permissions.rs"))]
    {
        create(&root.join(path), text)?;
        done.push(format!("{path}: created"));
    }
    done.push(include(&root.join(target), target)?);
    lock(&root)?;
    done.push(format!("{FILE}: created; commit it"));
    let workflow = root.join(WORKFLOW);
    let text = workflow_text(&source);
    if workflow.exists() {
        done.push(format!("{WORKFLOW}: already exists; left unchanged"));
    } else if !root.join(".git").exists() {
        done.push(format!(
            "{WORKFLOW}: not created, because this folder is not the root of a git repository; create it there with:\n\n{text}"
        ));
    } else {
        create(&workflow, &text)?;
        done.push(format!("{WORKFLOW}: created"));
    }
    if let Source::Checkout(_) = source {
        done.push(format!(
            "{WORKFLOW}: a runner has no checkout of scopemark: until cargo-scopemark is published, install it there with \
             `cargo install --git URL cargo-scopemark`"
        ));
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

/// The workflow, which installs the command from where the crates are, if a runner can reach that.
fn workflow_text(source: &Source<'_>) -> String {
    let text = include_str!("permissions.yml");
    match source {
        Source::Git(address) => {
            let install = format!("cargo install --locked --git {} cargo-scopemark", quoted(address));
            text.replace("cargo install cargo-scopemark --locked", &install)
        }
        Source::Published | Source::Checkout(_) => text.to_owned(),
    }
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
