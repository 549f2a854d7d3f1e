//! Files and folders of documents.

mod file;
mod left_out;
mod paths;
mod walk;

use std::collections::BTreeMap;
use std::path::Path;

pub use file::{Unreadable, read_file, read_file_against};
pub(crate) use paths::is_mdx;
pub use paths::{beside, is_markdown, shown};
pub use walk::Links;

use super::Reading;
use crate::catalogue::Catalogue;
use crate::check::modules::snake;
use crate::finding::{self, Finding, Level};
use crate::rules;
use left_out::LeftOut;
use walk::{File, Walk};

/// The documents of a folder.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its documents, sorted by path.
    pub readings: Vec<Reading>,
    /// Every file in it and below it, sorted: what a build must watch.
    pub files: Vec<String>,
    /// Findings about the folder rather than one document: what is not followed or left out, module names that clash.
    pub findings: Vec<Finding>,
    /// Links that are not followed because they lead out of where [`Links`] are followed, sorted.
    pub outside: Vec<String>,
    /// The documents that could not be read at all.
    pub unreadable: Vec<Unreadable>,
}

/// Reads the documents of a folder and its subfolders: every `.md`, `.markdown` and `.mdx` file, but a `README.md` only if it
/// has a permission table. A note names the files that are left out. Hidden files are ignored, except that the note names
/// hidden Markdown files. Paths are shown relative to `base`.
///
/// # Errors
///
/// If the folder or a subfolder cannot be listed, or contains no document.
pub fn read_folder(base: &Path, folder: &Path, links: Links<'_>) -> Result<Folder, Unreadable> {
    read_folder_against(None, base, folder, links)
}

/// The same, compared with a catalogue where there is one.
///
/// # Errors
///
/// As [`read_folder`].
pub fn read_folder_against(
    catalogue: Option<&Catalogue>,
    base: &Path,
    folder: &Path,
    links: Links<'_>,
) -> Result<Folder, Unreadable> {
    let mut walk = Walk::new(links);
    walk.folder(base, folder)?;
    let Walk { files, mut left_out, outside, findings, .. } = walk;
    let mut read = Folder { findings, outside, ..Folder::default() };
    let mut skipped = Vec::new();
    for File { path, shown } in files {
        read.files.push(shown);
        if !is_markdown(&path) {
            left_out.push(path);
            continue;
        }
        match read_file_against(catalogue, base, &path) {
            Ok(reading) if belongs(&path, &reading) => read.readings.push(reading),
            Ok(Reading { is_skipped: true, .. }) => skipped.push(path),
            Ok(_) => left_out.push(path),
            Err(unreadable) => read.unreadable.push(unreadable),
        }
    }
    let left_out = LeftOut::new(base, folder, &left_out, &skipped);
    let is_wrong = !read.unreadable.is_empty()
        || !read.outside.is_empty()
        || read.findings.iter().any(|finding| finding.level() == Level::Error);
    if read.readings.is_empty() && !is_wrong {
        return Err(left_out.no_document(&shown(base, folder), &read.findings));
    }
    read.findings.extend(left_out.note(&shown(base, folder)));
    module_clashes(&mut read);
    finding::sort(&mut read.findings);
    Ok(read)
}

/// Whether a Markdown file of a folder is one of its documents: it is neither skipped nor a `README.md` without a
/// permission table.
#[must_use]
pub fn belongs(path: &Path, reading: &Reading) -> bool {
    let readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !reading.is_skipped && (reading.is_document || !readme)
}

/// Reports documents whose names give the same Rust module.
fn module_clashes(folder: &mut Folder) {
    // By module, the path of the first document that gives it.
    let mut modules: BTreeMap<String, &str> = BTreeMap::new();
    for Reading { document, .. } in &folder.readings {
        let module = snake(&document.name);
        match modules.get(&module) {
            None => _ = modules.insert(module, &document.path),
            Some(first) => folder.findings.push(Finding::of_file(
                &rules::MODULE_CLASH,
                &document.path,
                format!("this document and {first} both give the Rust module `{module}`"),
                "rename one of the two files",
            )),
        }
    }
}
