//! `catalogue`: what it imports, what it writes, and what `read` and `check` find beside it.

use serde_json::{Value, json};

use crate::support::{Folder, Printed};

const TABLE: &str =
    "# Mail\n\n| Permission | Admin consent |\n|---|---|\n| Mail.Read | No |\n| Profile | No |\n| Mail.Raed | No |\n";

const GRAPH: &str = "name\tkind\tadmin_consent\nMail.Read\tdelegated\tyes\nprofile\tdelegated\tno\n";

fn folder(files: &[(&str, &str)]) -> Folder {
    Folder::with(&[&[("docs-tables/mail.md", TABLE)], files].concat())
}

fn imported(name: &str, text: &str) -> String {
    let folder = folder(&[(name, text)]);
    folder.run(&["catalogue", "import", name]).code(0);
    folder.read("permissions.catalogue.tsv")
}

#[test]
fn while_the_catalogue_finds_an_error_nothing_is_said_of_a_stale_lock() {
    let right = TABLE.replace("| Mail.Raed | No |\n", "").replace("| Mail.Read | No |", "| Mail.Read | Yes |");
    let folder = Folder::with(&[("docs-tables/mail.md", &right), ("permissions.catalogue.tsv", GRAPH)]);
    folder.run(&["lock"]).code(0);
    folder.edit("docs-tables/mail.md", "| Profile | No |\n", "| Profile | No |\n| Mail.Raed | No |\n");
    let run = folder.run(&["check"]).code(1);
    assert!(run.out().contains("[catalogue/"), "{}", run.out());
    assert!(!run.out().contains("lock/stale"), "{}", run.out());
}

#[test]
fn every_form_is_recognized() {
    let principal = json!({
        "appId": "00000009-0000-0000-c000-000000000000",
        "servicePrincipalNames": ["00000009-0000-0000-c000-000000000000", "https://analysis.windows.net/powerbi/api"],
        "oauth2PermissionScopes": [
            { "value": "Dataset.Read.All", "id": "7504609f", "type": "User", "isEnabled": true, "adminConsentDisplayName": "View\n datasets" },
            { "value": "Tenant.Read.All", "id": "afad5e79", "type": "Admin", "isEnabled": false },
        ],
        "appRoles": [
            { "value": "Tenant.Read.All", "id": "654b31ae", "isEnabled": true, "allowedMemberTypes": ["Application"] },
            { "value": "Writers", "id": "0", "isEnabled": true, "allowedMemberTypes": ["User"] },
            { "value": null, "id": "0" },
        ],
    });
    let power_bi = "name\tkind\tid\tadmin_consent\tenabled\tresource\tdescription\n\
        Dataset.Read.All\tdelegated\t7504609f\tno\tyes\thttps://analysis.windows.net/powerbi/api\tView datasets\n\
        Tenant.Read.All\tapplication\t654b31ae\tyes\tyes\thttps://analysis.windows.net/powerbi/api\t-\n\
        Tenant.Read.All\tdelegated\tafad5e79\tyes\tno\thttps://analysis.windows.net/powerbi/api\t-\n";
    let of_graph = |rest: &str| format!("name\tkind\tid\tadmin_consent\tenabled{rest}");
    let of_none = |names: &[&str]| {
        let lines: Vec<String> = names.iter().map(|name| format!("{name}\tdelegated\t-\t-\t-\t-\n")).collect();
        format!("name\tkind\tid\tadmin_consent\tenabled\tresource\n{}", lines.concat())
    };
    let descriptions = json!({
        "delegatedScopesList": [{ "value": "Mail.Read", "id": "570282fd", "isAdmin": false, "isEnabled": true, "consentDisplayName": "Read mail" }],
        "applicationScopesList": [{ "value": "Mail.Read", "id": "810c84a8", "isAdmin": true, "isEnabled": true }],
    });
    let schemes = json!({ "permissions": { "Mail.Read": { "schemes": {
        "DelegatedWork": { "requiresAdminConsent": false },
        "DelegatedPersonal": { "requiresAdminConsent": false },
        "Application": { "requiresAdminConsent": true, "adminDisplayName": "Read all mail" },
    } } } });
    for (name, text, expected) in [
        ("sp.json", principal.to_string(), power_bi.to_owned()),
        ("list.json", json!([principal]).to_string(), power_bi.to_owned()),
        ("page.json", json!({ "value": [principal] }).to_string(), power_bi.to_owned()),
        (
            "descriptions.json",
            descriptions.to_string(),
            of_graph("\tdescription\nMail.Read\tapplication\t810c84a8\tyes\tyes\t-\nMail.Read\tdelegated\t570282fd\tno\tyes\tRead mail\n"),
        ),
        (
            "permissions.json",
            schemes.to_string(),
            of_graph("\tdescription\nMail.Read\tapplication\t-\tyes\t-\tRead all mail\nMail.Read\tdelegated\t-\tno\t-\t-\nMail.Read\tdelegatedpersonal\t-\tno\t-\t-\n"),
        ),
        ("metadata.json", json!({ "issuer": "x", "scopes_supported": ["openid", "a:b"] }).to_string(), of_none(&["a:b", "openid"])),
        (
            "discovery.json",
            json!({ "auth": { "oauth2": { "scopes": { "https://mail.google.com/": { "description": "Read mail" } } } } }).to_string(),
            "name\tkind\tid\tadmin_consent\tenabled\tresource\tdescription\nhttps://mail.google.com/\tdelegated\t-\t-\t-\t-\tRead mail\n".to_owned(),
        ),
        (
            "manifest.json",
            json!({ "oauth_config": { "scopes": { "bot": ["chat:write"], "user": ["users:read"] } } }).to_string(),
            of_none(&["chat:write", "users:read"]),
        ),
        (
            "manifest.yaml",
            "display_information:\n  name: App\noauth_config:\n  scopes:\n    bot:\n      - chat:write # posts\n    user: [\"users:read\"]\n".to_owned(),
            of_none(&["chat:write", "users:read"]),
        ),
        ("names.txt", "# all\nrepo, read:org   repo\n\nhttps://x.example/#all # why\n".to_owned(), of_none(&["https://x.example/#all", "read:org", "repo"])),
        ("names.json", json!(["b:c", "a:b"]).to_string(), of_none(&["a:b", "b:c"])),
        ("other.tsv", GRAPH.to_owned(), of_graph("\nMail.Read\tdelegated\t-\tyes\t-\nprofile\tdelegated\t-\tno\t-\n")),
    ] {
        assert_eq!(imported(name, &text), expected, "{name}");
        // What it wrote it reads.
        assert_eq!(imported("again.tsv", &expected), expected, "{name}");
    }
}

