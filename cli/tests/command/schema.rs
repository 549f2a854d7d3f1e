//! `schema`: every output of a verb is valid by it, and `docs/json.md` describes exactly what it has.
//!
//! `SCOPEMARK_BLESS=1` writes the tables of keys in the page anew, from the schemas.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::support::{Folder, Printed, documented, keys, keys_in_order, line_with};

const VERBS: [&str; 9] =
    ["read", "ask", "check-grant", "check", "diff", "release", "catalogue-diff", "rules", "explain"];

const MAIL: &str = "\
# Mail
| Feature | Permission | Type | Update | Admin consent | Description | Notes | Why | Added |
|---|---|---|---|---|---|---|---|---|
| Inbox | (`Mail.Read` and `Mail.Send`) or `Mail.ReadWrite` | Delegated | | No | See mail | Not for personal accounts | Shows it | 2 |
| Inbox | `Mail.ReadBasic` | Delegated | Y | Yes | Send mail | For shared mailboxes | Answers | 2 |
| Status | `User.Read` | Delegated | | | Sign in | | | 3 |
| Status | `Presence.Read` | Delegated | | | See status | Used if status is shown | | 3 |
| All | `User.Read.All` | Application | | Yes | See people | | | 3 |

| Permission | Satisfied by |
|---|---|
| `Mail.Read` | `Mail.ReadWrite` |
";

/// A document without a resource.
const CHAT: &str = "# Chat\n\n| Scope | Description |\n|---|---|\n| `chat:write` | Send messages |\n";

/// An error, a warning and a note.
const FAULTY: &str = "\
| Permission | Type | Notes | Added |
|---|---|---|---|
| `Tasks.Read` | Delegated | | 1 | lost |
| `Tasks.Write` | Delegated | For writing tasks | 1 |
";

fn schema(verb: &str) -> Value {
    Folder::with(&[]).run(&["schema", verb]).code(0).json()
}

/// The schema without permission for keys that it does not list, which a later version may add.
fn strict(verb: &str) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.values_mut().for_each(close);
                if object.get("properties").is_some_and(Value::is_object) {
                    object.insert("additionalProperties".to_owned(), false.into());
                }
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    let mut schema = schema(verb);
    close(&mut schema);
    schema
}

/// Runs a verb with `--format json`, holds the output to the schema, and gives it back.
fn valid(folder: &Folder, code: i32, arguments: &[&str]) -> Value {
    let verb = if arguments[0] == "catalogue" { "catalogue-diff" } else { arguments[0] };
    let run = folder.run(&[arguments, &["--format", "json"]].concat()).code(code);
    let output = run.json();
    let validator = jsonschema::draft202012::new(&strict(verb)).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(&output).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, [""; 0], "{output:#}");
    output
}

#[test]
fn without_a_verb_those_that_have_one_are_listed() {
    let folder = Folder::with(&[]);
    folder.run(&["schema"]).code(0).stdout_eq(VERBS.map(|verb| format!("{verb}\n")).concat());
    folder.run(&["schema", "expand"]).code(2).stdout_eq("").stderr_eq(line_with("possible values: read, ask, "));
}

#[test]
fn each_is_a_schema_of_draft_2020_12() {
    for verb in VERBS {
        let schema = schema(verb);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{verb}");
        assert_eq!(schema["properties"]["format"]["const"], 1, "{verb}");
    }
}

#[test]
fn a_schema_refuses_what_no_verb_prints() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    let output = valid(&folder, 0, &["read"]);
    let validator = jsonschema::draft202012::new(&schema("read")).expect("a schema");
    for (pointer, wrong) in [
        ("/format", json!(2)),
        ("/documents/0/permissions/0/kind", json!("Delegated")),
        ("/documents/0/permissions/0/line", json!(null)),
        ("/documents/0/permissions/0/required_groups", json!(["Mail.Read"])),
        ("/documents/0/permissions/0/other", json!({ "Added": 2 })),
        ("/findings/0/level", json!("info")),
        ("/documents/0", json!({ "name": "mail" })),
    ] {
        let mut changed = output.clone();
        *changed.pointer_mut(pointer).expect(pointer) = wrong;
        assert!(!validator.is_valid(&changed), "{pointer}");
    }
}

