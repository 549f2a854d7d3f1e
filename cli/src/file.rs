//! Writes a file completely or not at all.

use std::io::{self, Write};
use std::path::Path;

use crate::exit::Failure;

/// Writes the text to a temporary file and moves it into place, so that nobody ever sees half of it.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    replace(path, text, ".tmp").map_err(|error| Failure(format!("cannot write {}: {error}", path.display())))
}

/// The same. The name of the temporary file begins with `prefix`, so that the leftovers of a killed run are recognized.
pub(crate) fn replace(path: &Path, text: &str, prefix: &str) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    // Temporary files are private to their owner. This one becomes a normal file, so the umask decides.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // Until the folder is on disk too, a power failure could bring the old file back.
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}
