//! What `check` shows to people, and the commands in it, each of which does what it says.

use scopemark_gate::lock::PLACEHOLDER;
use scopemark_gate::shell::quoted;

use crate::check::{CHAT, locked};
use crate::support::{Folder, Printed};

const CALENDAR: &str = "| Calendar | `Calendars.Read` | No | |\n";

/// Removes a feature, which is an error with a note, and adds one, which is a warning.
fn edited() -> Folder {
    let folder = locked();
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read`", "| Mail | `Mail.Read` | No | |\n| Chat | `Chat.Read`");
    folder
}

#[test]
fn errors_come_first_although_the_warning_is_further_up() {
    let folder = edited();
    let run = folder.run(&["check"]).code(1);
    let heads: Vec<&str> =
        run.out().lines().filter_map(|line| line.split_once(": docs-tables").map(|(level, _)| level)).collect();
    assert_eq!(heads, ["error", "warning"], "{}", run.out());
    let lines: Vec<&str> = run.out().lines().filter(|line| line.contains("docs-tables/chat.md:")).collect();
    assert!(lines[0].contains(":3:1: Calendar is gone") && lines[1].contains(":5:"), "{lines:?}");
}

#[test]
fn notes_are_listed_where_they_are_wanted_and_none_has_a_command() {
    let folder = edited();
    let note = "= also note: Calendars.Read is no longer requested";
    assert!(!folder.run(&["check"]).out().contains(note));
    for wanted in [&["check", "--notes"][..], &["check", "--fail-on", "note"]] {
        let run = folder.run(wanted);
        assert!(run.out().contains(note), "{}", run.out());
        assert!(run.fingerprints().iter().all(|text| !text.starts_with("privilege/dropped")), "{}", run.out());
    }
    // A note by itself.
    let folder = locked();
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read`", &format!("{CALENDAR}| Chat | `Chat.Read`"));
    folder.edit("docs-tables/chat.md", "`User.Read` | No", "`User.Read` | Yes");
    folder.accept_all(&["check"]);
    folder.edit("docs-tables/chat.md", "`User.Read` | Yes", "`User.Read` | No");
    let hidden = folder.run(&["check"]);
    assert!(hidden.conclusion().contains(" note (--notes lists "), "{}", hidden.out());
    assert!(!hidden.out().contains("[consent/admin-no-longer-required]"), "{}", hidden.out());
    let shown = folder.run(&["check", "--notes"]);
    assert!(shown.out().contains("[consent/admin-no-longer-required]"), "{}", shown.out());
    assert_eq!(shown.accepts(), [""; 0], "{}", shown.out());
}

