//! `check-grant`: what a grant allows.

use serde_json::{Value, json};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::support::{Folder, Printed, documented, keys, keys_in_order, line_with};

/// The documents on Microsoft 365 and on Teams devices, as they are shipped.
const O365: &str = include_str!("../../../docs-tables/o365.md");
const DEVICES: &str = include_str!("../../../docs-tables/teams-devices.md");

/// All that the document on Microsoft 365 asks for.
const ALL: &str = "Calendars.ReadWrite Mail.Read Mail.Send Presence.ReadWrite Chat.ReadWrite Tasks.ReadWrite \
                   Group.ReadWrite.All MailboxSettings.ReadWrite User.Read";

/// A surplus cell: an error.
const RAGGED: &str = "| Feature | Permission |\n|---|---|\n| Mail | `Mail.Read` | lost |\n";

fn folder() -> Folder {
    Folder::with(&[("o365.md", O365), ("teams-devices.md", DEVICES), ("ragged.md", RAGGED)])
}

fn check(options: &[&str]) -> OutputAssert {
    folder().run(&[&["check-grant"], options].concat())
}

fn check_json(options: &[&str]) -> Value {
    check(&[options, &["--format", "json"]].concat()).json()
}

/// What is written on standard input is the grant.
fn check_input(options: &[&str], input: &[u8]) -> OutputAssert {
    let arguments = [&["check-grant", "o365.md", "--granted", "-"], options].concat();
    folder().command(&arguments).stdin(input).assert()
}

