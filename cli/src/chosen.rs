//! The paths of `check`: which folder is compared, and what of it is printed.

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
    /// and the exit code counts all. The default is the folder docs-tables of the package, else of the workspace
    #[arg(value_name = "PATH", conflicts_with_all = ["manifest_path", "package"])]
    path: Vec<PathBuf>,

    #[command(flatten)]
    package: PackageOptions,

    #[command(flatten)]
    files: FileOptions,
}

/// What is compared, and what of it is printed.
pub(crate) struct Chosen {
    pub(crate) site: Site,
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
        if let Some(other) = owners.iter().find(|&owner| *owner != owners[0]) {
            let (one, other) = (owners[0].display(), other.display());
            return Err(Failure(format!(
                "{one} and {other} have locks of their own; run the command for each of them alone"
            )));
        }
        let site = self.files.site(&self.package.place(owners.get(..1).unwrap_or_default())?)?;
        let only: Vec<String> = self.path.iter().map(|path| shown(&base, path)).collect();
        let is_whole = only.contains(&site.documents_shown());
        Ok(Chosen { site, only: if is_whole { Vec::new() } else { only } })
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
    pub(crate) fn unknown(only: &[String], state: &State) -> Vec<Failure> {
        let base = state.site.base();
        let tables = &state.loaded.tables;
        let documents = tables.documents.iter().chain(&tables.broken).chain(&tables.unskipped);
        let mut known: Vec<&str> = documents.map(|document| document.path.as_str()).collect();
        known.extend(tables.links.iter().map(String::as_str));
        known.extend(state.loaded.unreadable.iter().map(|unreadable| unreadable.path.as_str()));
        let is_unknown = |path: &&String| base.join(path).is_file() && !known.contains(&path.as_str());
        let folder = state.site.documents_shown();
        only.iter()
            .filter(is_unknown)
            .map(|path| Failure(format!("{path} is not one of the documents of {folder}")))
            .collect()
    }
}
