//! `ask`: what a sign-in must ask.

use serde_json::{Value, json};

use crate::support::{Folder, Run, documented, keys, keys_in_order};

/// The document on Microsoft 365, as it is shipped.
const O365: &str = include_str!("../../../docs-tables/o365.md");

/// Delegated and application permissions, two resources, and something for every part of an answer.
const MIXED: &str = "\
# Mixed
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission | Type | Update | Admin consent | Notes |
|---|---|---|---|---|---|
| Mail | `Mail.Read` | Delegated | | No | |
| Mail | `Mail.ReadWrite` | Delegated | Y | No | |
| Mail | `Mail.Read.Shared` | Delegated | | | For shared mailboxes |
| Mail | `api://other/Things.Read` | Delegated | | | |
| Status | `Presence.Read` | Delegated | | Yes | Not for shared mailboxes |
| Status | `Presence.Read.All` | Delegated | | | Used if a person is looked up |
| Sync | `User.Read.All` | Application | | | |
| Sync | `Mail.Read` | Application | | | |
| Sync | `Group.Read.All` | Application | | | Used if a person is looked up |

| Permission | Satisfied by |
|---|---|
| `Mail.Read` | `Mail.ReadWrite` |
";

/// A surplus cell: an error.
const RAGGED: &str = "| Feature | Permission |\n|---|---|\n| Mail | `Mail.Read` | lost |\n";

fn o365() -> Folder {
    Folder::with(&[("docs-tables/o365.md", O365)])
}

fn ask(folder: &Folder, options: &[&str]) -> Run {
    folder.run(&[&["ask"], options].concat())
}

fn ask_json(folder: &Folder, options: &[&str]) -> Value {
    ask(folder, &[options, &["--format", "json"]].concat()).json()
}

/// The line under a title.
fn under<'a>(text: &'a str, title: &str) -> &'a str {
    let mut lines = text.lines().skip_while(|line| *line != title);
    lines.nth(1).unwrap_or_else(|| panic!("{title} in {text}"))
}

#[test]
fn the_scope_parameter_is_what_the_documentation_says() {
    let folder = o365();
    for (options, scope) in [
        (&["--feature", "Calendar"][..], "Calendars.Read User.Read offline_access"),
        (&["--update", "Calendar"], "Calendars.Read Calendars.ReadWrite User.Read offline_access"),
        (&["--feature", "Calendar", "--when", "BasicCalendar"], "Calendars.ReadBasic User.Read offline_access"),
        (
            &["--update", "Calendar", "--when", "SharedMailbox"],
            "Calendars.Read.Shared Calendars.ReadWrite.Shared User.Read offline_access",
        ),
        (&["--feature", "Status", "--option", "Presence.Read.All"], "Presence.Read Presence.Read.All"),
        (&["--feature", "Chat", "--feature", "ToDo", "--update", "Chat"], "Chat.Read Chat.ReadWrite Tasks.Read"),
        (
            &["--all", "--when", "SharedMailbox", "--supported"],
            "Calendars.Read.Shared Mail.Read.Shared User.Read offline_access",
        ),
        (
            &["--all-update", "--minimal"],
            "Calendars.ReadWrite Chat.ReadWrite Group.ReadWrite.All Mail.Read Mail.Send MailboxSettings.ReadWrite \
             Presence.ReadWrite Tasks.ReadWrite User.Read offline_access",
        ),
    ] {
        let run = ask(&folder, options);
        assert_eq!((run.code, &*run.err), (0, ""), "{run:?}");
        assert_eq!(under(&run.out, "scope parameter"), scope, "{options:?}");
        assert_eq!(ask_json(&folder, options)["scope"], scope, "{options:?}");
    }
}

#[test]
fn all_is_base_access_and_can_be_raised_for_one_feature() {
    let folder = o365();
    let all = ask_json(&folder, &["--all"]);
    assert_eq!(all["asked"]["features"].as_array().map(Vec::len), Some(7));
    assert!(!all["scope"].to_string().contains("Chat.ReadWrite"), "{all}");
    let raised = ask_json(&folder, &["--all", "--update", "Chat"]);
    assert!(raised["scope"].to_string().contains("Chat.ReadWrite"), "{raised}");
    assert!(!raised["scope"].to_string().contains("Tasks.ReadWrite"), "{raised}");
}

