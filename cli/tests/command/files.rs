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
    assert_eq!(codes(&no_folder), [Some(3); 2]);
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
fn a_link_out_of_the_folder_is_read_but_the_gate_refuses_it() {
    let folder = Folder::with(&[("elsewhere/mail.md", TABLE), ("docs-tables/chat.md", TABLE)]);
    folder.run(&["lock"]).code(0);
    std::os::unix::fs::symlink("../elsewhere/mail.md", folder.path().join("docs-tables/mail.md")).expect("a link");
    folder.run(&["read"]).code(0).stdout_eq(line_with("docs-tables/mail.md: Mail "));
    folder.run(&["expand"]).code(0).stdout_eq(line_with("pub mod mail {"));
    folder.run(&["check"]).code(1).stdout_eq(line_with("it leads out of the folder [read/link-outside]"));
    folder.run(&["lock"]).code(1);
}
