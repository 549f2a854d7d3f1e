//! Kinds that differ only in parentheses, and headings that say optional.

use super::outcome::{check, help};

#[test]
fn yes_for_one_kind_of_account_is_a_condition() {
    let text = "| Permission | Delegated (work or school) | Delegated (personal) |\n|---|---|---|\n\
                | Notes.Read | Yes | Yes |\n| Tasks.Read | Yes | No |\n| Films.Read | No | Yes |\n";
    let rows = [
        "delegated Notes.Read",
        "delegated Tasks.Read, not for PersonalAccount",
        "delegated Films.Read, for PersonalAccount",
    ];
    check(text, &rows, &[]);
}

#[test]
fn rows_that_differ_only_in_the_parentheses_of_their_kind_are_one() {
    let table = |second: &str| {
        format!("| Permission | Type |\n|---|---|\n| Notes.Read | Delegated (north) |\n| Notes.Read | {second} |\n")
    };
    check(&table("Delegated (south)"), &["delegated Notes.Read"], &[]);
    let twice = ["delegated Notes.Read", "delegated Notes.Read"];
    check(&table("Delegated (north)"), &twice, &["4 read/duplicate-row"]);
}

#[test]
fn a_heading_with_not_required_makes_its_tables_optional() {
    let table = "\n\n| Scope |\n|---|\n| `pins:read` |\n";
    check(&format!("## Not required{table}"), &["delegated pins:read, optional"], &[]);
    check(&format!("## Required and optional scopes{table}"), &["delegated pins:read"], &[]);
}

#[test]
fn delegated_permissions_that_are_set_aside_are_not_spoken_of() {
    let text =
        "# Pins\n\nAdd these application permissions (not delegated).\n\n| Permission |\n|---|\n| Notes.Read |\n";
    check(text, &["delegated Notes.Read"], &["5 read/kind-unsaid"]);
}

#[test]
fn help_for_a_row_that_heads_others_keeps_their_feature() {
    let text = "| Feature | Scope |\n|---|---|\n| Pins | `pins:read` |\n| Boards | |\n| | `boards:read` |\n";
    let rows = ["delegated pins:read of Pins", "delegated boards:read of Boards"];
    check(text, &rows, &["4 read/empty-scope"]);
    assert!(help(text, "read/empty-scope").contains("write its feature into the first of them"));
    check(&text.replace("| Boards | |\n| |", "| Boards |"), &rows, &[]);
}