#[test]
fn what_read_prints_is_valid() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL), ("docs-tables/chat.md", CHAT)]);
    let output = valid(&folder, 0, &["read"]);
    assert_eq!(output["documents"].as_array().map(Vec::len), Some(2));
    folder.write("docs-tables/faulty.md", FAULTY.as_bytes());
    folder.write("docs-tables/logo.png", b"\xff");
    let output = valid(&folder, 1, &["read"]);
    let levels: BTreeSet<&str> = output["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|finding| finding["level"].as_str())
        .collect();
    assert_eq!(levels.len(), 3, "{output:#}");
    valid(&folder, 3, &["read", "docs-tables", "missing.md"]);
    valid(&Folder::with(&[]), 3, &["read"]);
}

#[test]
fn what_ask_and_check_grant_print_is_valid() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    let asked = ["ask", "--all-update", "--when", "SharedMailbox", "--option", "Presence.Read"];
    let output = valid(&folder, 0, &asked);
    assert_eq!(output["ok"], true);
    valid(&folder, 0, &["ask", "--all", "--minimal", "--option", "Presence.Read"]);
    valid(&folder, 1, &["ask", "--feature", "Inbox", "--when", "PersonalAccount"]);
    valid(&folder, 0, &["ask", "--all", "--when", "PersonalAccount", "--supported"]);
    let address = ["--url", "--authorize", "https://a.example", "--client-id", "b", "--redirect-uri", "c://d"];
    let output = valid(&folder, 0, &[&["ask", "--feature", "Inbox"][..], &address].concat());
    assert!(output["url"].is_string() && output["scopes"][0]["url"].is_string(), "{output:#}");
    valid(&folder, 1, &[&["ask", "--feature", "Inbox", "--when", "PersonalAccount"][..], &address].concat());
    valid(&folder, 1, &["check-grant", "--granted", "Mail.Read Foo"]);
    valid(&folder, 1, &["check-grant", "--roles", "User.Read.All", "--option", "Presence.Read"]);
    // `{"alg":"none"}` and `{"scp":"Mail.Read","aud":"https://vault.azure.net"}`.
    folder.write("token", b"eyJhbGciOiJub25lIn0.eyJzY3AiOiJNYWlsLlJlYWQiLCJhdWQiOiJodHRwczovL3ZhdWx0LmF6dXJlLm5ldCJ9.");
    let output = valid(&folder, 1, &["check-grant", "--token", "token"]);
    assert_eq!(output["token"]["verified"], false);
    let everything = "Mail.Read Mail.Send Mail.ReadBasic Presence.Read User.Read";
    valid(&folder, 0, &["check-grant", "--granted", everything, "--roles", "User.Read.All"]);
    folder.write("docs-tables/mail.md", FAULTY.as_bytes());
    valid(&folder, 1, &["ask", "--all"]);
    valid(&folder, 1, &["check-grant", "--granted", "Tasks.Read"]);
    folder.write("docs-tables/mail.md", CHAT.as_bytes());
    valid(&folder, 0, &["ask", "--all"]);
}