#[test]
fn what_cannot_be_imported_is_exit_code_3_and_writes_nothing() {
    for (name, text, says) in [
        ("empty.txt", "", "lists no permission"),
        ("x.json", "{ \"a\": 1 }", "no permissions in a known form"),
        ("broken.json", "{ \"a\": ", "not JSON"),
        ("quote.txt", "a\"b", "line 1: `a\"b` is not the name of a permission"),
        ("meta.json", "{ \"scopes_supported\": [1] }", "not a list of names"),
        ("manifest.yaml", "oauth_config:\n  scopes: [\n", "not YAML"),
        ("wrong.tsv", "name\tkind\na\tb\n", "not a catalogue"),
        ("sp.json", "{ \"displayName\": \"Own API\", \"oauth2PermissionScopes\": [] }", "pass its URI with --resource"),
    ] {
        let folder = folder(&[(name, text)]);
        let run = folder.run(&["catalogue", "import", name]).code(3);
        assert!(run.err().contains(says), "{name}: {}", run.err());
        assert!(!folder.path().join("permissions.catalogue.tsv").exists());
    }
    let folder = folder(&[("names.txt", "a:b\n"), ("permissions.catalogue.tsv", "Mail.Read\n")]);
    let run = folder.run(&["catalogue", "import", "names.txt"]).code(3);
    assert!(run.err().contains("permissions.catalogue.tsv:1:1"), "{}", run.err());
    assert_eq!(folder.read("permissions.catalogue.tsv"), "Mail.Read\n", "it loses nothing");
}

#[test]
fn an_import_extends_what_is_there_and_replace_forgets_what_the_provider_no_longer_has() {
    let folder = folder(&[("old.txt", "a:b c:d\n"), ("graph.tsv", GRAPH), ("new.txt", "a:b e:f\n")]);
    for file in ["old.txt", "graph.tsv"] {
        folder.run(&["catalogue", "import", file]).code(0);
    }
    let run = folder.run(&["catalogue", "import", "new.txt"]).code(0);
    assert!(run.err().contains("5 permissions, 1 added, 0 changed, 0 removed"), "{}", run.err());
    let run = folder.run(&["catalogue", "import", "new.txt", "--replace"]).code(0);
    assert!(run.err().contains("4 permissions, 0 added, 0 changed, 1 removed"), "{}", run.err());
    assert!(folder.read("permissions.catalogue.tsv").contains("Mail.Read\tdelegated"), "Graph stays");
}

