//! `ask`: what a sign-in must ask.

use serde_json::{Value, json};
use snapbox::cmd::OutputAssert;
use snapbox::str;

use crate::support::{Folder, Printed, documented, keys, keys_in_order, line_with};

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

/// What an authorization address is made of.
const ADDRESS: [&str; 7] = [
    "--url",
    "--authorize",
    "https://login.example/authorize",
    "--client-id",
    "5f1c",
    "--redirect-uri",
    "https://app.example/callback?a=b&c",
];

/// What an address made of it begins with.
const START: &str = "https://login.example/authorize?response_type=code&client_id=5f1c\
                     &redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%3Fa%3Db%26c&scope=";

fn o365() -> Folder {
    Folder::with(&[("docs-tables/o365.md", O365)])
}

fn ask(folder: &Folder, options: &[&str]) -> OutputAssert {
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
        let run = ask(&folder, options).code(0).stderr_eq("");
        assert_eq!(under(run.out(), "scope parameter"), scope, "{options:?}");
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
    let options = ["--feature", "Calendar", "--update", "Email", "--when", "SharedMailbox"];
    ask(&o365(), &options).code(0).stdout_eq(str![[r#"
docs-tables/o365.md: Permissions (https://graph.microsoft.com)

scope parameter
Calendars.Read.Shared Mail.Read.Shared Mail.Send.Shared User.Read offline_access

 PERMISSION             FEATURE   ACCESS  WHERE          LINE
 Calendars.Read.Shared  Calendar  base    SharedMailbox  24
 Mail.Read.Shared       Email     base    SharedMailbox  29
 Mail.Send.Shared       Email     update  SharedMailbox  30
 User.Read              Calendar  base                   26
 offline_access         Calendar  base                   20

The document does not say who must consent.

"#]]);
}

#[test]
fn app_roles_other_resources_consent_options_and_notes_are_all_told() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    let options = ["mixed.md", "--all-update", "--option-role", "Group.Read.All"];
    ask(&folder, &options).code(0).stdout_eq(str![[r#"
mixed.md: Mixed (https://graph.microsoft.com)

scope parameter for https://graph.microsoft.com
Mail.Read Mail.ReadWrite Presence.Read

scope parameter for api://other
api://other/Things.Read

scope parameter of an app-only sign-in
https://graph.microsoft.com/.default

 PERMISSION               KIND         CONSENT     FEATURE  ACCESS  OPTIONAL  LINE
 Mail.Read                delegated    user        Mail     base              5
 Mail.ReadWrite           delegated    user        Mail     update            6
 Presence.Read            delegated    admin       Status   base              9
 api://other/Things.Read  delegated    not stated  Mail     base              8
 Group.Read.All           application  admin       Sync     base    optional  13
 Mail.Read                application  admin       Sync     base              12
 User.Read.All            application  admin       Sync     base              11

note: no refresh token is requested: add offline_access to get one [ask/no-refresh]

"#]]);
    let options = ["mixed.md", "--update", "Mail", "--option", "Presence.Read.All", "--minimal"];
    ask(&folder, &options).stdout_eq(str![[r#"
mixed.md: Mixed (https://graph.microsoft.com)

scope parameter for https://graph.microsoft.com
Mail.ReadWrite

scope parameter for api://other
api://other/Things.Read

 PERMISSION               CONSENT     FEATURE  ACCESS  LINE
 Mail.ReadWrite           user        Mail     update  6
 api://other/Things.Read  not stated  Mail     base    8

not requested, because another permission covers it: Mail.Read
note: the option Presence.Read.All is not requested: no chosen feature has it
note: no refresh token is requested: add offline_access to get one [ask/no-refresh]

"#]]);
}

#[test]
fn json_has_the_keys_that_its_page_shows_in_their_order() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    let options = ["mixed.md", "--update", "Mail", "--feature", "Status", "--option-role", "Group.Read.All"];
    let more = ["--when", "SharedMailbox", "--supported", "--minimal", "--format", "json"];
    folder.edit("mixed.md", "| Mail | `api://other/Things.Read` | Delegated | | | |\n", "");
    let run = ask(&folder, &[&options[..], &more, &ADDRESS].concat()).code(0);
    assert_eq!(keys(run.out()), keys(documented("ask")));
    assert_eq!(keys_in_order(run.out()), keys_in_order(documented("ask")));
    let answer = run.json();
    assert_eq!(answer["format"], 1);
    assert_eq!(answer["unsupported"][0]["condition"], "SharedMailbox");
    assert_eq!(answer["asked"]["options"][0]["asked"], false);
}

#[test]
fn the_authorization_address_is_printed_whole_on_a_line_of_its_own() {
    let options = [&["--feature", "Calendar"][..], &ADDRESS].concat();
    ask(&o365(), &options).code(0).stderr_eq("").stdout_eq(str![[r#"
docs-tables/o365.md: Permissions (https://graph.microsoft.com)

scope parameter
Calendars.Read User.Read offline_access

authorization address
https://login.example/authorize?response_type=code&client_id=5f1c&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback%3Fa%3Db%26c&scope=Calendars.Read+User.Read+offline_access

 PERMISSION      FEATURE   ACCESS  LINE
 Calendars.Read  Calendar  base    22
 User.Read       Calendar  base    26
 offline_access  Calendar  base    20

The document does not say who must consent.

"#]]);
}

#[test]
fn an_address_has_what_was_asked_for_and_nothing_else() {
    let folder = o365();
    let address = |more: &[&str]| {
        let answer = ask_json(&folder, &[&["--feature", "ToDo"][..], &ADDRESS, more].concat());
        assert_eq!(answer["url"], answer["scopes"][0]["url"]);
        answer["url"].as_str().and_then(|url| url.strip_prefix(START)).expect("an address").to_owned()
    };
    assert_eq!(address(&[]), "Tasks.Read");
    assert_eq!(address(&["--state", "a b&c=+ü"]), "Tasks.Read&state=a+b%26c%3D%2B%C3%BC");
    assert_eq!(address(&["--prompt-consent"]), "Tasks.Read&prompt=consent");
    assert_eq!(
        address(&["--include-granted-scopes", "--prompt-consent", "--state", "1"]),
        "Tasks.Read&state=1&prompt=consent&include_granted_scopes=true"
    );
    let without = ask(&folder, &["--feature", "ToDo", "--format", "json"]).code(0);
    assert!(!without.out().contains("url"), "{}", without.out());
}

#[test]
fn each_resource_has_an_address_of_its_own() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    let options = [&["mixed.md", "--feature", "Mail"][..], &ADDRESS].concat();
    let run = ask(&folder, &options).code(0);
    for (resource, scope) in
        [("https://graph.microsoft.com", "Mail.Read"), ("api://other", "api%3A%2F%2Fother%2FThings.Read")]
    {
        let address = under(run.out(), &format!("authorization address for {resource}"));
        assert_eq!(address, format!("{START}{scope}"));
    }
    let answer = ask_json(&folder, &options);
    assert_eq!(answer.get("url"), None);
    assert_eq!(answer["scopes"][1]["url"], format!("{START}api%3A%2F%2Fother%2FThings.Read"));
}

/// Two resources with permissions of both kinds, and scopes of OpenID Connect.
const TWO: &str = "\
<!-- scopemark: resource = \"https://graph.microsoft.com\" -->
| Feature | Permission | Type |
|---|---|---|
| Mail | `Mail.Read` | Delegated |
| Mail | `offline_access` | Delegated |
| Things | `api://other/Things.Read` | Delegated |
| Things | `api://other/Things.ReadWrite` | Delegated |
| Sync | `User.Read.All` | Application |
| Work | `api://other/Things.All` | Application |
| Who | `openid` | Delegated |

| Permission | Satisfied by |
|---|---|
| `api://other/Things.Read` | `api://other/Things.ReadWrite` |
";

#[test]
fn the_request_to_one_resource_is_printed_alone() {
    let folder = Folder::with(&[("docs-tables/two.md", TWO)]);
    ask(&folder, &["--all", "--resource", "api://other", "--minimal"]).code(0).stderr_eq("").stdout_eq(str![[r#"
docs-tables/two.md: two (https://graph.microsoft.com)

scope parameter for api://other
api://other/Things.ReadWrite offline_access openid

scope parameter of an app-only sign-in
api://other/.default

 PERMISSION                    KIND         CONSENT     FEATURE  ACCESS  LINE
 api://other/Things.ReadWrite  delegated    not stated  Things   base    7
 offline_access                delegated    not stated  Mail     base    5
 openid                        delegated    not stated  Who      base    10
 api://other/Things.All        application  admin       Work     base    9

not requested, because another permission covers it: api://other/Things.Read

"#]]);
    for (resource, scope, scopes, app_scope) in [
        (
            "https://graph.microsoft.us/",
            json!("Mail.Read offline_access openid"),
            "Mail.Read offline_access openid",
            "https://graph.microsoft.com/.default",
        ),
        (
            "api://other/",
            Value::Null,
            "api://other/Things.Read api://other/Things.ReadWrite offline_access openid",
            "api://other/.default",
        ),
    ] {
        let answer = ask_json(&folder, &[&["--all", "--resource", resource][..], &ADDRESS].concat());
        assert_eq!((&answer["scope"], &answer["app_scope"]), (&scope, &json!(app_scope)), "{answer:#}");
        assert_eq!(answer["scopes"].as_array().map(Vec::len), Some(1));
        assert_eq!(answer["scopes"][0]["scope"], scopes);
        assert_eq!(answer["url"], answer["scopes"][0]["url"]);
        assert!(answer["url"].is_string());
    }
}

#[test]
fn scopes_of_openid_connect_alone_are_a_request_to_any_resource() {
    let folder = Folder::with(&[("docs-tables/two.md", TWO)]);
    let answer = ask_json(&folder, &["--feature", "Who", "--resource", "api://other"]);
    assert_eq!(answer["scopes"], json!([{ "resource": "api://other", "scope": "openid" }]));
    assert_eq!(answer["scope"], Value::Null);
}

#[test]
fn a_resource_of_which_nothing_is_requested_is_exit_code_1() {
    let folder = Folder::with(&[("docs-tables/two.md", TWO)]);
    ask(&folder, &["--feature", "Mail", "--resource", "api://other"]).code(1).stdout_eq("").stderr_eq(str![[r#"
error: the chosen features request no permission of api://other
  leave out --resource to see what they request

"#]]);
    let options = ["--feature", "Mail", "--feature", "Work", "--resource", "api://other"];
    ask(&folder, &[&options[..], &ADDRESS].concat()).code(1).stdout_eq("").stderr_eq(str![[r#"
error: there is no authorization address: the chosen features request no delegated permission of api://other
  application permissions are granted to an app-only token, without a sign-in: leave out --url to get its scope parameter

"#]]);
    let answer = ask_json(&folder, &options);
    let rest = [&answer["app_scope"], &answer["scopes"], &answer["notes"]];
    assert_eq!(rest, [&json!("api://other/.default"), &json!([]), &json!([])]);
    assert_eq!(
        answer["permissions"].as_array().map(Vec::len),
        Some(1),
        "no offline_access without a sign-in: {answer:#}"
    );
}

#[test]
fn a_resource_that_the_document_does_not_have_is_exit_code_2_with_those_that_it_has() {
    let folder = Folder::with(&[("docs-tables/two.md", TWO)]);
    ask(&folder, &["--all", "--resource", "api://othr"]).code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no resource `api://othr`; did you mean `api://other`?
  known resources: `https://graph.microsoft.com`, `api://other`

"#]]);
    folder.write(
        "docs-tables/two.md",
        b"| Feature | Scope | Description |\n|---|---|---|\n| Chat | `chat:write` | Send |\n",
    );
    for resource in ["api://other", ""] {
        ask(&folder, &["--all", "--resource", resource]).code(2).stderr_eq(line_with("the document has no resource"));
    }
}

/// A document whose only feature asks for so many permissions, of nine bytes where they are the document's own.
fn long(own: usize, other: usize) -> Folder {
    let own = (0..own).map(|n| format!("`Own.{n:04}A`"));
    let other = (0..other).map(|n| format!("`api://other/T{n:03}`"));
    let rows: Vec<String> = own.chain(other).map(|name| format!("| Mail | {name} | Delegated |\n")).collect();
    let rows = rows.concat();
    let head = "<!-- scopemark: resource = \"https://graph.microsoft.com\" -->\n| Feature | Permission | Type |\n|---|---|---|\n";
    let covers = "\n| Permission | Satisfied by |\n|---|---|\n| `Own.0000A` | `Own.0001A` |\n";
    Folder::with(&[("docs-tables/long.md", &format!("{head}{rows}{covers}"))])
}

#[test]
fn a_parameter_that_proxies_refuse_in_an_address_is_noted() {
    // One byte is between them.
    for (count, noted) in [(150, false), (151, true)] {
        let folder = long(count, 0);
        let answer = ask_json(&folder, &["--all"]);
        let rules: Vec<&Value> = answer["notes"].as_array().expect("notes").iter().map(|note| &note["rule"]).collect();
        assert_eq!(rules.contains(&&json!("ask/long-parameter")), noted, "{answer:#}");
        assert_eq!(answer["ok"], true);
    }
    ask(&long(151, 0), &["--all"]).code(0).stdout_eq(line_with(
        "note: the scope parameter takes 1509 bytes of an address, and proxies refuse long ones with 414: ask for fewer features, \
         use --minimal, or send a pushed authorization request (RFC 9126) [ask/long-parameter]",
    ));
}

#[test]
fn a_note_on_a_long_parameter_names_its_resource_and_no_option_that_would_change_nothing() {
    let run = ask(&long(2, 100), &["--all"]).code(0).stdout_eq(line_with(
        "note: the scope parameter for api://other takes 2499 bytes of an address, and proxies refuse long ones with 414: ask \
         for fewer features, or send a pushed authorization request (RFC 9126) [ask/long-parameter]",
    ));
    assert_eq!(run.out().matches("ask/long-parameter").count(), 1, "{}", run.out());
}

#[test]
fn where_no_delegated_permission_is_requested_there_is_no_address() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    let options = [&["mixed.md", "--feature", "Sync"][..], &ADDRESS].concat();
    ask(&folder, &options).code(1).stdout_eq("").stderr_eq(str![[r#"
error: there is no authorization address: the chosen features request no delegated permission
  application permissions are granted to an app-only token, without a sign-in: leave out --url to get its scope parameter

"#]]);
    let answer = ask_json(&folder, &options);
    assert_eq!((&answer["ok"], &answer["scopes"]), (&json!(false), &json!([])));
}

#[test]
fn what_no_provider_takes_in_an_address_is_exit_code_2_and_all_of_it_is_told() {
    let folder = o365();
    let address = |authorize, client, redirect, more: &[&str]| {
        let options = ["--all", "--url", "--authorize", authorize, "--client-id", client, "--redirect-uri", redirect];
        ask(&folder, &[&options[..], more].concat()).code(2).stdout_eq("")
    };
    address("login.example/authorize", "", "/callback", &["--state", ""]).stderr_eq(str![[r#"
error: the value of --authorize is no absolute http or https address: `login.example/authorize`
  write the provider's authorization endpoint, such as https://accounts.google.com/o/oauth2/v2/auth
error: the value of --client-id is empty: write the id that the provider gave the application
error: the value of --state is empty: write one, or leave --state out
error: the value of --redirect-uri is no absolute address: `/callback`
  write it as it is registered at the provider, such as https://app.example/callback or myapp://callback

"#]]);
    let fragment = address("https://login.example/a?b=c#top", "5f1c", "https://app.example/#/callback", &[]);
    fragment.stderr_eq(str![[r#"
error: the value of --authorize has a fragment, which no authorization endpoint has: `https://login.example/a?b=c#top`
  write it without what begins at `#`: https://login.example/a?b=c
error: the value of --redirect-uri has a fragment, which providers refuse: `https://app.example/#/callback`
  register and write one without what begins at `#`: https://app.example/

"#]]);
    let twice = address("https://login.example/a?scope=x&prompt=login", "5f1c", "myapp://cb", &["--prompt-consent"]);
    twice.stderr_eq(str![[r#"
error: the value of --authorize already has the parameter `prompt`, which the address would have twice
  remove `prompt=…` from it: this command adds it
error: the value of --authorize already has the parameter `scope`, which the address would have twice
  remove `scope=…` from it: this command adds it

"#]]);
    let shown = address("https://a\u{1b}[2J\u{202e}", "5f1c", "\u{1b}", &[]);
    assert!(!shown.err().contains(['\u{1b}', '\u{202e}']), "{}", shown.err());
}

#[test]
fn an_address_needs_its_three_parts_and_no_part_goes_without_it() {
    let folder = o365();
    ask(&folder, &["--all", "--url", "--client-id", "5f1c"]).code(2).stderr_eq(str![[r#"
error: the following required arguments were not provided:
  --authorize <URL>
  --redirect-uri <URI>

Usage: cargo scopemark ask --url --authorize <URL> --client-id <ID> --redirect-uri <URI> --all [PATH]

For more information, try '--help'.

"#]]);
    for part in [
        &["--authorize", "https://login.example"][..],
        &["--client-id", "5f1c"],
        &["--redirect-uri", "https://app.example"],
        &["--state", "1"],
        &["--prompt-consent"],
        &["--include-granted-scopes"],
    ] {
        ask(&folder, &[&["--all"], part].concat()).code(2).stdout_eq("").stderr_eq(line_with("  --url"));
    }
}

#[test]
fn a_feature_that_is_not_supported_is_exit_code_1_and_all_of_them_are_told() {
    let folder = o365();
    ask(&folder, &["--feature", "Status", "--when", "PersonalAccount"]).code(1).stdout_eq("").stderr_eq(str![[r#"
error: Status is not supported where PersonalAccount holds (docs-tables/o365.md:31)
  use --supported to leave out features that are not supported

"#]]);
    let options = ["--all", "--when", "PersonalAccount"];
    ask(&folder, &options).code(1).stderr_eq(str![[r#"
error: Status is not supported where PersonalAccount holds (docs-tables/o365.md:31)
error: Chat is not supported where PersonalAccount holds (docs-tables/o365.md:34)
  use --supported to leave out features that are not supported

"#]]);
    let answer = ask_json(&folder, &options);
    assert_eq!((&answer["ok"], &answer["scope"], &answer["permissions"]), (&json!(false), &Value::Null, &json!([])));
    assert_eq!(answer["unsupported"].as_array().map(Vec::len), Some(2));
    ask(&folder, &["--all", "--when", "PersonalAccount", "--supported"])
        .code(0)
        .stdout_eq(line_with("left out: Chat is not supported where PersonalAccount holds"));
}

#[test]
fn where_nothing_that_is_asked_is_supported_there_is_no_answer() {
    ask(&o365(), &["--feature", "Chat", "--when", "SharedMailbox", "--supported"]).code(1).stdout_eq("").stderr_eq(
        str![[r#"
error: Chat is not supported where SharedMailbox holds (docs-tables/o365.md:34)
error: none of the chosen features is supported

"#]],
    );
}

#[test]
fn every_name_that_is_not_known_is_exit_code_2_with_the_nearest_and_all_known() {
    let features = ["--feature", "Calender", "--update", "Mails", "--when", "sharedmailbox"];
    let options = ["--option", "Mail.Read", "--option", "Presence.Read.Al", "--option-role", "X"];
    ask(&o365(), &[features, options].concat()).code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no feature `Calender`; did you mean `Calendar`?
  known features: `Calendar`, `Email`, `Status`, `Chat`, `ToDo`, `Group Calendar`, `AutoReply`
error: there is no feature `Mails`
  known features: `Calendar`, `Email`, `Status`, `Chat`, `ToDo`, `Group Calendar`, `AutoReply`
error: there is no condition `sharedmailbox`; did you mean `SharedMailbox`?
  known conditions: `BasicCalendar`, `PersonalAccount`, `SharedMailbox`
error: `Mail.Read` is not optional in the document: a sign-in requests it with its feature
error: there is no optional delegated permission `Presence.Read.Al`; did you mean `Presence.Read.All`?
  known optional delegated permissions: `Presence.Read.All`
error: there is no optional application permission `X`
  the document has no optional application permission

"#]]);
}

#[test]
fn an_option_of_the_other_kind_is_told_where_it_belongs() {
    let folder = Folder::with(&[("mixed.md", MIXED)]);
    ask(&folder, &["mixed.md", "--all", "--option", "Group.Read.All"]).code(2).stderr_eq(str![[r#"
error: `Group.Read.All` is an optional application permission: name it with --option-role
  known optional delegated permissions: `Presence.Read.All`

"#]]);
}

#[test]
fn a_feature_may_be_named_without_case() {
    let folder = o365();
    assert_eq!(
        ask(&folder, &["--feature", "group CALENDAR"]).out(),
        ask(&folder, &["--feature", "Group Calendar"]).out()
    );
}

#[test]
fn without_a_feature_the_run_lists_them() {
    ask(&o365(), &[]).code(2).stderr_eq(str![[r#"
error: no feature is chosen: name features with --feature or --update, or choose all with --all or --all-update
  known features: `Calendar`, `Email`, `Status`, `Chat`, `ToDo`, `Group Calendar`, `AutoReply`

"#]]);
}

#[test]
fn of_several_documents_one_must_be_named() {
    let folder = Folder::with(&[("docs-tables/o365.md", O365), ("docs-tables/sub/mixed.md", MIXED)]);
    ask(&folder, &["--all"]).code(2).stdout_eq("").stderr_eq(str![[r#"
error: docs-tables has 2 documents: choose one with --document
  known documents: `o365`, `mixed`

"#]]);
    ask(&folder, &["--document", "o356", "--all"]).code(2).stderr_eq(str![[r#"
error: there is no document `o356`; did you mean `o365`?
  known documents: `o365`, `mixed`

"#]]);
    let named = ask(&folder, &["--document", "o365", "--all"]);
    named.code(0).stdout_eq(ask(&o365(), &["--all"]).out());
    folder.write("docs-tables/other/o365.md", MIXED.as_bytes());
    ask(&folder, &["--document", "o365", "--all"]).code(2).stderr_eq(str![[r#"
error: several documents in docs-tables are named `o365`: use the path of one of them
  docs-tables/o365.md
  docs-tables/other/o365.md

"#]]);
}

#[test]
fn a_faulty_document_gives_no_answer_and_another_one_beside_it_does() {
    let folder = Folder::with(&[("docs-tables/ragged.md", RAGGED), ("docs-tables/o365.md", O365)]);
    let options = ["--document", "ragged", "--all"];
    ask(&folder, &options).code(1).stdout_eq("").stderr_eq(str![[r#"
error: docs-tables/ragged.md:3:3: this row has 3 cells, but its table has 2 columns: every renderer drops `lost` [read/ragged-row]
  |
3 | | Mail | `Mail.Read` | lost |
  |   ^
  = help: remove the surplus cell, or write a pipe that is part of the text as `\|`

error: there is no answer from docs-tables/ragged.md while there are errors
  an answer from a partly read table would be wrong: fix the errors first

"#]]);
    let answer = ask_json(&folder, &options);
    assert_eq!((&answer["ok"], &answer["scope"]), (&json!(false), &Value::Null));
    assert_eq!(answer["findings"][0]["rule"], "read/ragged-row");
    ask(&folder, &["--document", "o365", "--all"]).code(0).stderr_eq("");
}

#[test]
fn a_warning_is_told_and_a_note_is_for_those_who_write_the_document() {
    let warned = "| Feature | Permission | Notes |\n|---|---|---|\n| Mail | `Mail.Read` | For reading mail |\n";
    let noted = "| Feature | Permission | Added |\n|---|---|---|\n| Mail | `Mail.Read` | 2.0 |\n";
    let folder = Folder::with(&[("docs-tables/warned.md", warned), ("docs-tables/noted.md", noted)]);
    ask(&folder, &["--document", "warned", "--all"]).code(0).stderr_eq(str![[r#"
warning: docs-tables/warned.md:3:24: this note names a condition that is not known, which changes nothing: For reading mail [read/unknown-condition]
  |
3 | | Mail | `Mail.Read` | For reading mail |
  |                        ^
  = help: this is fine if it is text; if it is a condition, declare it above the table: <!-- scopemark: condition."reading mail" = "ReadingMail" -->


"#]]);
    assert_eq!(ask_json(&folder, &["--document", "warned", "--all"])["findings"][0]["level"], "warning");
    ask(&folder, &["--document", "noted", "--all"]).code(0).stderr_eq("");
    assert_eq!(ask_json(&folder, &["--document", "noted", "--all"])["findings"], json!([]));
}

#[test]
#[cfg(unix)]
fn what_is_wrong_with_a_folder_matters_where_the_document_is_not_named() {
    let folder = o365();
    std::os::unix::fs::symlink("/nowhere", folder.path().join("docs-tables/other.md")).expect("a link");
    ask(&folder, &["--all"]).code(1).stdout_eq("").stderr_eq(str![[r#"
error: docs-tables/other.md:1:1: this link is not followed: it leads nowhere [read/link-outside]
  = help: put the document itself into the folder, or remove the link

error: there is no answer from docs-tables/o365.md while there are errors
  an answer from a partly read table would be wrong: fix the errors first

"#]]);
    ask(&folder, &["--all", "--document", "o365"]).code(0);
}

#[test]
fn a_path_that_cannot_be_read_is_exit_code_3() {
    let folder = o365();
    for path in ["missing.md", "gone"] {
        let run = ask(&folder, &[path, "--all"]).code(3).stdout_eq("");
        assert!(run.err().starts_with(&format!("error: cannot read {path}: ")), "{}", run.err());
    }
}

#[test]
fn a_document_whose_rows_belong_to_no_feature_has_nothing_to_ask() {
    let text = "<!-- scopemark: feature = \"*\" -->\n\n| Permission | Type |\n|---|---|\n| `User.Read` | Delegated |\n";
    let folder = Folder::with(&[("docs-tables/always.md", text)]);
    for option in ["--all", "--all-update"] {
        ask(&folder, &[option]).code(2).stdout_eq("").stderr_eq(line_with("the document has no feature"));
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
            let run = run.failure();
            for shown in [run.out(), run.err()] {
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
        folder.assert_same_unread(arguments);
    }
}

#[test]
fn the_order_of_options_and_the_folder_change_nothing() {
    let (one, other) = (o365(), o365());
    for format in ["text", "json"] {
        let a = ask(&one, &["--feature", "Chat", "--feature", "ToDo", "--when", "BasicCalendar", "--format", format]);
        let b = ask(&other, &["--format", format, "--when", "BasicCalendar", "--feature", "ToDo", "--feature", "chat"]);
        assert_eq!(a.get_output(), b.get_output());
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

/// App roles of two APIs.
const ROLES: &str = "\
<!-- scopemark: resource.\"Power BI\" = \"https://analysis.windows.net/powerbi/api\" -->

# Roles

| Feature | API | Permission | Type |
|---|---|---|---|
| Nightly | Power BI | `Tenant.Read.All` | Application |
| Nightly | Microsoft Graph | `User.Read.All` | Application |
";

#[test]
fn an_app_only_sign_in_to_each_resource_has_a_parameter() {
    let folder = Folder::with(&[("roles.md", ROLES)]);
    let scopes = |options: &[&str]| {
        let answer = ask_json(&folder, &[&["roles.md", "--all"], options].concat());
        assert_eq!(answer["app_scope"], answer["app_scopes"][0]["scope"]);
        let scopes = answer["app_scopes"].as_array().expect("a list").iter();
        scopes.map(|param| param["scope"].as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    let [power, graph] = ["https://analysis.windows.net/powerbi/api", "https://graph.microsoft.com"];
    assert_eq!(scopes(&[]), [format!("{power}/.default"), format!("{graph}/.default")]);
    assert_eq!(scopes(&["--resource", graph]), [format!("{graph}/.default")]);
    folder.run(&["ask", "roles.md", "--all"]).code(0).stdout_eq(str![[r#"
roles.md: Roles (https://analysis.windows.net/powerbi/api)

scope parameter of an app-only sign-in to https://analysis.windows.net/powerbi/api
https://analysis.windows.net/powerbi/api/.default

scope parameter of an app-only sign-in to https://graph.microsoft.com
https://graph.microsoft.com/.default

...
"#]]);
}
