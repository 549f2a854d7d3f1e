//! What was checked at a revision, of a package or of a workspace, must not drop out of the check unseen.

use std::path::{Path, PathBuf};

use scopemark_compiler::read::folder::shown;
use scopemark_gate::shell::quoted;
use scopemark_gate::site::Site;

use crate::exit::Failure;
use crate::git::{Blob, Found, Git};
use crate::package::{Package, Workspace};
use crate::place::place_at;

/// What the packages of the revision have and this run does not read.
#[derive(Default)]
pub(crate) struct Left {
    /// The folders of documents that are still there, or of which the lock is.
    pub(crate) sites: Vec<Site>,
    /// What else is to be said of them.
    pub(crate) remarks: Vec<String>,
}

/// What the package of this manifest, or its workspace, has at the revision, and which is not among the folders that the run
/// reads.
pub(crate) fn left(base: &Path, manifest: &Path, git: &Git, reads: &[Site]) -> Result<Left, Failure> {
    let mut left = Left::default();
    let Some(text) = git.text(&shown(base, manifest))? else { return Ok(left) };
    let workspace = Package::parse(base, manifest, &text)?.workspace;
    for member in manifests(base, manifest, workspace.as_ref(), git)? {
        let Some(text) = git.text(&member.to_string_lossy())? else { continue };
        let place = place_at(base, &member, &text)?;
        for documents in &place.documents {
            let site = Site::new(base, documents, place.lock.as_deref()).with_manifest(Some(&member));
            let is_read = |read: &Site| read.documents_shown() == site.documents_shown();
            if !reads.iter().any(is_read) && git.find(&site.documents_shown())? != Found::Nothing {
                left.add(site, &base.join(&member), git, reads)?;
            }
        }
    }
    Ok(left)
}

/// The manifests at the revision of the package, or of every member of the workspace, relative to the current folder.
fn manifests(base: &Path, manifest: &Path, workspace: Option<&Workspace>, git: &Git) -> Result<Vec<PathBuf>, Failure> {
    // Only a workspace is worth looking through the whole repository.
    let Some(workspace) = workspace else { return Ok(vec![PathBuf::from(shown(base, manifest))]) };
    let (top, root) = (real(&git.work_tree()?)?, real(manifest.parent().unwrap_or(base))?);
    let here = real(base)?;
    let member = |Blob { path, .. }: Blob| {
        let file = top.join(path);
        let inside = file.parent()?.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/");
        let is_member = file.file_name()? == "Cargo.toml" && workspace.has(&inside);
        is_member.then(|| PathBuf::from(shown(&here, &file)))
    };
    Ok(git.named("Cargo.toml")?.into_iter().filter_map(member).collect())
}

impl Left {
    /// Adds the documents of the package with this manifest.
    fn add(&mut self, site: Site, manifest: &Path, git: &Git, reads: &[Site]) -> Result<(), Failure> {
        // Where the package still reads something, the comparison of that tells what it no longer reads.
        let is_told = !site.is_gone() && reads.iter().any(|read| read.manifest() == site.manifest());
        let (documents, lock) = (site.documents_shown(), site.lock_shown());
        if is_told {
        } else if !site.is_gone() || site.lock_path().exists() {
            self.sites.push(site);
        } else if manifest.exists() && git.find(&lock)? != Found::Nothing {
            return Err(Failure(format!(
                "{documents} and {lock} are gone, which {} has: restore the lock with `git checkout {} -- {}`, and accept what \
                 goes",
                git.revision,
                git.commit,
                quoted(&lock)
            )));
        } else {
            self.remarks.push(format!("{documents} is gone, so nothing there is checked any more"));
        }
        Ok(())
    }
}

/// The path without links, so that paths from git and from cargo can be compared.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize().map_err(|error| Failure(format!("cannot read {}: {error}", path.display())))
}
