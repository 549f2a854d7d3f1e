//! Attempts with documents that are elsewhere, and with several edits.

use super::{Attempt, CALENDAR, Caught, DOCUMENT, PATH, breaks, check, does, lock_anew};
use crate::support::Folder;

pub(super) const ATTEMPTS: &[Attempt] = &[
    does("The document has another name", Caught::Rule("document/renamed"), |folder| {
        moved(folder, "docs-tables/talk.md");
        lock_anew(folder);
        check(folder)
    }),
    does("Rows moved into a document of their own", Caught::Rule("token/feature-removed"), |folder| {
        let head: String = DOCUMENT.split_inclusive('\n').take(5).collect();
        folder.write("docs-tables/calendar.md", format!("{head}{CALENDAR}").as_bytes());
        breaks(folder);
        lock_anew(folder);
        check(folder)
    }),
    does("The document was deleted", Caught::Rule("code/name-removed"), |folder| {
        let head: String = DOCUMENT.split_inclusive('\n').take(6).collect();
        folder.write("docs-tables/other.md", head.as_bytes());
        std::fs::remove_file(folder.path().join(PATH)).expect("a document");
        lock_anew(folder);
        check(folder)
    }),
    does("The document is a link to one outside of the repository", Caught::Rule("document/link"), |folder| {
        let outside = Folder::with(&[("chat.md", DOCUMENT)]);
        std::fs::remove_file(folder.path().join(PATH)).expect("a document");
        std::os::unix::fs::symlink(outside.path().join("chat.md"), folder.path().join(PATH)).expect("a link");
        check(folder)
    }),
    does(
        "A scope of OpenID Connect satisfies an admin permission",
        Caught::Rule("privilege/cover-inverted"),
        |folder| {
            folder.edit(
                PATH,
                "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |",
                "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | `openid` | |",
            );
            lock_anew(folder);
            check(folder)
        },
    ),
    does(
        "One edit no longer said that users consent, and the next one says that an administrator does",
        Caught::Rule("consent/admin-newly-required"),
        |folder| {
            silent(folder);
            folder.edit(PATH, &tasks(""), &tasks("Yes"));
            lock_anew(folder);
            check(folder)
        },
    ),
    does(
        "The same, and the document has another name in between",
        Caught::Rule("consent/admin-newly-required"),
        |folder| {
            silent(folder);
            folder.edit(PATH, "<!-- scopemark: ", "<!-- scopemark: formerly.document = \"chat\", ");
            let talk = folder.path().join("docs-tables/talk.md");
            std::fs::rename(folder.path().join(PATH), talk).expect("a document");
            folder.accept_all(&["check", "--against", "HEAD"]);
            folder.run(&["lock"]).code(0);
            folder.commit("renamed");
            folder.edit("docs-tables/talk.md", &tasks(""), &tasks("Yes"));
            check(folder)
        },
    ),
    does(
        "One edit no longer said that users consent, and the lock was made anew",
        Caught::Rule("lock/history-removed"),
        |folder| {
            silent(folder);
            lock_anew(folder);
            check(folder)
        },
    ),
    does(
        "One edit no longer said who consents, and the next one lets a lesser permission do",
        Caught::Rule("privilege/cover-inverted"),
        |folder| {
            let row = |consent: &str, cover: &str| {
                format!("| Tasks | `Group.Read.All` | Delegated | | Yes | {consent} | {cover} | |")
            };
            folder.edit(PATH, "| Tasks | `Group.Read.All` | Delegated | | Yes | Yes | | |", &row("", ""));
            folder.accept_all(&["check", "--against", "HEAD"]);
            folder.run(&["lock"]).code(0);
            folder.commit("unknown consent");
            folder.edit(PATH, &row("", ""), &row("", "`Chat.Read`"));
            folder.run(&["check"]);
            check(folder)
        },
    ),
    does(
        "One edit declared a false cover, and the next one rests on it",
        Caught::Rule("privilege/cover-added"),
        |folder| {
            folder.edit(
                PATH,
                "| Tasks | `Tasks.Read` | Delegated | | | No | | |",
                "| Tasks | `Tasks.Read` | Delegated | | | No | `Chat.Read` | |",
            );
            folder.run(&["lock"]).code(0);
            check(folder).code(0);
            folder.commit("a cover");
            folder.edit(
                PATH,
                "| Chat | `Chat.Read` | Delegated | | | No | | |",
                "| Chat | `Tasks.Read` | Delegated | | | No | `Chat.Read` | |",
            );
            lock_anew(folder);
            check(folder)
        },
    ),
    does(
        "The document has another name, which `formerly` says, and a row less",
        Caught::Rule("token/feature-removed"),
        |folder| {
            let text = DOCUMENT.replace(CALENDAR, "").replace("# Chat\n", FORMERLY);
            folder.write("docs-tables/talk.md", text.as_bytes());
            std::fs::remove_file(folder.path().join(PATH)).expect("a document");
            lock_anew(folder);
            check(folder)
        },
    ),
    does("A document says that it was one that is still there", Caught::Rule("code/formerly-invalid"), |folder| {
        folder.write("docs-tables/talk.md", DOCUMENT.replace("# Chat\n", FORMERLY).as_bytes());
        lock_anew(folder);
        check(folder)
    }),
    does("Two documents say that they were one", Caught::Rule("code/formerly-invalid"), |folder| {
        for name in ["docs-tables/talk.md", "docs-tables/speech.md"] {
            folder.write(name, DOCUMENT.replace("# Chat\n", FORMERLY).as_bytes());
        }
        std::fs::remove_file(folder.path().join(PATH)).expect("a document");
        lock_anew(folder);
        check(folder)
    }),
    does("Two documents exchanged their contents", Caught::Rule("token/feature-removed"), |folder| {
        let less = DOCUMENT.replace(CALENDAR, "");
        folder.write("docs-tables/other.md", less.as_bytes());
        folder.run(&["lock"]);
        folder.commit("two documents");
        folder.write("docs-tables/other.md", DOCUMENT.as_bytes());
        folder.write(PATH, less.as_bytes());
        lock_anew(folder);
        check(folder)
    }),
    does(
        "A feature got a new name, and the next edit forgot the old one",
        Caught::Rule("code/name-removed"),
        |folder| {
            let formerly = "# Chat\n<!-- scopemark: formerly.\"Events\" = \"Calendar\" -->\n";
            folder.edit(PATH, "# Chat\n", formerly);
            folder.edit(PATH, "| Calendar |", "| Events |");
            folder.run(&["lock"]).code(0);
            check(folder).code(0);
            folder.commit("renamed");
            folder.edit(PATH, formerly, "# Chat\n");
            lock_anew(folder);
            check(folder)
        },
    ),
    does(
        "A document got a new name for the second time, and forgot the first one",
        Caught::Rule("code/name-removed"),
        |folder| {
            folder.write("docs-tables/talk.md", DOCUMENT.replace("# Chat\n", FORMERLY).as_bytes());
            std::fs::remove_file(folder.path().join(PATH)).expect("a document");
            folder.run(&["lock"]).code(0);
            check(folder).code(0);
            folder.commit("renamed");
            let formerly = FORMERLY.replace("\"chat\"", "\"talk\"");
            folder.write("docs-tables/speech.md", DOCUMENT.replace("# Chat\n", &formerly).as_bytes());
            std::fs::remove_file(folder.path().join("docs-tables/talk.md")).expect("a document");
            lock_anew(folder);
            check(folder)
        },
    ),
    does("The break is among hundreds of warnings", Caught::Rule("token/feature-removed"), |folder| {
        let row = |number: usize, admin: &str| {
            format!("| F{number} | `Thing.Read.{number}` | Delegated | | | {admin} | | |\n")
        };
        let rows = |admin: &str| (0..300).map(|number| row(number, admin)).collect::<Vec<_>>().concat();
        folder.write(PATH, format!("{DOCUMENT}{}", rows("No")).as_bytes());
        lock_anew(folder);
        folder.commit("more rows");
        folder.write(PATH, format!("{DOCUMENT}{}", rows("")).as_bytes());
        breaks(folder);
        lock_anew(folder);
        check(folder)
    }),
];

const FORMERLY: &str = "# Talk\n<!-- scopemark: formerly.document = \"chat\" -->\n";

/// The row of a permission that users can consent to, with this consent.
fn tasks(consent: &str) -> String {
    format!("| Tasks | `Tasks.Read` | Delegated | | | {consent} | | |")
}

/// Commits a document that does not say any more who consents to it.
fn silent(folder: &Folder) {
    folder.edit(PATH, &tasks("No"), &tasks(""));
    folder.accept_all(&["check", "--against", "HEAD"]);
    folder.run(&["lock"]).code(0);
    folder.commit("unknown consent");
}

fn moved(folder: &Folder, to: &str) {
    folder.write(to, DOCUMENT.as_bytes());
    std::fs::remove_file(folder.path().join(PATH)).expect("a document");
}
