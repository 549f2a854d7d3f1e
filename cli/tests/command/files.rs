//! Which files are read, and how the run ends if one cannot be: the same for `read` and `check`.

use crate::support::{Folder, Printed, line_with};

const TABLE: &str = "# Mail\n\n| Permission | Type |\n|---|---|\n| `Mail.Read` | Delegated |\n";

/// A folder whose one document has a lock.
fn locked() -> Folder {
    let folder = Folder::with(&[("docs-tables/mail.md", TABLE)]);
    folder.run(&["lock"]).code(0);
    folder
}

/// The exit codes of `read` and `check`.
fn codes(folder: &Folder) -> [Option<i32>; 2] {
    [["read"], ["check"]].map(|arguments| folder.run(&arguments).get_output().status.code())
}

#[test]
fn the_exit_code_tells_findings_from_what_cannot_be_read() {
    let clean = locked();
    assert_eq!(codes(&clean), [Some(0); 2]);

    for (first, second) in [("mail.md", "mail.mdx"), ("mail.md", "x/Mail.MARKDOWN")] {
        let clash = locked();
        clash.write(&format!("docs-tables/{second}"), TABLE.as_bytes());
        assert_eq!(codes(&clash), [Some(1); 2], "{first} {second}");
    }

    let bytes = locked();
    bytes.write("docs-tables/mail.md", b"| Permission |\n|---|\n| \xff |\n");
    assert_eq!(codes(&bytes), [Some(1); 2]);

    let no_document = locked();
    std::fs::remove_file(no_document.path().join("docs-tables/mail.md")).expect("the document");
    no_document.write("docs-tables/notes.txt", b"");
    assert_eq!(codes(&no_document), [Some(3); 2]);
    no_document.run(&["read"]).stderr_eq(line_with("not read as documents: notes.txt"));

    let no_folder = locked();
    std::fs::remove_dir_all(no_folder.path().join("docs-tables")).expect("the folder");
    // Its lock still says what was there, and that is gone.
    assert_eq!(codes(&no_folder), [Some(3), Some(1)]);
    std::fs::remove_file(no_folder.path().join("permissions.lock")).expect("the lock");
    assert_eq!(codes(&no_folder), [Some(3); 2]);
}

#[test]
fn documents_that_are_no_longer_needed_are_accepted_as_gone() {
    let folder = locked();
    std::fs::remove_dir_all(folder.path().join("docs-tables")).expect("the folder");
    folder.accept_all(&["check"]);
    folder.run(&["check"]).code(0);
}

#[test]
fn other_files_of_a_folder_are_named_in_one_note_and_change_nothing() {
    let folder = locked();
    folder.write("docs-tables/README.md", b"# About\n");
    folder.write("docs-tables/logo.png", b"\xff");
    assert_eq!(codes(&folder), [Some(0); 2]);
    let read = folder.run(&["read"]);
    let note =
        "note: docs-tables:1:1: 2 files of this folder are not read as documents: README.md, logo.png [read/left-out]";
    assert_eq!(read.err().matches("read/left-out").count(), 1);
    assert!(read.err().contains(note), "{}", read.err());
    assert_eq!(read.out().matches("docs-tables/").count(), 1, "{}", read.out());
}

