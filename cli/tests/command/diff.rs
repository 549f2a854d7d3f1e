//! `diff`: two states of documents, wherever they are, without a lock.

use crate::check::CHAT;
use crate::support::{Folder, Printed, line_with};

const CALENDAR: &str = "| Calendar | `Calendars.Read` | No | |\n";

/// A repository whose `HEAD` has documents and their lock; the documents were then edited so that something breaks.
fn edited() -> Folder {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    folder.run(&["lock"]).code(0);
    folder.git(&["init", "--quiet"]);
    folder.commit("before");
    folder.edit("docs-tables/chat.md", CALENDAR, "");
    folder
}

#[test]
fn documents_folders_and_locks_are_compared_on_disk_and_at_a_revision() {
    let folder = edited();
    folder.write("old/chat.md", CHAT.as_bytes());
    folder.write("old.md", CHAT.as_bytes());
    for (old, new) in [
        ("old", "docs-tables"),
        ("old.md", "docs-tables/chat.md"),
        ("permissions.lock", "docs-tables"),
        ("HEAD:docs-tables", "docs-tables"),
        ("HEAD:docs-tables/chat.md", "docs-tables/chat.md"),
        ("HEAD:./docs-tables", "./docs-tables/"),
        ("HEAD:permissions.lock", "docs-tables"),
        ("refs/heads/main:docs-tables", "docs-tables"),
    ] {
        let run = folder.run(&["diff", old, new]).code(1);
        assert!(run.out().contains("could use Calendar"), "{old} {new}: {}", run.out());
    }
    for (old, new) in
        [("docs-tables", "old"), ("docs-tables", "HEAD:docs-tables"), ("HEAD:docs-tables", "HEAD:permissions.lock")]
    {
        let run = folder.run(&["diff", old, new]).code(0);
        assert!(!run.out().contains("could use"), "{old} {new}: {}", run.out());
    }
    // From a folder in the repository.
    let inside =
        |old| folder.command(&["diff", old, "chat.md"]).current_dir(folder.path().join("docs-tables")).assert();
    for old in ["HEAD:./chat.md", "HEAD:docs-tables/chat.md", "HEAD:./../docs-tables/chat.md"] {
        inside(old).code(1);
    }
    inside("HEAD:./../../chat.md").code(3).stderr_eq(line_with("is outside of the repository"));
}

#[test]
fn facts_of_a_lock_have_no_line() {
    let folder = edited();
    folder.write("new.lock", folder.read("permissions.lock").as_bytes());
    let find = |format| folder.run(&["diff", "HEAD:permissions.lock", "docs-tables", "--format", format]);
    assert!(find("text").code(1).out().contains("error: docs-tables/chat.md:"));
    folder.edit(
        "docs-tables/chat.md",
        "| Chat | `User.Read` | No | |\n",
        "| Chat | `User.Read` | No | |\n| Chat | `Mail.Read` | No | |\n",
    );
    folder.run(&["diff", "docs-tables", "new.lock", "--format", "github"]).code(1);
    for format in ["text", "github", "sarif", "markdown"] {
        let run = folder.run(&["diff", "docs-tables", "new.lock", "--format", format]).code(1);
        assert!(!run.out().contains(":0:0") && !run.out().contains("line=0"), "{format}: {}", run.out());
    }
}

#[test]
fn a_table_that_is_now_skipped_is_found() {
    let folder = edited();
    let parts = CHAT.split_once("| Calendar |").expect("a row");
    let header = "| Feature | Permission | Admin consent | Notes |\n|---|---|---|---|\n";
    let two = |directive: &str| format!("{}\n{directive}{header}| Calendar |{}", parts.0, parts.1);
    folder.write("old.md", two("").as_bytes());
    folder.write("new.md", two("<!-- scopemark: skip -->\n").as_bytes());
    folder.run(&["diff", "old.md", "new.md"]).code(1).stdout_eq(line_with("[document/table-skipped]"));
    // It was skipped before.
    folder.run(&["diff", "new.md", "new.md"]).code(0);
    folder.git(&["add", "--all"]);
    folder.git(&["commit", "--quiet", "-m", "both"]);
    folder.run(&["diff", "old.md", "HEAD:new.md"]).code(1).stdout_eq(line_with("[document/table-skipped]"));
}

#[test]
fn a_document_that_cannot_be_read_is_a_finding_in_b_and_ends_the_run_in_a() {
    let folder = edited();
    folder.write("broken.md", CHAT.replace("Chat.Read", "Chat Read").as_bytes());
    folder.git(&["add", "--all"]);
    folder.git(&["commit", "--quiet", "-m", "broken"]);
    for broken in ["broken.md", "HEAD:broken.md"] {
        folder.run(&["diff", "docs-tables/chat.md", broken]).code(1).stdout_eq(line_with("[document/unreadable]"));
        folder.run(&["diff", broken, "docs-tables/chat.md"]).code(3).stderr_eq(line_with("broken.md has errors"));
    }
}

#[test]
fn what_has_no_document_is_not_compared() {
    let folder = edited();
    folder.write("empty/notes.txt", b"");
    folder.git(&["add", "--all"]);
    folder.git(&["commit", "--quiet", "-m", "empty"]);
    for nothing in ["empty", "HEAD:empty", "nowhere", "HEAD:nowhere"] {
        for sides in [[nothing, "docs-tables"], ["docs-tables", nothing]] {
            let run = folder.run(&["diff", sides[0], sides[1]]).code(3);
            assert!(!run.out().contains("0 errors"), "{}", run.out());
        }
    }
    folder
        .run(&["diff", "v1.0.0:docs-tables", "docs-tables"])
        .code(3)
        .stderr_eq(line_with("does not have the revision v1.0.0"));
}
