//! The formats of `check`: for programs, for GitHub, for code scanning and for comments.

use scopemark_gate::lock::PLACEHOLDER;
use serde_json::Value;
use snapbox::cmd::OutputAssert;

use crate::check::{CHAT, locked};
use crate::support::{Folder, Printed, line_with};

/// A break in a document whose author wants to be heard elsewhere.
fn hostile() -> Folder {
    let rows =
        "| ::error::owned ##[error]x | `Mail.Read` | No | @team ![x](https://e.example/x.png) `id` <b>#1</b> |\n";
    let folder = Folder::with(&[("docs-tables/chat.md", &format!("{CHAT}{rows}"))]);
    folder.run(&["lock"]).code(0);
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    folder
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    folder.run(arguments).json()
}

#[test]
fn json_has_every_change_with_its_parts() {
    let folder = locked();
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let output = json(&folder, &["check", "--format", "json"]);
    assert_eq!(output["format"], 1);
    assert_eq!(output["findings"], Value::Array(Vec::new()));
    let changes = output["changes"].as_array().expect("changes");
    let removed = changes.iter().find(|change| change["rule"] == "token/feature-removed").expect("the change");
    assert_eq!(removed["level"], "error");
    assert_eq!(removed["path"], "docs-tables/chat.md");
    assert_eq!(removed["subject"]["feature"], "Calendar");
    assert_eq!(removed["witness"]["permissions"], serde_json::json!(["Calendars.Read"]));
    assert_eq!(removed["against"], serde_json::json!(["permissions.lock"]));
    assert_eq!(removed["accepted"], Value::Null);
    let attached = removed["attached"].as_array().expect("attached");
    assert!(!attached.is_empty());
    assert_eq!(attached.iter().filter(|change| change["level"] == "note").count(), 1, "{attached:?}");
    assert!(attached.iter().all(|change| change["accept"].is_string() != (change["level"] == "note")), "{attached:?}");
    assert_eq!(output["bump"], "major");
    assert_eq!((&output["baseline"], &output["commit"]), (&"permissions.lock".into(), &Value::Null));
    let own = removed["accept"].as_str().expect("a command");
    assert!(
        own.contains(removed["fingerprint"].as_str().expect("a fingerprint")),
        "the whole one, and no other: {own}"
    );
    folder.paste(&own.replace(PLACEHOLDER, "see #12")).code(0);
    // Bringing the lock up to date is the last step.
    assert!(changes.iter().all(|change| change["rule"] != "lock/stale"), "{changes:?}");
    let folder = locked();
    folder.write("docs-tables/chat.md", CHAT.replace("No | |", "No | Ask first |").as_bytes());
    let output = json(&folder, &["check", "--format", "json"]);
    let mut changes = output["changes"].as_array().expect("changes").iter();
    let stale = changes.find(|change| change["rule"] == "lock/stale").expect("the lock is stale");
    assert_eq!(stale["accept"], Value::Null);
}

#[test]
fn annotations_are_the_only_lines_that_a_runner_obeys() {
    let folder = hostile();
    let run = folder.run(&["check", "--format", "github"]).code(1);
    let (commands, others): (Vec<&str>, Vec<&str>) = run.out().lines().partition(|line| line.trim().starts_with("::"));
    assert!(!commands.is_empty(), "{}", run.out());
    for line in &commands {
        assert!(
            [
                "::error file=docs-tables/chat.md,line=",
                "::error file=permissions.lock,line=",
                "::warning file=",
                "::notice file="
            ]
            .iter()
            .any(|start| line.starts_with(start)),
            "{line}"
        );
    }
    assert!(!run.out().contains("##["), "{}", run.out());
    assert!(
        others.iter().any(|line| line.contains("= accept: cargo scopemark accept ")),
        "the full text too: {}",
        run.out()
    );
    assert!(others.iter().any(|line| line.starts_with("error: docs-tables/chat.md:3:1")), "{}", run.out());
}

#[test]
fn more_errors_than_are_shown_are_grouped() {
    let rows: Vec<String> = (0..25).map(|number| format!("| F{number} | `Thing.Read.N{number}` | No | |\n")).collect();
    let folder = Folder::with(&[("docs-tables/chat.md", &format!("{CHAT}{}", rows.concat()))]);
    folder.run(&["lock"]).code(0);
    folder.write("docs-tables/chat.md", CHAT.as_bytes());
    let run = folder.run(&["check", "--format", "github"]);
    let errors: Vec<&str> = run.out().lines().filter(|line| line.starts_with("::error ")).collect();
    assert!((1..=10).contains(&errors.len()), "{errors:?}");
    let all = errors.concat();
    assert!((0..25).all(|number| all.contains(&format!("F{number} "))), "{all}");
}

