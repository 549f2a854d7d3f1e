//! At the root of a workspace every package is checked against its own lock, in one report.

use std::fs;

use snapbox::cmd::OutputAssert;

use crate::support::{Folder, Printed, line_with, package};

const ROOT: &str = "[workspace]\nmembers = [\"apps/*\"]\nresolver = \"3\"\n";

fn table(permissions: &[&str]) -> String {
    let head = "# T\n\n| Permission | Type | Admin consent | Feature |\n|---|---|---|---|\n";
    let row = |permission: &&str| format!("| `{permission}` | Delegated | No | Mail |\n");
    head.to_owned() + &permissions.iter().map(row).collect::<Vec<_>>().concat()
}

/// A committed workspace of two packages with documents and locks, and one package without.
fn workspace() -> Folder {
    let folder = Folder::with(&[("Cargo.toml", ROOT)]);
    for name in ["mail", "chat", "bare"] {
        folder.write(&format!("apps/{name}/Cargo.toml"), package(name, "").as_bytes());
        folder.write(&format!("apps/{name}/src/lib.rs"), b"");
    }
    for name in ["mail", "chat"] {
        folder.write(&format!("apps/{name}/docs-tables/{name}.md"), table(&["A.Read", "B.Read"]).as_bytes());
        folder.run(&["lock", "-p", name]).code(0);
    }
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    folder
}

fn in_folder(folder: &Folder, inside: &str, arguments: &[&str]) -> OutputAssert {
    folder.command(arguments).current_dir(folder.path().join(inside)).assert()
}

fn against(folder: &Folder) -> OutputAssert {
    folder.run(&["check", "--against", "HEAD"])
}

#[test]
fn one_report_tells_of_every_package_and_passes_if_all_do() {
    let folder = workspace();
    let pass = "pass: 0 errors, 0 warnings, 1 note (--notes lists them); needs no release; compared with";
    folder.run(&["check"]).code(0).stdout_eq(format!(
        "apps/chat/docs-tables: {pass} apps/chat/permissions.lock\n\
         apps/mail/docs-tables: {pass} apps/mail/permissions.lock\n\
         pass: 0 errors, 0 warnings, 2 notes in 2 folders; no folder needs a release\n"
    ));
    let run = against(&folder).code(0);
    assert_eq!(run.out().matches("compared with HEAD (").count(), 3, "{}", run.out());
    assert!(
        run.conclusion().contains(" in 2 folders; no folder needs a release; compared with HEAD ("),
        "{}",
        run.out()
    );
}

#[test]
fn a_break_of_one_package_fails_the_report_and_its_command_accepts_it() {
    for arguments in [&["check"][..], &["check", "--against", "HEAD"]] {
        let folder = workspace();
        for name in ["mail", "chat"] {
            folder.write(&format!("apps/{name}/docs-tables/{name}.md"), table(&["A.Read", "C.Read"]).as_bytes());
        }
        let run = folder.run(arguments).code(1);
        for name in ["mail", "chat"] {
            run.out()
                .split("\n\n")
                .find(|finding| finding.starts_with(&format!("error: apps/{name}/docs-tables/{name}.md:")))
                .unwrap_or_else(|| panic!("{name}: {}", run.out()));
            assert!(run.out().contains(&format!("who must do what for apps/{name}/docs-tables, in this order:")));
        }
        assert!(run.conclusion().starts_with("fail: "), "{}", run.out());
        let needed = " in 2 folders; no folder needs more than a major release";
        assert!(run.conclusion().contains(needed), "{}", run.out());
        let commands = run.accepts();
        assert!(commands.len() >= 2, "{}", run.out());
        for command in commands {
            folder.paste(&command).success();
        }
        folder.run(&["check"]).code(0);
    }
}

