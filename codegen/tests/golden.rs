//! Golden tests: the file that a build script writes for some documents, which the tests of the crate `scopemark` compile,
//! and a snapshot of each generated module.
//!
//! `SCOPEMARK_BLESS=1` rewrites `golden/tables.rs`, `cargo insta review` the snapshots. Read the difference before you
//! commit it.

mod support;

use std::path::Path;

use scopemark_compiler::model::{Access, CatalogueNote, Kind};
use scopemark_compiler::read::{Reading, read_text};
use scopemark_compiler::tables;
use support::{Builder, expanded, inside};

const HOSTILE: &str = "```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] \
                       https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a";

/// Permissions of two resources, with one name in both.
const POWER: &str = "\
<!-- scopemark: resource.\"Power BI Service\" = \"https://analysis.windows.net/powerbi/api\" -->

# Reports

| Feature | API              | Permission        | Type        |
|---------|------------------|-------------------|-------------|
| Reports | Power BI Service | `Report.Read.All` | Delegated   |
| Reports | Power BI Service | `Tenant.Read`     | Application |
| Reports | Microsoft Graph  | `User.Read`       | Delegated   |
| Tenant  | Microsoft Graph  | `Tenant.Read`     | Application |
";

fn groups(clauses: &[&[&str]]) -> Vec<Vec<String>> {
    clauses.iter().map(|clause| clause.iter().map(ToString::to_string).collect()).collect()
}

fn documents() -> Vec<Reading> {
    let o365 = Builder::new("o365")
        .title("Permissions for *Home*")
        .scope("offline_access", "", |row| {
            row.description = "Keep access".into();
        })
        .scope("User.Read", "", |_| ())
        .scope("Calendars.Read", "Calendar", |row| {
            row.description = "Read user calendars".into();
            row.admin_consent = Some(false);
        })
        .scope("Calendars.ReadWrite", "Calendar", |row| {
            row.access = Access::Update;
        })
        .scope("Calendars.Read.Shared", "Calendar", |row| {
            row.requires = vec!["SharedMailbox".to_owned()];
            row.notes = "For shared mailboxes".into();
        })
        .scope("Presence.Read.All", "Status", |row| {
            row.optional = true;
            row.admin_consent = Some(true);
            row.excludes = vec!["PersonalAccount".to_owned(), "SharedMailbox".to_owned()];
        })
        .scope("Group.Read.All", "Group Calendar", |row| {
            row.alternatives = vec!["Group.ReadWrite.All".to_owned(), "Directory.Read.All".to_owned()];
            row.notes = HOSTILE.into();
        })
        .scope("openid", "Email", |row| row.description = HOSTILE.into())
        .scope("\"quoted\"", "Email", |_| ())
        .scope("$(id)", HOSTILE, |_| ())
        .row(Kind::Application, "User.Read.All", "Email", |row| {
            row.description = "Read all users' profiles".into();
            row.admin_consent = Some(true);
        })
        .cover("Calendars.ReadWrite", "Calendars.Read")
        .cover("Calendars.ReadWrite.Shared", "Calendars.Read.Shared")
        // `Files.Read or (Sites.Read and Lists.Read)`, and a permission with two reasons.
        .scope("Team.Read", "Teams", |row| {
            row.clauses = groups(&[&["Team.Read", "Directory.Read.All"]]);
            row.alternatives = vec!["Directory.Read.All".to_owned()];
            row.reason = "Lists the teams".into();
        })
        .scope("Files.Read", "Teams", |row| {
            row.clauses = groups(&[&["Files.Read", "Sites.Read"], &["Files.Read", "Lists.Read"]]);
            row.alternatives = vec!["Sites.Read".to_owned(), "Lists.Read".to_owned()];
            row.reason = HOSTILE.into();
        })
        .scope("Team.Read", "Email", |row| row.reason = "Shows who is in a team".into());
    // The module is named like a keyword; there are only application permissions, and no conditions.
    let keyword = Builder::new("type")
        .row(Kind::Application, "Place.Read.All", "Smart Buildings", |row| row.admin_consent = Some(true))
        .row(Kind::Application, "Device.Read.All", "Smart Buildings", |_| ());
    // Nothing at all.
    let empty = Builder::new("nothing");
    // Rows without a feature.
    let always = Builder::new("always").scope("openid", "", |row| row.alternatives = vec!["profile".into()]);
    // Permissions and features with names that Rust or generated code already uses.
    let hard = ["ALL", "Err", "Error", "None", "Option", "Scope", "Some", "String", "str"];
    let features = ["Table", "Scopes", "Scope Texts", "Path", "At", "Name", "Feature", "ALL", "Err"];
    let hard = hard.into_iter().zip(features).fold(Builder::new("hard"), |builder, (scope, feature)| {
        builder.scope(scope, feature, |_| ()).row(Kind::Application, scope, feature, |_| ())
    });
    // A provider that wants commas, and answers with them.
    let mut shop = Builder::new("shop")
        .scope("read_orders", "Orders", |_| ())
        .scope("write_orders", "Orders", |row| row.access = Access::Update)
        .read();
    (shop.document.separator, shop.document.request_separator) = (Some(','), Some(','));
    // What a catalogue knows beside the document.
    shop.document.catalogue = vec![
        CatalogueNote {
            kind: Kind::Delegated,
            name: "read_orders".into(),
            admin_consent: Some(false),
            description: "Read *orders*".into(),
        },
        CatalogueNote {
            kind: Kind::Delegated,
            name: "write_orders".into(),
            admin_consent: Some(true),
            description: String::new(),
        },
    ];
    let power = read_text("docs-tables/power.md", POWER);
    assert!(power.findings.is_empty(), "{:?}", power.findings);
    vec![o365.read(), keyword.read(), empty.read(), always.read(), hard.read(), shop, power]
}

