//! The formats of `check`: for programs, for GitHub, for code scanning and for comments.

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
    let text = folder.run(&["check"]);
    assert!(text.out().contains(removed["accept"].as_str().expect("a command")), "{}", text.out());
    let stale = changes.iter().find(|change| change["rule"] == "lock/stale").expect("the lock is stale");
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
    folder.paste(&folder.run(&["check"]).accepts()[0]).success();
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

/// What the schema of SARIF 2.1.0 asks of the parts that are written: required properties, types, values and references.
fn check_sarif(log: &Value) {
    let keys = |value: &Value, allowed: &[&str]| {
        for key in value.as_object().expect("an object").keys() {
            assert!(allowed.contains(&key.as_str()), "{key} in {value}");
        }
    };
    keys(log, &["$schema", "version", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    let [run] = &log["runs"].as_array().expect("runs")[..] else { panic!("one run") };
    keys(run, &["tool", "columnKind", "results"]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string() && driver["version"].is_string());
    let rules = driver["rules"].as_array().expect("rules");
    let levels = ["none", "note", "warning", "error"];
    for rule in rules {
        keys(rule, &["id", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"]);
        assert!(rule["id"].is_string() && rule["shortDescription"]["text"].is_string());
        assert!(levels.contains(&rule["defaultConfiguration"]["level"].as_str().expect("a level")));
    }
    for result in run["results"].as_array().expect("results") {
        keys(result, &["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "suppressions"]);
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(levels.contains(&result["level"].as_str().expect("a level")));
        assert!(!result["message"]["text"].as_str().expect("a text").is_empty());
        for location in result["locations"].as_array().expect("locations") {
            let place = &location["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            assert!(!uri.is_empty() && !uri.contains([' ', '\\']), "{uri}");
            assert!(
                place["region"]["startLine"].as_u64() >= Some(1) && place["region"]["startColumn"].as_u64() >= Some(1)
            );
        }
        for suppression in result["suppressions"].as_array().expect("suppressions") {
            assert_eq!((&suppression["kind"], &suppression["status"]), (&"external".into(), &"accepted".into()));
            assert!(suppression["justification"].is_string());
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