#[test]
fn what_check_and_diff_print_is_valid() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL), ("docs-tables/chat.md", CHAT)]);
    folder.run(&["lock"]).code(0);
    valid(&folder, 0, &["check"]);
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    folder.edit(
        "docs-tables/mail.md",
        "| Status | `Presence.Read` | Delegated |",
        "| Status | `Presence.Read.All` | Application |",
    );
    folder.edit("docs-tables/mail.md", "| `Mail.ReadBasic` | Delegated | Y |", "| `Mail.ReadBasic` | Delegated | |");
    folder.edit("docs-tables/chat.md", "| `chat:write` | Send messages |", "| `chat:send` | Send messages |");
    let output = valid(&folder, 1, &["check"]);
    assert!(output["changes"].as_array().is_some_and(|changes| changes.len() > 1), "{output:#}");
    valid(&folder, 1, &["diff", "HEAD:docs-tables", "docs-tables"]);
    folder.accept_all(&["check"]);
    let output = valid(&folder, 0, &["check", "--against", "HEAD"]);
    assert!(!output["new_acceptances"].as_array().expect("a list").is_empty(), "{output:#}");
    folder.write("other/docs-tables/mail.md", MAIL.as_bytes());
    folder.run(&["lock", "other/docs-tables"]).code(0);
    let output = valid(&folder, 1, &["check", "docs-tables", "other/docs-tables", "--against", "HEAD"]);
    assert_eq!(output["sites"].as_array().map(Vec::len), Some(2), "{output:#}");
    folder.write("docs-tables/faulty.md", FAULTY.as_bytes());
    valid(&folder, 1, &["check"]);
    valid(&folder, 1, &["diff", "HEAD:docs-tables", "docs-tables"]);
}

#[test]
fn what_release_prints_is_valid_and_as_the_page_shows_it() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL), ("docs-tables/chat.md", CHAT)]);
    folder.run(&["lock"]).code(0);
    valid(&folder, 0, &["release", "1.0.0", "--window", "2"]);
    folder.edit("docs-tables/mail.md", "| `Mail.ReadBasic` | Delegated | Y |", "| `Mail.ReadBasic` | Delegated | |");
    folder.edit("docs-tables/chat.md", "| `chat:write` | Send messages |", "| `chat:send` | Send messages |");
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    let run = folder.run(&["release", "2.0.0", "--format", "json"]).code(0);
    assert_eq!(keys(run.out()), keys(documented("release")));
    assert_eq!(keys_in_order(run.out()), keys_in_order(documented("release")));
    valid(&folder, 0, &["release", "2.0.0"]);
}

#[test]
fn what_check_prints_is_as_the_page_shows_it() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    folder.run(&["lock"]).code(0);
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    folder.edit("docs-tables/mail.md", "| Status | `User.Read` |", "| Status | `Presence.ReadWrite` |");
    folder.accept_all(&["check", "--against", "HEAD"]);
    let run = folder.run(&["check", "--against", "HEAD", "--format", "json"]);
    // The changes that are attached have the same keys.
    let mut printed = keys(run.out());
    printed.retain(|key| !key.starts_with("/changes/attached/"));
    assert_eq!(printed, keys(documented("check` and `diff")));
    assert_eq!(keys_in_order(run.out()), keys_in_order(documented("check` and `diff")));
}

#[test]
fn what_check_prints_without_a_baseline_is_valid() {
    let folder = Folder::with(&[("docs-tables/mail.md", MAIL)]);
    valid(&folder, 3, &["check"]);
    for lock in ["", "<<<<<<< ours\n", "version = 1\n"] {
        folder.write("permissions.lock", lock.as_bytes());
        valid(&folder, 3, &["check"]);
        valid(&folder, 3, &["check", "--against", "main"]);
    }
}

#[test]
fn what_catalogue_diff_prints_is_valid() {
    let before = "name\tkind\tresource\tadmin_consent\nA.B\tdelegated\t\tno\nc:d\tdelegated\t-\t-\n";
    let after = before.replace("A.B\tdelegated\t\tno", "A.B\tdelegated\t\tyes").replace("c:d", "c:e");
    let folder = Folder::with(&[("a.tsv", before), ("b.tsv", &after)]);
    let output = valid(&folder, 0, &["catalogue", "diff", "a.tsv", "b.tsv"]);
    assert_eq!(output["changes"].as_array().map(Vec::len), Some(3), "{output:#}");
}

#[test]
fn what_rules_and_explain_print_is_valid() {
    let folder = Folder::with(&[]);
    let output = valid(&folder, 0, &["rules"]);
    for rule in output["rules"].as_array().expect("rules") {
        let id = rule["id"].as_str().expect("an id");
        assert_eq!(&valid(&folder, 0, &["explain", id])["rule"], rule, "{id}");
    }
}

