//! What was checked at a revision, of a package or of a workspace, must not drop out of the check unseen.

use std::path::{Path, PathBuf};

use scopemark_compiler::read::folder::shown;
use scopemark_gate::shell::quoted;
use scopemark_gate::site::Site;

use crate::exit::Failure;
use crate::git::{Blob, Found, Git};
use crate::package::Package;
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
    let Some(text) = text(git, &shown(base, manifest))? else { return Ok(left) };
    let workspace = Package::parse(base, manifest, &text)?.workspace.unwrap_or_default();
    let (top, root) = (real(&git.work_tree()?)?, real(manifest.parent().unwrap_or(base))?);
    let is_manifest = |blob: &Blob| Path::new(&blob.path).file_name() == Some("Cargo.toml".as_ref());
    for Blob { path, .. } in git.named("Cargo.toml")?.into_iter().filter(is_manifest) {
        let file = top.join(&path);
        let Some(inside) = file.parent().and_then(|folder| folder.strip_prefix(&root).ok()) else { continue };
        if !inside.to_str().is_some_and(|folder| workspace.has(&folder.replace('\\', "/"))) {
            continue;
        }
        let member = PathBuf::from(shown(&real(base)?, &file));
        let Some(text) = self::text(git, &member.to_string_lossy())? else { continue };
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

/// The text of a manifest at the revision. `None` if it is not there.
fn text(git: &Git, path: &str) -> Result<Option<String>, Failure> {
    let Found::File(blob) = git.find(path)? else { return Ok(None) };
    let text = String::from_utf8(git.read(&blob)?);
    text.map(Some).map_err(|_| Failure(format!("{path} at {} is not UTF-8", git.revision)))
}

/// The path without links, so that paths from git and from cargo can be compared.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize().map_err(|error| Failure(format!("cannot read {}: {error}", path.display())))
}
