//! The git work tree that documents are in, which their links must not leave: the text elsewhere could be somebody else's.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the work tree, without links in its path. `None` outside of one, as in the sandbox of a build.
pub(crate) fn root(path: &Path) -> Option<PathBuf> {
    // A link is where its folder is, not where it leads.
    let place = if path.is_symlink() { path.parent()? } else { path };
    let place = place.canonicalize().ok()?;
    // Git sets the variable for hooks, whose files need not be below a `.git`.
    let named = env::var_os("GIT_WORK_TREE").and_then(|root| PathBuf::from(root).canonicalize().ok());
    named
        .filter(|root| place.starts_with(root))
        .or_else(|| place.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned))
}

/// Whether a path is a link that leaves the work tree that it is in.
pub(crate) fn leaves(path: &Path) -> bool {
    root(path).is_some_and(|root| path.canonicalize().is_ok_and(|target| !target.starts_with(root)))
}
