//! `expand`, run as a user runs it.

use std::fs;

use snapbox::str;

use crate::support::{Folder, Printed};

const MAIL: &str = "\
# Mail
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission | Notes |
|---|---|---|
| Inbox | `Mail.Read` | For shared mailboxes |
";

const BROKEN: &str = "\
# Broken
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission |
|---|---|
| Inbox | `Mail.Read` | lost |
";

fn folder() -> Folder {
    Folder::with(&[("docs-tables/mail.md", MAIL)])
}

#[test]
fn a_document_becomes_a_module_in_well_formed_rust() {
    let run = folder().run(&["expand"]).code(0);
    let file = syn::parse_file(run.out()).expect("Rust");
    assert_eq!(prettyplease::unparse(&file), run.out(), "laid out");
    let modules: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| if let syn::Item::Mod(module) = item { Some(module.ident.to_string()) } else { None })
        .collect();
    assert_eq!(modules, ["mail"]);
    for name in ["MailRead,", "SharedMailbox,", "Inbox,", "\"docs-tables/mail.md\""] {
        assert!(run.out().contains(name), "{name} in {}", run.out());
    }
}

#[test]
fn tokens_are_one_invocation_with_a_row_a_line() {
    let run = folder().run(&["expand", "--tokens"]).code(0);
    assert!(run.out().contains("::tables(super::__scopemark)]\ntables! {\n"), "{}", run.out());
    assert_eq!(run.out().lines().filter(|line| line.starts_with("row\t")).count(), 1, "{}", run.out());
}

#[test]
fn the_tokens_do_not_say_where_they_were_made() {
    let (one, other) = (folder(), folder());
    let run = one.run(&["expand", "--tokens"]);
    assert_eq!(run.out(), other.run(&["expand", "--tokens"]).out());
    assert!(!run.out().contains(one.path().to_str().expect("UTF-8")), "{}", run.out());
}

#[test]
fn a_file_is_written_whole_and_alone() {
    let folder = folder();
    for arguments in [&["expand", "--tokens"][..], &["expand"]] {
        let printed = folder.run(arguments);
        folder.run(&[arguments, &["--out", "permissions.rs"]].concat()).code(0).stdout_eq("");
        assert_eq!(folder.read("permissions.rs"), printed.out());
    }
    let mut left: Vec<_> =
        fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("an entry").file_name()).collect();
    left.sort();
    assert_eq!(left, ["docs-tables", "permissions.rs"]);
}

#[test]
fn a_file_that_cannot_be_written_is_exit_code_3_and_named() {
    folder().run(&["expand", "--out", "no/such/folder.rs"]).code(3).stderr_eq(str![[r#"
error: cannot write no/such/folder.rs: No such file or directory (os error 2) at path "[FOLDER]/no/such/.tmp[..]"

"#]]);
}

#[test]
fn a_broken_document_gives_its_names_and_an_error_in_the_rust_too() {
    let run = Folder::with(&[("docs-tables/broken.md", BROKEN)]).run(&["expand"]).code(1).stderr_eq(str![[r#"
error: docs-tables/broken.md:5:3: this row has 3 cells, but its table has 2 columns: every renderer drops `lost` [read/ragged-row]
  |
5 | | Inbox | `Mail.Read` | lost |
  |   ^
  = help: remove the surplus cell, or write a pipe that is part of the text as `\|`


"#]]);
    assert!(run.out().contains("compile_error!"), "{}", run.out());
    assert!(run.out().contains("MailRead"), "{}", run.out());
}

#[test]
fn a_missing_path_is_exit_code_3_without_rust() {
    Folder::with(&[]).run(&["expand", "missing.md"]).code(3).stdout_eq("").stderr_eq(str![[r#"
error: cannot read missing.md: there is no such file or folder

"#]]);
}

#[test]
fn a_closed_pipe_is_no_panic() {
    folder().run_unread(&["expand"]).code(0).stderr_eq("");
}