#[test]
fn each_permission_has_the_features_and_conditions_that_ask_for_it() {
    let run = ask(&o365(), &["--feature", "Calendar", "--update", "Email", "--when", "SharedMailbox"]);
    let table: Vec<Vec<&str>> = run
        .out
        .lines()
        .skip_while(|line| !line.contains("PERMISSION"))
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        table,
        [
            &["PERMISSION", "FEATURE", "ACCESS", "WHERE", "LINE"][..],
            &["Calendars.Read.Shared", "Calendar", "base", "SharedMailbox", "24"],
            &["Mail.Read.Shared", "Email", "base", "SharedMailbox", "29"],
            &["Mail.Send.Shared", "Email", "update", "SharedMailbox", "30"],
            &["User.Read", "Calendar", "base", "26"],
            &["offline_access", "Calendar", "base", "20"],
        ],
    );
    assert!(run.out.contains("The document does not say who must consent."), "{}", run.out);
}

#[test]
fn app_roles_other_resources_consent_options_and_notes_are_all_told() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    let run = ask(&folder, &["mixed.md", "--all-update", "--option-role", "Group.Read.All"]);
    assert_eq!(run.code, 0, "{run:?}");
    let out = &run.out;
    assert_eq!(under(out, "scope parameter for https://graph.microsoft.com"), "Mail.Read Mail.ReadWrite Presence.Read");
    assert_eq!(under(out, "scope parameter for api://other"), "api://other/Things.Read");
    assert_eq!(under(out, "scope parameter of an app-only sign-in"), "https://graph.microsoft.com/.default");
    for row in [
        "Mail.Read delegated user Mail base 5",
        "Presence.Read delegated admin Status base 9",
        "api://other/Things.Read delegated not stated Mail base 8",
        "Mail.Read application admin Sync base 12",
        "Group.Read.All application admin Sync base optional 13",
    ] {
        let has = out.lines().any(|line| line.split_whitespace().eq(row.split_whitespace()));
        assert!(has, "{row} in {out}");
    }
    assert!(out.contains("note: nothing asked brings a refresh token"), "{out}");
    let minimal = ask(&folder, &["mixed.md", "--update", "Mail", "--option", "Presence.Read.All", "--minimal"]).out;
    assert!(minimal.contains("covered, and so not asked: Mail.Read\n"), "{minimal}");
    assert!(minimal.contains("note: the option Presence.Read.All is not asked"), "{minimal}");
}

#[test]
fn json_has_the_keys_that_its_page_shows_in_their_order() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    let options = ["mixed.md", "--update", "Mail", "--feature", "Status", "--option", "Presence.Read.All"];
    let more = ["--when", "SharedMailbox", "--supported", "--minimal", "--format", "json"];
    let run = ask(&folder, &[&options[..], &more].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(keys(&run.out), keys(documented("ask")));
    assert_eq!(keys_in_order(&run.out), keys_in_order(documented("ask")));
    let answer = run.json();
    assert_eq!(answer["format"], 1);
    assert_eq!(answer["unsupported"][0]["condition"], "SharedMailbox");
    assert_eq!(answer["asked"]["options"][0]["asked"], false);
}

#[test]
fn a_feature_that_is_not_supported_is_exit_code_1_and_all_of_them_are_told() {
    let folder = o365();
    let run = ask(&folder, &["--feature", "Status", "--when", "PersonalAccount"]);
    assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
    assert_eq!(
        run.err,
        "error: Status is not supported where PersonalAccount holds (docs-tables/o365.md:31)\n  \
         with --supported, features that are not supported are left out\n"
    );
    let options = ["--all", "--when", "PersonalAccount"];
    let run = ask(&folder, &options);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("Status is not") && run.err.contains("Chat is not"), "{}", run.err);
    let answer = ask_json(&folder, &options);
    assert_eq!((&answer["ok"], &answer["scope"], &answer["permissions"]), (&json!(false), &Value::Null, &json!([])));
    assert_eq!(answer["unsupported"].as_array().map(Vec::len), Some(2));
    let run = ask(&folder, &["--all", "--when", "PersonalAccount", "--supported"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("left out: Chat is not supported where PersonalAccount holds"), "{}", run.out);
}

#[test]
fn where_nothing_that_is_asked_is_supported_there_is_no_answer() {
    let run = ask(&o365(), &["--feature", "Chat", "--when", "SharedMailbox", "--supported"]);
    assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
    assert!(run.err.ends_with("error: no feature that is asked is supported\n"), "{}", run.err);
}

