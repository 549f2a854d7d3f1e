//! Documents of other people, which lie beside the repository in some checkouts.

use std::path::{Path, PathBuf};

/// The folder of other people's documents, where it is there.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared").join(folder);
    if !path.is_dir() {
        println!("SKIPPED: {folder} of the real documents is not here");
        return None;
    }
    Some(path)
}
