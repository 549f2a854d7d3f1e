//! The files of a folder and its subfolders: which are there, and which are not followed.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::file::{Unreadable, special};
use super::paths::{is_markdown, shown};
use crate::finding::Finding;
use crate::rules;

/// Which links of a folder are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links<'r> {
    /// Those that lead to a regular file, wherever it is: build tools such as Bazel and Nix provide every source as a link.
    ToAnyFile,
    /// Those that lead to a regular file below this folder, an absolute path without links in it. The text of another file
    /// could be somebody else's.
    Below(&'r Path),
}

/// The files found so far.
pub(super) struct Walk<'r> {
    links: Links<'r>,
    /// The regular files that are not hidden.
    pub(super) files: Vec<File>,
    /// Others that are left out.
    pub(super) left_out: Vec<PathBuf>,
    /// Links that are not followed because of where they lead, as they are shown.
    pub(super) outside: Vec<String>,
    pub(super) findings: Vec<Finding>,
}

/// A file and its path as it is shown.
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) shown: String,
}

impl<'r> Walk<'r> {
    pub(super) fn new(links: Links<'r>) -> Self {
        Self { links, files: Vec::new(), left_out: Vec::new(), outside: Vec::new(), findings: Vec::new() }
    }

    /// Walks through a folder.
    pub(super) fn folder(&mut self, base: &Path, top: &Path) -> Result<(), Unreadable> {
        let unreadable = |path: &Path, error: io::Error| Unreadable::new(shown(base, path), &error);
        let inside = base.join(top).canonicalize().map_err(|error| unreadable(top, error))?;
        let mut waiting = vec![top.to_owned()];
        while let Some(folder) = waiting.pop() {
            let entries = fs::read_dir(base.join(&folder)).map_err(|error| unreadable(&folder, error))?;
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&folder, error))?;
                let path = folder.join(entry.file_name());
                let mut kind = entry.file_type().map_err(|error| unreadable(&path, error))?;
                if entry.file_name().as_encoded_bytes().starts_with(b".") {
                    if is_markdown(&path) && !kind.is_dir() {
                        self.left_out.push(path);
                    }
                    continue;
                }
                if kind.is_symlink() {
                    match link(&base.join(&path), &inside, self.links) {
                        Ok(Some(target)) => kind = target,
                        Ok(None) => {
                            self.outside.push(shown(base, &path));
                            continue;
                        }
                        Err(why) => {
                            self.refuse_link(base, &path, why);
                            continue;
                        }
                    }
                }
                if kind.is_dir() {
                    waiting.push(path);
                } else if kind.is_file() {
                    self.files.push(File { shown: shown(base, &path), path });
                } else {
                    self.leave_out_special(base, path, kind);
                }
            }
        }
        // Sorted as they are shown, so that the order does not depend on the file system.
        self.files.sort_by(|one, other| one.shown.cmp(&other.shown));
        self.outside.sort_unstable();
        Ok(())
    }

    fn refuse_link(&mut self, base: &Path, path: &Path, why: &str) {
        let message = format!("this link is not followed: {why}");
        self.findings.push(Finding::of_file(
            &rules::LINK_OUTSIDE,
            &shown(base, path),
            message,
            "put the document itself into the folder, or remove the link",
        ));
    }

    /// What is no regular file is not opened, because reading it could wait forever.
    fn leave_out_special(&mut self, base: &Path, path: PathBuf, kind: fs::FileType) {
        if !is_markdown(&path) {
            self.left_out.push(path);
            return;
        }
        let message = format!("this is {}, and is not read: only regular files are", special(kind));
        let help = "put a regular file in its place, or remove it";
        self.findings.push(Finding::of_file(&rules::NOT_A_FILE, &shown(base, &path), message, help));
    }
}

/// The type of a link's target, which must be a file. `None` if the link leads where none is followed.
fn link(path: &Path, inside: &Path, links: Links<'_>) -> Result<Option<fs::FileType>, &'static str> {
    let target = path.canonicalize().map_err(|_| "it leads nowhere")?;
    if let Links::Below(root) = links
        && !target.starts_with(root)
    {
        return Ok(None);
    }
    let kind = target.metadata().map_err(|_| "it leads nowhere")?.file_type();
    match (kind.is_dir(), target.starts_with(inside)) {
        (true, true) => Err("it leads to a folder, which is read at its own place"),
        (true, false) => Err("it leads to a folder outside; only links to files are followed"),
        (false, _) => Ok(Some(kind)),
    }
}
