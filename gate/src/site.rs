//! Locates the documents and their lock, and reads both.

use core::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::levels::Levels;
use crate::lock::{self, FILE, Lock, LockError, Settings};
use crate::review::Tables;
use crate::review::custody::catalogue_digest;
use crate::rules::rules;
use crate::work_tree;
use scopemark_compiler::catalogue::{self, Catalogue};
use scopemark_compiler::finding::{Finding, Visible};
use scopemark_compiler::limit;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::folder::{
    Folder, Links, Unreadable, beside, is_markdown, read_file_against, read_folder_against, shown,
};
use scopemark_compiler::read::read_unskipped;

/// A folder of documents, or one document, with its lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    base: PathBuf,
    documents: PathBuf,
    lock: PathBuf,
    /// The catalogue of the provider's permissions, if it is not the one beside the documents.
    catalogue: Option<PathBuf>,
    /// The manifest of the package, if it is not the nearest one above the documents.
    manifest: Option<PathBuf>,
}

/// Why there is no lock to compare with, in one line for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteError {
    /// The lock does not exist.
    Missing {
        /// Where it should be.
        path: String,
    },
    /// The lock is a link that leaves the git work tree.
    Outside {
        /// Where the link is.
        path: String,
    },
    /// The file cannot be read.
    Unreadable(Unreadable),
    /// The file is not exactly what scopemark wrote.
    Broken {
        /// Where it is.
        path: String,
        /// What is wrong.
        error: LockError,
    },
    /// The lock is about other documents.
    OtherFolder {
        /// Where it is.
        path: String,
        /// The folder that the lock is about, relative to the lock's own folder.
        folder: String,
        /// The folder of the documents, in the same form.
        asked: String,
    },
}

impl core::fmt::Display for SiteError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Missing { path } => {
                write!(f, "{}: there is no lock to compare with", Visible(path))
            }
            Self::Outside { path } => {
                let path = Visible(path);
                write!(
                    f,
                    "{path} is a link that leaves the git work tree, so that no review sees it; replace it by the file"
                )
            }
            Self::Unreadable(unreadable) => write!(f, "{unreadable}"),
            Self::Broken { path, error } => write!(f, "{}: {error}", Visible(path)),
            Self::OtherFolder { path, folder, asked } => write!(
                f,
                "{}: this lock is about `{}`, not `{}`; pass that folder, or another lock with --lock",
                Visible(path),
                Visible(folder),
                Visible(asked)
            ),
        }
    }
}

impl core::error::Error for SiteError {}

/// The result of reading the documents.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The documents that could be read.
    pub tables: Tables,
    /// The catalogue of the provider's permissions, if there is one that could be read.
    pub catalogue: Option<Catalogue>,
    /// The findings, by document and place.
    pub findings: Vec<Finding>,
    /// The paths that could not be read at all.
    pub unreadable: Vec<Unreadable>,
}

impl Site {
    /// The site of these documents. The default lock is `permissions.lock` beside them. Paths are relative to `base`, also
    /// when they are shown.
    #[must_use]
    pub fn new(base: &Path, documents: &Path, lock: Option<&Path>) -> Self {
        let lock = lock.map_or_else(|| beside(base, documents, FILE), Path::to_owned);
        Self { base: base.to_owned(), documents: documents.to_owned(), lock, catalogue: None, manifest: None }
    }

    /// The same with the catalogue in this file.
    #[must_use]
    pub fn with_catalogue(self, file: Option<&Path>) -> Self {
        Self { catalogue: file.map(Path::to_owned).or(self.catalogue), ..self }
    }

    /// The same with the settings in this manifest of a package.
    #[must_use]
    pub fn with_manifest(self, file: Option<&Path>) -> Self {
        Self { manifest: file.map(Path::to_owned).or(self.manifest), ..self }
    }

    /// The manifest that chose the documents, if one did.
    #[must_use]
    pub fn manifest(&self) -> Option<&Path> {
        self.manifest.as_deref()
    }