#[test]
fn every_name_that_is_not_known_is_exit_code_2_with_the_nearest_and_all_known() {
    let run = ask(
        &o365(),
        &[
            "--feature",
            "Calender",
            "--update",
            "Mails",
            "--when",
            "sharedmailbox",
            "--option",
            "Mail.Read",
            "--option",
            "Presence.Read.Al",
            "--option-role",
            "X",
        ],
    );
    assert_eq!((run.code, &*run.out), (2, ""), "{run:?}");
    for said in [
        "error: there is no feature `Calender`; did you mean `Calendar`?\n",
        "error: there is no feature `Mails`",
        "known features: `Calendar`, `Email`, `Status`, `Chat`, `ToDo`, `Group Calendar`, `AutoReply`\n",
        "error: there is no condition `sharedmailbox`; did you mean `SharedMailbox`?\n",
        "known conditions: `BasicCalendar`, `PersonalAccount`, `SharedMailbox`\n",
        "error: `Mail.Read` is not optional in the document",
        "error: there is no optional delegated permission `Presence.Read.Al`; did you mean `Presence.Read.All`?\n",
        "known optional delegated permissions: `Presence.Read.All`\n",
        "the document has no optional application permission\n",
    ] {
        assert!(run.err.contains(said), "{said} in {}", run.err);
    }
}

