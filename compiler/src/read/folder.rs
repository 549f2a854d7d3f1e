//! Files and folders of documents.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use heck::ToSnakeCase;

use super::{LARGEST, Reading, read_bytes, too_large};
use crate::finding::{self, Finding};
use crate::rules;

/// The documents of a folder.
#[derive(Debug, Default)]
pub struct Folder {
    /// Its documents, sorted by path.
    pub readings: Vec<Reading>,
    /// Every file in it and below it, sorted: what a build must watch.
    pub files: Vec<String>,
    /// Findings about the folder rather than one document: links that lead out of it, module names that clash.
    pub findings: Vec<Finding>,
    /// The documents that could not be read at all.
    pub unreadable: Vec<Unreadable>,
}

/// A file or folder that could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The path, as it is shown.
    pub path: String,
    /// Why, in words.
    pub why: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

impl core::error::Error for Unreadable {}

impl Unreadable {
    /// Says in words why reading this path failed.
    #[must_use]
    pub fn new(path: impl Into<String>, error: &std::io::Error) -> Self {
        Self { path: path.into(), why: reason(error) }
    }
}

/// Reads one file as a document, whatever its extension. Paths are shown relative to `base`.
///
/// # Errors
///
/// If the file cannot be opened or read. Bytes that are not UTF-8 are a finding.
pub fn read_file(base: &Path, path: &Path) -> Result<Reading, Unreadable> {
    let shown = shown(base, path);
    let unreadable = |error: std::io::Error| Unreadable { path: shown.clone(), why: reason(&error) };
    let file = fs::File::open(base.join(path)).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    if length > LARGEST as u64 {
        return Ok(super::lost(&shown, too_large(&shown, length)));
    }
    let mut bytes = Vec::new();
    // A file may grow, or have no length (a pipe): one more byte than the limit tells.
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(read_bytes(&shown, &bytes))
}

/// Reads the documents of a folder and its subfolders: every `.md` and `.markdown` file, but a `README.md` only if it has
/// a permission table. Hidden files are ignored. Paths are shown relative to `base`.
///
/// # Errors
///
/// If the folder or a subfolder cannot be listed, or contains no document.
pub fn read_folder(base: &Path, folder: &Path) -> Result<Folder, Unreadable> {
    let mut walk = Walk::default();
    walk.folder(base, folder)?;
    let mut read = Folder { findings: walk.findings, ..Folder::default() };
    for File { path, shown } in walk.files {
        read.files.push(shown);
        if !is_markdown(&path) {
            continue;
        }
        let reading = match read_file(base, &path) {
            Ok(reading) => reading,
            Err(unreadable) => {
                read.unreadable.push(unreadable);
                continue;
            }
        };
        if belongs(&path, &reading) {
            read.readings.push(reading);
        }
    }
    if read.readings.is_empty() && read.findings.is_empty() && read.unreadable.is_empty() {
        return Err(Unreadable {
            path: shown(base, folder),
            why: "there is no document in this folder: a document is a Markdown file (.md) with a permission table"
                .into(),
        });
    }
    module_clashes(&mut read);
    Ok(read)
}

#[derive(Default)]
struct Walk {
    files: Vec<File>,
    findings: Vec<Finding>,
}

/// A file and its path as it is shown.
struct File {
    path: PathBuf,
    shown: String,
}

impl Walk {
    fn folder(&mut self, base: &Path, top: &Path) -> Result<(), Unreadable> {
        let unreadable =
            |path: &Path, error: std::io::Error| Unreadable { path: shown(base, path), why: reason(&error) };
        let inside = base.join(top).canonicalize().map_err(|error| unreadable(top, error))?;
        let mut waiting = vec![top.to_owned()];
        while let Some(folder) = waiting.pop() {
            let entries = fs::read_dir(base.join(&folder)).map_err(|error| unreadable(&folder, error))?;
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&folder, error))?;
                let name = entry.file_name();
                if name.as_encoded_bytes().starts_with(b".") {
                    continue;
                }
                let path = folder.join(&name);
                let mut kind = entry.file_type().map_err(|error| unreadable(&path, error))?;
                if kind.is_symlink() {
                    match link(&base.join(&path), &inside) {
                        Ok(target) => kind = target,
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
                }
            }
        }
        // Sorted as they are shown, so that the order does not depend on the file system.
        self.files.sort_by(|one, other| one.shown.cmp(&other.shown));
        finding::sort(&mut self.findings);
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
}

/// The type of a link's target, which must be a file inside the folder.
fn link(path: &Path, inside: &Path) -> Result<fs::FileType, &'static str> {
    let target = path.canonicalize().map_err(|_| "it leads nowhere")?;
    if !target.starts_with(inside) {
        return Err("it leads out of the folder");
    }
    let kind = target.metadata().map_err(|_| "it leads nowhere")?.file_type();
    if kind.is_dir() { Err("it leads to a folder, which is read at its own place") } else { Ok(kind) }
}

/// Whether a Markdown file of a folder is one of its documents: it is neither skipped nor a `README.md` without a
/// permission table.
#[must_use]
pub fn belongs(path: &Path, reading: &Reading) -> bool {
    let readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !reading.is_skipped && (reading.is_document || !readme)
}

/// Whether the file's extension says that it is Markdown.
#[must_use]
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown") || is_mdx(path)
}

/// Whether the file's extension says that it is MDX.
pub(crate) fn is_mdx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx"))
}

/// Reports documents whose names give the same Rust module.
fn module_clashes(folder: &mut Folder) {
    // By module, the path of the first document that gives it.
    let mut modules: BTreeMap<String, &str> = BTreeMap::new();
    for Reading { document, .. } in &folder.readings {
        let module = document.name.to_snake_case();
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

/// A path as it is shown: relative to `base`, with `/`, without `.` steps.
#[must_use]
pub fn shown(base: &Path, path: &Path) -> String {
    let (from, to) = (normal(base), normal(&base.join(path)));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut steps = vec!["..".to_owned(); from.len() - common];
    steps.extend_from_slice(&to[common..]);
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}

/// The steps of a path, with `.` and `..` resolved as far as possible without the file system.
fn normal(path: &Path) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if steps.last().is_some_and(|last| last != ".." && last != "/") => _ = steps.pop(),
            Component::RootDir => steps.push("/".to_owned()),
            other => steps.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    steps
}

/// Why reading failed, independent of the system's language.
fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "permission to read it is denied".into(),
        ErrorKind::IsADirectory => "this is a folder, not a file".into(),
        ErrorKind::NotADirectory => "this is a file, not a folder".into(),
        kind => format!("it cannot be read: {kind}"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shown;

    #[test]
    fn paths_are_shown_relative_to_the_base() {
        for (path, expected) in [
            ("docs/a.md", "docs/a.md"),
            ("./docs//a.md", "docs/a.md"),
            ("/home/me/docs/a.md", "docs/a.md"),
            ("../other/a.md", "../other/a.md"),
            ("/home/other/a.md", "../other/a.md"),
            ("docs/../a.md", "a.md"),
            (".", "."),
        ] {
            assert_eq!(shown(Path::new("/home/me"), Path::new(path)), expected);
        }
    }
}
