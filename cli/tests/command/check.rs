//! `check`, `accept`, `diff`, `rules` and `explain`: what an edit breaks, and saying that it is meant.

use scopemark_gate::lock::PLACEHOLDER;
use snapbox::str;

use crate::support::{Folder, Printed, line_with};

pub(crate) const CHAT: &str = "\
# Chat
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission | Admin consent | Notes |
|---|---|---|---|
| Chat | `Chat.Read` | No | |
| Chat | `User.Read` | No | |
| Calendar | `Calendars.Read` | No | |
";

/// What `check` prints if nothing changed.
const PASS: &str = "pass: 0 errors, 0 warnings, 0 notes; needs no release; compared with permissions.lock\n";

/// A folder whose lock is up to date.
pub(crate) fn locked() -> Folder {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT)]);
    folder.run(&["lock"]).code(0);
    folder
}

#[test]
fn without_a_lock_nothing_passes_and_the_command_that_makes_one_is_named() {
    Folder::with(&[("docs-tables/chat.md", CHAT)]).run(&["check"]).code(3).stderr_eq(str![[r#"
error: permissions.lock: there is no lock to compare with; create it with `cargo scopemark lock`, and commit it

"#]]);
}

#[test]
fn what_was_not_edited_passes() {
    locked().run(&["check"]).code(0).stdout_eq(PASS);
}

#[test]
fn a_lock_that_is_not_up_to_date_fails_even_where_the_edit_is_compatible() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "Calendars.Read` | No | |", "Calendars.Read` | No | Read this first |");
    let run = folder.run(&["check"]).code(1).stdout_eq(line_with("[lock/stale]"));
    let update = run.out().lines().find_map(|line| line.split_once("= update: ")).expect("the command").1;
    folder.paste(update).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn the_lock_is_up_to_date_in_whatever_order_the_rows_of_several_apis_stand() {
    let rows = [
        "| Mail | `Mail.Read` | https://graph.microsoft.com |\n",
        "| Sign-in | `openid` | https://graph.microsoft.com |\n",
        "| Vault | `user_impersonation` | https://vault.azure.net |\n",
    ];
    let of = |order: [usize; 3]| {
        let rows: String = order.into_iter().map(|at| rows[at]).collect();
        format!("# All\n\n| Feature | Permission | Resource |\n|---|---|---|\n{rows}")
    };
    let folder = Folder::with(&[("docs-tables/all.md", &of([0, 1, 2]))]);
    folder.run(&["lock"]).code(0);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        folder.write("docs-tables/all.md", of(order).as_bytes());
        folder.run(&["check"]).code(0);
    }
}

#[test]
fn an_incompatible_edit_fails_until_each_of_its_commands_was_pasted() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let before = folder.read("permissions.lock");
    let run = folder.run(&["check"]).code(1).stdout_eq(str![[r#"
error: docs-tables/chat.md:3:1: Calendar is gone [token/feature-removed]
  |
3 | | Feature | Permission | Admin consent | Notes |
  | ^
  = was: | Calendar | Calendars.Read | delegated | base |  |
  = proof: a token with Calendars.Read could use Calendar; after this edit it cannot
  = compared with: permissions.lock
  = help: keep the rows for one more release, and announce there that the feature will go; if the feature has a new name, declare the old one with `formerly`
  = also error: Feature::Calendar is gone: code that names it does not compile any more [code/name-removed]
  = also error: Scope::CalendarsRead is gone: code that names it does not compile any more [code/name-removed]
  = accept: cargo scopemark accept token/feature-removed:c3b64e8e code/name-removed:0ee5d7f5 code/name-removed:2f5c300e --reason 'why this is meant'

who must do what, in this order:
  1. ship (the developers): Ship the change.
  2. revoke, Microsoft Entra (the developers, then an administrator of each tenant): Remove the permissions from the registration of the application, or run the command. What was granted stays granted until an administrator removes it under Enterprise applications, Permissions.
     - Calendars.Read (delegated) of https://graph.microsoft.com
     at: https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/APP_ID
     run: az ad app permission delete --id APP_ID --api "$(az ad sp show --id https://graph.microsoft.com --query appId --output tsv)" --api-permissions "$(az ad sp show --id https://graph.microsoft.com --query 'oauth2PermissionScopes[?value=='\''Calendars.Read'\''].id' --output tsv)"
     at: https://entra.microsoft.com/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview

fail: 1 error, 0 warnings, 0 notes; needs a major release; compared with permissions.lock

"#]]);

    folder.run(&["lock"]).code(1);
    assert_eq!(folder.read("permissions.lock"), before, "the lock is as it was");

    let commands = run.accepts();
    assert!(!commands.is_empty(), "{}", run.out());
    for command in commands {
        folder.paste(&command).code(0);
    }
    folder.run(&["lock"]).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn an_accepted_change_does_not_cover_another_one_nor_itself_made_again() {
    let folder = locked();
    let calendar = "| Calendar | `Calendars.Read` | No | |\n";
    folder.edit("docs-tables/chat.md", calendar, "");
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);

    folder.edit("docs-tables/chat.md", "| Chat | `Chat.Read` | No | |\n", "");
    // A further edit.
    folder.run(&["check"]).code(1);
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    folder.accept_all(&["check"]);
    // Taken back.
    folder.run(&["lock"]).code(0);
    folder.edit("docs-tables/chat.md", calendar, "");
    // Made again.
    let again = folder.run(&["check"]).code(1);
    for command in again.accepts() {
        folder.paste(&command).code(0);
    }
    folder.run(&["lock"]).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn an_acceptance_that_nothing_needs_is_an_error_and_can_be_taken_out() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    // While another change of the edit is open, the lock is not brought up to date.
    let first = folder.run(&["check"]).fingerprints().remove(0);
    folder.run(&["accept", &first, "--reason", "see #12"]).code(0);
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    let run = folder.run(&["check"]).code(1).stdout_eq(line_with("[lock/acceptance-invalid]"));
    let withdraw = run.out().lines().find_map(|line| line.split_once("= withdraw: ")).expect("the command").1;
    folder.paste(withdraw).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn an_acceptance_ends_on_its_day() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    // While another change of the edit is open, the lock is not brought up to date.
    let first = folder.run(&["check"]).fingerprints().remove(0);
    let accept = ["accept", &first, "--reason", "see #12", "--until", "2030-01-31"];
    folder.command(&accept).env("SOURCE_DATE_EPOCH", "1893456000").assert().code(0);
    let check =
        |seconds: &str| folder.command(&["check"]).env("SOURCE_DATE_EPOCH", seconds).output().expect("the command");
    // 2030-01-31 23:59:59 and a second later.
    let still = String::from_utf8(check("1896134399").stdout).expect("UTF-8");
    assert!(!still.contains("acceptance-invalid") && still.contains("= reason: see #12 (until 2030-01-31)"), "{still}");
    let over = String::from_utf8(check("1896134400").stdout).expect("UTF-8");
    assert!(over.contains("it expired on 2030-01-31") && over.contains("error: docs-tables/chat.md"), "{over}");
}

#[test]
fn no_reason_no_acceptance_and_only_what_there_is_can_be_accepted() {
    let folder = locked();
    let before = folder.read("permissions.lock");
    for (arguments, code) in [
        (&["accept", "token/feature-removed:0123"][..], 2),
        (&["accept", "token/feature-removed:0123", "--reason", "  "], 2),
        (&["accept", "token/feature-removed:0123", "--reason", "\u{3164}\u{200b}"], 2),
        (&["accept", "token/feature-removed:0123", "--reason", PLACEHOLDER], 2),
        (&["accept", "token/feature-removed:0123", "--reason", "why", "--until", "2020-02-30"], 2),
        (&["accept", "token/feature-removed:0123", "--reason", "why", "--until", "2020-02-01"], 2),
        (&["accept", "token/feature-removed:0123", "--reason", "why"], 1),
        (&["accept", "--withdraw", "token/feature-removed:0123"], 1),
    ] {
        folder.run(arguments).code(code);
    }
    assert_eq!(folder.read("permissions.lock"), before);
}

#[test]
fn a_document_that_cannot_be_read_any_more_is_said_and_not_compared() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |", "| Chat | User.Read | No | | surplus |");
    folder.run(&["check"]).code(1).stdout_eq(str![[r#"
error: docs-tables/chat.md:6:3: this row has 5 cells, but its table has 4 columns: every renderer drops `surplus` [read/ragged-row]
  |
6 | | Chat | User.Read | No | | surplus |
  |   ^
  = help: remove the surplus cell, or write a pipe that is part of the text as `\|`

error: docs-tables/chat.md:1:1: docs-tables/chat.md cannot be read without errors, so that it cannot be compared [document/unreadable]
  |
1 | # Chat
  | ^
  = compared with: permissions.lock
  = help: mend what reading it reports

fail: 2 errors, 0 warnings, 0 notes; compared with permissions.lock

"#]]);
}

#[test]
fn skipping_a_table_is_not_a_way_to_remove_its_rows() {
    let folder = locked();
    let calendar = "| Calendar | `Calendars.Read` | No | |\n";
    let second =
        "\n## More\n\n<!-- scopemark: skip -->\n| Feature | Permission | Admin consent | Notes |\n|---|---|---|---|\n";
    folder.edit("docs-tables/chat.md", calendar, &format!("{second}{calendar}"));
    let run = folder.run(&["check"]).code(1).stdout_eq(line_with("[document/table-skipped]"));
    let skipping = run.accepts().remove(0);
    assert!(skipping.contains("document/table-skipped"), "{skipping}");
    folder.paste(&skipping).code(0);
    // Another row of the same document is another matter, and so is the same directive with one effect more.
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    let run = folder.run(&["check"]).code(1);
    assert!(run.accepts().iter().any(|command| !command.contains("table-skipped")), "{}", run.out());

    folder.write("docs-tables/chat.md", CHAT.replace("# Chat", "<!-- scopemark: skip -->\n\n# Chat").as_bytes());
    folder.write("docs-tables/other.md", CHAT.replace("# Chat", "# Other").as_bytes());
    folder.run(&["check"]).code(1).stdout_eq(line_with("[document/table-skipped]"));
}

#[test]
fn a_name_that_was_removed_does_not_return_with_another_meaning_unseen() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Chat | `User.Read` | No | |\n", "");
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    folder.edit(
        "docs-tables/chat.md",
        "# Chat\n",
        "<!-- scopemark: rename.\"Chat.ReadBasic\" = \"UserRead\" -->\n\n# Chat\n",
    );
    folder.edit("docs-tables/chat.md", "| Calendar |", "| Chat | `Chat.ReadBasic` | No | |\n| Calendar |");
    folder.run(&["check"]).stdout_eq(line_with("`UserRead` was `User.Read` once[..][code/name-reused]"));
    let _ = folder.run(&["lock"]);
    assert!(folder.read("permissions.lock").contains("\"User.Read\" }"), "the tombstone stays");
}

#[test]
fn a_single_document_has_its_lock_beside_it_or_where_it_is_told() {
    let folder = Folder::with(&[("docs/my chat's.md", CHAT)]);
    folder.run(&["lock", "docs/my chat's.md"]).code(0);
    assert!(folder.read("docs/permissions.lock").contains("folder = \"my chat's.md\""));
    folder.run(&["check", "docs/my chat's.md"]).code(0);
    folder.run(&["lock", "docs/my chat's.md", "--lock", "locks of it.lock"]).code(0);
    folder.edit("docs/my chat's.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let run = folder.run(&["check", "docs/my chat's.md", "--lock", "locks of it.lock"]);
    for command in run.accepts() {
        assert!(command.ends_with(r"'--lock=locks of it.lock' 'docs/my chat'\''s.md'"), "{command}");
        folder.paste(&command).code(0);
    }
    folder.run(&["lock", "docs/my chat's.md", "--lock", "locks of it.lock"]).code(0);
    // The other lock is as it was.
    folder.run(&["check", "docs/my chat's.md"]).code(1);
}

#[test]
fn the_lock_does_not_depend_on_where_it_is_made() {
    let (one, other) = (locked(), Folder::with(&[("docs-tables/chat.md", CHAT), ("below/x", "")]));
    other.command(&["lock", "../docs-tables"]).current_dir(other.path().join("below")).assert().success();
    assert_eq!(one.read("permissions.lock"), other.read("permissions.lock"));
}

#[test]
fn any_two_states_can_be_compared() {
    let folder = locked();
    folder.git(&["init", "--quiet"]);
    folder.commit("one");
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    folder.write("before.md", CHAT.as_bytes());
    for (old, new, code) in [
        ("before.md", "docs-tables/chat.md", 1),
        ("docs-tables/chat.md", "docs-tables/chat.md", 0),
        ("HEAD:docs-tables", "docs-tables", 1),
        ("HEAD:./docs-tables/chat.md", "before.md", 0),
        ("permissions.lock", "docs-tables", 1),
        ("permissions.lock", "HEAD:permissions.lock", 0),
        ("HEAD:docs-tables", "HEAD:permissions.lock", 0),
        ("HEAD:nowhere", "docs-tables", 3),
        ("v9:docs-tables", "docs-tables", 3),
        ("missing", "docs-tables", 3),
        ("--output=x:docs-tables", "docs-tables", 2),
    ] {
        let run = folder.run(&["diff", old, new]).code(code);
        assert!(!run.out().contains("accept"), "{}", run.out());
    }
}

#[test]
fn every_rule_is_listed_and_explained() {
    let folder = Folder::with(&[]);
    let run = folder.run(&["rules", "--format", "json"]);
    let json = run.json();
    assert_eq!(json["format"], 1);
    let rules = json["rules"].as_array().expect("rules");
    assert!(rules.len() > 80);
    let listed = folder.run(&["rules"]);
    for rule in rules {
        let id = rule["id"].as_str().expect("an id");
        assert!(listed.out().contains(id), "{id}");
        let explained = folder.run(&["explain", id]).code(0);
        let remedy = if rule["write"].is_string() { "write" } else { "harmless" };
        for part in ["title", "explanation", remedy] {
            assert!(explained.out().contains(rule[part].as_str().expect(part)), "{part} in {}", explained.out());
        }
        assert!(rule["before"].is_string() && rule["after"].is_string(), "{id} has no example");
    }
    folder.run(&["explain", "token/scope-replace"]).code(2).stderr_eq(str![[r#"
error: invalid value 'token/scope-replace' for '<RULE>': there is no rule `token/scope-replace`; did you mean `token/scope-replaced`? (`cargo scopemark rules` lists all rules)

For more information, try '--help'.

"#]]);
    folder.run(&["explain", "read/header-slip"]).code(0).stdout_eq(str![[r#"
read/header-slip: a header that is one slip away from a known one
Level: warning.

The header is one letter away from a known one. If it is a slip, the column is not read, and the rows mean something else: `Updte` would turn update rows into base rows.

Before
    | Permission | Updte |
    |---|---|
    | rooms:read | |
    | rooms:write | Y |

After
    | Permission | Update |
    |---|---|
    | rooms:read | |
    | rooms:write | Y |

What to write
Write the known header, here `Update`. If the column is something else, name it in other words.

"#]]);
}

#[test]
fn several_fingerprints_and_their_beginnings_are_accepted_at_once_and_the_lock_follows() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let fingerprints = folder.run(&["check"]).fingerprints();
    let [first, rest @ ..] = &fingerprints[..] else { panic!("{fingerprints:?}") };
    let digits = |text: &str| text.split_once(':').expect("digits").1[..6].to_owned();
    let short: Vec<String> = rest.iter().map(|text| digits(text)).collect();
    let mut arguments = vec!["accept", first];
    arguments.extend(short.iter().map(String::as_str));
    arguments.extend(["--reason", "see #12", "docs-tables"]);
    folder.run(&arguments).code(0).stderr_eq(line_with("wrote permissions.lock; commit it with the documents"));
    folder.run(&["check"]).code(0).stdout_eq(PASS);
    let lock = folder.read("permissions.lock");
    assert!(fingerprints.iter().all(|text| lock.contains(text)), "the lock has them: {lock}");
}

#[test]
fn a_beginning_that_fits_several_changes_lists_them() {
    let folder = locked();
    let rows: Vec<String> = (0..300).map(|at| format!("| F{at} | `Thing.Read.N{at}` | No | |\n")).collect();
    let rows = rows.concat();
    folder.edit("docs-tables/chat.md", "| Calendar |", &format!("{rows}| Calendar |"));
    folder.run(&["lock"]).code(0);
    folder.edit("docs-tables/chat.md", &rows, "");
    // So many that two begin alike, for this many digits at least.
    let fingerprints = folder.run(&["check"]).fingerprints();
    let digits = |text: &String| text.split_once(':').expect("digits").1.to_owned();
    let mut all: Vec<String> = fingerprints.iter().map(digits).collect();
    all.sort();
    let alike = all.windows(2).find(|two| two[0][..4] == two[1][..4]).map(|two| two[0][..4].to_owned());
    let before = folder.read("permissions.lock");
    let alike = alike.unwrap_or_else(|| panic!("no two of {} begin alike: add rows", all.len()));
    let run = folder.run(&["accept", &alike, "--reason", "why"]).code(1);
    assert!(run.err().contains("fits several changes"), "{}", run.err());
    assert!(run.err().matches(&format!(":{alike}")).count() >= 2, "{}", run.err());
    assert_eq!(folder.read("permissions.lock"), before);
}

#[test]
fn what_has_not_the_form_of_a_fingerprint_is_the_path_and_there_is_one() {
    let folder = Folder::with(&[("beef/chat.md", CHAT)]);
    folder.run(&["lock", "beef"]).code(0);
    for (arguments, says) in [
        (&["accept", "docs-tables", "--reason", "why"][..], "`docs-tables` is not a fingerprint"),
        (&["accept", "beef", "docs-tables", "other", "--reason", "why"], "`other` is not a fingerprint"),
        (&["accept", "beef", "docs-tables", "--package", "x", "--reason", "why"], "cannot be used with a package"),
    ] {
        folder.run(arguments).code(2).stderr_eq(line_with(says));
    }
    folder
        .run(&["accept", "beef", "./beef", "--reason", "why"])
        .code(1)
        .stderr_eq(line_with("no change has the fingerprint beef"));
}

/// A folder of two documents and a lock that is up to date, in each of which a feature is then removed.
fn two_edited() -> Folder {
    let folder = Folder::with(&[("docs-tables/chat.md", CHAT), ("docs-tables/sub/mail.md", CHAT)]);
    folder.run(&["lock"]).code(0);
    for path in ["docs-tables/chat.md", "docs-tables/sub/mail.md"] {
        folder.edit(path, "| Calendar | `Calendars.Read` | No | |\n", "");
    }
    folder
}

#[test]
fn a_path_chooses_what_is_printed_and_everything_is_compared_and_counted() {
    let folder = two_edited();
    let all = folder.run(&["check"]).code(1).out().to_owned();
    assert!(all.contains("error: docs-tables/chat.md") && all.contains("error: docs-tables/sub/mail.md"), "{all}");
    for (paths, is_printed, is_not) in [
        (&["docs-tables/chat.md"][..], "error: docs-tables/chat.md", "error: docs-tables/sub/mail.md"),
        (&["docs-tables/sub/mail.md"], "error: docs-tables/sub/mail.md", "error: docs-tables/chat.md"),
        (&["./docs-tables/sub/"], "error: docs-tables/sub/mail.md", "error: docs-tables/chat.md"),
        (
            &["docs-tables/chat.md", "--lock", "permissions.lock"],
            "error: docs-tables/chat.md",
            "error: docs-tables/sub/mail.md",
        ),
    ] {
        let run = folder.run(&[&["check"], paths].concat()).code(1);
        assert!(run.out().contains(is_printed) && !run.out().contains(is_not), "{paths:?}: {}", run.out());
        assert!(run.out().contains("elsewhere and not listed"), "{}", run.out());
        let json = folder.run(&[&["check", "--format", "json"], paths].concat()).json();
        assert!(json["elsewhere"].as_u64() > Some(0), "{json:#}");
    }
    for paths in [
        &["docs-tables"][..],
        &["docs-tables/chat.md", "docs-tables/sub/mail.md"],
        &["docs-tables", "docs-tables/chat.md"],
    ] {
        let run = folder.run(&[&["check"], paths].concat()).code(1);
        assert_eq!(run.out(), all, "{paths:?}");
    }
    // Nothing is printed of the one that is as it was, and the run still fails for the other.
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    let run = folder.run(&["check", "docs-tables/chat.md"]).code(1);
    assert!(!run.out().contains("error: docs-tables/"), "{}", run.out());
}

#[test]
fn a_path_that_has_nothing_to_print_is_no_pass() {
    let folder = locked();
    folder.write("docs-tables/logo.png", b"");
    folder.run(&["check", "docs-tables/chta.md"]).code(3).stderr_eq(line_with("cannot read docs-tables/chta.md"));
    folder
        .run(&["check", "docs-tables/logo.png"])
        .code(3)
        .stderr_eq(line_with("docs-tables/logo.png is not one of the documents of docs-tables"));
    folder.run(&["check", "docs-tables/chat.md"]).code(0);
    folder.write("other/docs-tables/chat.md", CHAT.as_bytes());
    folder.run(&["lock", "other/docs-tables"]).code(0);
    folder.run(&["check", "other/docs-tables/chat.md"]).code(0);
    folder.run(&["check", "docs-tables/logo.png", "other/docs-tables"]).code(3);
    folder.run(&["check", "docs-tables", "other/docs-tables"]).code(0);
}
