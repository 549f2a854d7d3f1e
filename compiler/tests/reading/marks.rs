//! Marks in cells, the lines that explain them, and words that only sound optional.

use super::outcome::{check, help};

#[test]
fn a_mark_in_any_cell_makes_its_row_optional() {
    let legend = "\n† Optional\n\n[^a]: Optional\n";
    for cells in ["Pins † | `pins:read` | shows", "Pins | `pins:read`† | shows", "Pins | `pins:read` | shows[^a]"] {
        let text =
            format!("| Feature | Scope | Why |\n|---|---|---|\n| {cells} |\n| Boards | `boards:read` | x |\n{legend}");
        check(&text, &["delegated pins:read of Pins, optional", "delegated boards:read of Boards"], &[]);
    }
    let kinds = "| Permission | Type |\n|---|---|\n| Notes.Read | Delegated* |\n\n\\* Optional\n";
    check(kinds, &["delegated Notes.Read, optional"], &[]);
}

#[test]
fn a_mark_that_nothing_explains_is_text_in_a_name_and_an_error_on_a_scope() {
    let table = |cells: &str| format!("| Feature | Scope |\n|---|---|\n| {cells} |\n| Boards | `boards:read` |\n");
    let rows = ["delegated pins:read of Pins†", "delegated boards:read of Boards"];
    check(&table("Pins† | `pins:read`"), &rows, &[]);
    let rows = ["delegated pins:read of Pins", "delegated boards:read of Boards"];
    check(&table("Pins | `pins:read`†"), &rows, &["3 read/optional-without-legend"]);
}

#[test]
fn a_raised_digit_has_one_legend_however_both_are_raised() {
    for mark in ["<sup>1</sup>", "¹", "^1^"] {
        for legend in ["<sup>1</sup> Optional", "¹ Optional", "- ¹ Optional", "1) Optional", "[1] Optional"] {
            let text = format!("| Scope |\n|---|\n| `pins:read`{mark} |\n| `pins:write` |\n\n{legend}\n");
            check(&text, &["delegated pins:read, optional", "delegated pins:write"], &[]);
        }
    }
}

#[test]
fn a_line_that_ends_with_a_digit_is_no_legend() {
    let text = "Changed in version 1\n\n| Scope |\n|---|\n| `pins:read`<sup>1</sup> |\n\n<sup>1</sup> Optional\n";
    check(text, &["delegated pins:read, optional"], &[]);
}

#[test]
fn optional_beside_other_words_in_the_notes_is_said() {
    for note in ["Optional, for boards", "For later (optional)", "❌ Optional³"] {
        let text = format!("| Scope | Notes |\n|---|---|\n| `pins:read` | {note} |\n");
        let found = help(&text, "read/optional-unsaid");
        assert!(found.contains("a sentence of its own"), "{found}");
    }
    check(
        "| Scope | Notes |\n|---|---|\n| `pins:read` | Optional. For boards |\n",
        &["delegated pins:read, optional"],
        &["3 read/unknown-condition"],
    );
}
