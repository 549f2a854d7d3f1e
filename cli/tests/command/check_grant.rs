//! `check-grant`: what a grant allows.

use serde_json::{Value, json};

use crate::support::{Folder, Run, documented, keys, keys_in_order};

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

fn check(options: &[&str]) -> Run {
    folder().run(&[&["check-grant"], options].concat())
}

fn check_json(options: &[&str]) -> Value {
    check(&[options, &["--format", "json"]].concat()).json()
}

/// What is written on standard input is the grant.
fn check_input(options: &[&str], input: &[u8]) -> Run {
    folder().run_with_input(&[&["check-grant", "o365.md", "--granted", "-"], options].concat(), input)
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
    let run = check(&options);
    assert_eq!((run.code, &*run.err), (1, ""), "{run:?}");
    for row in ["Calendar update base", "Group Calendar update missing", "AutoReply base base"] {
        let has = run.out.lines().any(|line| line.split_whitespace().eq(row.split_whitespace()));
        assert!(has, "{row} in {}", run.out);
    }
    let said = "Tasks.Read (or Tasks.ReadWrite) is missing: ToDo needs it (o365.md:36).\n";
    assert!(run.out.contains(said), "{}", run.out);
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../../../README.md");
    let command =
        "$ cargo scopemark check-grant docs-tables/o365.md --feature ToDo --granted \"Calendars.Read Task.Read\"\n";
    let shown = readme.split_once(command).and_then(|(_, rest)| rest.split_once("```")).expect("an example").0;
    let folder = Folder::with(&[("docs-tables/o365.md", O365)]);
    let options = ["--feature", "ToDo", "--granted", "Calendars.Read Task.Read"];
    assert_eq!(folder.run(&[&["check-grant", "docs-tables/o365.md"], &options[..]].concat()).out, shown);
}

#[test]
fn a_grant_that_is_enough_is_exit_code_0() {
    let run = check(&["o365.md", "--granted", ALL]);
    assert_eq!((run.code, &*run.err), (0, ""), "{run:?}");
    assert!(run.out.contains("Everything needed was granted.\n"), "{}", run.out);
    assert_eq!(check(&["o365.md", "--granted", "Chat.Read", "--feature", "Chat"]).code, 0);
    assert_eq!(check(&["o365.md", "--granted", "Chat.Read", "--update", "Chat"]).code, 1);
    assert_eq!(check(&["o365.md", "--granted", "", "--feature", "Chat"]).code, 1);
}

#[test]
fn leaving_out_what_is_covered_changes_no_verdict() {
    for (granted, code) in [("Chat.ReadWrite", 0), ("Chat.Read", 1)] {
        assert_eq!(check(&["o365.md", "--granted", granted, "--update", "Chat", "--minimal"]).code, code);
    }
}