#[test]
fn sarif_declares_its_rules_and_keeps_what_is_accepted_as_suppressed() {
    let folder = locked();
    folder.edit(
        "docs-tables/chat.md",
        "| Calendar | `Calendars.Read` | No | |\n",
        "| Calendar | `Calendars.Read` | No | |\n| x |\n",
    );
    folder.edit("docs-tables/chat.md", "| x |\n", "");
    folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let first = folder.run(&["check"]).fingerprints().remove(0);
    folder.run(&["accept", &first, "--reason", "see #12"]).code(0);
    let log = json(&folder, &["check", "--format", "sarif"]);
    check_sarif(&log);
    let results = log["runs"][0]["results"].as_array().expect("results");
    let removed = results.iter().find(|result| result["ruleId"] == "token/feature-removed").expect("the change");
    assert_eq!(removed["suppressions"][0]["justification"], "see #12");
    assert_eq!(
        removed["partialFingerprints"]["scopemark/v1"].as_str().map(|text| text.starts_with("token/feature-removed:")),
        Some(true)
    );
    check_sarif(&json(&hostile(), &["check", "--format", "sarif"]));
    let broken = Folder::with(&[("docs-tables/my chat.md", &CHAT.replace("| Calendar |", "| Calendar | x |"))]);
    check_sarif(&json(&broken, &["check", "docs-tables", "--format", "sarif"]));
}

/// What no schema can ask: that references fit, and that a run says how it ended.
fn check_sarif(log: &Value) {
    let [run] = &log["runs"].as_array().expect("runs")[..] else { panic!("one run") };
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(run["invocations"].as_array().map(Vec::len), Some(1));
    for result in run["results"].as_array().expect("results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().expect("a text").is_empty());
        for location in result["locations"].as_array().expect("locations") {
            let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a URI");
            assert!(!uri.is_empty() && !uri.contains([' ', '\\']), "{uri}");
        }
        for suppression in result["suppressions"].as_array().expect("suppressions") {
            assert!(suppression["justification"].is_string());
        }
    }
}

/// The schema, in a package of npm.
const SCHEMA: &str = "../target/sarif/node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json";

#[test]
#[ignore = "needs a package of npm; .ci/run runs it where npm is"]
fn sarif_is_valid_by_its_schema() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(SCHEMA);
    let schema = std::fs::read_to_string(path).expect("the schema, which .ci/run installs");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let accepted = locked();
    accepted.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    accepted.accept_all(&["check"]);
    let broken = Folder::with(&[("docs-tables/my chat.md", &CHAT.replace("| Calendar |", "| Calendar | x |"))]);
    let check = ["check", "--format", "sarif"];
    let diff = ["diff", "nowhere", "docs-tables", "--format", "sarif"];
    let against = ["check", "--against", "main", "--format", "sarif"];
    for (folder, arguments, is_successful) in [
        (&locked(), &check[..], true),
        (&accepted, &check, true),
        (&hostile(), &check, true),
        (&broken, &check, false),
        (&locked(), &against, false),
        (&locked(), &diff, false),
    ] {
        let mut log = json(folder, arguments);
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0], "{log:#}");
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], is_successful, "{log:#}");
        // The schema does not pass everything.
        log["runs"][0]["results"] = serde_json::json!([{ "level": "bad" }]);
        assert!(!validator.is_valid(&log));
    }
}

/// What ends a run of `check` or `diff` before anything is compared, and a part of the reason.
fn failures() -> Vec<(Folder, Vec<&'static str>, &'static str)> {
    let unlocked = || Folder::with(&[("docs-tables/chat.md", CHAT)]);
    let edited = locked();
    let lock = edited.read("permissions.lock");
    edited.write("permissions.lock", lock.replace("Calendars.Read", "Mail.Read").as_bytes());
    let conflict = locked();
    conflict.write("permissions.lock", format!("<<<<<<< ours\n{lock}=======\n>>>>>>> theirs\n").as_bytes());
    let package = "[package]\nname = \"x\"\n[package.metadata.scopemark]\nfolders = []\n";
    let broken = unlocked();
    broken.write("old.md", CHAT.replace("Chat.Read", "Chat Read").as_bytes());
    // A warning of reading is told, and is no pass either.
    let warned = Folder::with(&[("docs-tables/mail.md", "| Permission |\n|---|\n| `Mail.Read` |\n")]);
    vec![
        (unlocked(), vec!["check"], "there is no lock"),
        (warned, vec!["check"], "there is no lock"),
        (edited, vec!["check"], "edited by hand"),
        (conflict, vec!["check"], "merge conflict"),
        (locked(), vec!["check", "--against", "main"], "not in a readable git repository"),
        (locked(), vec!["check", "nowhere"], "cannot read nowhere"),
        (Folder::with(&[]), vec!["check"], "cannot read docs-tables"),
        (Folder::with(&[("Cargo.toml", package)]), vec!["check"], "must be an array of paths"),
        (unlocked(), vec!["diff", "nowhere", "docs-tables"], "cannot read nowhere"),
        (unlocked(), vec!["diff", "docs-tables", "nowhere"], "cannot read nowhere"),
        (broken, vec!["diff", "old.md", "docs-tables"], "old.md has errors"),
        (unlocked(), vec!["diff", "main:docs-tables", "docs-tables"], "not in a readable git repository"),
    ]
}

