//! Lines of a table that are no rows, and rows that lack cells.

use super::outcome::{check, help};

#[test]
fn text_under_a_table_of_one_column_is_no_row() {
    let text = "| Scope |\n|---|\n| `pins:read` |\nBoth boards\nneed it.\n";
    check(text, &["delegated pins:read"], &["4 read/text-in-table"]);
    check(&text.replace("\nBoth", "\n\nBoth"), &["delegated pins:read"], &[]);
}

#[test]
fn help_for_text_between_rows_keeps_the_rows_together() {
    let text = "| Scope | Why |\n|---|---|\n| `pins:read` | shows |\nAnd also\n| `pins:write` | adds |\n";
    check(text, &["delegated pins:read", "delegated pins:write"], &["4 read/text-in-table"]);
    assert!(help(text, "read/text-in-table").starts_with("move line 4 below the table"));
    let moved = text.replace("And also\n", "") + "\nAnd also\n";
    check(&moved, &["delegated pins:read", "delegated pins:write"], &[]);
}

#[test]
fn a_row_of_dashes_takes_no_row_with_it() {
    let text = "| Feature | Scope |\n|---|---|\n| Pins | `pins:read` |\n| - | - |\n| Boards | `boards:read` |\n";
    let rows = ["delegated pins:read of Pins", "delegated boards:read of Boards"];
    check(text, &rows, &["4 read/table-in-table"]);
    assert_eq!(help(text, "read/table-in-table"), "delete line 4: it is no row");
    check(&text.replace("| - | - |\n", ""), &rows, &[]);
}

#[test]
fn the_header_of_a_second_table_is_no_row() {
    let text = "| Scope | Why |\n|---|---|\n| `pins:read` | x |\n| Scope | Why |\n|---|---|\n| `boards:read` | y |\n";
    let rows = ["delegated pins:read", "delegated boards:read"];
    check(text, &rows, &["5 read/table-in-table"]);
    assert_eq!(help(text, "read/table-in-table"), "put a blank line before line 4");
    check(&text.replace("| x |\n", "| x |\n\n"), &rows, &[]);
}

#[test]
fn a_row_of_one_cell_is_a_row_with_cells_missing() {
    let rows = ["delegated pins:read"];
    check("| Scope | Why |\n|---|---|\n| `pins:read` |\n", &rows, &["3 read/missing-text"]);
    check("| Scope | Notes |\n|---|---|\n| `pins:read` |\n", &rows, &["3 read/ragged-row"]);
}

#[test]
fn a_directive_as_in_mdx_is_an_error_outside_code() {
    let table = "| Scope |\n|---|\n| `pins:read` |\n";
    let rows = ["delegated pins:read"];
    check(&format!("{{/* scopemark: optional */}}\n\n{table}"), &rows, &["1 read/directive-syntax"]);
    check(&format!("```\n{{/* scopemark: optional */}}\n```\n\n{table}"), &rows, &[]);
    check(&format!("Write `{{/* scopemark: optional */}}` in MDX.\n\n{table}"), &rows, &[]);
}

#[test]
fn a_permission_whose_pipe_is_missing_is_in_no_other_column() {
    let text =
        "| Feature | Scope | Why |\n|---|---|---|\n| Pins `pins:read` | shows |\n| Boards | `boards:read` | x |\n";
    check(text, &["delegated boards:read of Boards"], &["3 read/ragged-row"]);
    assert_eq!(help(text, "read/ragged-row"), "write a pipe before column 8, where `pins:read` begins");
    let mended = text.replace("Pins `", "Pins | `");
    check(&mended, &["delegated pins:read of Pins", "delegated boards:read of Boards"], &[]);
}
