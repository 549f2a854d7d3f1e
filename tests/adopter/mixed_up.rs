//! What the types of the shipped documents rule out: code that looks right, and what rustc says of it.
//!
//! `mixed_up/` has a file for each kind of mistake, and beside it the text of rustc, which differs between versions.
//! `TRYBUILD=overwrite` writes the texts anew. Read the difference before you commit it.

mod sound;

use std::env;
use std::process::Command;

use scopemark_integrations::intrexx;
use trybuild::TestCases;

#[test]
fn five_permissions_are_in_both_lists_of_a_document() {
    let both =
        intrexx::Scope::ALL.iter().filter(|scope| intrexx::AppRole::ALL.iter().any(|role| role == scope.as_str()));
    let both: Vec<&str> = both.map(|scope| scope.as_str()).collect();
    assert_eq!(
        both,
        ["Calendars.ReadWrite", "Channel.ReadBasic.All", "Sites.Read.All", "Team.Create", "Team.ReadBasic.All"],
        "these are what mixed_up/kinds.rs mixes up"
    );
}

/// The compiler whose words are beside the files.
const RECORDED: &str = "rustc 1.95.";

fn is_recorded() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output();
    version.is_ok_and(|output| output.stdout.starts_with(RECORDED.as_bytes()))
}

#[test]
fn names_of_another_kind_or_document_or_from_nowhere_do_not_compile() {
    if !is_recorded() {
        println!("SKIPPED: what rustc says of mixed up names: its words are recorded for {RECORDED}x alone");
        return;
    }
    let cases = TestCases::new();
    for case in ["kinds", "names", "numbers", "constructor", "asking", "sets", "matches"] {
        cases.compile_fail(format!("tests/adopter/mixed_up/{case}.rs"));
    }
}
