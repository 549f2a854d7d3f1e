//! Which documents a run is about if the command line names none: those of the package that cargo would choose.

use std::fs;

use crate::support::{Folder, Printed, line_with, package};

/// The parameter on its own line, so that each document has another permission.
fn table(permission: &str) -> String {
    format!("# T\n\n| Permission | Type |\n|---|---|\n| `{permission}` | Delegated |\n")
}

const ROOT: &str = "[workspace]\nmembers = [\"mail\", \"chat\", \"bare\"]\nresolver = \"3\"\n";

/// A workspace with documents of its own, a package that has some, one that names others, and one without.
fn workspace() -> Folder {
    let named = "[package.metadata.scopemark]\nfolders = [\"docs/tables\"]\nlock = \"ci/scopes.lock\"\n";
    let folder = Folder::with(&[
        ("Cargo.toml", ROOT),
        ("docs-tables/root.md", &table("Root.Read")),
        ("mail/Cargo.toml", &package("mail", "")),
        ("mail/docs-tables/mail.md", &table("Mail.Read")),
        ("chat/Cargo.toml", &package("chat", named)),
        ("chat/docs/tables/chat.md", &table("Chat.Read")),
        ("bare/Cargo.toml", &package("bare", "")),
    ]);
    for package in ["mail", "chat", "bare"] {
        folder.write(&format!("{package}/src/lib.rs"), b"");
    }
    folder
}

/// What a verb prints in a folder of the workspace.
fn in_folder(folder: &Folder, inside: &str, arguments: &[&str]) -> snapbox::cmd::OutputAssert {
    folder.command(arguments).current_dir(folder.path().join(inside)).assert()
}

#[test]
fn the_documents_of_the_package_are_found_from_any_folder_of_it() {
    let folder = workspace();
    for (inside, path) in [
        ("mail", "docs-tables/mail.md"),
        ("mail/src", "../docs-tables/mail.md"),
        ("chat/src", "../docs/tables/chat.md"),
        ("bare/src", "../../docs-tables/root.md"),
        ("docs-tables", "root.md"),
        ("", "docs-tables/root.md"),
    ] {
        let run = in_folder(&folder, inside, &["read"]).code(0);
        assert!(run.out().starts_with(&format!("{path}: T")), "{inside}: {}", run.out());
        in_folder(&folder, inside, &["expand"]).code(0).stdout_eq(line_with("pub mod"));
    }
}

#[test]
fn a_package_or_manifest_can_be_named_from_anywhere() {
    let folder = workspace();
    for arguments in
        [["read", "-p", "mail"], ["read", "--package", "mail"], ["read", "--manifest-path", "mail/Cargo.toml"]]
    {
        let run = in_folder(&folder, "", &arguments).code(0);
        assert!(run.out().starts_with("mail/docs-tables/mail.md: T"), "{}", run.out());
    }
    in_folder(&folder, "bare", &["read", "-p", "chat"]).code(0).stdout_eq(line_with("../chat/docs/tables/chat.md: T"));
    in_folder(&folder, "", &["read", "-p", "nobody"])
        .code(3)
        .stderr_eq("error: the workspace has no package `nobody`; it has `mail`, `chat`, `bare`\n");
    in_folder(&folder, "", &["read", "--manifest-path", "none/Cargo.toml"]).code(3);
    in_folder(&folder, "", &["read", "-p", "mail", "mail/docs-tables"]).code(2);
}

#[test]
fn the_gate_uses_the_lock_that_the_package_names_from_any_folder() {
    let folder = workspace();
    fs::create_dir(folder.path().join("chat/ci")).expect("a folder");
    in_folder(&folder, "chat/src", &["lock"]).code(0);
    assert!(folder.path().join("chat/ci/scopes.lock").is_file());
    for inside in ["chat", "chat/src", "chat/docs/tables"] {
        in_folder(&folder, inside, &["check"]).code(0);
    }
    in_folder(&folder, "", &["check", "-p", "chat"]).code(0);
    in_folder(&folder, "", &["check"]).code(3);
}

