//! The file of a catalogue: where it is, and reading it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::{Catalogue, FILE, parse};
use crate::finding::Finding;
use crate::read::folder::{Unreadable, beside, shown};

/// A catalogue that was read, with the path of its file as it is shown.
#[derive(Debug, Clone)]
pub struct File {
    /// The path.
    pub path: String,
    /// The catalogue, or what is wrong with it.
    pub catalogue: Result<Catalogue, Vec<Finding>>,
}

/// Reads the catalogue of a folder of documents, or of one document: that beside it. A document in a folder of documents has the
/// folder's. `None` if there is none.
///
/// # Errors
///
/// If there is a file of this name that cannot be read.
pub fn of_documents(base: &Path, documents: &Path) -> Result<Option<File>, Unreadable> {
    for path in places(base, documents) {
        match read(base, &path) {
            Ok(file) => return Ok(Some(file)),
            Err((_, error)) if error.kind() == io::ErrorKind::NotFound => {}
            Err((path, error)) => return Err(Unreadable::new(path, &error)),
        }
    }
    Ok(None)
}

/// Reads the catalogue in a file.
///
/// # Errors
///
/// If the file cannot be read.
pub fn open(base: &Path, path: &Path) -> Result<File, Unreadable> {
    read(base, path).map_err(|(path, error)| Unreadable::new(path, &error))
}

fn read(base: &Path, path: &Path) -> Result<File, (String, io::Error)> {
    let shown = shown(base, path);
    let full = base.join(path);
    let kind = fs::metadata(&full).map_err(|error| (shown.clone(), error))?;
    if !kind.is_file() {
        // Opening a FIFO could wait forever.
        return Err((shown, io::ErrorKind::IsADirectory.into()));
    }
    let bytes = fs::read(&full).map_err(|error| (shown.clone(), error))?;
    Ok(File { catalogue: parse(&shown, bytes), path: shown })
}

/// Where the catalogue of documents may be.
fn places(base: &Path, documents: &Path) -> Vec<PathBuf> {
    let own = beside(base, documents, FILE);
    let of_folder = base.join(documents).is_file().then(|| own.parent().map(|folder| beside(base, folder, FILE)));
    [Some(own), of_folder.flatten()].into_iter().flatten().collect()
}