    /// What a comparison depends on beside the tables, with this catalogue of the documents.
    ///
    /// # Errors
    ///
    /// If the manifest cannot be read, or sets a level that cannot be set; in one line, with its place.
    pub fn settings(&self, catalogue: Option<&Catalogue>) -> Result<Settings, String> {
        let name = self.lock.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Settings {
            lock: name.unwrap_or_else(|| FILE.to_owned()),
            catalogue: catalogue.map(catalogue_digest),
            levels: self.levels()?,
        })
    }

    fn levels(&self) -> Result<Levels, String> {
        let above = || {
            self.base
                .join(&self.documents)
                .ancestors()
                .map(|folder| folder.join("Cargo.toml"))
                .find(|file| file.is_file())
        };
        let Some(manifest) = self.manifest.clone().or_else(above) else { return Ok(Levels::default()) };
        let path = shown(&self.base, &manifest);
        match fs::read_to_string(self.base.join(manifest)) {
            Ok(text) => Levels::of_manifest(&text, rules()).map_err(|error| format!("{path}:{error}")),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Levels::default()),
            Err(error) => Err(format!("cannot read {path}: {error}")),
        }
    }

    /// Whether the catalogue is named, and not just the one beside the documents.
    #[must_use]
    pub fn names_catalogue(&self) -> bool {
        self.catalogue.is_some()
    }

    /// The path of the catalogue, as it is shown, whether there is one or not.
    #[must_use]
    pub fn catalogue_shown(&self) -> String {
        let beside = || beside(&self.base, &self.documents, catalogue::FILE);
        shown(&self.base, &self.catalogue.clone().unwrap_or_else(beside))
    }

    /// The folder that paths are relative to.
    #[must_use]
    pub fn base(&self) -> &Path {
        &self.base
    }

    /// The file of the lock.
    #[must_use]
    pub fn lock_path(&self) -> PathBuf {
        self.base.join(&self.lock)
    }

    /// The path of the lock, as it is shown.
    #[must_use]
    pub fn lock_shown(&self) -> String {
        shown(&self.base, &self.lock)
    }

    /// The path of the documents, as it is shown.
    #[must_use]
    pub fn documents_shown(&self) -> String {
        shown(&self.base, &self.documents)
    }

    /// The path of the documents relative to the lock's folder.
    #[must_use]
    pub fn folder(&self) -> String {
        shown(&self.lock_folder(), &self.base.join(&self.documents))
    }

    /// The folder that the lock is in.
    #[must_use]
    pub fn lock_folder(&self) -> PathBuf {
        self.lock_path().parent().map_or_else(|| self.base.clone(), Path::to_owned)
    }

    /// The facts of documents, with paths relative to the lock's folder as in the lock.
    #[must_use]
    pub fn facts<'a>(&self, documents: impl IntoIterator<Item = &'a Document>) -> Vec<Document> {
        let from = self.lock_folder();
        let own = |document: &'a Document| (shown(&from, &self.base.join(&document.path)), document);
        lock::canonical_at(documents.into_iter().map(own))
    }

    /// Reads the lock.
    ///
    /// # Errors
    ///
    /// If the lock is missing, unreliable or about other documents.
    pub fn read_lock(&self) -> Result<Lock, SiteError> {
        let path = self.lock_shown();
        if work_tree::leaves(&self.lock_path()) {
            return Err(SiteError::Outside { path });
        }
        let bytes = fs::read(self.lock_path()).map_err(|error| match error.kind() {
            ErrorKind::NotFound => SiteError::Missing { path: path.clone() },
            _ => SiteError::Unreadable(Unreadable::new(path.clone(), &error)),
        })?;
        self.parse_lock(&path, &bytes)
    }

    /// Reads a lock from these bytes. `path` is only shown in errors.
    ///
    /// # Errors
    ///
    /// If the lock is unreliable or about other documents.
    pub fn parse_lock(&self, path: &str, bytes: &[u8]) -> Result<Lock, SiteError> {
        let lock = Self::parse_baseline(path, bytes)?;
        if lock.folder != self.folder() {
            let (path, asked) = (path.to_owned(), self.folder());
            return Err(SiteError::OtherFolder { path, folder: lock.folder, asked });
        }
        Ok(lock)
    }

    /// Reads the lock of a baseline from these bytes, whatever folder it is about. `path` is only shown in errors.
    ///
    /// # Errors
    ///
    /// If the lock is unreliable.
    pub fn parse_baseline(path: &str, bytes: &[u8]) -> Result<Lock, SiteError> {
        Lock::parse(bytes).map_err(|error| SiteError::Broken { path: path.to_owned(), error })
    }

    /// The path of the documents that a lock in this place is about, as it is shown.
    #[must_use]
    pub fn documents_of(&self, lock: &Lock) -> String {
        shown(&self.base, &self.lock_folder().join(&lock.folder))
    }

    /// Reads the documents.
    ///
    /// # Errors
    ///
    /// If the folder or the one document cannot be read. Unreadable files in a folder are part of the result.
    pub fn load(&self) -> Result<Loaded, Unreadable> {
        let file = match &self.catalogue {
            Some(path) => Some(catalogue::file::open(&self.base, path)?),
            None => catalogue::file::of_documents(&self.base, &self.documents)?,
        };
        let (catalogue, broken) = match file.map(|file| file.catalogue) {
            Some(Err(broken)) => (None, broken),
            Some(Ok(catalogue)) => (Some(catalogue), Vec::new()),
            None => (None, Vec::new()),
        };
        // What a lock says of a folder that is gone is gone, too, and is compared as that.
        let is_gone = self.is_gone() && self.read_lock().is_ok();
        let folder = if is_gone { Folder::default() } else { self.folder_of(catalogue.as_ref())? };
        let Folder { readings, files, mut findings, outside, unreadable } = folder;
        let mut unskipped = Vec::new();
        for path in files {
            // An unreadable file is already reported.
            let bytes = fs::read(self.base.join(&path)).unwrap_or_default();
            unskipped.extend(without_skips(&path, &bytes));
        }
        findings.extend(broken);
        findings.extend(readings.iter().flat_map(|reading| reading.findings.iter().cloned()));
        let tables = Tables { links: outside, ..Tables::new(readings, unskipped) };
        findings.sort_by(|a, b| (&a.path, a.position).cmp(&(&b.path, b.position)));
        limit::limit(&mut findings);
        Ok(Loaded { tables, catalogue, findings, unreadable })
    }

    /// Whether there is nothing at the path of the documents.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        let found = self.base.join(&self.documents).symlink_metadata();
        found.is_err_and(|error| error.kind() == ErrorKind::NotFound)
    }

    /// The documents of the folder, or the one document, but for what links out of the git work tree.
    fn folder_of(&self, catalogue: Option<&Catalogue>) -> Result<Folder, Unreadable> {
        let path = self.base.join(&self.documents);
        if work_tree::leaves(&path) {
            return Ok(Folder { outside: vec![self.documents_shown()], ..Folder::default() });
        }
        if path.is_dir() {
            let root = work_tree::root(&path);
            let links = root.as_deref().map_or(Links::ToAnyFile, Links::Below);
            return read_folder_against(catalogue, &self.base, &self.documents, links);
        }
        let readings = vec![read_file_against(catalogue, &self.base, &self.documents)?];
        Ok(Folder { readings, files: vec![self.documents_shown()], ..Folder::default() })
    }

    /// The lines of the documents, to show them in reports.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(&self.base)
    }
}