#[test]
fn without_a_named_feature_those_that_the_conditions_shut_out_are_left_out() {
    let run = check(&[
        "o365.md",
        "--when",
        "SharedMailbox",
        "--granted",
        "Calendars.ReadWrite.Shared Mail.Read.Shared Mail.Send.Shared User.Read",
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.out.contains("left out: Chat is not supported where SharedMailbox holds (o365.md:34)\n"),
        "{}",
        run.out
    );
}

#[test]
fn a_named_feature_that_is_not_supported_is_exit_code_1_unless_it_may_be_left_out() {
    let options = ["o365.md", "--feature", "Chat", "--feature", "Email", "--when", "SharedMailbox"];
    let run = check(&[&options[..], &["--granted", "Mail.Read.Shared"]].concat());
    assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
    assert!(run.err.starts_with("error: Chat is not supported where SharedMailbox holds (o365.md:34)\n"), "{run:?}");
    let answer = check_json(&[&options[..], &["--granted", "Mail.Read.Shared"]].concat());
    assert_eq!((&answer["ok"], &answer["message"], &answer["features"]), (&json!(false), &Value::Null, &json!([])));
    assert_eq!(check(&[&options[..], &["--granted", "Mail.Read.Shared", "--supported"]].concat()).code, 0);
}

#[test]
fn app_roles_and_scopes_are_judged_apart() {
    let needed = "Presence.Read.All TeamworkDevice.ReadWrite.All CallRecords.Read.All User.Read.All";
    let run = check(&["teams-devices.md", "--roles", needed, "--roles", "Place.Read.All Calendars.ReadBasic.All"]);
    assert_eq!(run.code, 0, "{run:?}");
    let answer = check_json(&["teams-devices.md", "--feature", "teams-devices", "--granted", needed]);
    assert_eq!((&answer["judged"], &answer["unjudged"]), (&json!(["delegated"]), &json!(["application"])));
    assert_eq!(access(&answer), [("teams-devices", "missing")]);
    let run = check(&["teams-devices.md", "--granted", needed]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("Application permissions were requested but not checked"), "{}", run.out);
    assert!(run.out.contains("pass the granted application permissions with --roles"), "{}", run.out);
    assert!(run.out.contains("not counted: User.Read.All is a permission of the other kind"), "{}", run.out);
    let both = check_json(&["teams-devices.md", "--granted", "Foo", "--roles", "Bar"]);
    assert_eq!((&both["judged"], &both["unknown"]), (&json!(["delegated", "application"]), &json!(["Foo", "Bar"])));
}

#[test]
fn declined_options_are_told_and_do_not_matter() {
    let options = ["o365.md", "--feature", "Status", "--option", "Presence.Read.All", "--granted", "Presence.Read"];
    let run = check(&options);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("Presence.Read.All is optional and was not granted.\n"), "{}", run.out);
    assert_eq!(check_json(&options)["declined"], json!([{ "scope": "Presence.Read.All", "kind": "delegated" }]));
}

#[test]
fn unknown_names_are_listed_with_the_nearest_known_and_do_not_matter() {
    let options = ["o365.md", "--feature", "Chat", "--granted", "Foo.Bar Chat.Read api://other/Chat.Read Mail.Raed"];
    let run = check(&options);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("not in the document: Foo.Bar\n"), "{}", run.out);
    assert!(run.out.contains("not in the document: Mail.Raed; did you mean Mail.Read?\n"), "{}", run.out);
    assert_eq!(check_json(&options)["unknown"], json!(["Foo.Bar", "api://other/Chat.Read", "Mail.Raed"]));
}

#[test]
fn names_that_were_copied_with_what_stands_between_them_are_told_how_to_give_them() {
    for granted in ["Chat.Read,Mail.Read", "\"Chat.Read\"", "Chat.Read%20Mail.Read", "Chat.Read+Mail.Read"] {
        let run = check(&["o365.md", "--feature", "Chat", "--granted", granted]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.out.contains(&format!("{granted} (write only names, separated by spaces")), "{}", run.out);
    }
}