#[test]
fn only_what_the_documents_name_is_kept_where_that_is_asked() {
    let folder = folder(&[("graph.tsv", &format!("{GRAPH}Chat.Read\tdelegated\tno\nMail.Read\tapplication\tyes\n"))]);
    folder.run(&["catalogue", "import", "graph.tsv", "--used"]).code(0);
    let names: Vec<String> = folder
        .read("permissions.catalogue.tsv")
        .lines()
        .skip(1)
        .map(|line| line.split('\t').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(names, ["Mail.Read application", "Mail.Read delegated", "profile delegated"]);
}

#[test]
fn read_and_check_find_what_the_catalogue_knows_better() {
    let folder = folder(&[("graph.tsv", GRAPH)]);
    folder.run(&["lock"]).code(0);
    folder.run(&["read", "--fail-on", "warning"]).code(0);
    for arguments in [
        &["read", "--catalogue", "graph.tsv", "--format", "json"][..],
        &["check", "--catalogue", "graph.tsv", "--format", "json"],
    ] {
        let printed: Value = folder.run(arguments).code(1).json();
        let findings = printed["findings"].as_array().expect("findings");
        let rules: Vec<&str> = findings
            .iter()
            .map(|finding| finding["rule"].as_str().expect("a rule"))
            .filter(|rule| rule.starts_with("catalogue/"))
            .collect();
        assert_eq!(rules, ["catalogue/consent", "catalogue/other-case", "catalogue/no-such-permission"], "{printed}");
    }
    folder.run(&["read", "--catalogue", "gone.tsv"]).code(3);
    folder.write("permissions.catalogue.tsv", b"name\tkind\nMail.Read\tuser\n");
    let run = folder.run(&["read"]).code(1);
    assert!(
        run.err().contains("permissions.catalogue.tsv:2:11: `user` is not a kind [catalogue/broken]"),
        "{}",
        run.err()
    );
    folder.run(&["read", "docs-tables/mail.md"]).code(1);
}

#[test]
fn diff_says_what_a_provider_added_removed_disabled_or_changed_in_consent() {
    let folder = folder(&[
        (
            "a.tsv",
            "name\tkind\tid\tadmin_consent\tenabled\nA.B\tdelegated\t1\tno\tyes\nC.D\tdelegated\t2\tno\tyes\nE.F\tapplication\t3\tyes\tyes\nG.H\tdelegated\t4\tno\tno\n",
        ),
        (
            "b.tsv",
            "name\tkind\tid\tadmin_consent\tenabled\nA.B\tdelegated\t1\tyes\tyes\nE.F\tapplication\t9\tyes\tno\nG.H\tdelegated\t4\tno\tyes\nI.J\tdelegated\t5\tno\tyes\n",
        ),
    ]);
    let printed: Value = folder.run(&["catalogue", "diff", "a.tsv", "b.tsv", "--format", "json"]).code(0).json();
    let changes: Vec<(&str, &str)> = printed["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| (change["what"].as_str().expect("what"), change["name"].as_str().expect("a name")))
        .collect();
    assert_eq!(
        changes,
        [
            ("consent-changed", "A.B"),
            ("removed", "C.D"),
            ("disabled", "E.F"),
            ("id-changed", "E.F"),
            ("enabled", "G.H"),
            ("added", "I.J"),
        ]
    );
    let text = folder.run(&["catalogue", "diff", "a.tsv", "b.tsv"]).code(0);
    assert!(text.out().contains("consent changed") && text.out().contains("no → yes"), "{}", text.out());
    folder.run(&["catalogue", "diff", "a.tsv", "gone.tsv"]).code(3);
}

#[test]
fn an_edit_cannot_bring_the_catalogue_that_excuses_it() {
    let folder = folder(&[("permissions.catalogue.tsv", "name\tkind\tadmin_consent\nMail.Read\tdelegated\tno\n")]);
    folder.write("docs-tables/mail.md", b"| Permission |\n|---|\n| Mail.Read |\n");
    folder.run(&["lock"]).code(0);
    folder.git(&["init", "--quiet"]);
    folder.commit("first");
    // The edit replaces a permission, and brings a catalogue that says the old one never existed.
    folder.write("docs-tables/mail.md", b"| Permission |\n|---|\n| Mail.Raed |\n");
    folder.write("permissions.catalogue.tsv", b"name\tkind\nMail.Raed\tdelegated\n");
    let local = folder.run(&["check"]).code(1);
    let against = folder.run(&["check", "--against", "HEAD"]).code(1);
    assert!(
        !local.out().contains("error: docs-tables/mail.md:3:3: Mail.Read"),
        "its own catalogue excuses it: {}",
        local.out()
    );
    assert!(against.out().contains("token/scope-replaced"), "{}", against.out());
    assert!(against.out().contains("privilege/not-in-catalogue"), "{}", against.out());
    assert!(
        against.out().lines().any(|line| line.starts_with("error:") && line.contains("Mail.Read")),
        "{}",
        against.out()
    );
}