#[test]
fn what_is_gone_of_a_package_is_shown_where_it_was() {
    let folder = workspace();
    folder.write("apps/chat/docs-tables/more.md", table(&["A.Read"]).as_bytes());
    folder.run(&["lock", "-p", "chat"]).code(0);
    fs::remove_file(folder.path().join("apps/chat/docs-tables/more.md")).expect("a document");
    folder.run(&["check"]).code(1).stdout_eq(line_with("error: apps/chat/docs-tables/more.md:"));
}

#[test]
fn in_a_package_it_is_checked_alone_and_the_workspace_where_that_is_asked_for() {
    let folder = workspace();
    folder.write("apps/chat/docs-tables/chat.md", table(&["A.Read"]).as_bytes());
    in_folder(&folder, "apps/mail", &["check"]).code(0);
    in_folder(&folder, "", &["check", "-p", "mail"]).code(0);
    in_folder(&folder, "apps/chat/src", &["check"]).code(1);
    let run = in_folder(&folder, "apps/mail", &["check", "--workspace"]).code(1);
    assert!(run.out().contains("error: ../chat/docs-tables/chat.md:"), "{}", run.out());
    in_folder(&folder, "", &["check", "--workspace", "-p", "mail"]).code(2);
    in_folder(&folder, "", &["check", "--workspace", "apps/mail/docs-tables"]).code(2);
    let manifest = ["check", "--workspace", "--manifest-path", "../../Cargo.toml"];
    in_folder(&folder, "apps/mail", &manifest).code(1);
}

#[test]
fn paths_of_several_packages_are_compared_in_one_run() {
    let folder = workspace();
    folder.write("apps/chat/docs-tables/chat.md", table(&["A.Read"]).as_bytes());
    folder.write("apps/mail/docs-tables/more.md", table(&["A.Read"]).as_bytes());
    let run = folder.run(&["check", "apps/chat/docs-tables", "apps/mail/docs-tables/mail.md"]).code(1);
    assert!(run.out().contains("error: apps/chat/docs-tables/chat.md:"), "{}", run.out());
    assert!(!run.out().contains("more.md"), "{}", run.out());
    run.stdout_eq(line_with("apps/mail/docs-tables: [..]elsewhere and not listed"));
}

#[test]
fn what_cannot_be_compared_of_one_package_hides_nothing_of_the_others_and_is_no_pass() {
    let folder = workspace();
    folder.write("apps/chat/docs-tables/chat.md", table(&["A.Read"]).as_bytes());
    fs::remove_file(folder.path().join("apps/mail/permissions.lock")).expect("the lock");
    let run = folder.run(&["check"]).code(3);
    assert!(run.out().contains("error: apps/chat/docs-tables/chat.md:"), "{}", run.out());
    assert!(!run.out().contains("0 warnings"), "{}", run.out());
    run.stderr_eq(
        "error: apps/mail/permissions.lock: there is no lock to compare with; HEAD has it: bring it back \
         with `git checkout HEAD -- apps/mail/permissions.lock`\n",
    );
    folder.run(&["check", "--format", "sarif"]).code(3).stdout_eq(line_with("\"executionSuccessful\": false"));
    let json = folder.run(&["check", "--format", "json"]).code(3).json();
    assert!(json["error"].as_str().is_some_and(|why| why.contains("apps/mail/permissions.lock")), "{json}");
}

#[test]
fn at_the_root_a_verb_for_one_folder_names_those_that_there_are() {
    let folder = workspace();
    for verb in ["lock", "read", "expand"] {
        folder.run(&[verb]).code(3).stderr_eq(line_with(
            "this is the root of a workspace, whose packages have documents of their own: name apps/chat/docs-tables or \
             apps/mail/docs-tables, or a package with -p",
        ));
    }
    folder.run(&["lock", "-p", "mail"]).code(0);
}

#[test]
fn a_package_whose_documents_are_gone_is_compared_with_its_lock() {
    let folder = workspace();
    folder.write("docs-tables/root.md", table(&["A.Read"]).as_bytes());
    folder.run(&["lock", "docs-tables"]).code(0);
    fs::remove_dir_all(folder.path().join("apps/mail/docs-tables")).expect("the documents");
    for (inside, arguments) in [("", &["check"][..]), ("", &["check", "-p", "mail"]), ("apps/mail", &["check"])] {
        let run = in_folder(&folder, inside, arguments).code(1);
        assert!(run.out().contains("the document mail is gone"), "{inside} {arguments:?}: {}", run.out());
    }
}

