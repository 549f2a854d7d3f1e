//! What was tried to get a break, or a wider consent, past `check`, each in a real repository, and what catches it.
//!
//! `SCOPEMARK_BLESS=1` writes `docs/attempts.md` anew.

mod documents;
mod git;
mod lock;
mod settings;
mod tables;
mod workspace;

use std::fmt::Write as _;
use std::path::Path;
use std::process;

use snapbox::cmd::OutputAssert;

use crate::support::{Folder, Printed};

/// The document whose promises the attempts try to break.
const DOCUMENT: &str = "\
# Chat
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->

| Feature | Permission | Type | Update | Optional | Admin consent | Satisfied by | Notes |
|---|---|---|---|---|---|---|---|
| Chat | `Chat.Read` | Delegated | | | No | | |
| Chat | `Chat.ReadWrite` | Delegated | Yes | | No | | |
| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |
| Mail | `Mail.Read` | Delegated | | | No | | Not for shared mailboxes |
| Mail | `Mail.Read.Shared` | Delegated | | | No | | For shared mailboxes |
| Tasks | `Tasks.Read` | Delegated | | | No | | |
| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |
| Files | `Files.Read` or `Sites.Read.All` | Delegated | | | | | |
| Team | `Team.ReadBasic.All` and `Channel.ReadBasic.All` | Delegated | | | No | | |
| Login | `openid` | Delegated | | | No | | |
| Login | `User.Read` | Delegated | | | No | | |
| Rooms (beta) | `Place.Read.All` | Delegated | | | No | | |
| Report | `Reports.Read.All` | Application | | | Yes | | |
| All | `offline_access` | Delegated | | | No | | |
";
const PATH: &str = "docs-tables/chat.md";
const LOCK: &str = "permissions.lock";
/// A row whose removal breaks users, and what the finding then says.
const CALENDAR: &str = "| Calendar | `Calendars.Read` | Delegated | | | No | `Calendars.ReadWrite` | |\n";

/// One way that was tried.
struct Attempt {
    /// A sentence without its full stop.
    tried: &'static str,
    caught: Caught,
    act: Act,
}

