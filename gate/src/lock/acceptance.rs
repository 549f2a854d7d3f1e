//! An acceptance: somebody said, with a reason, that one change is meant.

use super::Date;

/// One accepted change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acceptance {
    /// The fingerprint of the change.
    pub fingerprint: String,
    /// Why it is meant; never empty.
    pub reason: String,
    /// The last day (UTC) on which it is in force; it stays so where there is none.
    pub until: Option<Date>,
    /// How often the change was accepted: again where it was taken back and made once more.
    pub times: u32,
    /// Whether the facts of the lock have the change already. What is settled does not allow it a second time.
    pub settled: bool,
}

impl Acceptance {
    /// Whether its last day is over.
    #[must_use]
    pub fn is_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}
