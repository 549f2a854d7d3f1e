//! Finds the lock that a revision has elsewhere: one that this edit deletes there, or of which it deletes the documents, is the
//! baseline of the one that it adds.

use std::path::{Path, PathBuf};

use scopemark_compiler::read::folder::shown;
use scopemark_gate::lock::Lock;
use scopemark_gate::site::{Site, SiteError};

use crate::exit::Failure;
use crate::gate::cannot;
use crate::git::{Blob, Git};

/// The path of the lock that this edit deletes or leaves without documents, as it is shown, and the lock. `None` if there is
/// none.
pub(crate) fn lock(site: &Site, git: &Git) -> Result<Option<(PathBuf, Lock)>, Failure> {
    let root = git.work_tree()?;
    let mut found = Vec::new();
    for Blob { path, .. } in &git.named(".lock")? {
        let file = root.join(path);
        let is_deleted = !exists(&file);
        // Where only its documents went, it is left behind.
        let is_left = |lock: &Lock| file.parent().is_some_and(|folder| !exists(&folder.join(&lock.folder)));
        let lock = parsed(site, git, path)?.filter(|lock| is_deleted || is_left(lock));
        found.extend(lock.map(|lock| (shown(site.base(), &file), lock)));
    }
    if let [_, _, ..] = &found[..] {
        let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
        return Err(Failure(format!(
            "{} has no {}, and this edit deletes several locks or their documents, each of which could be its baseline: {}; move one lock in an edit",
            git.revision,
            site.lock_shown(),
            paths.join(", ")
        )));
    }
    Ok(found.pop().map(|(path, lock)| (PathBuf::from(path), lock)))
}

/// A file at the revision, if it is a lock of permission tables. `path` is from the root of the repository.
fn parsed(site: &Site, git: &Git, path: &str) -> Result<Option<Lock>, Failure> {
    let crate::git::Found::File(blob) = git.find(&format!(":{path}"))? else { return Ok(None) };
    let bytes = git.read(&blob)?;
    // Locks of other tools have this ending too.
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]);
    if !start.contains("`cargo scopemark ") {
        return Ok(None);
    }
    let path = format!("{path} at {}", git.revision);
    Lock::parse(&bytes).map(Some).map_err(|error| cannot(site, &SiteError::Broken { path, error }))
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
