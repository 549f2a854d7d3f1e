//! `release`: the history of versions, and the changelog that tells who must do what.

use crate::check::locked;
use crate::support::Folder;

fn accept_all(folder: &Folder) {
    for command in folder.run(&["check"]).accepts() {
        assert_eq!(folder.paste(&command).code, 0, "{command}");
    }
    let run = folder.run(&["lock"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_release_needs_a_lock_that_is_up_to_date_and_a_later_version() {
    let folder = locked();
    assert_eq!(folder.run(&["release", "one"]).code, 2);
    assert_eq!(folder.run(&["release", "1.1.0"]).code, 0);
    for version in ["1.1.0", "1.0.9", "1.1.0-rc.1"] {
        let run = folder.run(&["release", version]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("does not come after 1.1.0"), "{}", run.err);
    }
    folder.edit(
        "docs-tables/chat.md",
        "| Calendar | `Calendars.Read` | No | |",
        "| Calendar | `Calendars.Read` | No | Beta |",
    );
    let run = folder.run(&["release", "1.2.0"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("[lock/stale]"), "{}", run.out);
}

#[test]
fn the_changelog_says_who_must_do_what_in_the_order_that_works() {
    let folder = locked();
    assert_eq!(folder.run(&["release", "1.0.0"]).code, 0);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |", "| Chat | `ChannelMessage.Read.All` | Yes | |");
    accept_all(&folder);
    for (version, needed) in [("1.0.1", "2.0.0"), ("1.1.0", "2.0.0")] {
        let run = folder.run(&["release", version]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("too small") && run.err.contains(needed), "{}", run.err);
    }
    let before = folder.read("permissions.lock");
    let dry = folder.run(&["release", "2.0.0", "--dry-run"]);
    assert_eq!((dry.code, folder.read("permissions.lock")), (0, before));
    let run = folder.run(&["release", "2.0.0"]);
    assert_eq!((run.code, &run.out), (0, &dry.out));
    let mut rest = run.out.as_str();
    for part in [
        "## 2.0.0\n",
        "### Incompatible changes",
        "Reason: `why this is meant`",
        "1. **Register**",
        "`ChannelMessage.Read.All` (delegated) of `https://graph.microsoft.com`",
        "2. **Admin consent**",
        "`ChannelMessage.Read.All` (delegated)",
        "https://login.microsoftonline.com/TENANT/v2.0/adminconsent?client_id=CLIENT_ID&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default",
        "3. **Ship** `2.0.0`. Users who signed in before are asked to consent again",
        "4. **Revoke**",
        "`User.Read` (delegated)",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} in {rest}, of {}", run.out));
        rest = &rest[at + part.len()..];
    }
    assert_eq!(folder.run(&["check"]).code, 0);
    let text = folder.read("permissions.lock");
    assert!(text.contains("versions = [\n    \"1.0.0\",\n    \"2.0.0\",\n]"), "{text}");
    assert!(text.contains("[acceptances]\naccepted = []"), "moved into the history: {text}");
}

#[test]
fn below_one_a_break_asks_for_the_second_part() {
    let folder = locked();
    assert_eq!(folder.run(&["release", "0.3.0"]).code, 0);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    accept_all(&folder);
    assert_eq!(folder.run(&["release", "0.3.1"]).code, 1);
    assert_eq!(folder.run(&["release", "0.4.0"]).code, 0);
}

#[test]
fn every_supported_release_is_compared_with() {
    let folder = locked();
    assert_eq!(folder.run(&["release", "1.0.0", "--window", "2"]).code, 0);
    // A permission comes with 2.0.0, and goes again: 1.0.0 never had it.
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Mail | `Mail.Read` | No | |\n| Calendar |");
    accept_all(&folder);
    assert_eq!(folder.run(&["release", "2.0.0"]).code, 0);
    folder.edit("docs-tables/chat.md", "| Mail | `Mail.Read` | No | |\n", "");
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("compared with: permissions.lock, release 2.0.0\n"), "{}", run.out);
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |\n", "");
    let run = folder.run(&["check"]);
    assert!(run.out.contains("compared with: permissions.lock, release 2.0.0, release 1.0.0\n"), "{}", run.out);
}
