//! The documents and the lock that a run is about, if the command line does not name them: those of a package.

use std::env;
use std::path::{Path, PathBuf};

use scopemark_compiler::read::folder::shown;
use scopemark_gate::lock::FILE;

use crate::exit::Failure;
use crate::output;
use crate::package::{self, Package};

/// The folder of the documents, if nothing names another.
pub(crate) const DEFAULT: &str = "docs-tables";

/// The documents and the lock of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The documents or folders, as on the command line or relative to the current folder.
    pub(crate) documents: Vec<PathBuf>,
    /// The lock that the package names.
    pub(crate) lock: Option<PathBuf>,
    /// The manifest of the package, if the documents are those of a package.
    pub(crate) manifest: Option<PathBuf>,
}

/// The options that choose a package. The argument for a path must conflict with them.
#[derive(Debug, clap::Args)]
pub(crate) struct PackageOptions {
    /// Without PATH: use the documents of the package with this manifest
    #[arg(long, value_name = "FILE")]
    manifest_path: Option<PathBuf>,

    /// Without PATH: use the documents of this package of the workspace
    #[arg(long, short, value_name = "NAME")]
    package: Option<String>,
}

/// The options that choose one document or folder.
#[derive(Debug, clap::Args)]
pub(crate) struct PathOptions {
    /// A document, of any file name, or a folder of documents. The default is the folder docs-tables of the package, else of
    /// the workspace
    #[arg(value_name = "PATH", conflicts_with_all = ["manifest_path", "package"])]
    path: Option<PathBuf>,

    #[command(flatten)]
    package: PackageOptions,
}

impl PathOptions {
    /// The documents to read.
    pub(crate) fn place(&self) -> Result<Place, Failure> {
        self.package.place(self.path.as_slice())
    }
}

impl PackageOptions {
    /// Whether the command line chooses a package.
    pub(crate) fn is_given(&self) -> bool {
        self.package.is_some() || self.manifest_path.is_some()
    }

    /// The documents to read, if the command line names these paths.
    pub(crate) fn place(&self, paths: &[PathBuf]) -> Result<Place, Failure> {
        if !paths.is_empty() {
            return Ok(Place { documents: paths.to_vec(), ..Place::default() });
        }
        let base = current_folder()?;
        let place = self.of_package(&base)?;
        for path in &place.documents {
            output::detail(&format!("the documents are those in {}", shown(&base, path)));
        }
        Ok(place)
    }

    /// Every place that a run without paths is about: those of the whole workspace if that is asked for, or at its root; else that of
    /// one package. Then the manifest that chose them, unless the command line names a package.
    pub(crate) fn places(&self, is_whole: bool) -> Result<(Vec<Place>, Option<PathBuf>), Failure> {
        let base = current_folder()?;
        let named = self.manifest_path.as_deref().map(|path| base.join(path));
        let manifest = if self.package.is_some() { None } else { named.or_else(|| package::nearest(&base)) };
        let Some(manifest) = manifest else { return Ok((vec![self.place(&[])?], None)) };
        if !is_whole && Package::read(&base, &manifest)?.workspace.is_none() {
            return Ok((vec![self.place(&[])?], Some(manifest)));
        }
        let members = package::members(&base, &manifest)?;
        let mut places = of_members(&base, &members)?;
        if places.is_empty() {
            places.push(self.place(&[])?);
        }
        for path in places.iter().flat_map(|place| &place.documents) {
            output::detail(&format!("the documents are those in {}", shown(&base, path)));
        }
        Ok((places, members.into_iter().next()))
    }

    /// The documents of the package that cargo would choose; if it has none, those of the workspace's root.
    fn of_package(&self, base: &Path) -> Result<Place, Failure> {
        let named = self.manifest_path.as_deref().map(|path| base.join(path));
        let manifest = match &self.package {
            Some(name) => Some(package::in_workspace(base, named.as_deref(), name)?),
            None => named.or_else(|| package::nearest(base)),
        };
        let usual =
            |folder: &Path| Place { documents: vec![relative(base, &folder.join(DEFAULT))], ..Place::default() };
        let Some(manifest) = manifest else { return Ok(usual(base)) };
        let package = Package::read(base, &manifest)?;
        if let Some(place) = place_of(base, &package) {
            return Ok(place);
        }
        let root = Package::read(base, &package::workspace_root(base, &manifest)?)?;
        if let Some(place) = place_of(base, &root) {
            return Ok(place);
        }
        if package.workspace.is_some() {
            let places = of_members(base, &package::members(base, &manifest)?)?;
            let folders: Vec<String> =
                places.iter().flat_map(|place| &place.documents).map(|path| shown(base, path)).collect();
            if !folders.is_empty() {
                let folders = folders.join(" or ");
                return Err(Failure(format!(
                    "this is the root of a workspace, whose packages have documents of their own: name {folders}, or a package \
                     with -p"
                )));
            }
        }
        // The run then says which folder is missing.
        Ok(usual(if self.is_given() { &package.folder } else { base }))
    }
}

/// The documents of these packages, by their manifests.
fn of_members(base: &Path, members: &[PathBuf]) -> Result<Vec<Place>, Failure> {
    let mut places = Vec::new();
    for member in members {
        places.extend(place_of(base, &Package::read(base, member)?));
    }
    Ok(places)
}

/// The documents of a package, if it has any, or had some: then their lock is still there.
fn place_of(base: &Path, package: &Package) -> Option<Place> {
    let inside = |path: &PathBuf| relative(base, &package.folder.join(path));
    let usual = package.folder.join(DEFAULT);
    let lock = package.lock.as_deref().unwrap_or(Path::new(FILE));
    let documents = match &package.folders[..] {
        [] if usual.exists() || package.folder.join(lock).exists() => vec![relative(base, &usual)],
        [] => return None,
        named => named.iter().map(inside).collect(),
    };
    let manifest = Some(relative(base, &package.folder.join("Cargo.toml")));
    Some(Place { documents, lock: package.lock.as_ref().map(inside), manifest })
}

/// Where a manifest at a revision says that the documents and the lock are, whether they are there or not.
pub(crate) fn place_at(base: &Path, manifest: &Path, text: &str) -> Result<Place, Failure> {
    let package = Package::parse(base, manifest, text)?;
    let inside = |path: &PathBuf| relative(base, &base.join(&package.folder).join(path));
    let usual = [PathBuf::from(DEFAULT)];
    let folders = if package.folders.is_empty() { &usual[..] } else { &package.folders };
    let documents = folders.iter().map(inside).collect();
    Ok(Place { documents, lock: package.lock.as_ref().map(inside), manifest: Some(manifest.to_owned()) })
}

/// The folder that the command runs in.
pub(crate) fn current_folder() -> Result<PathBuf, Failure> {
    env::current_dir().map_err(|error| Failure(format!("the current folder is not known: {error}")))
}

/// The path from the current folder, where it can be written as text.
fn relative(base: &Path, path: &Path) -> PathBuf {
    if path.to_str().is_some() { PathBuf::from(shown(base, path)) } else { path.to_owned() }
}
