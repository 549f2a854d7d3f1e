//! An acceptance: a person decided, with a reason, that one change is intended.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::reason::reason;

/// One accepted change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The fingerprint of the change.
    pub fingerprint: String,
    /// Why the change is intended. Never empty.
    pub reason: String,
    /// The last day (UTC) on which it is in force. `None` if it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// How often the change was accepted: once more each time it was reverted and made again.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: u32,
    /// Whether the facts of the lock contain the change. A settled acceptance does not allow it a second time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub settled: bool,
}

impl Acceptance {
    /// Whether its last day has passed.
    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Whether its reason can be read.
    #[must_use]
    pub fn has_reason(&self) -> bool {
        reason(&self.reason).is_ok()
    }
}

fn once() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_once(times: &u32) -> bool {
    *times <= 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !flag
}