#[test]
fn a_command_that_accepts_a_change_works_where_it_is_printed() {
    let folder = workspace();
    fs::create_dir(folder.path().join("chat/ci")).expect("a folder");
    in_folder(&folder, "", &["lock", "-p", "chat"]).code(0);
    folder.write("chat/docs/tables/chat.md", table("Chat.ReadWrite").as_bytes());
    let check = in_folder(&folder, "", &["check", "-p", "chat"]).code(1);
    let commands = check.accepts();
    assert!(!commands.is_empty(), "{}", check.out());
    for command in commands {
        folder.paste(&command).success();
    }
}

#[test]
fn where_there_is_no_manifest_every_verb_works() {
    let folder = Folder::with(&[("docs-tables/mail.md", &table("Mail.Read"))]);
    for arguments in [
        &["read"][..],
        &["expand"],
        &["lock"],
        &["check"],
        &["ask", "--all"],
        &["check-grant", "--granted", "Mail.Read"],
        &["diff", "docs-tables", "docs-tables"],
        &["rules"],
        &["explain", "read/no-table"],
        &["schema"],
        &["schema", "read"],
    ] {
        folder.run(arguments).code(0);
    }
}

#[test]
fn several_folders_of_a_package_are_read_and_the_gate_wants_a_lock_for_each() {
    let metadata = "[package.metadata.scopemark]\nfolders = [\"one\", \"two\"]\n";
    let folder = Folder::with(&[
        ("Cargo.toml", &package("both", metadata)),
        ("one/a.md", &table("A.Read")),
        ("two/b.md", &table("B.Read")),
    ]);
    let run = folder.run(&["read"]).code(0);
    assert!(run.err().contains("2 documents, 2 permissions"), "{}", run.err());
    folder.run(&["lock"]).code(3).stderr_eq("error: name one of the folders of this package: one, two\n");
    folder.run(&["check"]).code(3).stderr_eq(
        "error: one and two have the same lock, permissions.lock, and a lock is about one folder: run the command for each \
         alone, as in `cargo scopemark check two --lock FILE`\n",
    );
    folder.run(&["lock", "two", "--lock", "two.lock"]).code(0);
    folder.run(&["check", "two", "--lock", "two.lock"]).code(0);
}

#[test]
fn a_manifest_that_says_nonsense_about_documents_is_named() {
    for (metadata, said) in [
        ("folders = []", "Cargo.toml: `folders` of [package.metadata.scopemark] must be an array of paths"),
        ("folders = \"docs\"", "Cargo.toml: `folders` of [package.metadata.scopemark] must be an array of paths"),
        ("lock = 1", "Cargo.toml: `lock` of [package.metadata.scopemark] must be a path"),
        (
            "folder = [\"docs\"]",
            "Cargo.toml: [package.metadata.scopemark] has no key `folder`; did you mean `folders`?",
        ),
    ] {
        let manifest = package("odd", &format!("[package.metadata.scopemark]\n{metadata}\n"));
        Folder::with(&[("Cargo.toml", &manifest)]).run(&["read"]).code(3).stderr_eq(format!("error: {said}\n"));
    }
    let broken = Folder::with(&[("Cargo.toml", "[package"), ("docs-tables/a.md", &table("A.Read"))]);
    broken.run(&["read"]).code(3).stderr_eq("error: Cargo.toml is not valid TOML: [..]\n...\n");
    broken.run(&["read", "docs-tables"]).code(0);
}

#[test]
fn a_run_says_as_much_as_it_is_told_to() {
    let folder = workspace();
    in_folder(&folder, "mail/src", &["read", "-q"]).code(0).stderr_eq(line_with("read/resource-assumed"));
    let quiet = in_folder(&folder, "mail/src", &["-q", "read"]);
    assert!(!quiet.err().contains("1 document"), "{}", quiet.err());
    let loud = in_folder(&folder, "mail/src", &["read", "--verbose"]);
    assert!(loud.err().starts_with("the documents are those in ../docs-tables\n"), "{}", loud.err());
    in_folder(&folder, "mail", &["read", "-q", "-v"]).code(2);
}

#[test]
fn color_can_be_chosen() {
    let folder = workspace();
    for (color, is_colored) in [("always", true), ("never", false), ("auto", false)] {
        let run = in_folder(&folder, "mail", &["read", "--color", color]).code(0);
        assert_eq!(run.out().contains('\u{1b}'), is_colored, "{color}");
        assert_eq!(run.err().contains('\u{1b}'), is_colored, "{color}");
    }
}