#[test]
fn names_of_the_resource_are_the_same_with_and_without_it_and_in_any_case() {
    for granted in ["https://graph.microsoft.com/Chat.Read", "https://graph.microsoft.us/Chat.Read", "chat.read"] {
        assert_eq!(check(&["o365.md", "--feature", "Chat", "--granted", granted]).code, 0, "{granted}");
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
    let run = Folder::with(&[("docs-tables/all.md", table)]).run(&[
        "check-grant",
        "--all",
        "--when",
        "PersonalAccount",
        "--supported",
        "--option",
        "Presence.Read.All",
        "--granted",
        "Presence.Read Foo.Bar",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(keys(&run.out), keys(documented("check-grant")));
    assert_eq!(keys_in_order(&run.out), keys_in_order(documented("check-grant")));
    let answer = run.json();
    assert_eq!((&answer["format"], &answer["document"]), (&json!(1), &json!("docs-tables/all.md")));
    for list in ["declined", "unsupported", "unknown", "missing"] {
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
        let run = check_input(&["--feature", "Chat", "--feature", "ToDo"], input.as_bytes());
        assert_eq!((run.code, &*run.err), (0, ""), "{input:?}: {run:?}");
        assert!(!run.out.contains("not in the document"), "{input:?}: {}", run.out);
    }
    assert_eq!(check_input(&["--feature", "Chat"], b"").code, 1);
}

#[test]
fn junk_is_unknown_and_cannot_act_on_the_terminal() {
    let escapes = "\u{1b}[31m\u{202e}\0".repeat(100_000);
    let many = (0..200_000).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let bytes: Vec<u8> = (0..1_u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let one = vec![b'x'; 1 << 20];
    for junk in [&b"\0"[..], b"Chat.Read\0", escapes.as_bytes(), many.as_bytes(), &bytes, &one] {
        for format in ["text", "json"] {
            let run = check_input(&["--feature", "Chat", "--format", format], junk);
            assert_eq!((run.code, &*run.err), (1, ""), "{}", run.err);
            assert!(!run.out.contains(['\u{1b}', '\u{202e}', '\0']), "{format}");
            assert!(format == "json" || run.out.len() < 20_000, "{} bytes for people", run.out.len());
        }
    }
    let answer = check_input(&["--feature", "Chat", "--format", "json"], many.as_bytes()).json();
    assert_eq!(answer["unknown"].as_array().map(Vec::len), Some(200_000), "a program gets all of them");
    let shown = check_input(&["--feature", "Chat"], many.as_bytes()).out;
    assert!(shown.contains("not in the document: 199980 more"), "{shown}");
}

#[test]
fn more_than_any_grant_is_exit_code_3() {
    let run = check_input(&[], &vec![b' '; (4 << 20) + 1]);
    assert_eq!((run.code, &*run.out), (3, ""), "{run:?}");
    assert!(run.err.contains("more than 4 MiB"), "{}", run.err);
    assert_eq!(check_input(&[], &vec![b' '; 4 << 20]).code, 1);
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
            assert_eq!((run.code, &*run.out), (2, ""), "{run:?}");
            assert!(run.err.contains(looks) && !run.err.contains("s3cr3t"), "{}", run.err);
        }
    }
    let said = check(&["o365.md", "--granted", "{}"]).err;
    assert!(said.contains("`scope` or `scp`"), "{said}");
    let said = check(&["o365.md", "--roles", "[]"]).err;
    assert!(said.contains("`roles`"), "{said}");
}

#[test]
fn without_a_grant_the_command_line_is_wrong() {
    let run = check(&["o365.md"]);
    assert_eq!((run.code, &*run.out), (2, ""), "{run:?}");
    assert!(run.err.contains("--granted") && run.err.contains("--roles"), "{}", run.err);
    let run = check(&["o365.md", "--feature", "Caht", "--granted", ""]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("did you mean `Chat`?"), "{}", run.err);
}

#[test]
fn a_faulty_document_gives_no_answer() {
    let run = check(&["ragged.md", "--granted", "Mail.Read"]);
    assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
    assert!(run.err.contains("[read/ragged-row]") && run.err.contains("there is no answer"), "{}", run.err);
    let answer = check_json(&["ragged.md", "--granted", "Mail.Read"]);
    assert_eq!((&answer["ok"], &answer["findings"][0]["rule"]), (&json!(false), &json!("read/ragged-row")));
}

#[test]
fn a_document_that_cannot_be_read_is_exit_code_3() {
    let run = check(&["missing.md", "--granted", ""]);
    assert_eq!((run.code, &*run.out), (3, ""), "{run:?}");
}

#[test]
fn a_document_whose_rows_belong_to_no_feature_has_nothing_to_check() {
    let always =
        "<!-- scopemark: feature = \"*\" -->\n\n| Permission | Type |\n|---|---|\n| `User.Read` | Delegated |\n";
    let run = Folder::with(&[("docs-tables/always.md", always)]).run(&["check-grant", "--granted", "User.Read"]);
    assert_eq!((run.code, &*run.out), (1, ""), "{run:?}");
    assert!(run.err.contains("the document has no feature"), "{}", run.err);
}

#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let folder = folder();
    for format in ["text", "json"] {
        let arguments = ["check-grant", "o365.md", "--granted", "Chat.Read", "--format", format];
        let (read, unread) = (folder.run(&arguments), folder.run_unread(&arguments));
        assert_eq!((unread.code, unread.err), (read.code, read.err));
    }
}