#[cfg(unix)]
#[test]
fn a_fifo_socket_or_device_ends_the_run_at_once_where_it_is_named() {
    let folder = locked();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.md")).status().expect("mkfifo");
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.md")).expect("a socket");
    std::os::unix::fs::symlink("pipe.md", folder.path().join("link.md")).expect("a link");
    for (path, what) in [("pipe.md", "FIFO"), ("link.md", "FIFO"), ("socket.md", "socket"), ("/dev/zero", "device")] {
        for arguments in
            [&["read", path][..], &["expand", path], &["check", path], &["ask", path, "--all"], &["diff", path, path]]
        {
            let run = folder.run(arguments).code(3);
            assert!(
                run.err().contains(&format!(": this is a {what}, and only regular files are read")),
                "{}",
                run.err()
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn a_fifo_in_a_folder_is_said_and_not_read() {
    let folder = locked();
    let made =
        std::process::Command::new("mkfifo").arg(folder.path().join("docs-tables/pipe.md")).status().expect("mkfifo");
    assert!(made.success());
    assert_eq!(codes(&folder), [Some(0); 2]);
    folder.run(&["read"]).stderr_eq(line_with("docs-tables/pipe.md:1:1: this is a FIFO, and is not read"));
    folder.run(&["read", "--fail-on", "warning"]).code(1);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_read_and_one_out_of_the_work_tree_is_refused_by_the_gate() {
    let folder = Folder::with(&[
        ("outside/mail.md", TABLE),
        ("tree/elsewhere/mail.md", TABLE),
        ("tree/docs-tables/chat.md", TABLE),
    ]);
    let inside = |arguments: &[&str]| folder.command(arguments).current_dir(folder.path().join("tree")).assert();
    let link = |target: &str| {
        let path = folder.path().join("tree/docs-tables/mail.md");
        let _ = std::fs::remove_file(&path);
        std::os::unix::fs::symlink(target, path).expect("a link");
    };
    let refused = "docs-tables/mail.md:1:1: docs-tables/mail.md is a link that leaves the git work tree, so it is not read [document/link]";
    // Outside of a work tree, as in the sandbox of a build, it is followed.
    link("../../outside/mail.md");
    inside(&["read"]).code(0).stdout_eq(line_with("docs-tables/mail.md: Mail "));
    inside(&["lock"]).code(0);
    inside(&["check"]).code(0);
    std::fs::remove_file(folder.path().join("tree/permissions.lock")).expect("the lock");

    folder.git(&["-C", "tree", "init", "--quiet"]);
    // The first lock does not take it either.
    inside(&["lock"]).code(1).stdout_eq(line_with(refused));
    inside(&["read"]).code(0).stdout_eq(line_with("docs-tables/mail.md: Mail "));
    link("../elsewhere/mail.md");
    inside(&["lock"]).code(0);
    inside(&["check"]).code(0);
    link("../../outside/mail.md");
    let run = inside(&["check"]).code(1).stdout_eq(line_with(refused));
    // What it said counts as gone.
    assert!(run.out().contains("[code/name-removed]"), "{}", run.out());
    inside(&["lock"]).code(1);
    inside(&["diff", "permissions.lock", "docs-tables"]).code(1).stdout_eq(line_with("[document/link]"));
    inside(&["diff", "docs-tables", "docs-tables"]).code(3).stderr_eq(line_with("is a link that is not followed"));
    // The document may be named, and the folder may be the link.
    let run = inside(&["check", "docs-tables/mail.md"]).code(1).stdout_eq(line_with(refused));
    assert!(!run.out().contains("# Mail"), "nothing of its text is shown: {}", run.out());
    std::fs::rename(folder.path().join("tree/docs-tables"), folder.path().join("tables")).expect("moved");
    std::os::unix::fs::symlink("../tables", folder.path().join("tree/docs-tables")).expect("a link");
    inside(&["check"]).code(1).stdout_eq(line_with("docs-tables is a link that leaves the git work tree"));
}

#[cfg(unix)]
#[test]
fn a_link_at_a_revision_is_an_error_and_its_document_is_compared_with_the_lock() {
    let folder =
        Folder::with(&[("elsewhere/mail.md", TABLE), ("docs-tables/chat.md", TABLE), ("docs-tables/logo.png", "")]);
    let link = folder.path().join("docs-tables/mail.md");
    std::os::unix::fs::symlink("../elsewhere/mail.md", &link).expect("a link");
    // One that is no document leads to nothing that is compared.
    std::os::unix::fs::symlink("logo.png", folder.path().join("docs-tables/icon.png")).expect("a link");
    folder.git(&["init", "--quiet"]);
    folder.run(&["lock"]).code(0);
    folder.commit("a link");
    let was = "docs-tables/mail.md:1:1: docs-tables/mail.md was a link at HEAD: what it said there is not known [document/link]";
    let run = folder.run(&["check", "--against", "HEAD"]).code(1).stdout_eq(line_with(was));
    assert_eq!(run.out().matches("[document/link]").count(), 1, "{}", run.out());
    // The edit that ends it says so, and hides nothing beside it.
    std::fs::remove_file(&link).expect("the link");
    folder.write("docs-tables/mail.md", TABLE.replace("Mail.Read", "Mail.Send").as_bytes());
    let run = folder.run(&["check", "--against", "HEAD"]).code(1);
    assert!(run.out().contains("Mail.Read") && run.out().contains("[document/link]"), "{}", run.out());
    folder.write("docs-tables/mail.md", TABLE.as_bytes());
    folder.accept_all(&["check", "--against", "HEAD"]);
    folder.run(&["check", "--against", "HEAD"]).code(0);
    folder
        .run(&["diff", "HEAD:docs-tables", "docs-tables"])
        .code(3)
        .stderr_eq(line_with("is a link that is not followed"));
}
