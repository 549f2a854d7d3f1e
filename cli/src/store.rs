//! Writes the lock to disk: one writer at a time, and never half a file.

use std::fs::{self, File};
use std::io;

use scopemark_gate::lock::{Conflict, FILE, Lock};
use scopemark_gate::site::{Site, SiteError};

use crate::exit::Failure;
use crate::file;

/// The prefix of temporary files, which a killed run may leave behind.
const PREFIX: &str = ".permissions.lock.new-";

/// The only writer of a lock, for as long as it lives.
pub(crate) struct Writer<'s> {
    site: &'s Site,
    _turn: File,
}

impl<'s> Writer<'s> {
    /// Waits until no other run writes a lock in this folder. Refuses in CI, where the written lock would be lost, or would
    /// pass without review.
    pub(crate) fn open(site: &'s Site) -> Result<Self, Failure> {
        refuse_in_ci(&site.lock_shown())?;
        let turn = take_turn(site).map_err(|error| Failure(format!("cannot write {}: {error}", site.lock_shown())))?;
        Ok(Self { site, _turn: turn })
    }

    /// The lock, which no other run changes now. `None` if it does not exist yet.
    pub(crate) fn read(&self) -> Result<Option<Lock>, Failure> {
        match self.site.read_lock() {
            Ok(lock) => Ok(Some(lock)),
            Err(SiteError::Missing { .. }) => Ok(None),
            Err(error) => Err(Failure(error.to_string())),
        }
    }

    /// The sides of the lock, if it has a merge conflict.
    pub(crate) fn conflict(&self) -> Result<Option<Conflict>, Failure> {
        let Ok(bytes) = fs::read(self.site.lock_path()) else { return Ok(None) };
        let path = self.site.lock_shown();
        Conflict::of(&bytes).transpose().map_err(|error| Failure(format!("{path}: {error}")))
    }

    /// Replaces the lock. A run killed at any moment leaves the old file or the new one.
    pub(crate) fn write(&self, lock: &Lock) -> Result<(), Failure> {
        // A lock that is a link stays one.
        let path = self.site.lock_path();
        let path = path.canonicalize().unwrap_or(path);
        let cannot = |error: io::Error| {
            Failure(format!("cannot write {}: {error}; the file is unchanged", self.site.lock_shown()))
        };
        self.clear().map_err(cannot)?;
        file::replace(&path, &lock.render(), PREFIX).map_err(cannot)
    }

    /// Removes the temporary files of killed runs.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.site.lock_folder())? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(PREFIX) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// Refuses to write this path if `CI` is set.
pub(crate) fn refuse_in_ci(path: &str) -> Result<(), Failure> {
    if is_ci() {
        return Err(Failure(format!(
            "cannot write {path} in CI (the variable CI is set): run this command on your machine, and commit {FILE}"
        )));
    }
    Ok(())
}

/// Whether `CI` is set.
pub(crate) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !["", "0", "false"].iter().any(|no| value == *no))
}

/// Waits for an advisory lock, which the system releases when the process ends, however it ends. It is on the folder,
/// because the file itself is replaced.
#[cfg(unix)]
fn take_turn(site: &Site) -> io::Result<File> {
    use rustix::fs::{FlockOperation, flock};
    let folder = File::open(site.lock_folder())?;
    loop {
        match flock(&folder, FlockOperation::LockExclusive) {
            Ok(()) => return Ok(folder),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The same if folders cannot be locked: a file that no other process can open, and that disappears with the process.
#[cfg(windows)]
fn take_turn(site: &Site) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARING_VIOLATION: i32 = 32;
    let path = site.lock_folder().join(".permissions.lock.turn");
    loop {
        let opened = File::options().create(true).write(true).share_mode(0).custom_flags(DELETE_ON_CLOSE).open(&path);
        match opened {
            Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            other => return other,
        }
    }
}
