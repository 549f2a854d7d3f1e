//! An acceptance: somebody said, with a reason, that one change is meant.

use serde::{Deserialize, Serialize};

use super::date::Date;

/// One accepted change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The fingerprint of the change.
    pub fingerprint: String,
    /// Why it is meant; never empty.
    pub reason: String,
    /// The last day (UTC) on which it is in force; it stays so where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// How often the change was accepted: again where it was taken back and made once more.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: u32,
    /// Whether the facts of the lock have the change already. What is settled does not allow it a second time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub settled: bool,
}

impl Acceptance {
    /// Whether its last day is over.
    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
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
