//! The folders: where the code of the comparisons is, and where they run.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder `bench`, and the one in it that git ignores.
pub struct Bench {
    root: PathBuf,
    work: PathBuf,
}

impl Bench {
    /// At this folder.
    pub fn at(root: &Path) -> Result<Self, String> {
        let root = root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))?;
        let work = root.join("target/work");
        make(&work)?;
        Ok(Self { root, work })
    }

    /// A path in `bench`.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A path of the repository.
    pub fn repository(&self, path: &str) -> PathBuf {
        self.root.parent().expect("bench is in the repository").join(path)
    }

    /// A path where things are built and run.
    pub fn work(&self, path: &str) -> PathBuf {
        self.work.join(path)
    }

    /// The text of a file of `bench`.
    pub fn read(&self, path: &str) -> Result<String, String> {
        read(&self.path(path))
    }

    /// Writes a file of `bench`.
    pub fn write(&self, path: &str, text: &str) -> Result<(), String> {
        write(&self.path(path), text)
    }

    /// Copies a package to where it is run. What it names beside `bench` it names by its whole path there, for it is no
    /// longer at the same depth.
    pub fn stage(&self, package: &str, place: &str) -> Result<PathBuf, String> {
        let place = self.work(place);
        empty(&place)?;
        self.copy(&self.path(package), &place)?;
        Ok(place)
    }

    fn copy(&self, from: &Path, to: &Path) -> Result<(), String> {
        make(to)?;
        let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
        for entry in entries {
            let entry = entry.map_err(|error| format!("{}: {error}", from.display()))?;
            let (source, copy) = (entry.path(), to.join(entry.file_name()));
            if source.is_dir() {
                if entry.file_name() != "target" {
                    self.copy(&source, &copy)?;
                }
            } else if entry.file_name() == "Cargo.toml" {
                let repository = format!("\"{}/", self.repository("").display().to_string().trim_end_matches('/'));
                write(&copy, &read(&source)?.replace("\"../../../", &repository))?;
            } else {
                fs::copy(&source, &copy).map_err(|error| format!("{}: {error}", source.display()))?;
            }
        }
        Ok(())
    }
}

/// Makes a folder and those that it is in.
pub fn make(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Takes a folder away, with what is in it.
pub fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}

/// Makes a folder with nothing in it.
pub fn empty(folder: &Path) -> Result<(), String> {
    remove(folder)?;
    make(folder)
}

/// The text of a file.
pub fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file, and the folders that it is in.
pub fn write(file: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = file.parent() {
        make(folder)?;
    }
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}