fn access(answer: &Value) -> Vec<(&str, &str)> {
    let features = answer["features"].as_array().expect("features").iter();
    features.map(|feature| (text(&feature["feature"]), text(&feature["access"]))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

#[test]
fn the_grant_of_the_documentation_gives_the_access_that_it_says() {
    let options = ["o365.md", "--granted", "Calendars.Read Chat.Read MailboxSettings.ReadWrite User.Read"];
    assert_eq!(
        access(&check_json(&options)),
        [
            ("Calendar", "base"),
            ("Email", "missing"),
            ("Status", "missing"),
            ("Chat", "base"),
            ("ToDo", "missing"),
            ("Group Calendar", "missing"),
            ("AutoReply", "base"),
        ]
    );
    let run = check(&options).code(1).stderr_eq("");
    for row in ["Calendar update base", "Group Calendar update missing", "AutoReply base base"] {
        let has = run.out().lines().any(|line| line.split_whitespace().eq(row.split_whitespace()));
        assert!(has, "{row} in {}", run.out());
    }
    let said = "Tasks.Read (or Tasks.ReadWrite) is missing: ToDo needs it (o365.md:36).\n";
    assert!(run.out().contains(said), "{}", run.out());
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../../../README.md");
    let command =
        "$ cargo scopemark check-grant docs-tables/o365.md --feature ToDo --granted \"Calendars.Read Task.Read\"\n";
    let shown = readme.split_once(command).and_then(|(_, rest)| rest.split_once("```")).expect("an example").0;
    let folder = Folder::with(&[("docs-tables/o365.md", O365)]);
    let options = ["--feature", "ToDo", "--granted", "Calendars.Read Task.Read"];
    assert_eq!(folder.run(&[&["check-grant", "docs-tables/o365.md"], &options[..]].concat()).out(), shown);
}

#[test]
fn a_grant_that_is_enough_is_exit_code_0() {
    check(&["o365.md", "--granted", ALL]).code(0).stderr_eq("").stdout_eq(line_with("Everything needed was granted."));
    check(&["o365.md", "--granted", "Chat.Read", "--feature", "Chat"]).code(0);
    check(&["o365.md", "--granted", "Chat.Read", "--update", "Chat"]).code(1);
    check(&["o365.md", "--granted", "", "--feature", "Chat"]).code(1);
}

#[test]
fn leaving_out_what_is_covered_changes_no_verdict() {
    for (granted, code) in [("Chat.ReadWrite", 0), ("Chat.Read", 1)] {
        check(&["o365.md", "--granted", granted, "--update", "Chat", "--minimal"]).code(code);
    }
}

#[test]
fn without_a_named_feature_those_that_the_conditions_shut_out_are_left_out() {
    let granted = "Calendars.ReadWrite.Shared Mail.Read.Shared Mail.Send.Shared User.Read";
    check(&["o365.md", "--when", "SharedMailbox", "--granted", granted]).code(0).stdout_eq(str![[r#"
o365.md: Permissions (https://graph.microsoft.com)

 FEATURE   WANTED  ACCESS
 Calendar  update  update
 Email     update  update

Everything needed was granted.
left out: Status is not supported where SharedMailbox holds (o365.md:31)
left out: Chat is not supported where SharedMailbox holds (o365.md:34)
left out: ToDo is not supported where SharedMailbox holds (o365.md:36)
left out: Group Calendar is not supported where SharedMailbox holds (o365.md:38)
left out: AutoReply is not supported where SharedMailbox holds (o365.md:40)

"#]]);
}

#[test]
fn a_named_feature_that_is_not_supported_is_exit_code_1_unless_it_may_be_left_out() {
    let options = ["o365.md", "--feature", "Chat", "--feature", "Email", "--when", "SharedMailbox"];
    check(&[&options[..], &["--granted", "Mail.Read.Shared"]].concat()).code(1).stdout_eq("").stderr_eq(str![[r#"
error: Chat is not supported where SharedMailbox holds (o365.md:34)
  use --supported to leave out features that are not supported

"#]]);
    let answer = check_json(&[&options[..], &["--granted", "Mail.Read.Shared"]].concat());
    assert_eq!((&answer["ok"], &answer["message"], &answer["features"]), (&json!(false), &Value::Null, &json!([])));
    check(&[&options[..], &["--granted", "Mail.Read.Shared", "--supported"]].concat()).code(0);
}

#[test]
fn app_roles_and_scopes_are_judged_apart() {
    let needed = "Presence.Read.All TeamworkDevice.ReadWrite.All CallRecords.Read.All User.Read.All";
    check(&["teams-devices.md", "--roles", needed, "--roles", "Place.Read.All Calendars.ReadBasic.All"]).code(0);
    let answer = check_json(&["teams-devices.md", "--feature", "teams-devices", "--granted", needed]);
    assert_eq!((&answer["judged"], &answer["unjudged"]), (&json!(["delegated"]), &json!(["application"])));
    assert_eq!(access(&answer), [("teams-devices", "missing")]);
    check(&["teams-devices.md", "--granted", needed]).code(1).stdout_eq(str![[r#"
teams-devices.md: API permissions for Teams devices (https://graph.microsoft.com)

 FEATURE          WANTED  ACCESS
 teams-devices    base    missing
 Smart Buildings  base    missing

Application permissions were requested but not checked: check the roles of an app-only token.
pass the granted application permissions with --roles
not counted: Presence.Read.All is a permission of the other kind in the document
not counted: TeamworkDevice.ReadWrite.All is a permission of the other kind in the document
not counted: CallRecords.Read.All is a permission of the other kind in the document
not counted: User.Read.All is a permission of the other kind in the document

"#]]);
    let both = check_json(&["teams-devices.md", "--granted", "Foo", "--roles", "Bar"]);
    assert_eq!((&both["judged"], &both["unknown"]), (&json!(["delegated", "application"]), &json!(["Foo", "Bar"])));
}

#[test]
fn declined_options_are_told_and_do_not_matter() {
    let options = ["o365.md", "--feature", "Status", "--option", "Presence.Read.All", "--granted", "Presence.Read"];
    check(&options).code(0).stdout_eq(str![[r#"
o365.md: Permissions (https://graph.microsoft.com)

 FEATURE  WANTED  ACCESS
 Status   base    base

Everything needed was granted.
Presence.Read.All is optional and was not granted.

"#]]);
    assert_eq!(check_json(&options)["declined"], json!([{ "scope": "Presence.Read.All", "kind": "delegated" }]));
}

#[test]
fn unknown_names_are_listed_with_the_nearest_known_and_do_not_matter() {
    let options = ["o365.md", "--feature", "Chat", "--granted", "Foo.Bar Chat.Read api://other/Chat.Read Mail.Raed"];
    check(&options).code(0).stdout_eq(str![[r#"
o365.md: Permissions (https://graph.microsoft.com)

 FEATURE  WANTED  ACCESS
 Chat     base    base

Everything needed was granted.
not in the document: Foo.Bar
not in the document: api://other/Chat.Read
not in the document: Mail.Raed; did you mean Mail.Read?

"#]]);
    assert_eq!(check_json(&options)["unknown"], json!(["Foo.Bar", "api://other/Chat.Read", "Mail.Raed"]));
}

#[test]
fn names_that_were_copied_with_what_stands_between_them_are_told_how_to_give_them() {
    for granted in ["Chat.Read,Mail.Read", "\"Chat.Read\"", "Chat.Read%20Mail.Read", "Chat.Read+Mail.Read"] {
        check(&["o365.md", "--feature", "Chat", "--granted", granted])
            .code(1)
            .stdout_eq(line_with(&format!("{granted} (write only names, separated by spaces")));
    }
}

#[test]
fn names_of_the_resource_are_the_same_with_and_without_it_and_in_any_case() {
    for granted in ["https://graph.microsoft.com/Chat.Read", "https://graph.microsoft.us/Chat.Read", "chat.read"] {
        check(&["o365.md", "--feature", "Chat", "--granted", granted]).code(0);
    }
}

#[test]
fn json_has_the_keys_that_its_page_shows_in_their_order() {
    let table = "\
| Feature | Permission | Notes |
|---|---|---|
| Mail | `Mail.Read` | |
| Status | `Presence.Read` | |
| Status | `Presence.Read.All` | Used if a colleague is shown |
| Chat | `Chat.Read` | Not for personal accounts |

| Permission | Satisfied by |
|---|---|
| `Mail.Read` | `Mail.ReadWrite` |
";
    let asked = ["check-grant", "--all", "--when", "PersonalAccount", "--supported", "--option", "Presence.Read.All"];
    // `{"alg":"none"}` and `{"scp":"Presence.Read Foo.Bar","aud":"https://vault.azure.net"}`.
    let token =
        "eyJhbGciOiJub25lIn0.eyJzY3AiOiJQcmVzZW5jZS5SZWFkIEZvby5CYXIiLCJhdWQiOiJodHRwczovL3ZhdWx0LmF6dXJlLm5ldCJ9.";
    let granted = ["--token", "token", "--format", "json"];
    let run = Folder::with(&[("docs-tables/all.md", table), ("token", token)]);
    let run = run.run(&[&asked[..], &granted].concat()).code(1);
    assert_eq!(keys(run.out()), keys(documented("check-grant")));
    assert_eq!(keys_in_order(run.out()), keys_in_order(documented("check-grant")));
    let answer = run.json();
    assert_eq!((&answer["format"], &answer["document"]), (&json!(1), &json!("docs-tables/all.md")));
    for list in ["declined", "unsupported", "unknown", "missing", "notes"] {
        assert_eq!(answer[list].as_array().map(Vec::len), Some(1), "{list}");
    }
}

#[test]
fn a_grant_on_standard_input_is_read_whatever_separates_its_names() {
    for input in [
        "Chat.Read Tasks.Read",
        "Chat.Read Tasks.Read\n",
        "\u{feff}Chat.Read\r\nTasks.Read\r\n",
        "\tTasks.Read\t\tChat.Read Chat.Read\n\n",
    ] {
        let run = check_input(&["--feature", "Chat", "--feature", "ToDo"], input.as_bytes()).code(0).stderr_eq("");
        assert!(!run.out().contains("not in the document"), "{input:?}: {}", run.out());
    }
    check_input(&["--feature", "Chat"], b"").code(1);
}

#[test]
fn junk_is_unknown_and_cannot_act_on_the_terminal() {
    let escapes = "\u{1b}[31m\u{202e}\0".repeat(100_000);
    let many = (0..200_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let bytes: Vec<u8> = (0..1_u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let one = vec![b'x'; 1 << 20];
    for junk in [&b"\0"[..], b"Chat.Read\0", escapes.as_bytes(), many.as_bytes(), &bytes, &one] {
        for format in ["text", "json"] {
            let run = check_input(&["--feature", "Chat", "--format", format], junk).code(1).stderr_eq("");
            assert!(!run.out().contains(['\u{1b}', '\u{202e}', '\0']), "{format}");
            assert!(format == "json" || run.out().len() < 20_000, "{} bytes for people", run.out().len());
        }
    }
    let answer = check_input(&["--feature", "Chat", "--format", "json"], many.as_bytes()).json();
    assert_eq!(answer["unknown"].as_array().map(Vec::len), Some(200_000), "a program gets all of them");
    check_input(&["--feature", "Chat"], many.as_bytes()).stdout_eq(line_with("not in the document: 199980 more"));
}

#[test]
fn more_than_any_grant_is_exit_code_3() {
    check_input(&[], &vec![b' '; (4 << 20) + 1]).code(3).stdout_eq("").stderr_eq(str![[r#"
error: standard input has more than 4 MiB: no grant is that large

"#]]);
    check_input(&[], &vec![b' '; 4 << 20]).code(1);
}

#[test]
fn a_token_or_a_response_that_was_pasted_whole_is_exit_code_2_and_not_repeated() {
    for (pasted, looks) in [
        (r#"{"token_type":"Bearer","access_token":"s3cr3t","scope":"Chat.Read"}"#, "JSON"),
        ("eyJ0eXAiOiJKV1QifQ.eyJzY3AiOiJDaGF0LlJlYWQifQ.s3cr3t", "JWT"),
        ("Bearer eyJ0eXAiOiJKV1QifQ.e30.s3cr3t", "JWT"),
    ] {
        let runs = [
            check(&["o365.md", "--granted", pasted]),
            check(&["o365.md", "--roles", pasted]),
            check_input(&[], pasted.as_bytes()),
        ];
        for run in runs {
            let run = run.code(2).stdout_eq("").stderr_eq(line_with(looks));
            assert!(!run.err().contains("s3cr3t"), "{}", run.err());
        }
    }
    check(&["o365.md", "--granted", "{}"]).stderr_eq(str![[r#"
error: the value of --granted looks like JSON
  pass only the value of its `scope` or `scp`: names separated by spaces
  keep tokens secret: anyone who has one can use it until it expires

"#]]);
    check(&["o365.md", "--roles", "[]"]).stderr_eq(str![[r#"
error: the value of --roles looks like JSON
  pass only the value of its `roles`: names separated by spaces
  keep tokens secret: anyone who has one can use it until it expires

"#]]);
}

#[test]
fn without_a_grant_the_command_line_is_wrong() {
    check(&["o365.md"]).code(2).stdout_eq("").stderr_eq(str![[r#"
error: the following required arguments were not provided:
  <--granted <SCOPES>|--roles <ROLES>|--token <FILE>>

Usage: cargo scopemark check-grant <--granted <SCOPES>|--roles <ROLES>|--token <FILE>> <PATH>

For more information, try '--help'.

"#]]);
    check(&["o365.md", "--feature", "Caht", "--granted", ""]).code(2).stderr_eq(str![[r#"
error: there is no feature `Caht`; did you mean `Chat`?
  known features: `Calendar`, `Email`, `Status`, `Chat`, `ToDo`, `Group Calendar`, `AutoReply`

"#]]);
}

#[test]
fn a_faulty_document_gives_no_answer() {
    check(&["ragged.md", "--granted", "Mail.Read"]).code(1).stdout_eq("").stderr_eq(str![[r#"
error: ragged.md:3:3: this row has 3 cells, but its table has 2 columns: every renderer drops `lost` [read/ragged-row]
  |
3 | | Mail | `Mail.Read` | lost |
  |   ^
  = help: remove the surplus cell, or write a pipe that is part of the text as `\|`

error: there is no answer from ragged.md while there are errors
  an answer from a partly read table would be wrong: fix the errors first

"#]]);
    let answer = check_json(&["ragged.md", "--granted", "Mail.Read"]);
    assert_eq!((&answer["ok"], &answer["findings"][0]["rule"]), (&json!(false), &json!("read/ragged-row")));
}

#[test]
fn a_document_that_cannot_be_read_is_exit_code_3() {
    check(&["missing.md", "--granted", ""]).code(3).stdout_eq("");
}

#[test]
fn a_document_whose_rows_belong_to_no_feature_has_nothing_to_check() {
    let always =
        "<!-- scopemark: feature = \"*\" -->\n\n| Permission | Type |\n|---|---|\n| `User.Read` | Delegated |\n";
    Folder::with(&[("docs-tables/always.md", always)])
        .run(&["check-grant", "--granted", "User.Read"])
        .code(1)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error: the document has no feature, so there is nothing to request or check

"#]]);
}

#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let folder = folder();
    for format in ["text", "json"] {
        let arguments = ["check-grant", "o365.md", "--granted", "Chat.Read", "--format", format];
        folder.assert_same_unread(&arguments);
    }
}

/// Two APIs, of which one name is in both.
const AZURE: &str = "\
<!-- scopemark: resource.\"Key Vault\" = \"https://vault.azure.net\" -->

# Azure

| Feature | API | Permission |
|---|---|---|
| Secrets | Key Vault | `user_impersonation` |
| Bills | https://management.azure.com/ | `user_impersonation` |
";

#[test]
fn of_several_resources_the_one_whose_token_it_is_must_be_named() {
    let folder = Folder::with(&[("azure.md", AZURE)]);
    let run = |options: &[&str]| folder.run(&[&["check-grant", "azure.md", "--granted"], options].concat());
    run(&["user_impersonation"]).code(2).stdout_eq("").stderr_eq(str![[r#"
error: the document has several resources, and a token is for one: say with --resource whose it is
  known resources: `https://vault.azure.net`, `https://management.azure.com/`

"#]]);
    run(&["user_impersonation", "--resource", "https://vault.azure.com"]).code(2);
    run(&["user_impersonation", "--resource", "https://vault.azure.net/"]).code(1).stdout_eq(str![[r#"
azure.md: Azure (https://vault.azure.net)

 FEATURE  WANTED  ACCESS
 Secrets  base    base
 Bills    base    missing

https://management.azure.com//user_impersonation is missing: Bills needs it (azure.md:8).
note: only a token for https://vault.azure.net was checked: what is needed of https://management.azure.com/ is missing here, whatever a token for it has [grant/other-resources]

"#]]);
    run(&["user_impersonation", "--resource", "https://management.azure.com", "--feature", "Bills"]).code(0);
    run(&[
        "https://vault.azure.net/user_impersonation",
        "--resource",
        "https://management.azure.com/",
        "--feature",
        "Bills",
    ])
    .code(1);
}
