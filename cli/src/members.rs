//! The packages of a workspace at a revision: what was checked there must not drop out of the check unseen.

use std::path::{Path, PathBuf};

use scopemark_compiler::read::folder::shown;
use scopemark_gate::site::Site;

use crate::exit::Failure;
use crate::git::{Blob, Found, Git};
use crate::package::Package;
use crate::place::place_at;

/// What the workspace at the revision has and this run does not read.
#[derive(Default)]
pub(crate) struct Left {
    /// The folders of documents that are still there.
    pub(crate) sites: Vec<Site>,
    /// The paths of those that are gone.
    pub(crate) gone: Vec<String>,
}

/// What the workspace of this manifest has at the revision, and which is not among the folders that the run reads. Nothing if it
/// is no workspace there.
pub(crate) fn left(base: &Path, manifest: &Path, git: &Git, reads: &[Site]) -> Result<Left, Failure> {
    let mut left = Left::default();
    let Some(text) = text(git, &shown(base, manifest))? else { return Ok(left) };
    let Some(workspace) = Package::parse(base, manifest, &text)?.workspace else { return Ok(left) };
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
            let path = site.documents_shown();
            if reads.iter().any(|read| read.documents_shown() == path) || git.find(&path)? == Found::Nothing {
                continue;
            }
            if base.join(documents).exists() {
                left.sites.push(site);
            } else {
                left.gone.push(path);
            }
        }
    }
    Ok(left)
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
