//! Directives, headings and rows in lists, quotations and blocks of HTML.

use super::outcome::check;

#[test]
fn a_directive_above_a_list_governs_no_table_below_the_list() {
    let text = "# Pins\n\n<!-- scopemark: optional -->\n\n- Ask first.\n\n| Scope |\n|---|\n| `pins:read` |\n";
    check(text, &["delegated pins:read"], &["3 read/directive-place"]);
    check(&text.replace("- Ask first.\n\n", ""), &["delegated pins:read, optional"], &[]);
}

#[test]
fn a_heading_in_a_list_or_a_quotation_ends_with_it() {
    let table = "\n\n| Permission |\n|---|\n| Notes.Read |\n| Tasks.Read |\n";
    let delegated = ["delegated Notes.Read", "delegated Tasks.Read"];
    check(&format!("> ## Application permissions\n> They need an administrator.{table}"), &delegated, &[]);
    check(&format!("1. ## Optional\n\n   Read this.{table}"), &delegated, &[]);
    check("> ## Optional\n>\n> | Scope |\n> |---|\n> | `pins:read` |\n", &["delegated pins:read, optional"], &[]);
}

#[test]
fn a_row_indented_beside_its_table_is_code_in_quotations_and_tabs_too() {
    let rows = ["delegated pins:read"];
    let quoted = "> | Scope |\n> |---|\n> | `pins:read` |\n>      | `pins:write` |\n";
    check(quoted, &rows, &["4 read/row-in-code"]);
    let tab = "=== \"Delegated\"\n\n    | Scope |\n    |---|\n    | `pins:read` |\n        | `pins:write` |\n";
    check(tab, &rows, &["6 read/row-in-code"]);
}

#[test]
fn an_html_table_in_a_line_of_text_is_one_finding() {
    let table = "\n\n| Scope |\n|---|\n| `pins:read` |\n";
    let text = format!("Boards <table><tr><td>boards:read</td></tr></table>{table}");
    check(&text, &["delegated pins:read"], &["1 read/html-permission-table"]);
}
