//! Attempts that edit the lock.

use std::fs;

use scopemark_compiler::model::Document;
use scopemark_gate::lock::{Acceptance, Lock, PLACEHOLDER};

use super::Caught::{Exit, Rule};
use super::{Attempt, CALENDAR, DOCUMENT, LOCK, PATH, breaks, check, does, lock_anew};
use crate::laundering::forge_unchecked as forge;
use crate::support::{Folder, Printed};

pub(super) const ATTEMPTS: &[Attempt] = &[
    does("The lock is a link to one outside of the repository", Exit(3, "leaves the git work tree"), |folder| {
        breaks(folder);
        lock_anew(folder);
        let outside = Folder::with(&[(LOCK, &folder.read(LOCK))]);
        fs::remove_file(folder.path().join(LOCK)).expect("the lock");
        std::os::unix::fs::symlink(outside.path().join(LOCK), folder.path().join(LOCK)).expect("a link");
        check(folder)
    }),
    does("The lock was deleted", Exit(3, "there is no lock"), |folder| {
        breaks(folder);
        fs::remove_file(folder.path().join(LOCK)).expect("a lock");
        check(folder)
    }),
    does("The lock was deleted and made again", Rule("lock/history-removed"), |folder| {
        lock_anew(folder);
        check(folder)
    }),
    does("Facts were edited by hand with the tables", Exit(3, "edited by hand"), |folder| {
        breaks(folder);
        folder.edit(LOCK, "\"Calendars.Read\"", "\"Calendars.Old\"");
        check(folder)
    }),
    does("Facts were edited with the tables, and the digests fit", Rule("token/feature-removed"), |folder| {
        breaks(folder);
        forge(folder, |lock| forget_calendar(&mut lock.documents));
        check(folder)
    }),
    does("Facts were edited there and in the release, and the digests fit", Rule("lock/history-removed"), |folder| {
        breaks(folder);
        forge(folder, |lock| {
            forget_calendar(&mut lock.documents);
            forget_calendar(lock.releases[0].documents.as_mut().expect("supported"));
        });
        check(folder)
    }),
    does("The lock is cut off", Exit(3, "cut off"), |folder| {
        let text = folder.read(LOCK);
        folder.write(LOCK, &text.as_bytes()[..text.len() / 2]);
        check(folder)
    }),
    does("The lock is empty", Exit(3, "cut off"), |folder| {
        folder.write(LOCK, b"");
        check(folder)
    }),
    does("The lock says that a newer scopemark wrote it", Exit(3, "newer scopemark"), |folder| {
        folder.edit(LOCK, "format = 2\n", "format = 9\n");
        check(folder)
    }),
    does("The lock says that it has an earlier format", Exit(3, "permissions.lock: line"), |folder| {
        breaks(folder);
        folder.edit(LOCK, "format = 2\n", "format = 1\n");
        check(folder)
    }),
    does("A lock of format 1 replaced it", Rule("lock/history-removed"), |folder| {
        folder.write(LOCK, include_bytes!("../../../../gate/tests/locks/format-1.lock"));
        check(folder)
    }),
    does("The lock is about another folder", Exit(3, "about `tables`"), |folder| {
        breaks(folder);
        forge(folder, |lock| lock.folder = "tables".into());
        check(folder)
    }),
    does("The lock was moved, and the tables were edited", Rule("token/feature-removed"), |folder| {
        breaks(folder);
        fs::remove_file(folder.path().join(LOCK)).expect("a lock");
        folder.run(&["lock", "--lock", "other.lock"]).code(0);
        folder.run(&["check", "--against", "HEAD", "--lock", "other.lock"])
    }),
    does("The command line names another lock, and the old one stays", Rule("lock/setting-changed"), |folder| {
        folder.run(&["lock", "--lock", "other.lock"]).code(0);
        folder.run(&["check", "--against", "HEAD", "--lock", "other.lock"])
    }),
    does("The documents moved without a row, and their old lock stays", Rule("token/feature-removed"), |folder| {
        breaks(folder);
        fs::create_dir(folder.path().join("app")).expect("a folder");
        fs::rename(folder.path().join("docs-tables"), folder.path().join("app/docs-tables")).expect("moved");
        folder.run(&["lock", "app/docs-tables"]).code(0);
        folder.run(&["check", "app/docs-tables", "--against", "HEAD"])
    }),
    does("The reason of an acceptance that was reviewed is another one", Rule("lock/history-removed"), |folder| {
        breaks(folder);
        folder.accept_all(&["check"]);
        folder.run(&["lock"]).code(0);
        folder.commit("accepted");
        forge(folder, |lock| lock.accepted[0].reason = "agreed with security".into());
        check(folder)
    }),
    does("A merge conflict is in the lock", Exit(3, "a merge conflict is not resolved"), |folder| {
        let lock = folder.read(LOCK);
        folder.write(LOCK, format!("<<<<<<< ours\n{lock}=======\n{lock}>>>>>>> theirs\n").as_bytes());
        check(folder)
    }),
    does(
        "A merge conflict was made up, and `lock` resolved it without the row",
        Rule("token/feature-removed"),
        |folder| {
            let lock = folder.read(LOCK);
            breaks(folder);
            forge(folder, |lock| forget_calendar(&mut lock.documents));
            let forged = folder.read(LOCK);
            folder.write(LOCK, format!("<<<<<<< ours\n{forged}=======\n{lock}>>>>>>> theirs\n").as_bytes());
            folder.run(&["lock"]).code(1);
            folder.write(LOCK, forged.as_bytes());
            check(folder)
        },
    ),
    does("Removed names were forgotten", Rule("lock/history-removed"), |folder| {
        forge(folder, |lock| lock.tombstones.clear());
        check(folder)
    }),
    does("A removed name is remembered with another meaning", Rule("lock/history-removed"), |folder| {
        forge(folder, |lock| {
            for tombstone in &mut lock.tombstones {
                tombstone.text = "Other.Read".into();
            }
        });
        check(folder)
    }),
    does("A removed name returned with another meaning", Rule("code/name-reused"), |folder| {
        folder.edit(PATH, "# Chat\n", "# Chat\n<!-- scopemark: rename.\"Tasks.Read\" = \"PresenceRead\" -->\n");
        check(folder)
    }),
    does("A release was deleted", Rule("lock/history-removed"), |folder| {
        forge(folder, |lock| lock.releases.clear());
        check(folder)
    }),
    does("A release has a lower number now", Rule("lock/history-removed"), |folder| {
        forge(folder, |lock| lock.releases[0].version = "0.9.0".into());
        check(folder)
    }),
    does("A release that there never was stands before the true one", Rule("lock/history-removed"), |folder| {
        breaks(folder);
        forge(folder, |lock| {
            let mut planted = lock.releases[0].clone();
            planted.version = "9.0.0".into();
            lock.releases.insert(0, planted);
        });
        check(folder)
    }),
    does("A release is no longer supported", Rule("lock/history-removed"), |folder| {
        forge(folder, |lock| lock.releases[0].documents = None);
        check(folder)
    }),
    does("Fewer releases are supported", Rule("lock/setting-changed"), |folder| {
        forge(folder, |lock| lock.window = 1);
        check(folder)
    }),
    does("Releases that the edit made pushed the old one out", Rule("token/feature-removed"), |folder| {
        breaks(folder);
        lock_anew(folder);
        for version in ["1.0.1", "1.0.2", "1.0.3", "1.0.4"] {
            folder.run(&["release", version]).code(0);
        }
        check(folder)
    }),
    does("An acceptance was planted for a change that is not there", Rule("lock/acceptance-invalid"), |folder| {
        plant(folder, |_| {});
        folder.write(PATH, DOCUMENT.as_bytes());
        check(folder)
    }),
    does("An acceptance was planted without a reason", Rule("lock/acceptance-invalid"), |folder| {
        plant(folder, |acceptance| acceptance.reason.clear());
        check(folder)
    }),
    does(
        "An acceptance was planted with invisible characters as its reason",
        Rule("lock/acceptance-invalid"),
        |folder| {
            plant(folder, |acceptance| acceptance.reason = "\u{3164}\u{200b}".into());
            check(folder)
        },
    ),
    does("An acceptance was planted with the printed placeholder", Rule("lock/acceptance-invalid"), |folder| {
        plant(folder, |acceptance| acceptance.reason = PLACEHOLDER.into());
        check(folder)
    }),
    does("An acceptance has expired", Rule("lock/acceptance-invalid"), |folder| {
        breaks(folder);
        let fingerprint = folder.run(&["check"]).fingerprints().remove(0);
        let accept = ["accept", &fingerprint, "--reason", "see #12", "--until", "2030-01-31"];
        folder.command(&accept).env("SOURCE_DATE_EPOCH", "1893456000").assert().code(0);
        folder.command(&["check", "--against", "HEAD"]).env("SOURCE_DATE_EPOCH", "1896134400").assert()
    }),
    does("An acceptance of a past release was made up", Rule("lock/history-removed"), |folder| {
        breaks(folder);
        let planted = acceptance(folder);
        forge(folder, |lock| {
            lock.releases[0].accepted.push(planted);
            lock.releases[0].accepted.sort();
        });
        check(folder)
    }),
    does(
        "One of the acceptances of a change was planted, and it is to cover the others",
        Rule("code/name-removed"),
        |folder| {
            plant(folder, |_| {});
            check(folder)
        },
    ),
    does("A wider change has an acceptance that was given to a smaller one", Rule("token/feature-removed"), |folder| {
        folder.edit(PATH, "`Files.Read` or `Sites.Read.All`", "`Files.Read`");
        folder.accept_all(&["check"]);
        folder.edit(PATH, "| Files | `Files.Read` | Delegated | | | | | |\n", "");
        check(folder)
    }),
    does("A warning was accepted, and became an error", Rule("privilege/new-in-document"), |folder| {
        let added = format!("{CALENDAR}| Calendar | `Calendars.Read.Shared` | Delegated | | Yes | No | | |\n");
        folder.edit(PATH, CALENDAR, &added);
        folder.accept_all(&["check"]);
        folder.edit(
            PATH,
            "`Calendars.Read.Shared` | Delegated | | Yes | No",
            "`Calendars.Read.Shared` | Delegated | | Yes | Yes",
        );
        check(folder)
    }),
    does(
        "An acceptance was used twice, by an edit that was taken back and made again",
        Rule("token/feature-removed"),
        |folder| {
            breaks(folder);
            folder.accept_all(&["check"]);
            folder.run(&["lock"]).code(0);
            folder.commit("accepted");
            folder.write(PATH, DOCUMENT.as_bytes());
            folder.accept_all(&["check"]);
            folder.run(&["lock"]);
            folder.commit("taken back");
            breaks(folder);
            check(folder)
        },
    ),
    does("An acceptance that was reviewed is gone", Rule("lock/history-removed"), |folder| {
        breaks(folder);
        folder.accept_all(&["check"]);
        folder.run(&["lock"]).code(0);
        folder.commit("accepted");
        forge(folder, |lock| lock.accepted.clear());
        check(folder)
    }),
    does("`accept` without a reason", Exit(2, "--reason"), |folder| {
        breaks(folder);
        let fingerprint = folder.run(&["check"]).fingerprints().remove(0);
        folder.run(&["accept", &fingerprint])
    }),
    does("`accept` of a rule instead of a finding", Exit(2, "token/feature-removed"), |folder| {
        breaks(folder);
        folder.run(&["accept", "token/feature-removed", "--reason", "see #12"])
    }),
];

fn forget_calendar(documents: &mut [Document]) {
    for document in documents {
        document.permissions.retain(|row| row.scope != "Calendars.Read");
        document.features.retain(|feature| feature.text != "Calendar");
    }
}

/// An acceptance of the first thing that `check` finds.
fn acceptance(folder: &Folder) -> Acceptance {
    let json = folder.run(&["check", "--format", "json"]).json();
    let fingerprint = json["changes"][0]["fingerprint"].as_str().expect("a fingerprint").to_owned();
    Acceptance { fingerprint, reason: "see #12".to_owned(), until: None, times: 1, settled: true }
}

/// Breaks, and writes an acceptance of it into the lock by hand.
fn plant(folder: &Folder, edit: impl FnOnce(&mut Acceptance)) {
    breaks(folder);
    let mut planted = acceptance(folder);
    planted.settled = false;
    edit(&mut planted);
    forge(folder, |lock: &mut Lock| lock.accepted.push(planted));
}
