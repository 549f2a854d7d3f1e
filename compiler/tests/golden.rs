//! Golden files: what two documents become, in token form and as Rust.
//!
//! `golden/tables.rs` is the token form, `golden/expanded.rs` what it expands to; the tests of the crate `scopemark` compile
//! both. Set `SCOPEMARK_BLESS=1` to write them anew, and read the difference before committing it.

mod support;
#[path = "support/tokens.rs"]
mod tokens;

use std::path::Path;

use scopemark_compiler::emit::{expand, tables};
use scopemark_compiler::model::{Access, Kind};
use scopemark_compiler::read::Reading;
use support::Builder;

const HOSTILE: &str = "```\nfn main() { panic!() }\n```\n\n<script>alert(1)</script> [a](https://example.com) [Scope] \
                       https://example.com # Title \u{202e}evil\u{200b} `code` *bold* &amp; \"quoted\" \\ OneDrive SharePoint snake_case Foo::bar <https://a.b> 1. a";

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
        .cover("Calendars.ReadWrite.Shared", "Calendars.Read.Shared");
    // A keyword as module, application permissions only, no condition.
    let keyword = Builder::new("type")
        .row(Kind::Application, "Place.Read.All", "Smart Buildings", |row| row.admin_consent = Some(true))
        .row(Kind::Application, "Device.Read.All", "Smart Buildings", |_| ());
    // Nothing at all.
    let empty = Builder::new("nothing");
    // Rows, and no feature.
    let always = Builder::new("always").scope("openid", "", |row| row.alternatives = vec!["profile".into()]);
    vec![o365.read(), keyword.read(), empty.read(), always.read()]
}

fn golden(file: &str, fresh: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    if std::env::var_os("SCOPEMARK_BLESS").is_some() {
        std::fs::write(&path, fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some((n, (kept, fresh))) =
        (1..).zip(kept.lines().zip(fresh.lines())).find(|(_, (kept, fresh))| kept != fresh)
    {
        panic!("golden/{file}:{n} is\n{kept}\nand would be\n{fresh}\nSCOPEMARK_BLESS=1 writes it anew");
    }
    assert!(kept == fresh, "golden/{file} differs at its end; SCOPEMARK_BLESS=1 writes it anew");
}

#[test]
fn the_token_form_is_the_golden_file() {
    let documents = documents();
    for reading in &documents {
        assert_eq!(reading.findings, []);
    }
    golden("tables.rs", &tables(&documents));
}

#[test]
fn the_expansion_is_the_golden_file() {
    golden("expanded.rs", &expand(&tokens::inside(&tables(&documents()))).to_string());
}

#[test]
fn the_expansion_is_a_pure_function_of_its_tokens() {
    let tokens = tokens::inside(&tables(&documents()));
    assert_eq!(expand(&tokens), expand(&tokens));
}