/// The lines of documents. Each document is read once, when its first line is needed.
#[derive(Debug)]
pub struct Lines<'s> {
    base: &'s Path,
    texts: RefCell<BTreeMap<String, Vec<String>>>,
}

impl<'s> Lines<'s> {
    /// The lines of documents whose paths are relative to this folder.
    #[must_use]
    pub fn new(base: &'s Path) -> Self {
        Self { base, texts: RefCell::default() }
    }

    /// A line of a document, counted from 1. `None` if it can no longer be read.
    #[must_use]
    pub fn get(&self, path: &str, line: u32) -> Option<String> {
        let place = usize::try_from(line).ok()?.checked_sub(1)?;
        let mut texts = self.texts.borrow_mut();
        if !texts.contains_key(path) {
            let file = self.base.join(path);
            // What is not read is not shown either.
            let text = if work_tree::leaves(&file) { None } else { fs::read_to_string(file).ok() }.unwrap_or_default();
            texts.insert(path.to_owned(), text.lines().map(str::to_owned).collect());
        }
        texts.get(path)?.get(place).cloned()
    }
}

/// A Markdown document read without its `skip` directives. `None` if it has none.
#[must_use]
pub fn without_skips(path: &str, bytes: &[u8]) -> Option<Document> {
    let text = core::str::from_utf8(bytes).ok().filter(|text| text.contains("skip") && is_markdown(Path::new(path)))?;
    let document = read_unskipped(path, text);
    (!document.permissions.is_empty()).then_some(document)
}
