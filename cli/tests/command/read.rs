//! `read`, run as a user runs it.

use snapbox::{file, str};

use crate::support::{Folder, Printed, documented, keys, line_with};

const MAIL: &str = "\
# Mail
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission | Type | Update | Admin consent | Description | Notes | Why | Added |
|---|---|---|---|---|---|---|---|---|
| Inbox | `Mail.Read` or `Mail.ReadBasic` | Delegated | | No | See mail | Not for personal accounts | Shows it | 2.0 |
| Inbox | `Mail.Send` | Delegated | Y | No | Send mail | For shared mailboxes | Answers | 2.0 |
| All | `User.Read.All` | Application | | Yes | See people | | | 2.1 |

| Permission | Satisfied by |
|---|---|
| `Mail.Read` | `Mail.ReadWrite` |
";

/// A surplus cell: an error.
const RAGGED: &str = "# Ragged\n<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n| Permission | Type |\n|---|---|\n| `Mail.Read` | Delegated | lost |\n";

/// A column without a meaning: a note.
const NOTED: &str = "# Noted\n<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n| Permission | Added |\n|---|---|\n| `Mail.Read` | 2.0 |\n";

/// Words after *For* that are no condition: a warning.
const WARNED: &str = "# Warned\n<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n| Permission | Notes |\n|---|---|\n| `Mail.Read` | For reading mail |\n";

