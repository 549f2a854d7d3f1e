//! The rules about the lock.

use super::Party::{Admins, Code, Document, Security, Users};
use super::{FoundBy, GateRule, RuleLevel};

const BASE: GateRule = GateRule {
    id: "",
    title: "",
    parties: &[Security],
    level: RuleLevel::Error,
    bump: None,
    found_by: FoundBy::Lock,
    explanation: "",
    before: "",
    after: "",
    harmless: "",
};

pub(crate) static ACCEPTANCE_INVALID: GateRule = GateRule {
    id: "lock/acceptance-invalid",
    title: "an acceptance is unused, expired, without a reason, or does not fit",
    explanation: "An acceptance stands for a decision about one change. One that fits no change, or whose time is over, would wait for \
                  a later change that nobody decided on.",
    before: "a change is accepted until a day, with a reason\n",
    after: "the day is over, and the change still shows\n",
    harmless: "take the acceptance out, or accept the change as it is now, with a reason",
    ..BASE
};

pub(crate) static HISTORY_REMOVED: GateRule = GateRule {
    id: "lock/history-removed",
    title: "a release, tombstone or acceptance of the baseline is gone",
    explanation: "What was promised to users of a release, what names meant, and what was accepted and why is what later changes are \
                  judged by. Taking it out of the lock would let a break pass.",
    before: "the lock at the baseline has a release 1.2.0\n",
    after: "the lock has no release 1.2.0\n",
    harmless: "restore the lock from the baseline, and bring it up to date with `lock`",
    ..BASE
};

pub(crate) static STALE: GateRule = GateRule {
    id: "lock/stale",
    title: "the lock does not say what the tables say",
    parties: &[Code, Users, Admins, Security, Document],
    explanation: "Reviewers read the meaning of an edit in the lock, and later edits are compared with it. One that lags behind hides both.",
    before: "the lock says what the tables say\n",
    after: "a row was added to a table, and the lock is as it was\n",
    harmless: "run `lock` and commit what it writes",
    ..BASE
};