#[test]
fn the_last_line_says_whether_it_passes_and_what_was_compared() {
    let folder = edited();
    assert_eq!(
        folder.run(&["check"]).conclusion(),
        "fail: 1 error, 1 warning, 0 notes; needs a major release; compared with permissions.lock"
    );
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    let first = folder.git(&["rev-parse", "HEAD"]);
    let run = folder.run(&["check", "--against", "HEAD"]).code(0);
    assert_eq!(
        run.conclusion(),
        format!(
            "pass: 0 errors, 0 warnings, 0 notes; needs no release; compared with HEAD ({}), warning: that is HEAD, so only \
             edits that are not committed are judged",
            &first[..12]
        )
    );
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read`", "| Mail | `Mail.Read` | No | |\n| Chat | `Chat.Read`");
    folder.run(&["lock"]).code(0);
    folder.commit("second");
    let run = folder.run(&["check", "--against", "HEAD~1"]).code(0);
    assert_eq!(
        run.conclusion(),
        format!("pass: 0 errors, 1 warning, 0 notes; needs a minor release; compared with HEAD~1 ({})", &first[..12])
    );
    let run = folder.run(&["check", "--against", "HEAD~1", "--fail-on", "warning"]).code(1);
    assert!(run.conclusion().starts_with("fail: 0 errors, 1 warning"), "{}", run.conclusion());
}

#[test]
fn the_bump_counts_from_the_last_release() {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    folder.accept_all(&["check"]);
    let run = folder.run(&["check"]).code(0);
    assert!(run.conclusion().contains(", 1 accepted; needs a major release; "), "{}", run.conclusion());
    folder.run(&["release", "2.0.0"]).code(0);
    assert!(folder.run(&["check"]).conclusion().contains("; needs no release; "));
}

#[test]
fn releases_that_the_revision_does_not_have_are_named() {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    let check = ["check", "--against", "HEAD"];
    assert!(!folder.run(&check).out().contains("new release"));
    folder.run(&["release", "1.0.0"]).code(0);
    let run = folder.run(&check).code(0);
    assert!(run.out().starts_with("new release: 1.0.0\n"), "{}", run.out());
    let json = folder.run(&[&check[..], &["--format", "json"]].concat()).json();
    assert_eq!(json["new_releases"], serde_json::json!(["1.0.0"]));
}

#[test]
fn a_half_accepted_change_is_headed_by_what_is_open_and_each_reason_is_there_once() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    let fingerprints = folder.run(&["check"]).fingerprints();
    folder.run(&["accept", &fingerprints[0], &fingerprints[1], "--reason", "see #12"]).code(0);
    let run = folder.run(&["check"]).code(1);
    assert!(run.out().starts_with("error: docs-tables/chat.md:3:1: Scope::CalendarsRead is gone: "), "{}", run.out());
    assert_eq!(run.out().matches("= also accepted: ").count(), 2, "{}", run.out());
    assert_eq!(run.out().matches("see #12").count(), 1, "{}", run.out());
    assert_eq!(run.fingerprints(), &fingerprints[2..]);
}

#[test]
fn a_proof_of_many_permissions_is_shortened_for_people_and_whole_for_programs() {
    let rows: Vec<String> = (0..12).map(|number| format!("| Mail | `Thing.Read.N{number:02}` | No | |\n")).collect();
    let folder = Folder::with(&[("docs-tables/chat.md", &format!("{CHAT}{}", rows.concat()))]);
    folder.run(&["lock"]).code(0);
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    for format in ["text", "github", "markdown"] {
        let run = folder.run(&["check", "--format", format]).code(1);
        assert!(run.out().contains("Thing.Read.N07 and 4 more could use Mail"), "{}", run.out());
        assert!(!run.out().contains("Thing.Read.N07 Thing.Read.N08"), "{}", run.out());
    }
    for format in ["json", "sarif"] {
        let run = folder.run(&["check", "--format", format]).code(1);
        assert!(run.out().contains("Thing.Read.N10 Thing.Read.N11 could use Mail"), "{}", run.out());
    }
}

#[test]
fn a_removed_row_is_shown_at_the_header_of_its_table_with_the_old_line() {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    let run = folder.run(&["check", "--against", "HEAD"]).code(1);
    let shown = "3 | | Feature | Permission | Admin consent | Notes |\n  | ^\n  = was: | Calendar | Calendars.Read | delegated | base \
                 |  | (docs-tables/chat.md:7)\n";
    assert!(run.out().contains(shown), "{}", run.out());
}

#[test]
fn who_must_do_what_is_said_for_the_provider_of_the_document_alone() {
    let slack =
        "# Bot\n\n<!-- scopemark: separator = \",\" -->\n\n| Scope | Required |\n|---|---|\n| `chat:write` | Yes |\n";
    let folder = Folder::with(&[("docs-tables/bot.md", slack)]);
    folder.run(&["lock"]).code(0);
    assert!(!folder.run(&["check"]).out().contains("who must do what"));
    folder.edit("docs-tables/bot.md", "| `chat:write` | Yes |\n", "| `chat:write` | Yes |\n| `im:history` | Yes |\n");
    for format in ["text", "github", "markdown", "json", "sarif"] {
        let run = folder.run(&["check", "--format", format]).code(1);
        assert!(format == "sarif" || run.out().contains("https://api.slack.com/apps/APP_ID/oauth"), "{}", run.out());
        for other in ["Entra", "Graph", "microsoft", "Google", "GitHub"] {
            // SARIF declares every rule.
            assert!(format == "sarif" || !run.out().contains(other), "{other} in {}", run.out());
        }
    }
    // Steps of a document that cannot be read would be guesses.
    folder.edit("docs-tables/bot.md", "| `im:history` | Yes |", "| `im:history` | Yes | surplus |");
    assert!(!folder.run(&["check"]).out().contains("who must do what"));
}

/// Each edit of the document, with what it is about.
const EDITS: [(&str, &str, &str); 5] = [
    ("a feature goes", CALENDAR, ""),
    ("a permission is replaced", "| Chat | `User.Read` | No | |", "| Chat | `ChannelMessage.Read.All` | Yes | |"),
    ("consent becomes necessary", "| Chat | `User.Read` | No | |", "| Chat | `User.Read` | Yes | |"),
    ("a row gets a condition", "| Chat | `User.Read` | No | |", "| Chat | `User.Read` | No | Only for guests |"),
    ("a feature comes", CALENDAR, "| Calendar | `Calendars.Read` | No | |\n| Mail | `Mail.ReadWrite` | Yes | |\n"),
];

/// What the commands of a report say, pasted until nothing is open: accept, then update.
fn paste_all(folder: &Folder, check: &[&str], lock: &str, what: &str) {
    let reason = "it's \"meant\", $(id) and `id`; see #12";
    let run = folder.run(check);
    let commands: Vec<&str> = run.out().lines().filter_map(|line| Some(line.split_once("= accept: ")?.1)).collect();
    assert!(!commands.is_empty(), "{what}: {}", run.out());
    for command in commands {
        let placeholder = quoted(PLACEHOLDER);
        assert!(command.contains(&placeholder), "{command}");
        folder.paste(&command.replace(&placeholder, &quoted(reason))).code(0);
    }
    folder.run(check).code(0);
    let lock = folder.read(lock);
    assert!(lock.contains(r#"reason = "it's \"meant\", $(id) and `id`; see #12""#), "{what}: {lock}");
}

#[test]
fn each_command_that_accepts_does_so_wherever_the_documents_and_the_lock_are() {
    for (documents, lock) in [("docs-tables", None), ("-my docs", None), ("docs-tables", Some("it's a.lock"))] {
        for (what, from, to) in EDITS {
            let file = format!("{documents}/chat.md");
            let folder = Folder::with(&[(&file, CHAT)]);
            let named = lock.map(|lock| format!("--lock={lock}"));
            let options: Vec<&str> = named.iter().map(String::as_str).chain(["--", documents]).collect();
            folder.run(&[&["lock"], &options[..]].concat()).code(0);
            folder.edit(&file, from, to);
            paste_all(&folder, &[&["check"], &options[..]].concat(), lock.unwrap_or("permissions.lock"), what);
        }
    }
}

#[test]
fn each_command_that_accepts_against_a_revision_does_so() {
    for (what, from, to) in EDITS {
        let folder = locked();
        folder.git(&["init", "--quiet"]);
        folder.commit("first");
        folder.git(&["switch", "--quiet", "-c", "topic"]);
        folder.edit("docs-tables/chat.md", from, to);
        folder.commit("second");
        paste_all(&folder, &["check", "--against", "main", "--merge-base"], "permissions.lock", what);
    }
}

#[test]
fn each_command_that_updates_or_withdraws_does_so() {
    let folder = Folder::with(&[("-my docs/chat.md", CHAT)]);
    let [lock, check] = ["lock", "check"].map(|verb| [verb, "--lock", "a's.lock", "--", "-my docs"]);
    folder.run(&lock).code(0);
    folder.edit("-my docs/chat.md", "`Calendars.Read` | No | |", "`Calendars.Read` | No | Read this first |");
    let run = folder.run(&check).code(1);
    let update = run.out().lines().find_map(|line| line.split_once("= update: ")).expect("the command").1;
    folder.paste(update).code(0);
    folder.run(&check).code(0);
    // One of several that an edit needs, so that the lock stays behind; then the edit is taken back.
    let accepted = folder.read("-my docs/chat.md");
    folder.edit(
        "-my docs/chat.md",
        "| Chat | `User.Read` | No | |\n",
        "| Chat | `ChannelMessage.Read.All` | Yes | |\n",
    );
    let first = folder.run(&check).fingerprints().remove(0);
    folder.run(&["accept", &first, "--reason", "see #12", "--lock", "a's.lock", "--", "-my docs"]).code(0);
    folder.write("-my docs/chat.md", accepted.as_bytes());
    let run = folder.run(&check).code(1);
    let withdraw = run.out().lines().find_map(|line| line.split_once("= withdraw: ")).expect("the command").1;
    folder.paste(withdraw).code(0);
    folder.run(&check).code(0);
}
