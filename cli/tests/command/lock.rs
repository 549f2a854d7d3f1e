//! `lock` and the file that it writes: canonical, whole at any moment, and believed only as it was written.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use snapbox::str;

use crate::check::{CHAT, locked};
use crate::support::{Folder, Printed, line_with};

#[test]
fn the_lock_has_a_line_for_each_fact_and_the_same_bytes_each_time() {
    let folder = locked();
    let text = folder.read("permissions.lock");
    for fact in [
        "\n    { feature = \"Calendar\", access = \"base\", kind = \"delegated\", scope = \"Calendars.Read\", admin-consent = false },\n",
        "\n    { name = \"Chat.Read\", ident = \"ChatRead\" },\n",
        "\nresource = \"https://graph.microsoft.com\"\n",
    ] {
        assert!(text.contains(fact), "{fact} in {text}");
    }
    folder.run(&["lock"]).code(0);
    assert_eq!(folder.read("permissions.lock"), text);
}

#[test]
fn a_document_in_another_folder_is_told_as_that() {
    let folder = locked();
    fs::remove_file(folder.path().join("docs-tables/chat.md")).expect("the document");
    folder.write("docs-tables/teams/chat.md", CHAT.as_bytes());
    folder.run(&["check"]).code(1).stdout_eq(line_with(
        "permissions.lock does not say where the documents are: chat is at docs-tables/teams/chat.md, and was at \
         docs-tables/chat.md [lock/stale]",
    ));
    folder.run(&["lock"]).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn a_lock_that_went_is_brought_back_and_not_made_anew() {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.commit("all");
    fs::remove_file(folder.path().join("permissions.lock")).expect("the lock");
    let run = folder.run(&["check"]).code(3);
    let (_, command) = run.err().split_once("bring it back with `").expect("the command");
    folder.paste(command.split('`').next().expect("the command")).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn warnings_that_nobody_accepted_are_counted_where_the_lock_takes_them() {
    let folder = locked();
    folder.edit(
        "docs-tables/chat.md",
        "| Chat | `User.Read` | No | |",
        "| Chat | `User.Read` | No | For shared mailboxes |",
    );
    let run = folder
        .run(&["check"])
        .code(1)
        .stdout_eq(line_with("= help: accept the warnings, which brings it up to date as well"));
    let accept = run.accepts().remove(0);
    folder
        .run(&["lock"])
        .code(0)
        .stderr_eq(line_with("warnings were not accepted: the lock has what they are about, without a reason"));
    // The other way round: accepting them brings it up to date.
    let folder = locked();
    folder.edit(
        "docs-tables/chat.md",
        "| Chat | `User.Read` | No | |",
        "| Chat | `User.Read` | No | For shared mailboxes |",
    );
    folder.paste(&accept).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn a_row_and_a_condition_more_are_two_lines_more() {
    let folder = locked();
    let before = folder.read("permissions.lock");
    folder.edit(
        "docs-tables/chat.md",
        "| Calendar |",
        "| Chat | `User.Read` | No | For shared mailboxes |\n| Calendar |",
    );
    folder.run(&["lock"]).code(0);
    let after = folder.read("permissions.lock");
    let added: Vec<&str> = after.lines().filter(|line| !before.contains(line) && !line.starts_with("digest")).collect();
    assert_eq!(added.len(), 2, "the condition and the row: {added:?}");
}

#[test]
fn a_lock_that_scopemark_did_not_write_is_exit_code_3_with_its_line_and_what_to_do() {
    let folder = locked();
    let text = folder.read("permissions.lock");
    let half = &text[..text.len() / 2];
    for (broken, says) in [
        (half.to_owned(), "cut off"),
        (String::new(), "cut off"),
        (text.replace("Calendars.Read", "Calendars.ReadWrite"), "edited by hand"),
        (text.replace("window = 3", "window = 0"), "edited by hand"),
        (text.replace("format = 2", "format = 7"), "newer scopemark"),
        (text.replace("[history]", "<<<<<<< HEAD\n[history]"), "conflict"),
        (text.replace("folder = \"docs-tables\"", "folder = \"other\""), "about `other`, not `docs-tables`"),
    ] {
        assert_ne!(broken, text);
        folder.write("permissions.lock", broken.as_bytes());
        for arguments in [&["check"][..], &["lock"], &["release", "1.0.0"]] {
            let run = folder.run(arguments).code(3);
            assert!(run.err().contains(says) && run.err().contains("permissions.lock: "), "{says} in {}", run.err());
            assert!(says.starts_with("about") || run.err().contains("line "), "{}", run.err());
        }
        assert_eq!(folder.read("permissions.lock"), broken);
    }
}

#[test]
fn a_document_with_an_error_is_not_locked() {
    let folder = Folder::with(&[("docs-tables/chat.md", &CHAT.replace("| Calendar |", "| Calendar | x |"))]);
    folder.run(&["lock"]).code(1).stdout_eq(line_with("[read/ragged-row]"));
    assert!(!folder.path().join("permissions.lock").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_leaves_the_old_one() {
    let folder = locked();
    folder.edit(
        "docs-tables/chat.md",
        "| Calendar | `Calendars.Read` | No | |",
        "| Calendar | `Calendars.Read` | No | Beta |",
    );
    let before = folder.read("permissions.lock");
    // A process that may write no byte meets what a full disk gives: the write fails.
    folder.paste("trap '' XFSZ; ulimit -f 0; exec cargo-scopemark lock").code(3).stderr_eq(str![[r#"
error: cannot write permissions.lock: File too large (os error 27) at path "[FOLDER]/.permissions.lock.new-[..]"; the file is unchanged

"#]]);
    assert_eq!(folder.read("permissions.lock"), before);
    assert_eq!(names(&folder), ["docs-tables", "permissions.lock"]);
    folder.run(&["lock"]).code(0);
    assert_ne!(folder.read("permissions.lock"), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_is_read_only_is_exit_code_3() {
    // Nobody, root neither, makes a file in /proc.
    locked().run(&["lock", "--lock", "/proc/permissions.lock"]).code(3).stderr_eq(str![[r#"
error: cannot write ../../proc/permissions.lock: No such file or directory (os error 2) at path "/proc/.permissions.lock.new-[..]"; the file is unchanged

"#]]);
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("the folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn killed_at_any_moment_the_old_lock_or_the_new_one_is_there() {
    const TIMES: u32 = 200;
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    let texts = [CHAT.to_owned(), CHAT.replace("`Calendars.Read` | No | |", "`Calendars.Read` | No | Beta |")];
    let mut took = Duration::ZERO;
    let locks = texts.clone().map(|text| {
        folder.write("docs-tables/chat.md", text.as_bytes());
        let start = Instant::now();
        folder.run(&["lock"]).code(0);
        took = took.max(start.elapsed());
        folder.read("permissions.lock")
    });
    assert_ne!(locks[0], locks[1]);
    let (mut kept, mut replaced) = (0, 0);
    for time in 0..TIMES {
        let before = folder.read("permissions.lock");
        let next = usize::from(before == locks[0]);
        folder.write("docs-tables/chat.md", texts[next].as_bytes());
        let mut child =
            folder.process(&["lock"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command");
        // The last ones end by themselves, however slow the machine is.
        if time < TIMES - 3 {
            thread::sleep(took * time / TIMES);
            // It may have ended before.
            let _ = child.kill();
        }
        child.wait().expect("its end");
        let after = folder.read("permissions.lock");
        if after == before {
            kept += 1;
        } else {
            assert_eq!(after, locks[next], "after {time} of {TIMES}");
            replaced += 1;
        }
    }
    assert!(kept > 0 && replaced > 0, "kept {kept}, replaced {replaced}");
    folder.run(&["lock"]).code(0);
    let left: Vec<String> = names(&folder).into_iter().filter(|name| name.starts_with('.')).collect();
    assert!(left.len() <= 1, "what killed runs leave is cleared by the next that writes: {left:?}");
}

#[test]
fn two_at_once_lose_no_acceptance() {
    const FEATURES: usize = 8;
    let rows: Vec<String> =
        (0..FEATURES).map(|number| format!("| F{number} | `Thing.Read.{number}` | No | |\n")).collect();
    let folder = Folder::with(&[("docs-tables/chat.md", &format!("{CHAT}{}", rows.concat()))]);
    folder.run(&["lock"]).code(0);
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    let check = folder.run(&["check"]);
    let commands = check.accepts();
    assert!(commands.len() >= FEATURES, "{commands:?}");
    thread::scope(|scope| {
        for command in &commands {
            let folder = &folder;
            scope.spawn(move || {
                folder.paste(command).code(0);
            });
        }
    });
    let lock = folder.read("permissions.lock");
    let accepted = lock.lines().filter(|line| line.contains("fingerprint = ")).count();
    assert_eq!(accepted, check.fingerprints().len(), "{lock}");
    folder.run(&["lock"]).code(0);
}

const FORMAT_1: &str = include_str!("../../../gate/tests/locks/format-1.lock");
const FORMAT_1_TEXT: &str = include_str!("../../../gate/tests/locks/format-1.md");

#[test]
fn a_lock_of_an_earlier_format_is_upgraded_and_what_was_accepted_is_listed_with_its_new_command() {
    let folder = Folder::with(&[("docs-tables/mail.md", FORMAT_1_TEXT), ("permissions.lock", FORMAT_1)]);
    // The change shows against the release, and its acceptance has another fingerprint.
    folder.run(&["check"]).code(1).stdout_eq(line_with("compared with: release 1.0.0"));
    let run = folder.run(&["lock"]).code(1);
    assert_eq!(folder.read("permissions.lock"), FORMAT_1, "refused, the lock is as it was");
    let again = run.err().lines().filter_map(|line| Some(line.split_once("to accept it again: ")?.1.to_owned()));
    let again: Vec<String> = again.collect();
    assert!(!again.is_empty(), "{}", run.err());
    for command in &again {
        assert!(command.contains("--reason 'User.Read is in the token anyway'"), "{command}");
        folder.paste(command).code(0);
    }
    folder.accept_all(&["check"]);
    let upgraded = folder.read("permissions.lock");
    assert!(upgraded.contains("format = 2\n") && upgraded.contains("User.Read is in the token anyway"), "{upgraded}");
    folder.run(&["check"]).code(0);
    folder.run(&["lock"]).code(0);
    assert_eq!(folder.read("permissions.lock"), upgraded);
}

#[test]
fn a_lock_of_an_earlier_format_is_upgraded_at_once_where_nothing_is_open() {
    let text = FORMAT_1_TEXT
        .replace("| Mail | `Mail.ReadWrite`", "| Mail | `User.Read` | | | No | | |\n| Mail | `Mail.ReadWrite`");
    let folder = Folder::with(&[("docs-tables/mail.md", &text), ("permissions.lock", FORMAT_1)]);
    folder.run(&["lock"]);
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    assert!(folder.read("permissions.lock").contains("format = 2\n"));
    folder.run(&["check"]).code(0);
}

/// A repository whose branches `pull` and `main` both changed the documents and accepted that, in the middle of their merge.
fn merging() -> Folder {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    folder.git(&["init", "--quiet"]);
    folder.commit("base");
    folder.git(&["switch", "--quiet", "-c", "pull"]);
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    folder.accept_all(&["check"]);
    folder.commit("pull");
    folder.git(&["switch", "--quiet", "main"]);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    folder.accept_all(&["check"]);
    folder.commit("main");
    let merge = folder.git_fails(&["merge", "--quiet", "pull"]);
    assert!(merge.contains("CONFLICT"), "{merge}");
    let lines: Vec<&str> = CHAT.lines().take(5).collect();
    folder.write("docs-tables/chat.md", (lines.join("\n") + "\n").as_bytes());
    folder
}

#[test]
fn a_merge_conflict_in_the_lock_is_resolved_with_what_both_sides_have() {
    let folder = merging();
    let count = |text: &str| text.matches("fingerprint = ").count();
    folder.run(&["check"]).code(3).stderr_eq(line_with("`cargo scopemark lock` resolves it"));
    folder.run(&["lock"]).code(0).stderr_eq(line_with("resolved the merge conflict of permissions.lock"));
    let lock = folder.read("permissions.lock");
    for gone in ["CalendarsRead", "Calendar", "UserRead"] {
        assert!(lock.contains(&format!("ident = \"{gone}\", text")), "the tombstone of {gone}: {lock}");
    }
    let of = |branch: &str| count(&folder.git(&["show", &format!("{branch}:permissions.lock")]));
    assert_eq!(count(&lock), of("main") + of("pull"), "{lock}");
    folder.run(&["check"]).code(0);
    folder.commit("merge");
    for base in ["main~1", "pull"] {
        let base = folder.git(&["rev-parse", base]);
        folder.run(&["check", "--against", &base]).code(0);
    }
}

#[test]
fn a_merge_that_lost_a_row_of_one_side_is_not_locked() {
    let folder = merging();
    let text = folder.read("docs-tables/chat.md");
    folder.write("docs-tables/chat.md", text.replace("Chat.Read", "Chat.ReadBasic").as_bytes());
    let before = folder.read("permissions.lock");
    folder.run(&["lock"]).code(1).stdout_eq(line_with("[token/scope-replaced]"));
    assert_eq!(folder.read("permissions.lock"), before);
}

#[test]
fn markers_out_of_order_are_exit_code_3() {
    let folder = locked();
    let text = folder.read("permissions.lock").replace("[history]", "=======\n[history]");
    folder.write("permissions.lock", text.as_bytes());
    folder.run(&["lock"]).code(3).stderr_eq(line_with("the conflict markers are not in their order"));
    assert_eq!(folder.read("permissions.lock"), text);
}
