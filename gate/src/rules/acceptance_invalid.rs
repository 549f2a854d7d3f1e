//! `lock/acceptance-invalid`: an acceptance is unused, expired, without a reason, or does not fit.

use crate::change::Change;
use crate::finder::Finds;
use crate::lock::Acceptance;
use crate::review::custody::Custody;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "lock/acceptance-invalid",
    title: "an acceptance is unused, expired, without a reason, or does not fit",
    parties: &[Party::Security],
    bump: None,
    found_by: FoundBy::Lock,
    acceptable: false,
    explanation: "An acceptance records a decision about one change. One that matches no change, or has expired, could silently \
                  approve a later one.",
    before: "a change is accepted until a day, with a reason\n",
    after: "the day is over, and the change still shows\n",
    harmless: "take the acceptance out, or accept the change as it is now, with a reason",
    ..GateRule::of(Family::Lock)
};

pub(super) static FINDS: &[Finds] = &[Finds::Lock(find)];

fn find(custody: &Custody<'_>) -> Vec<Change> {
    custody.inputs.lock.accepted.iter().filter_map(|acceptance| invalid(custody, acceptance)).collect()
}

fn invalid(custody: &Custody<'_>, acceptance: &Acceptance) -> Option<Change> {
    let Acceptance { fingerprint, reason, until, .. } = acceptance;
    let alphabet = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '/' | ':' | '-');
    let withdraw = "take it out".to_owned();
    let (why, help) = if (custody.rule_of)(fingerprint).is_none() || !fingerprint.chars().all(alphabet) {
        ("it fits no rule".to_owned(), withdraw)
    } else if reason.trim().is_empty() {
        ("it has no reason".to_owned(), withdraw)
    } else if acceptance.is_expired(custody.inputs.today) {
        let day = until.map(|until| until.to_string()).unwrap_or_default();
        (format!("it ended on {day}"), format!("{withdraw}, or accept the change again"))
    } else if custody.is_unused(acceptance) {
        ("no difference has this fingerprint".to_owned(), withdraw)
    } else {
        return None;
    };
    let message = format!("the acceptance of {fingerprint} does not hold: {why}");
    Some(Change { help, ..custody.change(&RULE, [fingerprint, "", ""], message) })
}