#[test]
fn an_option_of_the_other_kind_is_told_where_it_belongs() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    let run = ask(&folder, &["mixed.md", "--all", "--option", "Group.Read.All"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is an optional application permission: --option-role takes it"), "{}", run.err);
}

#[test]
fn a_feature_may_be_named_without_case() {
    let folder = o365();
    assert_eq!(ask(&folder, &["--feature", "group CALENDAR"]).out, ask(&folder, &["--feature", "Group Calendar"]).out);
}

#[test]
fn without_a_feature_the_run_lists_them() {
    let run = ask(&o365(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no feature is asked") && run.err.contains("`Group Calendar`"), "{}", run.err);
}

#[test]
fn of_several_documents_one_must_be_named() {
    let folder = Folder::with(&[("docs-tables/o365.md", O365), ("docs-tables/sub/mixed.md", MIXED)]);
    let run = ask(&folder, &["--all"]);
    assert_eq!((run.code, &*run.out), (2, ""), "{run:?}");
    assert!(run.err.contains("2 documents") && run.err.contains("known documents: `o365`, `mixed`"), "{}", run.err);
    let run = ask(&folder, &["--document", "o356", "--all"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `o365`?"), "{}", run.err);
    let named = ask(&folder, &["--document", "o365", "--all"]);
    assert_eq!((named.code, &named.out), (0, &ask(&o365(), &["--all"]).out));
    folder.write("docs-tables/other/o365.md", MIXED.as_bytes());
    let run = ask(&folder, &["--document", "o365", "--all"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("  docs-tables/o365.md\n  docs-tables/other/o365.md\n"), "{}", run.err);
}

#[test]
fn a_faulty_document_gives_no_answer_and_another_one_beside_it_does() {
    let folder = Folder::with(&[("docs-tables/ragged.md", RAGGED), ("docs-tables/o365.md", O365)]);
    let options = ["--document", "ragged", "--all"];
    let run = ask(&folder, &options);
    assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
    assert!(run.err.starts_with("error: docs-tables/ragged.md:3:"), "{}", run.err);
    assert!(
        run.err.contains("error: there is no answer from docs-tables/ragged.md while there are errors\n"),
        "{}",
        run.err
    );
    let answer = ask_json(&folder, &options);
    assert_eq!((&answer["ok"], &answer["scope"]), (&json!(false), &Value::Null));
    assert_eq!(answer["findings"][0]["rule"], "read/ragged-row");
    let run = ask(&folder, &["--document", "o365", "--all"]);
    assert_eq!((run.code, &*run.err), (0, ""), "{run:?}");
}

#[test]
fn a_warning_is_told_and_a_note_is_for_those_who_write_the_document() {
    let warned = "| Feature | Permission | Notes |\n|---|---|---|\n| Mail | `Mail.Read` | For reading mail |\n";
    let noted = "| Feature | Permission | Added |\n|---|---|---|\n| Mail | `Mail.Read` | 2.0 |\n";
    let folder = Folder::with(&[("docs-tables/warned.md", warned), ("docs-tables/noted.md", noted)]);
    let run = ask(&folder, &["--document", "warned", "--all"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.starts_with("warning: docs-tables/warned.md:3:"), "{}", run.err);
    assert_eq!(ask_json(&folder, &["--document", "warned", "--all"])["findings"][0]["level"], "warning");
    let run = ask(&folder, &["--document", "noted", "--all"]);
    assert_eq!((run.code, &*run.err), (0, ""), "{run:?}");
    assert_eq!(ask_json(&folder, &["--document", "noted", "--all"])["findings"], json!([]));
}

#[test]
#[cfg(unix)]
fn what_is_wrong_with_a_folder_matters_where_the_document_is_not_named() {
    let folder = o365();
    std::os::unix::fs::symlink("/nowhere", folder.path().join("docs-tables/other.md")).expect("a link");
    let run = ask(&folder, &["--all"]);
    assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
    assert!(run.err.contains("docs-tables/other.md"), "{}", run.err);
    assert_eq!(ask(&folder, &["--all", "--document", "o365"]).code, 0);
}

#[test]
fn a_path_that_cannot_be_read_is_exit_code_3() {
    let folder = o365();
    for path in ["missing.md", "gone"] {
        let run = ask(&folder, &[path, "--all"]);
        assert_eq!((run.code, &*run.out), (3, ""), "{run:?}");
        assert!(run.err.starts_with(&format!("error: cannot read {path}: ")), "{}", run.err);
    }
}

#[test]
fn a_document_whose_rows_belong_to_no_feature_has_nothing_to_ask() {
    let text = "<!-- scopemark: feature = \"*\" -->\n\n| Permission | Type |\n|---|---|\n| `User.Read` | Delegated |\n";
    let folder = Folder::with(&[("docs-tables/always.md", text)]);
    for option in ["--all", "--all-update"] {
        let run = ask(&folder, &[option]);
        assert_eq!((run.code, &*run.out), (2, ""), "{run:?}");
        assert!(run.err.contains("the document has no feature"), "{}", run.err);
    }
}

#[test]
fn neither_a_document_nor_the_command_line_can_act_on_the_terminal() {
    let table = "| Feature | Permission |\n|---|---|\n| Ma\u{202e}il | `Mail.Read` |\n";
    let folder = Folder::with(&[("docs-tables/a.md", table), ("docs-tables/o365.md", O365)]);
    for options in [
        &["--document", "a", "--all"][..],
        &["--document", "o365", "--feature", "Mail\u{1b}[31m\n\u{202e}"],
        &["--document", "\u{1b}[2J", "--all"],
        &["mi\u{1b}[2Jssing.md", "--all"],
        &["--document", "o365", "--all", "--when", "\u{7}"],
    ] {
        for format in ["text", "json"] {
            let run = ask(&folder, &[options, &["--format", format]].concat());
            assert_ne!(run.code, 0, "{run:?}");
            for shown in [&run.out, &run.err] {
                assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{shown:?}");
            }
        }
    }
}

#[test]
fn color_is_for_terminals_and_for_those_who_force_it() {
    let folder = o365();
    let colored = |variables: &[(&str, &str)]| {
        let output = folder.command(&["ask", "--all"]).envs(variables.iter().copied()).output().expect("the command");
        output.stdout.contains(&b'\x1b')
    };
    assert!(!colored(&[]));
    assert!(colored(&[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let folder = o365();
    for arguments in [&["ask", "--all"][..], &["ask", "--all", "--format", "json"], &["ask"]] {
        let (read, unread) = (folder.run(arguments), folder.run_unread(arguments));
        assert_eq!((unread.code, unread.err), (read.code, read.err));
    }
}

#[test]
fn the_order_of_options_and_the_folder_change_nothing() {
    let (one, other) = (o365(), o365());
    for format in ["text", "json"] {
        let a = ask(&one, &["--feature", "Chat", "--feature", "ToDo", "--when", "BasicCalendar", "--format", format]);
        let b = ask(&other, &["--format", format, "--when", "BasicCalendar", "--feature", "ToDo", "--feature", "chat"]);
        assert_eq!((a.code, a.out, a.err), (b.code, b.out, b.err));
    }
}

#[test]
fn a_table_of_any_size_is_answered() {
    for count in [63, 64, 65, 300, 2_000] {
        let rows: Vec<String> =
            (0..count).map(|n| format!("| Feature {n} | `Things{n:04}.Read` | Delegated |")).collect();
        let table = format!("| Feature | Permission | Type |\n|---|---|---|\n{}\n", rows.join("\n"));
        let folder = Folder::with(&[("docs-tables/large.md", &table)]);
        let last = format!("Feature {}", count - 1);
        let answer = ask_json(&folder, &["--feature", "Feature 0", "--feature", &last]);
        assert_eq!(answer["scope"], format!("Things0000.Read Things{:04}.Read", count - 1));
    }
}
