//! What an acceptance covers: the change that it names, as bad as it was, and nothing else.

use scopemark_compiler::finding::Level;
use scopemark_gate::lock::{Acceptance, Lock, Settings, canonical};
use scopemark_gate::review::{Inputs, Judgement, Tables, judge};

use crate::support::read;

/// The judgement of an edit where changes with these fingerprints are accepted.
fn judged(before: &str, after: &str, accepted: &[String]) -> Judgement {
    let mut lock = Lock::new("docs-tables", &[read(before)]);
    let accept = |fingerprint: &String| Acceptance {
        fingerprint: fingerprint.clone(),
        reason: "why".into(),
        until: None,
        times: 1,
        settled: false,
    };
    lock.accepted = accepted.iter().map(accept).collect();
    let tables = Tables { documents: vec![read(after)], ..Tables::default() };
    judge(&Inputs {
        facts: &canonical(&tables.documents),
        tables: &tables,
        lock: &lock,
        lock_path: "permissions.lock",
        against: None,
        catalogue: None,
        settings: &Settings::default(),
        today: "2030-01-01".parse().unwrap(),
    })
}

/// The rule, level and fingerprint of everything in the tables that is open and above a note, as it is listed.
fn open(judgement: &Judgement) -> Vec<(&str, Level, String)> {
    let open = judgement.open().filter(|(_, item)| !item.is_about_lock() && item.change.level > Level::Note);
    open.map(|(_, item)| (item.change.rule.id, item.change.level, item.fingerprint.clone())).collect()
}

const DELEGATED: &str = "| Feature | Permission | Type |\n|---|---|---|\n| Sync | User.Read.All | Delegated |\n";

#[test]
fn accepting_a_change_accepts_nothing_that_is_attached_to_it() {
    let after = DELEGATED.replace("Delegated", "Application");
    let before = judged(DELEGATED, &after, &[]);
    let [first, .., last] = &open(&before)[..] else { panic!("several: {before:?}") };
    let after = judged(DELEGATED, &after, core::slice::from_ref(&first.2));
    assert_eq!(open(&after), open(&before)[1..]);
    // What was accepted no longer gives the title.
    assert_eq!(after.verdicts[0].primary().fingerprint, open(&before)[1].2);
    assert_ne!(first, last);
}

#[test]
fn all_of_an_edit_can_be_accepted_and_is_titled_as_it_was() {
    let after = DELEGATED.replace("Delegated", "Application");
    let before = judged(DELEGATED, &after, &[]);
    let all: Vec<String> = open(&before).into_iter().map(|(.., fingerprint)| fingerprint).collect();
    let accepted = judged(DELEGATED, &after, &all);
    assert_eq!(open(&accepted), []);
    assert_eq!(accepted.verdicts[0].primary().change.rule, before.verdicts[0].primary().change.rule);
}

#[test]
fn an_acceptance_of_a_warning_does_not_cover_the_error_that_it_becomes() {
    let rows =
        |more: &str| format!("| Feature | Permission | Admin consent |\n|---|---|---|\n| A | A.Read | No |\n{more}");
    let (before, warned, worse) = (rows(""), rows("| B | B.Read | No |\n"), rows("| B | B.Read | Yes |\n"));
    let warning = judged(&before, &warned, &[]);
    let [(rule, Level::Warning, fingerprint)] = &open(&warning)[..] else { panic!("{warning:?}") };
    let accepted = core::slice::from_ref(fingerprint);
    assert_eq!(open(&judged(&before, &warned, accepted)), []);
    let worse = judged(&before, &worse, accepted);
    assert!(open(&worse).iter().any(|open| open.0 == *rule && open.1 == Level::Error), "{rule}");
}
