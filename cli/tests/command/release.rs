//! `release`: the history of versions, and the changelog that tells who must do what.

use serde_json::Value;
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
    for version in ["1.0.9", "1.1.0-rc.1"] {
        folder.run(&["release", version]).code(1).stderr_eq(line_with("does not come after 1.1.0"));
    }
    folder.edit(
        "docs-tables/chat.md",
        "| Calendar | `Calendars.Read` | No | |",
        "| Calendar | `Calendars.Read` | No | Beta |",
    );
    folder.run(&["release", "1.2.0"]).code(1).stdout_eq(line_with("[lock/stale]"));
}

/// Replaces a permission of the lock's documents by one that an administrator approves, and accepts that.
fn replaces_a_permission(folder: &Folder) {
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |", "| Chat | `ChannelMessage.Read.All` | Yes | |");
    accept_all(folder);
}

#[test]
fn the_changelog_says_who_must_do_what_in_the_order_that_works() {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    replaces_a_permission(&folder);
    for (version, needed) in [("1.0.1", "2.0.0"), ("1.1.0", "2.0.0")] {
        folder.run(&["release", version]).code(1).stderr_eq(line_with(&format!("too small[..]{needed}")));
    }
    let before = folder.read("permissions.lock");
    let dry = folder.run(&["release", "2.0.0", "--dry-run"]).code(0).stdout_eq(str![[r###"
## 2.0.0

### Incompatible changes

Reason: `see #12`

- `Chat needs ChannelMessage.Read.All instead of User.Read` (`token/scope-replaced`)
  - proof: `a token with Chat.Read User.Read could use Chat; after this edit it cannot`

### Who must do what, in this order

1. **register, Microsoft Entra (the developers)**: Add the permissions to the registration of the application, under API permissions, or run the command.
   - `ChannelMessage.Read.All` (delegated) of `https://graph.microsoft.com`
   - at: `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/APP_ID`
   - run: `az ad app permission add --id APP_ID --api "$(az ad sp show --id https://graph.microsoft.com --query appId --output tsv)" --api-permissions "$(az ad sp show --id https://graph.microsoft.com --query 'oauth2PermissionScopes[?value=='\''ChannelMessage.Read.All'\''].id' --output tsv)"=Scope`
2. **consent, Microsoft Entra (an administrator of each tenant)**: Approve the permissions for the tenant.
   - `ChannelMessage.Read.All` (delegated) of `https://graph.microsoft.com`
   - at: `https://login.microsoftonline.com/TENANT/v2.0/adminconsent?client_id=CLIENT_ID&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&redirect_uri=REDIRECT_URI&state=STATE`
3. **ship (the developers)**: Ship the change. Users who signed in before are asked to consent again. Until they do, refresh with the scopes that they granted.
4. **revoke, Microsoft Entra (the developers, then an administrator of each tenant)**: Remove the permissions from the registration of the application, or run the command. What was granted stays granted until an administrator removes it under Enterprise applications, Permissions.
   - `User.Read` (delegated) of `https://graph.microsoft.com`
   - at: `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/APP_ID`
   - run: `az ad app permission delete --id APP_ID --api "$(az ad sp show --id https://graph.microsoft.com --query appId --output tsv)" --api-permissions "$(az ad sp show --id https://graph.microsoft.com --query 'oauth2PermissionScopes[?value=='\''User.Read'\''].id' --output tsv)"`
   - at: `https://entra.microsoft.com/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview`

"###]]);
    assert_eq!(folder.read("permissions.lock"), before);
    folder.run(&["release", "2.0.0"]).code(0).stdout_eq(dry.out());
    folder.run(&["check"]).code(0);
    let text = folder.read("permissions.lock");
    assert!(text.contains("versions = [\n    \"1.0.0\",\n    \"2.0.0\",\n]"), "{text}");
    assert!(text.contains("[acceptances]\naccepted = []"), "moved into the history: {text}");
}

#[test]
fn each_reason_is_said_once() {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "| Mail | `Mail.Read` | Yes | |\n");
    accept_all(&folder);
    let run = folder.run(&["release", "2.0.0"]).code(0);
    assert_eq!(run.out().matches("see #12").count(), 1, "{}", run.out());
    assert!(run.out().matches("\n- `").count() > 2, "{}", run.out());
}

#[test]
fn a_second_run_prints_the_same_changelog_and_writes_nothing() {
    let folder = locked();
    let first = folder.run(&["release", "1.0.0", "--window", "2"]).code(0);
    folder
        .run(&["release", "1.0.0"])
        .code(0)
        .stdout_eq(first.out())
        .stderr_eq(line_with("already records release 1.0.0"));
    replaces_a_permission(&folder);
    let second = folder.run(&["release", "2.0.0"]).code(0);
    let lock = folder.read("permissions.lock");
    folder.run(&["release", "2.0.0"]).code(0).stdout_eq(second.out());
    assert_eq!(folder.read("permissions.lock"), lock);
    // An edit since is another release.
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |\n", "| Chat | `Chat.Read` | | |\n");
    folder.run(&["lock"]).code(0);
    folder.run(&["release", "2.0.0"]).code(1).stderr_eq(line_with("does not come after 2.0.0"));
}

#[test]
fn a_second_run_that_cannot_know_the_changelog_says_so() {
    let folder = locked();
    folder.run(&["release", "1.0.0", "--window", "1"]).code(0);
    replaces_a_permission(&folder);
    folder.run(&["release", "2.0.0"]).code(0);
    folder
        .run(&["release", "2.0.0"])
        .code(3)
        .stdout_eq("")
        .stderr_eq(line_with("no longer the facts of the release before"));
}

#[test]
fn a_changelog_that_nobody_reads_leaves_the_lock_as_it_was() {
    let folder = locked();
    let before = folder.read("permissions.lock");
    let run = folder.run_unread(&["release", "1.0.0"]).code(3);
    assert!(run.err().starts_with("error: cannot write to standard output: "), "{}", run.err());
    assert_eq!(folder.read("permissions.lock"), before);
    if cfg!(target_os = "linux") {
        folder.paste("cargo scopemark release 1.0.0 > /dev/full").code(3);
        assert_eq!(folder.read("permissions.lock"), before, "nor does a full disk");
    }
    folder.run(&["release", "1.0.0"]).code(0);
}

#[test]
fn an_acceptance_changes_nothing_in_the_bump_and_a_note_is_a_patch() {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    // A warning, accepted or not.
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Mail | `Mail.Read` | No | |\n| Calendar |");
    accept_all(&folder);
    folder.run(&["release", "1.0.1"]).code(1).stderr_eq(line_with("this needs a minor release, so at least 1.1.0"));
    folder.run(&["release", "1.1.0"]).code(0);
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    folder.edit("docs-tables/chat.md", "| Mail |", "| Calendar | `Calendars.Read` | No | |\n| Mail |");
    folder.run(&["lock"]).code(0);
    folder.run(&["release", "1.1.1"]).code(0);
}

#[test]
fn the_catalogue_decides_who_must_consent_as_it_does_for_check() {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    // The document is silent about consent.
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Mail | `Mail.Read` | | |\n| Calendar |");
    let names = "Calendars.Read Chat.Read Mail.Read User.Read";
    let rows = names
        .split(' ')
        .map(|name| format!("{name}\tdelegated\t\t{}\n", if name == "Mail.Read" { "yes" } else { "no" }));
    let catalogue = format!("name\tkind\tresource\tadmin_consent\n{}", rows.collect::<Vec<_>>().concat());
    folder.write("permissions.catalogue.tsv", catalogue.as_bytes());
    // With the last change of the tables, `accept` brings the lock up to date, which then has the catalogue too.
    for command in folder.run(&["check"]).accepts().iter().filter(|command| !command.contains(" lock/")) {
        folder.paste(command).success();
    }
    folder.run(&["release", "1.1.0"]).code(1).stderr_eq(line_with("this needs a major release, so at least 2.0.0"));
    let json = folder.run(&["release", "2.0.0", "--dry-run", "--format", "json"]).code(0).json();
    assert_eq!(json["order"][1]["action"], "consent", "{json:#}");
    // Without it, nobody is known to have to consent.
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Mail | `Mail.Read` | | |\n| Calendar |");
    accept_all(&folder);
    let json = folder.run(&["release", "1.1.0", "--format", "json"]).code(0).json();
    assert_eq!((&json["bump"], &json["order"][1]["action"]), (&"minor".into(), &"ship".into()), "{json:#}");
}

#[test]
fn programs_get_the_same_as_json() {
    let folder = locked();
    let first = folder.run(&["release", "1.0.0", "--format", "json"]).code(0).json();
    assert_eq!((&first["previous"], &first["bump"]), (&Value::Null, &Value::Null));
    replaces_a_permission(&folder);
    let json = folder.run(&["release", "2.0.0", "--dry-run", "--format", "json"]).code(0).json();
    assert_eq!(
        (&json["version"], &json["previous"], &json["bump"]),
        (&"2.0.0".into(), &"1.0.0".into(), &"major".into())
    );
    assert_eq!(json["reasons"].as_array().map(Vec::len), Some(1), "{json:#}");
    let order = json["order"].as_array().expect("the order");
    let actions: Vec<_> = order.iter().map(|step| step["action"].as_str().expect("a word")).collect();
    assert_eq!(actions, ["register", "consent", "ship", "revoke"]);
    assert_eq!(order[1]["permissions"][0]["scope"], "ChannelMessage.Read.All");
    assert!(order[1]["at"][0].as_str().is_some_and(|url| url.contains("/TENANT/v2.0/adminconsent?")), "{json:#}");
    // What is refused is not half a result.
    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |\n", "");
    folder
        .run(&["release", "2.0.0", "--format", "json"])
        .code(1)
        .stdout_eq("")
        .stderr_eq(line_with("2.0.0 is not released"));
}

#[test]
fn each_command_of_the_order_is_a_line_of_shell() {
    let folder = locked();
    folder.run(&["release", "1.0.0"]).code(0);
    replaces_a_permission(&folder);
    // A stand-in for the Azure command, which prints an id for each name and writes down what it was told to change.
    let az = "#!/bin/sh\ncase \"$3\" in\nshow) case \"$7\" in appId) echo api-id ;; *) echo \"$7\" | sed \"s/.*'\\(.*\\)'.*/id-of-\\1/\" ;; esac ;;\n\
              *) echo \"$@\" >> asked ;;\nesac\n";
    folder.write("bin/az", az.as_bytes());
    folder.paste("chmod +x bin/az").code(0);
    let json = folder.run(&["release", "2.0.0", "--format", "json"]).code(0).json();
    for step in json["order"].as_array().expect("the order") {
        for command in step["run"].as_array().expect("commands") {
            folder.paste(&format!("PATH=\"$PWD/bin:$PATH\"; {}", command.as_str().expect("a text"))).code(0);
        }
    }
    assert_eq!(
        folder.read("asked"),
        "ad app permission add --id APP_ID --api api-id --api-permissions id-of-ChannelMessage.Read.All=Scope\n\
         ad app permission delete --id APP_ID --api api-id --api-permissions id-of-User.Read\n"
    );
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
