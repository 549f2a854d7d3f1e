//! Tabs that say the kind of the tables in them.

use super::outcome::{check, check_as};

const TABLE: &str = "\n| Permission |\n|---|\n| Notes.Read.All |\n\n";

#[test]
fn a_tab_of_something_else_leaves_the_kind_to_the_tab_around_it() {
    let inner = format!("<Tabs>\n<Tab title=\"Bash\">\n{TABLE}</Tab>\n</Tabs>\n");
    let text = format!("<Tabs>\n<Tab title=\"Application\">\n\n{inner}\n</Tab>\n</Tabs>\n");
    check(&text, &["application Notes.Read.All"], &[]);
}

#[test]
fn a_tag_may_have_a_line_for_each_attribute() {
    let tag = "<TabItem\n  value=\"a\"\n  label=\"Application\">\n";
    check(&format!("{tag}{TABLE}</TabItem>\n"), &["application Notes.Read.All"], &[]);
    // In MDX no blank line is needed between a tag and a table.
    check_as("page.mdx", &format!("{tag}{}</TabItem>\n", &TABLE[1..]), &["application Notes.Read.All"], &[]);
}

#[test]
fn a_tag_in_a_fence_of_code_is_no_tab() {
    check(&format!("```\n<TabItem value=\"Application\">\n```\n{TABLE}"), &["delegated Notes.Read.All"], &[]);
}

#[test]
fn a_tab_is_read_like_a_cell_which_may_say_both() {
    let both = ["delegated Notes.Read.All", "application Notes.Read.All"];
    for label in ["Both", "Delegated and application"] {
        check(&format!("<TabItem value=\"{label}\">\n{TABLE}</TabItem>\n"), &both, &[]);
    }
    let declared = format!("<!-- scopemark: kind.\"Either\" = \"both\" -->\n\n<Tab title=\"Either\">\n{TABLE}</Tab>\n");
    check(&declared, &both, &[]);
}

#[test]
fn the_block_of_a_tab_may_be_indented_by_a_tab() {
    let text = "=== \"Application\"\n\n\t| Permission |\n\t|---|\n\t| Notes.Read.All |\n";
    check(text, &["application Notes.Read.All"], &[]);
    let nested = "=== \"Application\"\n\n\t=== \"Bash\"\n\n\t\t| Permission |\n\t\t|---|\n\t\t| Notes.Read.All |\n";
    check(nested, &["application Notes.Read.All"], &[]);
}
