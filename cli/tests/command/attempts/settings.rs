//! Attempts by settings of the package and of the run.

use std::fmt::Write as _;

use super::Caught::{Exit, Rule};
use super::{Attempt, CALENDAR, DOCUMENT, LOCK, PATH, breaks, check, does, lock_anew};
use crate::laundering::{forge_unchecked, manifest};
use crate::support::{Folder, Printed};

pub(super) const ATTEMPTS: &[Attempt] = &[
    does("The package lowers a rule that protects users", Exit(3, "cannot be lowered"), |folder| {
        breaks(folder);
        manifest(folder, "level.\"token/feature-removed\" = \"note\"");
        check(folder)
    }),
    does("The package lowers a rule of the lock", Exit(3, "cannot be lowered"), |folder| {
        manifest(folder, "level.\"lock/history-removed\" = \"note\"");
        check(folder)
    }),
    does("The package lowers a rule that there is not", Exit(3, "has no rule"), |folder| {
        manifest(folder, "level.\"token/feature-gone\" = \"note\"");
        check(folder)
    }),
    does("The package lowers a rule about code in the edit that breaks code", Rule("code/name-removed"), |folder| {
        manifest(folder, "level.\"code/name-removed\" = \"note\"");
        folder.edit(PATH, "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |\n", "");
        lock_anew(folder);
        check(folder)
    }),
    does("Nobody outside uses the types, says the edit that breaks code", Rule("code/name-respelled"), |folder| {
        manifest(folder, "code = \"private\"");
        folder.edit(PATH, "`Chat.Read`", "`chat.read`");
        lock_anew(folder);
        check(folder)
    }),
    does("Nobody outside uses the types, and users lose a feature", Rule("token/feature-removed"), |folder| {
        manifest(folder, "code = \"private\"");
        folder.run(&["lock"]).code(0);
        folder.commit("private");
        breaks(folder);
        check(folder)
    }),
    does("The package names another folder", Rule("document/unreadable"), |folder| {
        folder.write("tables/chat.md", DOCUMENT.replace(CALENDAR, "").as_bytes());
        manifest(folder, "folders = [\"tables\"]");
        lock_anew(folder);
        check(folder)
    }),
    does("The package names another lock", Rule("lock/setting-changed"), |folder| {
        breaks(folder);
        manifest(folder, "lock = \"other.lock\"");
        folder.run(&["lock"]).code(0);
        check(folder)
    }),
    does("The edit brings a catalogue", Rule("lock/setting-changed"), |folder| {
        bring_catalogue(folder);
        folder.run(&["lock"]).code(0);
        check(folder)
    }),
    does("The edit removes the catalogue", Rule("lock/setting-changed"), |folder| {
        bring_catalogue(folder);
        folder.run(&["lock"]).code(0);
        folder.commit("catalogue");
        std::fs::remove_file(folder.path().join(CATALOGUE)).expect("the catalogue");
        folder.run(&["lock"]).code(0);
        check(folder)
    }),
    does(
        "The catalogue says now that users can consent to an admin permission, which is satisfied by another one",
        Rule("privilege/cover-inverted"),
        |folder| {
            let text = catalogued(folder);
            folder.write(CATALOGUE, text.replace("yes\n", "no\n").as_bytes());
            folder.edit(PATH, "`Group.Read.All`", "`Group.Read.All` or `User.Read`");
            folder.edit(PATH, GROUP_YES, GROUP_NO);
            lock_anew(folder);
            check(folder)
        },
    ),
    does("The document says so, against the catalogue", Rule("privilege/cover-inverted"), |folder| {
        catalogued(folder);
        folder.edit(PATH, "`Group.Read.All`", "`Group.Read.All` or `User.Read`");
        folder.edit(PATH, GROUP_YES, GROUP_NO);
        lock_anew(folder);
        check(folder)
    }),
    does("The command line names a catalogue that says so", Rule("privilege/cover-inverted"), |folder| {
        let text = catalogued(folder);
        folder.write("own.tsv", text.replace("yes\n", "no\n").as_bytes());
        folder.edit(PATH, "`Group.Read.All`", "`Group.Read.All` or `User.Read`");
        folder.edit(PATH, GROUP_YES, GROUP_NO);
        folder.run(&["lock", "--catalogue", "own.tsv"]);
        folder.run(&["check", "--against", "HEAD", "--catalogue", "own.tsv"])
    }),
    does("A raised level is taken back in the edit that it would stop", Rule("consent/optional-added"), |folder| {
        manifest(folder, "level.\"consent/optional-added\" = \"error\"");
        folder.run(&["lock"]).code(0);
        folder.commit("raised");
        manifest(folder, "");
        folder.edit(PATH, CALENDAR, &format!("{CALENDAR}| Calendar | `Tasks.Read` | Delegated | | Yes | No | | |\n"));
        lock_anew(folder);
        check(folder)
    }),
    does("The package has no folders", Exit(3, "must be an array of paths"), |folder| {
        manifest(folder, "folders = []");
        check(folder)
    }),
    does("The package has a folder that is not there", Exit(3, "no such file or folder"), |folder| {
        manifest(folder, "folders = [\"none\"]");
        check(folder)
    }),
    does("The lock has the digest of another catalogue", Rule("lock/setting-changed"), |folder| {
        bring_catalogue(folder);
        forge_unchecked(folder, |lock| lock.settings.catalogue = Some("0".repeat(32)));
        check(folder)
    }),
    does("A document no longer says `serves`", Rule("lock/setting-changed"), |folder| {
        folder.edit(PATH, "# Chat\n", "# Chat\n<!-- scopemark: serves = \"true\" -->\n");
        folder.run(&["lock"]).code(0);
        folder.commit("serves");
        folder.write(PATH, DOCUMENT.as_bytes());
        folder.run(&["lock"]).code(0);
        check(folder)
    }),
    does("CI brings the lock up to date", Exit(3, "CI is set"), |folder| {
        folder.command(&["lock"]).env("CI", "true").assert()
    }),
    does("CI accepts what it finds", Exit(3, "CI is set"), |folder| {
        breaks(folder);
        let found = folder.run(&["check"]).fingerprints();
        folder.command(&["accept", &found[0], "--reason", "see #12"]).env("CI", "true").assert()
    }),
    does("CI reviews what it finds", Exit(2, "CI"), |folder| {
        breaks(folder);
        folder.command(&["review"]).env("CI", "true").assert()
    }),
    does("Only another document is checked", Exit(1, "elsewhere and not listed"), |folder| {
        let head: String = DOCUMENT.split_inclusive('\n').take(5).collect();
        folder.write(
            "docs-tables/other.md",
            format!("{head}| Login | `User.Read` | Delegated | | | No | | |\n").as_bytes(),
        );
        folder.run(&["lock"]).code(0);
        folder.commit("another document");
        breaks(folder);
        folder.run(&["check", "docs-tables/other.md", "--against", "HEAD"])
    }),
];

