//! The files of a folder that are not read as documents: said once, with the first few names.

use std::path::{Path, PathBuf};

use super::file::Unreadable;
use super::paths::shown;
use crate::finding::Finding;
use crate::rules;

/// The files of a folder that are not read as documents, as paths in it, sorted; with why, where a person said it.
pub(super) struct LeftOut(Vec<String>);

/// How many of them are named.
const NAMED: usize = 5;

impl LeftOut {
    /// `skipped` are those that have a directive which leaves them out.
    pub(super) fn new(base: &Path, folder: &Path, others: &[PathBuf], skipped: &[PathBuf]) -> Self {
        let top = base.join(folder);
        let name = |path: &PathBuf| shown(&top, &base.join(path));
        let skipped = skipped.iter().map(|path| format!("{} (its directive `skip` says so)", name(path)));
        let mut names: Vec<String> = others.iter().map(name).chain(skipped).collect();
        names.sort_unstable();
        Self(names)
    }

    /// The first few, and how many more there are.
    fn named(&self) -> String {
        let named = self.0.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        match self.0.len().saturating_sub(NAMED) {
            0 => named,
            more => format!("{named} and {more} more"),
        }
    }

    /// The note that names them, if there are any.
    pub(super) fn note(&self, folder: &str) -> Option<Finding> {
        let message = match self.0.len() {
            0 => return None,
            1 => format!("1 file of this folder is not read as a document: {}", self.named()),
            number => format!("{number} files of this folder are not read as documents: {}", self.named()),
        };
        let help = "this is fine if they list no permissions; a document is a file with the extension .md, .markdown or .mdx, \
                    and a README.md only if it has a permission table";
        Some(Finding::of_file(&rules::LEFT_OUT, folder, message, help))
    }

    /// Why the folder cannot be read, where it has nothing else.
    pub(super) fn no_document(&self, folder: &str, findings: &[Finding]) -> Unreadable {
        let mut why =
            "there is no document in this folder: a document is a Markdown file (.md, .markdown or .mdx) with a \
                       permission table"
                .to_owned();
        if !self.0.is_empty() {
            why = format!("{why}; not read as documents: {}", self.named());
        }
        for Finding { path, message, .. } in findings {
            why = format!("{why}; {path}: {message}");
        }
        Unreadable { path: folder.to_owned(), why }
    }
}
