//! Documents of several APIs: whose permission a name is.

use scopemark_compiler::finding::Level;

use crate::edges::{found, of_apis};
use crate::support::{between, each, outline};

/// A table of covers of one API: what satisfies what.
fn covers_of(api: &str, weaker: &str, stronger: &str) -> String {
    format!(
        "\n<!-- scopemark: resource = \"{api}\" -->\n\n| Permission | Satisfied by |\n|---|---|\n| {weaker} | {stronger} |\n"
    )
}

#[test]
fn a_cover_of_one_api_is_found_beside_a_name_of_another() {
    const VAULT: &str = "https://vault.azure.net";
    const STORAGE: &str = "https://storage.azure.com";
    let rows = of_apis(&[["F", "kv.read", VAULT], ["H", "user_impersonation", STORAGE]]);
    let with = rows.clone() + &covers_of(VAULT, "kv.read", "user_impersonation");
    let removed = between(&with, &rows);
    assert_eq!(found(&removed, "token/alternative-removed").level, Level::Error, "{}", outline(&removed));
    // A token of the vault lost it, not one of the storage.
    let witness = found(&removed, "token/alternative-removed").witness.as_ref().unwrap();
    assert_eq!(witness.scopes, ["https://vault.azure.net/user_impersonation"]);
    let added = between(&rows, &with);
    assert_eq!(found(&added, "privilege/cover-added").subject.permission, "kv.read", "{}", outline(&added));
    // A row of the other API changes nothing about it.
    let third = ["H", "st.read", STORAGE];
    let without_name = of_apis(&[["F", "kv.read", VAULT], third]) + &covers_of(VAULT, "kv.read", "user_impersonation");
    let beside = of_apis(&[["F", "kv.read", VAULT], third, ["M", "user_impersonation", STORAGE]])
        + &covers_of(VAULT, "kv.read", "user_impersonation");
    let changes = between(&without_name, &beside);
    assert!(each(&changes).all(|change| !change.rule.id.contains("cover")), "{}", outline(&changes));
}

#[test]
fn a_cover_of_another_api_satisfies_nothing() {
    const VAULT: &str = "https://vault.azure.net";
    const STORAGE: &str = "https://storage.azure.com";
    let rows = of_apis(&[["F", "st.read", STORAGE], ["G", "kv.other", VAULT]]);
    let storage = covers_of(STORAGE, "st.read", "user_impersonation");
    let vault = covers_of(VAULT, "kv.other", "user_impersonation | \n| user_impersonation | kv.read");
    let both = format!("{rows}{vault}{storage}");
    // What satisfies the vault's permission of that name does not satisfy the storage's.
    let changes = between(&format!("{rows}{storage}"), &both);
    let added = each(&changes).filter(|change| change.rule.id == "privilege/cover-added");
    let added: Vec<&str> = added.map(|change| change.message.as_str()).collect();
    let expected = [
        "https://vault.azure.net/user_impersonation now satisfies kv.other",
        "kv.read now satisfies https://vault.azure.net/user_impersonation",
    ];
    assert_eq!(added, expected, "{}", outline(&changes));
    // Nor does the storage's feature gain or lose anything with it.
    let told = |before: &str, after: &str| {
        let changes = between(before, after);
        let tokens = each(&changes).filter(|change| change.rule.id.starts_with("token/"));
        tokens.map(|change| change.message.clone()).collect::<Vec<_>>()
    };
    let gained = told(&format!("{rows}{storage}"), &both);
    assert_eq!(gained, ["G needs less than before, so a token that was refused now passes"]);
    let lost = told(&both, &both.replace("| user_impersonation | kv.read |\n", ""));
    assert_eq!(lost, ["kv.read no longer satisfies https://vault.azure.net/user_impersonation"]);
}
