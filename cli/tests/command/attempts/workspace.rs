//! Attempts by a package of a workspace, where the check runs at the root.

use snapbox::cmd::OutputAssert;

use super::Caught::{Exit, Rule};
use super::{Attempt, CALENDAR, DOCUMENT, check, does};
use crate::support::{Folder, package};

const MEMBERS: &str = "members = [\"./apps/*/\"]";
const TABLES: &str = "apps/mail/docs-tables/mail.md";
const LOCK: &str = "apps/mail/permissions.lock";

pub(super) const ATTEMPTS: &[Attempt] = &[
    does("A package's table breaks, and only the root's check runs", Rule("token/feature-removed"), |folder| {
        broken(folder);
        check(folder)
    }),
    does("The package is excluded from the workspace", Rule("document/unreadable"), |folder| {
        broken(folder);
        folder.edit("Cargo.toml", MEMBERS, &format!("{MEMBERS}\nexclude = [\"apps/mail\"]"));
        check(folder)
    }),
    does("The package is no longer listed", Rule("document/unreadable"), |folder| {
        broken(folder);
        folder.edit("Cargo.toml", MEMBERS, "members = [\"apps/other\"]");
        check(folder)
    }),
    does("The workspace becomes a single package", Rule("document/unreadable"), |folder| {
        broken(folder);
        folder.write("Cargo.toml", package("root", "").as_bytes());
        folder.write("src/lib.rs", b"");
        check(folder)
    }),
    does("The package reads the folder of another one", Rule("document/unreadable"), |folder| {
        broken(folder);
        let metadata = "[package.metadata.scopemark]\nfolders = [\"../other/docs-tables\"]\n";
        folder.write("apps/mail/Cargo.toml", package("mail", metadata).as_bytes());
        check(folder)
    }),
    does("The package's lock goes", Exit(3, "there is no lock"), |folder| {
        broken(folder);
        std::fs::remove_file(folder.path().join(LOCK)).expect("the lock");
        check(folder)
    }),
    does("The package's documents go", Rule("code/name-removed"), |folder| {
        workspace(folder);
        std::fs::remove_dir_all(folder.path().join("apps/mail/docs-tables")).expect("the documents");
        check(folder)
    }),
    does("The package's documents and its lock go", Exit(3, "restore the lock"), |folder| {
        workspace(folder);
        std::fs::remove_dir_all(folder.path().join("apps/mail/docs-tables")).expect("the documents");
        std::fs::remove_file(folder.path().join(LOCK)).expect("the lock");
        check(folder)
    }),
    does("The package no longer names a folder, which goes", Rule("code/name-removed"), |folder| {
        workspace(folder);
        let named = |folders: &str| package("mail", &format!("[package.metadata.scopemark]\nfolders = {folders}\n"));
        folder.write("apps/mail/Cargo.toml", named("[\"docs-tables\", \"more/tables\"]").as_bytes());
        folder.write("apps/mail/more/tables/more.md", DOCUMENT.as_bytes());
        folder.run(&["lock", "apps/mail/more/tables"]).code(0);
        folder.commit("two folders");
        folder.write("apps/mail/Cargo.toml", named("[\"docs-tables\"]").as_bytes());
        std::fs::remove_dir_all(folder.path().join("apps/mail/more/tables")).expect("the documents");
        check(folder)
    }),
    does("The package moves, with a break", Rule("token/feature-removed"), |folder| {
        workspace(folder);
        std::fs::rename(folder.path().join("apps/mail"), folder.path().join("apps/post")).expect("the package");
        folder.write("apps/post/docs-tables/mail.md", DOCUMENT.replace(CALENDAR, "").as_bytes());
        lock_anew(folder, "apps/post");
        check(folder)
    }),
    does("The package lowers a level that another one sets", Rule("token/feature-removed"), |folder| {
        workspace(folder);
        let metadata = "[package.metadata.scopemark]\ncode = \"private\"\n";
        folder.write("apps/other/Cargo.toml", package("other", metadata).as_bytes());
        lock_anew(folder, "apps/other");
        folder.commit("private");
        folder.write(TABLES, DOCUMENT.replace(CALENDAR, "").as_bytes());
        lock_anew(folder, "apps/mail");
        check(folder)
    }),
];

/// Makes a workspace of two packages around the documents of the repository, and commits it.
fn workspace(folder: &Folder) {
    folder.write("Cargo.toml", format!("[workspace]\n{MEMBERS}\nresolver = \"3\"\n").as_bytes());
    for name in ["mail", "other"] {
        folder.write(&format!("apps/{name}/Cargo.toml"), package(name, "").as_bytes());
        folder.write(&format!("apps/{name}/src/lib.rs"), b"");
        folder.write(&format!("apps/{name}/docs-tables/{name}.md"), DOCUMENT.as_bytes());
        folder.run(&["lock", &format!("apps/{name}/docs-tables")]).code(0);
    }
    folder.commit("a workspace");
    let passes: OutputAssert = check(folder);
    passes.code(0);
}

/// The same with a break of one package, whose lock hides it.
fn broken(folder: &Folder) {
    workspace(folder);
    folder.write(TABLES, DOCUMENT.replace(CALENDAR, "").as_bytes());
    lock_anew(folder, "apps/mail");
}

fn lock_anew(folder: &Folder, package: &str) {
    std::fs::remove_file(folder.path().join(format!("{package}/permissions.lock"))).expect("the lock");
    folder.run(&["lock", &format!("{package}/docs-tables")]).code(0);
}
