//! `lock/acceptance-invalid`: an acceptance is unused, expired, without a reason, or does not match.

use crate::change::Change;
use crate::finder::Finds;
use crate::fingerprint::is_whole;
use crate::lock::{Acceptance, FORMAT};
use crate::review::custody::Custody;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "lock/acceptance-invalid",
    title: "an acceptance is unused, expired, without a reason, or matches no rule",
    parties: &[Party::Security],
    found_by: FoundBy::Lock,
    acceptable: false,
    explanation: "An acceptance records a decision about one change. One that matches no change, or has expired, could silently \
                  approve a later one.",
    before: "a change is accepted with a reason, until a day\n",
    after: "the day has passed, and the change still shows\n",
    harmless: "withdraw the acceptance, or accept the change as it is now, with a reason",
    ..GateRule::of(Family::Lock)
};

pub(super) static FINDS: &[Finds] = &[Finds::Lock(find)];

fn find(custody: &Custody<'_>) -> Vec<Change> {
    let lock = custody.inputs.lock;
    // Of an earlier format only those that have the form of today can match.
    let judged = lock.accepted.iter().filter(|own| lock.format >= FORMAT || is_whole(&own.fingerprint));
    judged.filter_map(|acceptance| invalid(custody, acceptance)).collect()
}

fn invalid(custody: &Custody<'_>, acceptance: &Acceptance) -> Option<Change> {
    let Acceptance { fingerprint, until, .. } = acceptance;
    let withdraw = "withdraw it".to_owned();
    let (why, help) = if (custody.rule_of)(fingerprint).is_none() || !is_whole(fingerprint) {
        ("it matches no rule".to_owned(), withdraw)
    } else if !acceptance.has_reason() {
        ("it has no reason".to_owned(), withdraw)
    } else if acceptance.is_expired(custody.inputs.today) {
        let day = until.map(|until| until.to_string()).unwrap_or_default();
        (format!("it expired on {day}"), format!("{withdraw}, or accept the change again"))
    } else if custody.is_unused(acceptance) {
        ("no change has this fingerprint".to_owned(), withdraw)
    } else {
        return None;
    };
    let message = format!("the acceptance of {fingerprint} is invalid: {why}");
    Some(Change { help, ..custody.change(&RULE, [fingerprint, "", ""], message) })
}
