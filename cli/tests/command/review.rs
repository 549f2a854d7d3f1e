//! `review` in a real terminal, and without one.
#![cfg(unix)]

use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

use crate::check::locked;
use crate::support::{Folder, Printed, line_with};

const CALENDAR: &str = "| Calendar | `Calendars.Read` | No | |\n";
const QUESTION: &str = "accept, skip or quit? [a/s/q] ";

/// A folder with two changes to review: a feature that goes, which is an error, and one that comes, which is a warning.
fn edited() -> Folder {
    let folder = locked();
    folder.edit("docs-tables/chat.md", CALENDAR, "| Mail | `Mail.Read` | No | |\n");
    folder
}

/// The command at a terminal of its own.
fn review(folder: &Folder, options: &[&str]) -> PtySession {
    let mut command = folder.at_terminal(&[&["review"], options].concat());
    command.env("TERM", "dumb");
    spawn_command(command, Some(60_000)).expect("a terminal")
}

/// The exit code, once nothing more is printed.
fn code(mut terminal: PtySession) -> (i32, String) {
    let rest = terminal.exp_eof().expect("the end");
    match terminal.process().wait().expect("an exit code") {
        WaitStatus::Exited(_, code) => (code, rest),
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_change_is_shown_with_whom_it_hurts_and_the_proof_and_accepted_with_a_reason() {
    let folder = edited();
    let before = folder.read("permissions.lock");
    let mut terminal = review(&folder, &[]);
    let first = terminal.exp_string(QUESTION).expect("a question");
    for part in
        ["change 1 of 2", "Calendar is gone", "= hurts: code, users", "a token with Calendars.Read could use Calendar"]
    {
        assert!(first.contains(part), "{part} in {first}");
    }
    terminal.send_line("what").expect("an answer");
    terminal.exp_string("write a, s or q").expect("what to answer");
    terminal.exp_string(QUESTION).expect("the question again");
    terminal.send_line("a").expect("an answer");
    terminal.exp_string("reason: ").expect("a question");
    // Before the reason, nothing is written; and no reason is none.
    terminal.send_line("  ").expect("an answer");
    terminal.exp_string("write a reason that can be read").expect("what to answer");
    terminal.exp_string(QUESTION).expect("the question again");
    assert_eq!(folder.read("permissions.lock"), before);
    terminal.send_line("a").expect("an answer");
    terminal.exp_string("reason: ").expect("a question");
    terminal.send_line("it's over, see #12").expect("an answer");
    let second = terminal.exp_string(QUESTION).expect("the next change");
    assert!(second.contains("change 2 of 2") && second.contains("Mail.Read"), "{second}");
    // The first is in the lock, and the second is not.
    assert!(folder.read("permissions.lock").contains("reason = \"it's over, see #12\""));
    terminal.send_line("a").expect("an answer");
    terminal.exp_string("reason: ").expect("a question");
    terminal.send_line("reviewed").expect("an answer");
    terminal.exp_string("nothing is left to accept").expect("the end");
    assert_eq!(code(terminal).0, 0);
    folder.run(&["check"]).code(0);
}

#[test]
fn what_is_skipped_stays_open_and_a_review_that_is_left_writes_nothing_more() {
    for (answers, left) in
        [(&["s", "s"][..], "2 changes are left"), (&["q"], "2 changes are left"), (&["s", "q"], "2 changes are left")]
    {
        let folder = edited();
        let before = folder.read("permissions.lock");
        let mut terminal = review(&folder, &[]);
        for answer in answers {
            terminal.exp_string(QUESTION).expect("a question");
            terminal.send_line(answer).expect("an answer");
        }
        terminal.exp_string(left).expect("what is left");
        assert_eq!(code(terminal).0, 1);
        assert_eq!(folder.read("permissions.lock"), before);
    }
    // Nobody answers any more, or the run is interrupted, in the middle of a change.
    for control in ['d', 'c'] {
        let folder = edited();
        let before = folder.read("permissions.lock");
        let mut terminal = review(&folder, &[]);
        terminal.exp_string(QUESTION).expect("a question");
        terminal.send_line("a").expect("an answer");
        terminal.exp_string("reason: ").expect("a question");
        terminal.send_control(control).expect("a key");
        terminal.exp_eof().expect("the end");
        assert_eq!(folder.read("permissions.lock"), before);
    }
}

#[test]
fn an_edit_during_the_review_is_not_accepted_unseen() {
    let folder = edited();
    let before = folder.read("permissions.lock");
    let mut terminal = review(&folder, &[]);
    terminal.exp_string(QUESTION).expect("a question");
    folder.edit("docs-tables/chat.md", "| Mail |", &format!("{CALENDAR}| Mail |"));
    terminal.send_line("a").expect("an answer");
    terminal.exp_string("reason: ").expect("a question");
    terminal.send_line("see #12").expect("an answer");
    terminal.exp_string("run `cargo scopemark review` again").expect("what to do");
    assert_eq!(code(terminal).0, 1);
    assert_eq!(folder.read("permissions.lock"), before);
}

#[test]
fn what_is_accepted_against_a_revision_passes_there() {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    folder.git(&["switch", "--quiet", "-c", "topic"]);
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    folder.commit("second");
    let against = ["--against", "main", "--merge-base"];
    let mut terminal = review(&folder, &against);
    terminal.exp_string(QUESTION).expect("a question");
    terminal.send_line("accept").expect("an answer");
    terminal.exp_string("reason: ").expect("a question");
    terminal.send_line("see #12").expect("an answer");
    terminal.exp_string("nothing is left to accept").expect("the end");
    assert_eq!(code(terminal).0, 0);
    folder.run(&[&["check"], &against[..]].concat()).code(0);
}

#[test]
fn where_nothing_is_open_nothing_is_asked() {
    let (status, shown) = code(review(&locked(), &[]));
    assert_eq!(status, 0);
    assert!(shown.contains("nothing is left to accept") && !shown.contains('?'), "{shown}");
}

#[test]
fn without_a_person_it_is_refused_with_what_to_use_instead() {
    let folder = edited();
    let run = folder.run(&["review"]).code(2).stderr_eq(line_with("`review` needs a terminal"));
    assert!(run.err().contains("cargo scopemark check"), "{}", run.err());
    let mut command = folder.at_terminal(&["review"]);
    command.env("CI", "true");
    let (status, shown) = code(spawn_command(command, Some(60_000)).expect("a terminal"));
    assert_eq!(status, 2);
    assert!(shown.contains("in CI") && shown.contains("cargo scopemark check"), "{shown}");
}
