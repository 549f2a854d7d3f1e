//! Writing a file: whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use crate::exit::Failure;

/// Writes the text beside the file and moves it into its place, so that nobody ever sees half of it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text, ".tmp").map_err(|error| Failure(format!("cannot write {}: {error}", path.display())))
}

/// The same; the file beside it begins with `prefix` until it is moved, so that one which a killed run left can be told.
pub(crate) fn replace(path: &Path, text: &str, prefix: &str) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    // A temporary file is for its owner alone; this one becomes a file like any other, as the umask has it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // Until the folder is on the disk too, a loss of power could bring the old file back.
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}