#[test]
fn json_tells_what_each_folder_needs() {
    let folder = workspace();
    folder.write("apps/chat/docs-tables/chat.md", table(&["A.Read"]).as_bytes());
    let json = folder.run(&["check", "--format", "json"]).code(1).json();
    assert_eq!(json["baseline"], "apps/chat/permissions.lock, apps/mail/permissions.lock");
    assert_eq!(json["bump"], "major");
    let sites = json["sites"].as_array().expect("an array");
    let told: Vec<_> = sites.iter().map(|site| (site["documents"].as_str(), site["bump"].as_str())).collect();
    assert_eq!(told, [(Some("apps/chat/docs-tables"), Some("major")), (Some("apps/mail/docs-tables"), None)]);
    assert_eq!(sites[1]["baseline"], "apps/mail/permissions.lock");
    for format in ["markdown", "github"] {
        folder.run(&["check", "--format", format]).code(1).stdout_eq(line_with("apps/mail/docs-tables: pass"));
    }
}

#[test]
fn the_folders_of_one_package_have_locks_of_their_own() {
    let metadata = "[package.metadata.scopemark]\nfolders = [\"one/tables\", \"two/tables\"]\n";
    let folder = Folder::with(&[
        ("Cargo.toml", &package("both", metadata)),
        ("src/lib.rs", ""),
        ("one/tables/a.md", &table(&["A.Read"])),
        ("two/tables/b.md", &table(&["B.Read"])),
    ]);
    for tables in ["one/tables", "two/tables"] {
        folder.run(&["lock", tables]).code(0);
    }
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    folder.run(&["check"]).code(0).stdout_eq(line_with("two/tables: pass: "));
    against(&folder).code(0);
    folder.write("two/tables/b.md", table(&["C.Read"]).as_bytes());
    against(&folder).code(1).stdout_eq(line_with("error: two/tables/b.md:"));
}

#[test]
fn a_package_that_leaves_the_workspace_does_not_leave_the_check_unseen() {
    let out = |edit: &dyn Fn(&Folder)| {
        let folder = workspace();
        folder.write("apps/chat/docs-tables/chat.md", table(&["A.Read"]).as_bytes());
        edit(&folder);
        against(&folder).code(1).out().to_owned()
    };
    let members = "members = [\"apps/*\"]";
    for found in [
        out(&|folder| folder.edit("Cargo.toml", members, "members = [\"apps/mail\", \"apps/bare\"]")),
        out(&|folder| folder.edit("Cargo.toml", members, &format!("{members}\nexclude = [\"apps/chat\"]"))),
        out(&|folder| {
            folder.write("Cargo.toml", package("root", "").as_bytes());
            folder.write("src/lib.rs", b"");
            folder.write("docs-tables/root.md", table(&["A.Read"]).as_bytes());
            folder.run(&["lock"]).code(0);
        }),
    ] {
        assert!(found.contains("apps/chat/docs-tables is no longer read"), "{found}");
        assert!(found.contains("error: apps/chat/docs-tables/chat.md:"), "{found}");
    }
}

#[test]
fn a_package_that_is_deleted_with_its_documents_is_told() {
    let folder = workspace();
    fs::remove_dir_all(folder.path().join("apps/chat")).expect("the package");
    against(&folder)
        .code(0)
        .stdout_eq(line_with("note: apps/chat/docs-tables is gone, so nothing there is checked any more"));
    // A package that never had documents is not missed.
    let folder = workspace();
    fs::remove_dir_all(folder.path().join("apps/bare")).expect("the package");
    let run = against(&folder).code(0);
    assert!(!run.out().contains("note: "), "{}", run.out());
}
