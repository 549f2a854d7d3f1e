//! Merge conflicts in a lock: both sides of it, and what becomes of them.

use scopemark_compiler::model::Document;
use semver::Version;

use super::acceptance::Acceptance;
use super::contents::{Lock, Release};
use super::error::LockError;
use super::marker::marker;
use super::read;
use super::tombstone;

/// A lock with a merge conflict: both sides, each with the acceptances, tombstones and releases of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The current branch's side.
    pub ours: Lock,
    /// The side that was merged.
    pub theirs: Lock,
}

impl Conflict {
    /// The sides of a file that has conflict markers. `None` if it has none.
    ///
    /// # Errors
    ///
    /// If a side is no lock, or both have a release that says two things.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Result<Self, LockError>> {
        let text = core::str::from_utf8(bytes).ok()?.replace("\r\n", "\n");
        text.lines().any(|line| marker(line).is_some()).then(|| conflict(&text))
    }

    /// The lock of documents that contain both sides. All that each side removed stays removed.
    #[must_use]
    pub fn resolved(&self, documents: &[Document]) -> Lock {
        let mut lock = self.ours.clone();
        lock.advance(documents);
        let of_theirs = tombstone::after(&self.theirs.tombstones, &self.theirs.documents, documents);
        lock.tombstones.extend(of_theirs);
        lock.tombstones.sort();
        lock.tombstones.dedup();
        lock
    }
}

fn conflict(text: &str) -> Result<Conflict, LockError> {
    let [ours, theirs] = sides(text)?;
    let (ours, theirs) = (read::unchecked(&ours)?, read::unchecked(&theirs)?);
    let releases = releases(&ours, &theirs)?;
    let with_both = |own: &Lock, other: &Lock| {
        let mut lock = own.clone();
        lock.accepted = accepted(own, other);
        lock.tombstones.extend(other.tombstones.iter().cloned());
        lock.tombstones.sort();
        lock.tombstones.dedup();
        lock.window = own.window.max(other.window);
        lock.releases.clone_from(&releases);
        lock.drop_past_the_window();
        lock
    };
    Ok(Conflict { ours: with_both(&ours, &theirs), theirs: with_both(&theirs, &ours) })
}

/// The texts of both sides.
fn sides(text: &str) -> Result<[String; 2], LockError> {
    let (mut sides, mut within) = ([String::new(), String::new()], None);
    for (at, line) in text.lines().enumerate() {
        within = match (marker(line), within) {
            (Some(0), None) => Some(0),
            (Some(1), Some(0)) => Some(1),
            (Some(2), Some(0 | 1)) => Some(2),
            (Some(3), Some(2)) => None,
            (Some(_), _) => {
                let what = "the conflict markers are not in their order".to_owned();
                return Err(LockError { line: at + 1, what, help: HELP.to_owned() });
            }
            (None, within) => {
                for (side, of) in sides.iter_mut().zip([0, 2]) {
                    if within.is_none_or(|within| within == of) {
                        side.extend([line, "\n"]);
                    }
                }
                within
            }
        };
    }
    Ok(sides)
}

const HELP: &str = "take one side whole (`git checkout --theirs -- permissions.lock`), then run `cargo scopemark lock`";

/// The acceptances of both, for the facts of one: they do not have yet what only the other accepted.
fn accepted(own: &Lock, other: &Lock) -> Vec<Acceptance> {
    let mut all = own.accepted.clone();
    for acceptance in &other.accepted {
        match all.iter_mut().find(|known| known.fingerprint == acceptance.fingerprint) {
            Some(known) => known.times = known.times.max(acceptance.times),
            None => all.push(Acceptance { settled: false, ..acceptance.clone() }),
        }
    }
    all.sort();
    all
}

/// The releases of both, in the order of their versions.
fn releases(ours: &Lock, theirs: &Lock) -> Result<Vec<Release>, LockError> {
    let mut all = ours.releases.clone();
    for release in &theirs.releases {
        match all.iter_mut().find(|known| known.version == release.version) {
            // One side may have dropped the facts of a release that left the window.
            Some(known) if known.accepted == release.accepted && is_same(known, release) => {
                if known.documents.is_none() {
                    known.clone_from(release);
                }
            }
            Some(_) => {
                let what = format!("both sides have a release {}, and they differ", release.version);
                return Err(LockError { line: 1, what, help: HELP.to_owned() });
            }
            None => all.push(release.clone()),
        }
    }
    all.sort_by_key(|release| Version::parse(&release.version).ok());
    Ok(all)
}

fn is_same(one: &Release, other: &Release) -> bool {
    one.documents == other.documents || one.documents.is_none() || other.documents.is_none()
}