#[test]
fn a_document_is_printed_as_tables_without_the_columns_that_say_nothing() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    folder
        .run(&["read"])
        .code(0)
        .stdout_eq(str![[r#"
docs-tables/mail.md: Mail (https://graph.microsoft.com)

 FEATURE   PERMISSION     KIND         ACCESS  CONSENT  CONDITIONS           ALTERNATIVES
 Inbox     Mail.Read      delegated    base    user     not PersonalAccount  Mail.ReadBasic
 Inbox     Mail.Send      delegated    update  user     SharedMailbox
 (always)  User.Read.All  application  base    admin

 PERMISSION  SATISFIED BY    KIND
 Mail.Read   Mail.ReadWrite  delegated


"#]])
        .stderr_eq(str![[r#"
note: docs-tables/mail.md:3:86: the column `Added` is kept as text [read/unknown-column]
  |
3 | | Feature | Permission | Type | Update | Admin consent | Description | Notes | Why | Added |
  |                                                                                      ^
  = help: this is fine if the column is for readers only; `column.FIELD = "Header"` in a directive gives it a meaning

1 document, 3 permissions: 0 errors, 0 warnings, 1 note

"#]]);
}

#[test]
fn columns_line_up_where_letters_are_wide() {
    let table = "| Feature | Permission | Type |\n|---|---|---|\n| 予定表 | `a.b` | Delegated |\n| Mail | `c.d` | Delegated |\n";
    let run = Folder::with(&[("docs-tables/wide.md", table)]).run(&["read"]);
    assert!(run.out().contains("\n 予定表   a.b  "), "{}", run.out());
    assert!(run.out().contains("\n Mail     c.d  "), "{}", run.out());
}

#[test]
fn json_has_every_key_in_the_documented_order() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    folder.run(&["read", "--format", "json"]).code(0).stdout_eq(file!["read/mail.json"]);
}

#[test]
fn json_has_the_keys_that_its_page_shows() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    let printed = folder.run(&["read", "--format", "json"]);
    // The keys of `other` are the document's own.
    let [shown, printed] = [documented("read"), printed.out()].map(|json| {
        let mut keys = keys(json);
        keys.retain(|path| !path.contains("/other/"));
        keys
    });
    assert_eq!(shown, printed);
}

#[test]
fn json_of_a_faulty_document_is_whole_and_the_exit_code_is_the_same() {
    let folder = Folder::with(&[("docs-tables/ragged.md", RAGGED)]);
    let run = folder.run(&["read", "--format", "json"]).code(1);
    let json: serde_json::Value = serde_json::from_str(run.out()).expect("JSON");
    assert_eq!(json["findings"][0]["level"], "error");
    assert_eq!(json["findings"][0]["line"], 5);
}

#[test]
fn errors_go_to_standard_error_with_place_and_help_and_give_exit_code_1() {
    let folder = Folder::with(&[("docs-tables/ragged.md", RAGGED)]);
    let run = folder.run(&["read"]).code(1);
    assert!(run.err().starts_with("error: docs-tables/ragged.md:5:"), "{}", run.err());
    assert!(run.err().contains("[read/ragged-row]"), "{}", run.err());
    assert!(run.err().contains("= help: "), "{}", run.err());
    assert!(!run.out().contains("error"), "{}", run.out());
}

#[test]
fn fail_on_moves_the_level_that_fails() {
    for (text, level, codes) in
        [(RAGGED, "error", [1, 1, 1]), (WARNED, "warning", [0, 1, 1]), (NOTED, "note", [0, 0, 1])]
    {
        let folder = Folder::with(&[("docs-tables/document.md", text)]);
        for (fail_on, code) in ["error", "warning", "note"].into_iter().zip(codes) {
            let run = folder.run(&["read", "--fail-on", fail_on]).code(code);
            assert!(run.err().starts_with(level), "{}", run.err());
        }
        // Errors alone fail without the option.
        folder.run(&["read"]).code(codes[0]);
    }
}

#[test]
fn several_paths_of_any_file_name_are_read_in_their_order() {
    let folder = Folder::with(&[("b.txt", NOTED), ("a.md", MAIL), ("more/c.md", WARNED)]);
    let run = folder.run(&["read", "b.txt", "a.md", "more"]);
    let at = |path| run.out().find(path).unwrap_or_else(|| panic!("{path} in {}", run.out()));
    assert!(at("b.txt: ") < at("a.md: ") && at("a.md: ") < at("more/c.md: "));
    assert!(run.err().contains("3 documents, 5 permissions: 0 errors, 1 warning, 2 notes"), "{}", run.err());
}

#[test]
fn a_document_that_is_named_twice_is_read_once() {
    let folder = Folder::with(&[("docs/a.md", NOTED), ("docs/b.md", MAIL)]);
    assert_eq!(folder.run(&["read", "docs", "./docs/a.md", "docs/../docs"]).out(), folder.run(&["read", "docs"]).out());
}

#[test]
fn a_path_that_cannot_be_read_is_named_and_the_others_are_still_printed() {
    let folder = Folder::with(&[("mail.md", MAIL)]);
    for format in ["text", "json"] {
        let run = folder
            .run(&["read", "--format", format, "missing.md", "mail.md", "gone"])
            .code(3)
            .stdout_eq(line_with("Mail.ReadBasic"));
        for path in ["missing.md", "gone"] {
            assert!(run.err().contains(&format!("\nerror: cannot read {path}: ")), "{}", run.err());
        }
    }
}

#[test]
fn without_the_default_folder_the_run_says_which_folder_is_missing() {
    Folder::with(&[]).run(&["read"]).code(3).stderr_eq(str![[r#"
0 documents, 0 permissions: 0 errors, 0 warnings, 0 notes
error: cannot read docs-tables: there is no such file or folder; pass the path of your documents, or run `cargo scopemark init` to set up a crate

"#]]);
}

#[test]
fn bytes_that_are_not_utf_8_are_a_finding_and_no_panic() {
    let folder = Folder::with(&[]);
    folder.write("docs-tables/bytes.md", b"# Title\n\n| Permission |\n|---|\n| caf\xe9 |\n");
    folder.run(&["read"]).code(1).stderr_eq(str![[r#"
error: docs-tables/bytes.md:5:6: the byte 0xE9 here is not UTF-8 [read/not-utf8]
  |
5 | | caf�
  |      ^
  = help: save the document as UTF-8

1 document, 0 permissions: 1 error, 0 warnings, 0 notes

"#]]);
}

#[test]
fn text_of_a_document_cannot_act_on_the_terminal() {
    let table = "# Red \u{1b}[31m\n\n| Feature | Permission |\n|---|---|\n| A\u{202e}B | `Mail.Read` |\n";
    let folder = Folder::with(&[("docs-tables/document.md", table)]);
    for format in ["text", "json"] {
        let run = folder.run(&["read", "--format", format]);
        for shown in [run.out(), run.err()] {
            assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
        }
        assert!(run.out().contains("Red"), "{}", run.out());
    }
}

#[test]
fn color_is_for_terminals_and_for_those_who_force_it() {
    let folder = Folder::with(&[("docs-tables/ragged.md", RAGGED)]);
    let colored = |variables: &[(&str, &str)]| {
        let output = folder.command(&["read"]).envs(variables.iter().copied()).output().expect("the command");
        output.stdout.contains(&b'\x1b') || output.stderr.contains(&b'\x1b')
    };
    assert!(!colored(&[]));
    assert!(colored(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_closed_pipe_changes_neither_exit_code_nor_findings() {
    let folder = Folder::with(&[("docs-tables/ragged.md", RAGGED), ("mail.md", MAIL)]);
    for arguments in [&["read"][..], &["read", "--format", "json"], &["read", "mail.md"]] {
        folder.assert_same_unread(arguments);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_written_is_exit_code_3() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    for format in ["text", "json"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let output = folder.process(&["read", "--format", format]).stdout(full).output().expect("the command");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("cannot write to standard output"), "{said}");
    }
}

#[test]
fn the_same_documents_give_the_same_bytes_in_another_folder() {
    let files = [("docs-tables/mail.md", MAIL), ("docs-tables/sub/ragged.md", RAGGED)];
    let (one, other) = (Folder::with(&files), Folder::with(&files));
    for arguments in [&["read"][..], &["read", "--format", "json"]] {
        let (a, b) = (one.run(arguments), other.run(arguments));
        assert_eq!(a.get_output(), b.get_output());
    }
}