#[test]
fn a_run_that_compared_nothing_looks_like_a_pass_in_no_format() {
    for (folder, arguments, why) in failures() {
        let run = |format| {
            let run = folder.command(&[&arguments[..], &["--format", format]].concat());
            let run = run.env("GIT_CEILING_DIRECTORIES", "/").assert().code(3);
            assert!(run.err().contains(why), "{arguments:?}: {}", run.err());
            assert!(!run.out().contains("0 errors"), "{arguments:?}: {}", run.out());
            run
        };
        run("text");
        let json = run("json").json();
        assert!(json["error"].as_str().is_some_and(|error| error.contains(why)), "{json}");
        assert_eq!(json["changes"], serde_json::json!([]));
        let sarif = run("sarif").json();
        check_sarif(&sarif);
        let invocation = &sarif["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false);
        let notification = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str();
        assert!(notification.is_some_and(|text| text.contains(why)), "{invocation}");
        let github = run("github");
        let mut commands = github.out().lines().filter(|line| line.starts_with("::error title=scopemark::"));
        assert!(commands.any(|line| line.contains(why)), "{}", github.out());
        let markdown = run("markdown");
        assert!(markdown.out().starts_with("### Permission tables: not compared\n"), "{}", markdown.out());
        assert!(markdown.out().contains(why), "{}", markdown.out());
    }
}

#[test]
fn a_run_that_compared_says_so_in_each_format_for_programs() {
    let folder = locked();
    for edited in [false, true] {
        if edited {
            folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
        }
        assert_eq!(json(&folder, &["check", "--format", "json"])["error"], Value::Null);
        let sarif = json(&folder, &["check", "--format", "sarif"]);
        assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], true);
    }
}

#[test]
fn a_verb_that_writes_the_lock_and_cannot_prints_nothing_that_looks_like_a_pass() {
    for arguments in [&["lock"][..], &["accept", "token/need-grew:1234", "--reason", "why"], &["release", "1.0.0"]] {
        let edited = locked();
        let lock = edited.read("permissions.lock");
        edited.write("permissions.lock", lock.replace("Calendars.Read", "Mail.Read").as_bytes());
        for folder in [edited, Folder::with(&[])] {
            let run = folder.run(arguments).code(3);
            assert!(run.err().starts_with("error: "), "{arguments:?}: {}", run.err());
            assert_eq!(run.out(), "", "{arguments:?}");
        }
    }
}

#[test]
fn text_of_documents_is_inert_in_a_comment() {
    let run = hostile().run(&["check", "--format", "markdown"]).code(1).stdout_eq(line_with("cargo scopemark accept "));
    // What stands outside of code, by a reader that knows CommonMark.
    let mut outside = String::new();
    for event in pulldown_cmark::Parser::new(run.out()) {
        match event {
            pulldown_cmark::Event::Text(text) => outside.push_str(&text),
            pulldown_cmark::Event::Start(tag) => {
                let inert = !matches!(
                    tag,
                    pulldown_cmark::Tag::Link { .. }
                        | pulldown_cmark::Tag::Image { .. }
                        | pulldown_cmark::Tag::HtmlBlock
                );
                assert!(inert, "{tag:?} in {}", run.out());
            }
            pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => {
                panic!("{html} in {}", run.out())
            }
            _ => {}
        }
    }
    for text in ["@", "http", "owned", "#1", "Mail.Read"] {
        assert!(!outside.contains(text), "{text} in {outside}");
    }
}

#[test]
fn the_exit_code_does_not_depend_on_the_format() {
    let folder = locked();
    for (code, edit) in [(0, false), (1, true)] {
        if edit {
            folder.edit("docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
        }
        for format in ["text", "json", "github", "sarif", "markdown"] {
            folder.run(&["check", "--format", format]).code(code);
        }
    }
    std::fs::remove_file(folder.path().join("permissions.lock")).expect("the lock");
    for format in ["text", "json", "github", "sarif", "markdown"] {
        folder.run(&["check", "--format", format]).code(3);
    }
}

#[test]
fn paths_for_github_begin_at_the_root_of_the_repository() {
    let folder = Folder::with(&[("crates/mail/docs-tables/chat.md", CHAT)]);
    let inside = |arguments: &[&str]| -> OutputAssert {
        let command = folder.command(arguments).current_dir(folder.path().join("crates/mail"));
        command.env("GITHUB_WORKSPACE", folder.path()).assert()
    };
    inside(&["lock"]).code(0);
    folder.edit("crates/mail/docs-tables/chat.md", "| Calendar | `Calendars.Read` | No | |\n", "");
    let annotation = "...\n::error file=crates/mail/docs-tables/chat.md,line=3,[..]\n...\n";
    inside(&["check", "--format", "github"]).stdout_eq(annotation);
    let uri = "\"uri\": \"crates/mail/docs-tables/chat.md\"";
    inside(&["check", "--format", "sarif"]).stdout_eq(line_with(uri));
}