enum Act {
    /// Replaces texts of the document, each of which stands there once; then the lock is made anew, which is the strongest form.
    Edits(&'static [(&'static str, &'static str)]),
    /// Does something in the repository with a release, and checks.
    Does(fn(&Folder) -> OutputAssert),
}

/// What has to catch it.
#[derive(Clone, Copy)]
enum Caught {
    /// An error of this rule, and exit code 1.
    Rule(&'static str),
    /// An exit code and a phrase.
    Exit(i32, &'static str),
}

impl Caught {
    fn described(self) -> String {
        match self {
            Self::Rule(rule) => format!("`{rule}`"),
            Self::Exit(code, phrase) => format!("exit code {code}: {phrase}"),
        }
    }

    fn catches(self, run: &OutputAssert) -> bool {
        let code = run.get_output().status.code();
        match self {
            Self::Rule(rule) => {
                let end = format!("[{rule}]");
                let error = |line: &str| {
                    (line.starts_with("error: ") || line.starts_with("  = also error: ")) && line.ends_with(&end)
                };
                code == Some(1) && run.out().lines().any(error)
            }
            Self::Exit(expected, phrase) => {
                let printed = format!("{}{}", run.out(), run.err());
                code == Some(expected) && printed.contains(phrase) && !printed.contains("pass: ")
            }
        }
    }
}

const fn edits(tried: &'static str, rule: &'static str, edits: &'static [(&'static str, &'static str)]) -> Attempt {
    Attempt { tried, caught: Caught::Rule(rule), act: Act::Edits(edits) }
}

const fn does(tried: &'static str, caught: Caught, act: fn(&Folder) -> OutputAssert) -> Attempt {
    Attempt { tried, caught, act: Act::Does(act) }
}

/// All of them, by chapters.
const CHAPTERS: [(&str, &[Attempt]); 6] = [
    ("By editing the tables", tables::ATTEMPTS),
    ("By moving documents, and by several edits", documents::ATTEMPTS),
    ("By editing the lock", lock::ATTEMPTS),
    ("By git", git::ATTEMPTS),
    ("By settings", settings::ATTEMPTS),
    ("In a workspace", workspace::ATTEMPTS),
];

/// A repository with the document and its lock.
fn plain() -> Folder {
    let folder = Folder::with(&[(PATH, DOCUMENT)]);
    folder.git(&["init", "--quiet", "--template="]);
    folder.run(&["lock"]).code(0);
    folder.commit("base");
    folder
}

/// The same with a name that was removed, and a release that is supported.
fn released() -> Folder {
    let folder = Folder::with(&[(PATH, &format!("{DOCUMENT}| Chat | `Presence.Read` | Delegated | | | No | | |\n"))]);
    folder.git(&["init", "--quiet", "--template="]);
    folder.run(&["lock"]).code(0);
    folder.write(PATH, DOCUMENT.as_bytes());
    folder.accept_all(&["check"]);
    folder.run(&["release", "1.0.0", "--window", "2"]).code(0);
    folder.commit("base");
    folder
}

fn copy(folder: &Folder) -> Folder {
    let copy = Folder::with(&[]);
    let status = process::Command::new("cp").arg("-R").arg(folder.path().join(".")).arg(copy.path()).status();
    assert!(status.expect("cp").success());
    copy
}

/// Replaces the lock by one of the edited documents alone.
fn lock_anew(folder: &Folder) {
    std::fs::remove_file(folder.path().join(LOCK)).expect("a lock");
    folder.run(&["lock"]);
    if !folder.path().join(LOCK).exists() {
        // A document that cannot be read is not locked: the lock stays as it was.
        folder.git(&["checkout", "--quiet", "HEAD", "--", LOCK]);
    }
}

/// What is not committed, compared with the commit.
fn check(folder: &Folder) -> OutputAssert {
    folder.run(&["check", "--against", "HEAD"])
}

/// Removes the row that users need.
fn breaks(folder: &Folder) {
    folder.edit(PATH, CALENDAR, "");
}

fn try_it(attempt: &Attempt, plain: &Folder, released: &Folder) -> OutputAssert {
    match attempt.act {
        Act::Edits(edits) => {
            let folder = copy(plain);
            for (from, to) in edits {
                assert_eq!(folder.read(PATH).matches(from).count(), 1, "{}: {from}", attempt.tried);
                folder.edit(PATH, from, to);
            }
            lock_anew(&folder);
            check(&folder)
        }
        Act::Does(act) => act(&copy(released)),
    }
}

#[test]
fn each_attempt_is_caught_by_what_the_table_says() {
    let (plain, released) = (plain(), released());
    // Without any of them, nothing is found.
    check(&plain).code(0);
    check(&released).code(0);
    let mut failed = String::new();
    for attempt in CHAPTERS.iter().flat_map(|(_, attempts)| *attempts) {
        let run = try_it(attempt, &plain, &released);
        if !attempt.caught.catches(&run) {
            let code = run.get_output().status.code();
            let (tried, caught) = (attempt.tried, attempt.caught.described());
            write!(failed, "\n## {tried} | {caught}\n{code:?}\n{}{}", run.out(), run.err()).expect("a string");
        }
    }
    assert!(failed.is_empty(), "{}\nnot caught like this:\n{failed}", page());
}

/// `docs/attempts.md`.
fn page() -> String {
    let mut page = "# What was tried to get past the gate\n\n\
        Each line was tried in a real git repository, and a test tries it again. In the first chapter the lock was also made anew\n\
        after the edit, so that only the base of the pull request could tell. [gate.md](gate.md) describes the rules.\n"
        .to_owned();
    for (chapter, attempts) in CHAPTERS {
        write!(page, "\n## {chapter}\n\n| tried | caught by |\n|---|---|\n").expect("a string");
        for attempt in attempts {
            let caught = attempt.caught.described();
            writeln!(page, "| {} | {} |", attempt.tried.replace('|', "\\|"), caught.replace('|', "\\|"))
                .expect("a string");
        }
    }
    page
}

#[test]
fn the_page_lists_each_attempt() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/attempts.md");
    if std::env::var_os("SCOPEMARK_BLESS").is_some() {
        std::fs::write(&file, page()).expect("the page");
    }
    let written = std::fs::read_to_string(&file).expect("docs/attempts.md");
    assert_eq!(written, page(), "write it with SCOPEMARK_BLESS=1");
    assert!(CHAPTERS.iter().map(|(_, attempts)| attempts.len()).sum::<usize>() >= 80);
    let gate = std::fs::read_to_string(file.with_file_name("gate.md")).expect("docs/gate.md");
    assert!(gate.contains("(attempts.md)"));
}
