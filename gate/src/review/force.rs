//! Which acceptances are in force against which baseline.
//!
//! An acceptance is in force while its change shows. Once a baseline contains the change, the acceptance is used up there:
//! if the change is reverted and made again, it must be accepted again.

use super::baseline::Since;
use super::inputs::Inputs;
use crate::lock::{Acceptance, Lock};

/// The acceptance of this change that is in force against a baseline of this age.
pub(super) fn find(inputs: &Inputs<'_>, since: &Since<'_>, fingerprint: &str) -> Option<Acceptance> {
    let pending = pending(inputs, fingerprint);
    match since {
        Since::Lock => pending.filter(|acceptance| !acceptance.settled).cloned(),
        Since::Release(lock, number) => {
            let known = &lock.releases[..=*number];
            let later = inputs
                .lock
                .releases
                .iter()
                .filter(|release| known.iter().all(|known| known.version != release.version))
                .flat_map(|release| &release.accepted);
            pending.or_else(|| later.into_iter().find(|acceptance| acceptance.fingerprint == fingerprint)).cloned()
        }
        Since::Revision(lock) => {
            let usable = pending.map_or(0, |acceptance| acceptance.times) + released(inputs.lock, fingerprint);
            (usable > lock.map_or(0, |lock| used(lock, fingerprint)))
                .then(|| pending.or_else(|| history(inputs.lock, fingerprint).last()).cloned())
                .flatten()
        }
    }
}

/// The acceptance that no release has yet, where it holds.
fn pending<'a>(inputs: &Inputs<'a>, fingerprint: &str) -> Option<&'a Acceptance> {
    inputs.lock.accepted.iter().find(|acceptance| {
        acceptance.fingerprint == fingerprint && !acceptance.is_expired(inputs.today) && acceptance.has_reason()
    })
}

fn history<'a>(lock: &'a Lock, fingerprint: &str) -> impl Iterator<Item = &'a Acceptance> {
    let accepted = lock.releases.iter().flat_map(|release| &release.accepted);
    accepted.filter(move |acceptance| acceptance.fingerprint == fingerprint)
}

/// How often the releases have the change.
fn released(lock: &Lock, fingerprint: &str) -> u32 {
    history(lock, fingerprint).map(|acceptance| acceptance.times).sum()
}

/// How often the facts of the lock have the change already.
fn used(lock: &Lock, fingerprint: &str) -> u32 {
    let pending = lock.accepted.iter().find(|acceptance| acceptance.fingerprint == fingerprint);
    let settled = pending.map_or(0, |acceptance| acceptance.times - u32::from(!acceptance.settled));
    settled + released(lock, fingerprint)
}
