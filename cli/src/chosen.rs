//! The paths of `check`: which folders are compared, and what of them is printed.

use std::path::{Path, PathBuf};

use scopemark_compiler::read::folder::{Unreadable, shown};
use scopemark_gate::site::{Site, SiteError};

use crate::documents::unread;
use crate::exit::Failure;
use crate::gate::{FileOptions, State};
use crate::place::{PackageOptions, current_folder};

/// The options that choose what is compared and printed.
#[derive(Debug, clap::Args)]
pub(crate) struct ChosenOptions {
    /// A folder of documents; or documents or folders in it, to print only what is found there. The whole folder is compared,
    /// and the exit code counts all. The default is the folder docs-tables of the package, else of the workspace; at the root of a
    /// workspace, the folders of all its packages
    #[arg(value_name = "PATH", conflicts_with_all = ["manifest_path", "package"])]
    path: Vec<PathBuf>,

    /// Without PATH: check the documents of every package of the workspace, each with its own lock
    #[arg(long, conflicts_with_all = ["path", "package"])]
    workspace: bool,

    #[command(flatten)]
    package: PackageOptions,

    #[command(flatten)]
    files: FileOptions,
}

/// What is compared, and what of it is printed.
pub(crate) struct Chosen {
    /// Each folder, by path.
    pub(crate) sites: Vec<Site>,
    /// The manifest that chose them, if neither paths nor the name of a package did.
    pub(crate) manifest: Option<PathBuf>,
    /// The paths that are printed, as they are shown. Empty if all are.
    pub(crate) only: Vec<String>,
}

impl ChosenOptions {
    pub(crate) fn chosen(&self) -> Result<Chosen, Failure> {
        let base = current_folder()?;
        let owners: Vec<PathBuf> = self.path.iter().map(|path| self.owner(&base, path)).collect();
        for path in &self.path {
            if let Err(error) = base.join(path).metadata() {
                return Err(unread(&Unreadable::new(path.display().to_string(), &error)));
            }
        }
        let (places, manifest) = if owners.is_empty() {
            self.package.places(self.workspace)?
        } else {
            (vec![self.package.place(&owners)?], None)
        };
        let sites = self.files.sites(&places)?;
        let only: Vec<String> = self.path.iter().map(|path| shown(&base, path)).collect();
        let is_whole = sites.iter().all(|site| only.contains(&site.documents_shown()));
        Ok(Chosen { sites, manifest, only: if is_whole { Vec::new() } else { only } })
    }

    /// The nearest folder, at or above a path, that a lock is about; else the path itself.
    fn owner(&self, base: &Path, path: &Path) -> PathBuf {
        let path = if path.to_str().is_some() { PathBuf::from(shown(base, path)) } else { path.to_owned() };
        let is_owner = |folder: &&Path| {
            let site = Site::new(base, folder, self.files.lock());
            // What is wrong with its lock is said where it is compared.
            !matches!(site.read_lock(), Err(SiteError::Missing { .. } | SiteError::OtherFolder { .. }))
        };
        let above = path.ancestors().filter(|folder| !folder.as_os_str().is_empty()).find(is_owner);
        above.unwrap_or(&path).to_owned()
    }
}

impl Chosen {
    /// Why a path that is to be printed can have nothing to print.
    pub(crate) fn unknown(only: &[String], states: &[State]) -> Vec<Failure> {
        let is_unknown = |path: &&String| Path::new(path).is_file() && !states.iter().any(|state| has(state, path));
        let folders: Vec<String> = states.iter().map(|state| state.site.documents_shown()).collect();
        let folders = folders.join(", ");
        only.iter()
            .filter(is_unknown)
            .map(|path| Failure(format!("{path} is not one of the documents of {folders}")))
            .collect()
    }
}

/// Whether something can be found in the document at this path.
fn has(state: &State, path: &str) -> bool {
    let tables = &state.loaded.tables;
    let mut documents = tables.documents.iter().chain(&tables.broken).chain(&tables.unskipped);
    documents.any(|document| document.path == path)
        || tables.links.iter().any(|link| link == path)
        || state.loaded.unreadable.iter().any(|unreadable| unreadable.path == path)
}
