//! One file: reading it, and why that fails.

use std::io::{self, Read as _};
use std::path::Path;
use std::{fmt, fs};

use super::paths::shown;
use crate::catalogue::Catalogue;
use crate::read::{LARGEST, Reading, lost, read_bytes_against, too_large};

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
    pub fn new(path: impl Into<String>, error: &io::Error) -> Self {
        Self { path: path.into(), why: reason(error) }
    }
}

/// Reads one file as a document, whatever its extension. Paths are shown relative to `base`.
///
/// # Errors
///
/// If it is no regular file (a FIFO or device is never opened, as that could wait forever), or cannot be opened or read. Bytes
/// that are not UTF-8 are a finding.
pub fn read_file(base: &Path, path: &Path) -> Result<Reading, Unreadable> {
    read_file_against(None, base, path)
}

/// The same, compared with a catalogue where there is one.
///
/// # Errors
///
/// As [`read_file`].
pub fn read_file_against(catalogue: Option<&Catalogue>, base: &Path, path: &Path) -> Result<Reading, Unreadable> {
    let shown = shown(base, path);
    let unreadable = |error: io::Error| Unreadable::new(shown.clone(), &error);
    let full = base.join(path);
    let kind = fs::metadata(&full).map_err(unreadable)?.file_type();
    if kind.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    if !kind.is_file() {
        let why = format!("this is {}, and only regular files are read", special(kind));
        return Err(Unreadable { path: shown, why });
    }
    let file = fs::File::open(full).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    if length > LARGEST as u64 {
        return Ok(lost(&shown, too_large(&shown, length)));
    }
    let mut bytes = Vec::new();
    // A file may grow while it is read: one more byte than the limit tells.
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(read_bytes_against(catalogue, &shown, &bytes))
}

/// What a file is that is neither a regular file nor a folder.
pub(super) fn special(kind: fs::FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a FIFO";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    let _ = kind;
    "a special file"
}

/// Why reading failed, independent of the system's language.
fn reason(error: &io::Error) -> String {
    use io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".into(),
        ErrorKind::PermissionDenied => "permission to read it is denied".into(),
        ErrorKind::IsADirectory => "this is a folder, not a file".into(),
        ErrorKind::NotADirectory => "this is a file, not a folder".into(),
        kind => format!("it cannot be read: {kind}"),
    }
}
