//! `release`: the history of versions, and the changelog that tells who must do what.

use snapbox::str;

use crate::check::locked;
use crate::support::{Folder, Printed, line_with};

fn accept_all(folder: &Folder) {
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
}

#[test]
fn a_release_needs_a_lock_that_is_up_to_date_and_a_later_version() {
    let folder = locked();
    folder.run(&["release", "one"]).code(2);
    folder.run(&["release", "1.1.0"]).code(0);
    for version in ["1.1.0", "1.0.9", "1.1.0-rc.1"] {
        folder.run(&["release", version]).code(1).stderr_eq(line_with("does not come after 1.1.0"));
    }
    folder.edit(
        "docs-tables/chat.md",
        "| Calendar | `Calendars.Read` | No | |",
        "| Calendar | `Calendars.Read` | No | Beta |",
    );
    folder.run(&["release", "1.2.0"]).code(1).stdout_eq(line_with("[lock/stale]"));
}

#[test]
fn the_changelog_says_who_must_do_what_in_the_order_that_works() {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |", "| Chat | `ChannelMessage.Read.All` | Yes | |");
    accept_all(&folder);
    for (version, needed) in [("1.0.1", "2.0.0"), ("1.1.0", "2.0.0")] {
        folder.run(&["release", version]).code(1).stderr_eq(line_with(&format!("too small[..]{needed}")));
    }
    let before = folder.read("permissions.lock");
    let dry = folder.run(&["release", "2.0.0", "--dry-run"]).code(0).stdout_eq(str![[r#"
## 2.0.0

### Incompatible changes

- `Chat needs ChannelMessage.Read.All instead of User.Read: a token with Chat.Read User.Read could use Chat; after this edit it cannot` (`token/scope-replaced`)
  Reason: `see #12`
  Reason: `see #12`
  Reason: `see #12`
  Reason: `see #12`

### Who must do what, in this order

1. **Register** the new permissions with the provider, in the registration of the application:
   - `ChannelMessage.Read.All` (delegated) of `https://graph.microsoft.com`
2. **Admin consent**: an administrator of each tenant approves these permissions:
   - `ChannelMessage.Read.All` (delegated) of `https://graph.microsoft.com`
   at `https://login.microsoftonline.com/TENANT/v2.0/adminconsent?client_id=CLIENT_ID&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&redirect_uri=REDIRECT_URI&state=STATE`
3. **Ship** `2.0.0`. Users who signed in before are asked to consent again. Until they do, refresh with the scopes that they granted.
4. **Revoke** the permissions that are no longer requested; they stay granted until somebody revokes them:
   - `User.Read` (delegated) of `https://graph.microsoft.com`

"#]]);
    assert_eq!(folder.read("permissions.lock"), before);
    folder.run(&["release", "2.0.0"]).code(0).stdout_eq(dry.out());
    folder.run(&["check"]).code(0);
    let text = folder.read("permissions.lock");
    assert!(text.contains("versions = [\n    \"1.0.0\",\n    \"2.0.0\",\n]"), "{text}");
    assert!(text.contains("[acceptances]\naccepted = []"), "moved into the history: {text}");
}

#[test]
fn below_one_a_break_asks_for_the_second_part() {
    let folder = locked();
    folder.run(&["release", "0.3.0"]).code(0);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    accept_all(&folder);
    folder.run(&["release", "0.3.1"]).code(1);
    folder.run(&["release", "0.4.0"]).code(0);
}

#[test]
fn every_supported_release_is_compared_with() {
    let folder = locked();
    folder.run(&["release", "1.0.0", "--window", "2"]).code(0);
    // A permission comes with 2.0.0, and goes again: 1.0.0 never had it.
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Mail | `Mail.Read` | No | |\n| Calendar |");
    accept_all(&folder);
    folder.run(&["release", "2.0.0"]).code(0);
    folder.edit("docs-tables/chat.md", "| Mail | `Mail.Read` | No | |\n", "");
    folder.run(&["check"]).code(1).stdout_eq(str![[r#"
...
  = compared with: permissions.lock, release 2.0.0
...
"#]]);
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |\n", "");
    folder.run(&["check"]).stdout_eq(str![[r#"
...
  = compared with: permissions.lock, release 2.0.0, release 1.0.0
...
"#]]);
}