#[test]
fn the_file_of_a_build_script_is_the_golden_file() {
    let documents = documents();
    for reading in &documents {
        assert_eq!(reading.findings, []);
    }
    let fresh = tables(&documents);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/tables.rs");
    if std::env::var_os("SCOPEMARK_BLESS").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == fresh, "golden/tables.rs is out of date; SCOPEMARK_BLESS=1 rewrites it:\n{fresh}");
}

#[test]
fn a_module_reads_like_its_document() {
    for reading in documents() {
        let name = reading.document.name.clone();
        insta::assert_snapshot!(name, expanded(&[reading]));
    }
}

#[test]
fn the_expansion_is_a_pure_function_of_its_tokens() {
    let text = tables(&documents());
    let expand = || scopemark_codegen::expand(inside(&text)).to_string();
    assert_eq!(expand(), expand());
}

#[test]
fn a_document_of_many_names_has_arrays_instead_of_matches() {
    let with = |count: usize| {
        let add = |builder: Builder, n: usize| builder.scope(&format!("Area{n:03}.Read"), "Feature", |_| ());
        expanded(&[(0..count).fold(Builder::new("many"), add).read()])
    };
    let (few, many) = (with(500), with(501));
    assert!(few.contains("Scope::Area499Read => \"Area499.Read\"") && !few.contains("SCOPE_TEXTS[self as usize]"));
    assert!(many.contains("SCOPE_TEXTS[self as usize]") && !many.contains("Scope::Area499Read => "));
}

#[test]
fn rows_for_every_feature_are_written_once_however_many_features_there_are() {
    let size = |count: usize| {
        let always = (0..count)
            .fold(Builder::new("many"), |builder, n| builder.scope(&format!("Always{n:03}.Read"), "", |_| ()));
        let own =
            |builder: Builder, n: usize| builder.scope(&format!("Area{n:03}.Read"), &format!("Feature {n:03}"), |_| ());
        let text = tables(&[(0..count).fold(always, own).read()]);
        let tokens = scopemark_codegen::expand(inside(&text)).to_string();
        assert_eq!(tokens.matches("scope (Scope :: Always007Read").count(), 1);
        // Neither is any array as long as all rows for every feature and those of one: statics are in every binary.
        assert!(!tokens.contains(&format!("[Permission ; {}]", count + 1)));
        (text.len(), tokens.len())
    };
    let ((few_text, few), (many_text, many)) = (size(100), size(400));
    assert!(
        10 * many * few_text < 11 * few * many_text,
        "from {few} to {many} bytes of Rust, for {few_text} and {many_text} bytes of rows"
    );
}

#[test]
fn the_module_of_a_document_without_a_resource_mentions_no_vendor() {
    let mut reading = Builder::new("slack").scope("channels:read", "Channels", |_| ()).read();
    reading.document.resource.clear();
    for row in &mut reading.document.permissions {
        row.resource.clear();
    }
    let text = expanded(&[reading]);
    for vendor in ["microsoft", "entra", "graph"] {
        assert!(!text.to_ascii_lowercase().contains(vendor), "{text}");
    }
}