#[test]
fn the_page_describes_every_key_of_the_schemas_and_no_other() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/json.md");
    let page = fs::read_to_string(&path).expect("docs/json.md");
    let expected = with_keys(&page);
    if std::env::var_os("SCOPEMARK_BLESS").is_some() {
        fs::write(path, &expected).expect("docs/json.md");
        return;
    }
    assert_eq!(page, expected, "SCOPEMARK_BLESS=1 cargo test -p cargo-scopemark writes the tables anew");
}

const BEGIN: &str = "<!-- The keys of `";
const END: &str = "<!-- End of the keys. -->";

/// The page with the keys of each verb it names, from the schemas. A type that several verbs have is described once.
fn with_keys(page: &str) -> String {
    let mut written: Map<String, Value> = Map::new();
    let mut out = String::new();
    let mut rest = page;
    let mut verbs = Vec::new();
    while let Some(begin) = rest.find(BEGIN) {
        let line = begin + rest[begin..].find('\n').expect("a whole line") + 1;
        let verb = rest[begin + BEGIN.len()..].split('`').next().expect("a verb");
        out.push_str(&rest[..line]);
        push_types(&mut out, verb, &mut written);
        rest = &rest[rest.find(END).expect("the end of the keys")..];
        out.push_str(END);
        rest = &rest[END.len()..];
        verbs.push(verb);
    }
    // `check` and `diff` print the same.
    let same = |schema: Value| (schema["properties"].clone(), schema["$defs"].clone());
    assert_eq!(same(schema("check")), same(schema("diff")));
    assert_eq!(verbs, VERBS.iter().filter(|verb| **verb != "diff").copied().collect::<Vec<_>>());
    out.push_str(rest);
    out
}

fn push_types(out: &mut String, verb: &str, written: &mut Map<String, Value>) {
    let schema = schema(verb);
    out.push('\n');
    push_keys(out, &schema);
    for (name, of) in schema["$defs"].as_object().into_iter().flatten() {
        if let Some(before) = written.get(name) {
            assert_eq!(before, of, "two types are called {name}");
            continue;
        }
        let is = of["description"].as_str().expect("a description");
        write!(out, "### `{name}`\n\n{is}.\n\n").expect("a string");
        push_keys(out, of);
        written.insert(name.clone(), of.clone());
    }
}

fn push_keys(out: &mut String, of: &Value) {
    let required = of["required"].as_array().expect("required keys");
    out.push_str("| key | value | meaning |\n|---|---|---|\n");
    for (key, value) in of["properties"].as_object().expect("an object") {
        let is = value["description"].as_str().unwrap_or_else(|| panic!("{key} has no description")).replace('\n', " ");
        let may = if required.contains(&Value::from(key.as_str())) { "" } else { ", may be missing" };
        writeln!(out, "| `{key}` | {}{may} | {is} |", words(value)).expect("a string");
    }
    out.push('\n');
}

/// The type of a value in words.
fn words(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return format!("[`{name}`](#{})", name.to_lowercase());
    }
    if let Some(any) = schema["anyOf"].as_array() {
        return any.iter().map(words).collect::<Vec<_>>().join(" or ");
    }
    if let Some(only) = schema.get("const") {
        return only.to_string();
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words
            .iter()
            .map(|word| word.as_str().map_or_else(|| "null".to_owned(), |word| format!("`{word}`")))
            .collect();
        return words.join(", ");
    }
    match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        Value::String(one) if one == "array" => match words(&schema["items"]) {
            items if items == "string" => "array of strings".to_owned(),
            items => format!("array of {}", items.replacen("array", "arrays", 1)),
        },
        Value::String(one) if one == "object" => "object of strings".to_owned(),
        Value::String(one) => one.clone(),
        other => panic!("no type: {other}"),
    }
}
