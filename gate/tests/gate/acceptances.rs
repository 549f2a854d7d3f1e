//! What an acceptance covers: the change that it names, as bad as it was, and nothing else.

use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;
use scopemark_gate::lock::{Acceptance, Lock, Settings, canonical};
use scopemark_gate::review::{Inputs, Judgement, Tables, judge};
use scopemark_gate::{Change, compare};

use crate::edges::{row, table};
use crate::support::{each, read};

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

#[test]
fn a_renaming_that_the_document_tells_voids_no_acceptance() {
    let named = |name: &str, says: &str, rows: &[[&str; 5]]| {
        let text = if says.is_empty() { table(rows) } else { format!("<!-- scopemark: {says} -->\n\n{}", table(rows)) };
        Document { name: name.into(), ..read(&text) }
    };
    let rows = |tasks, permission| [row("Mail", "Mail.Read"), row(tasks, "User.Read"), row(tasks, permission)];
    let before = named("o365", "", &[&rows("Tasks", "Tasks.Read")[..], &[row("Chat", "Chat.Read")]].concat());
    let prints = |after: Document| -> BTreeSet<String> {
        let changes = compare(core::slice::from_ref(&before), &[after]);
        // The renamings are changes of their own.
        let renamings = ["document/renamed", "code/feature-renamed"];
        each(&changes).filter(|change| !renamings.contains(&change.rule.id)).map(Change::fingerprint).collect()
    };
    let accepted = prints(named("o365", "", &rows("Tasks", "Tasks.ReadWrite")));
    assert!(accepted.len() > 4, "{accepted:?}");
    for after in [
        named("ms", r#"formerly.document = "o365""#, &rows("Tasks", "Tasks.ReadWrite")),
        named("o365", r#"formerly."To Do" = "Tasks""#, &rows("To Do", "Tasks.ReadWrite")),
        named("ms", r#"formerly.document = "o365", formerly."To Do" = "Tasks""#, &rows("To Do", "Tasks.ReadWrite")),
    ] {
        assert_eq!(prints(after), accepted);
    }
    // Without that, features of other names are other features.
    assert_ne!(prints(named("o365", "", &rows("To Do", "Tasks.ReadWrite"))), accepted);
}