const CATALOGUE: &str = "permissions.catalogue.tsv";
const GROUP_YES: &str = "| Delegated | | Yes | Yes | | |";
const GROUP_NO: &str = "| Delegated | | Yes | No | | |";

/// Commits a catalogue, and returns it.
fn catalogued(folder: &Folder) -> String {
    bring_catalogue(folder);
    folder.run(&["lock"]).code(0);
    folder.commit("a catalogue");
    folder.read(CATALOGUE)
}

/// A catalogue of all delegated permissions of the document, of which none needs an administrator.
fn bring_catalogue(folder: &Folder) {
    let lock = scopemark_gate::lock::Lock::parse(folder.read(LOCK).as_bytes()).expect("a lock");
    let mut catalogue = "name\tkind\tresource\tadmin_consent\n".to_owned();
    for row in &lock.documents[0].permissions {
        if !["openid", "offline_access"].contains(&row.scope.as_str()) {
            let kind = if row.scope == "Reports.Read.All" { "application" } else { "delegated" };
            let admin = if ["Reports.Read.All", "Group.Read.All"].contains(&row.scope.as_str()) { "yes" } else { "no" };
            writeln!(catalogue, "{}\t{kind}\thttps://graph.microsoft.com\t{admin}", row.scope).expect("a string");
        }
    }
    for cover in ["Calendars.ReadWrite", "Sites.Read.All"] {
        writeln!(catalogue, "{cover}\tdelegated\thttps://graph.microsoft.com\tno").expect("a string");
    }
    folder.write(CATALOGUE, catalogue.as_bytes());
}
