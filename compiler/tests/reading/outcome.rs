//! What comes out of a document, in a form that a test can show.

use scopemark_compiler::Level;
use scopemark_compiler::read::{Reading, read_text};

/// Reads a text as `page.md`, and compares its rows and its findings with what is expected.
#[track_caller]
pub(crate) fn check(text: &str, rows: &[&str], findings: &[&str]) {
    check_as("page.md", text, rows, findings);
}

/// Reads a text as a file of this name.
#[track_caller]
pub(crate) fn check_as(name: &str, text: &str, rows: &[&str], findings: &[&str]) {
    let reading = read_text(name, text);
    assert_eq!(rows_of(&reading), rows, "the rows of:\n{text}");
    assert_eq!(findings_of(&reading), findings, "the findings of:\n{text}");
}

/// The help of the only finding of a rule.
pub(crate) fn help(text: &str, rule: &str) -> String {
    let reading = read_text("page.md", text);
    let mut found = reading.findings.into_iter().filter(|finding| finding.rule.id == rule);
    found.next().unwrap_or_else(|| panic!("{rule} in:\n{text}")).help
}

/// Each row as `kind name`, with what is not as usual behind it.
fn rows_of(reading: &Reading) -> Vec<String> {
    let shown = reading.document.permissions.iter().map(|row| {
        let mut shown = format!("{} {}", row.kind.as_str(), row.scope);
        let feature = row.feature.map_or("(always)", |index| reading.document.features[index].text.as_str());
        if feature != "page" {
            shown += &format!(" of {feature}");
        }
        if row.optional {
            shown += ", optional";
        }
        for condition in &row.requires {
            shown += &format!(", for {condition}");
        }
        for condition in &row.excludes {
            shown += &format!(", not for {condition}");
        }
        shown
    });
    shown.collect()
}

/// The errors and warnings, each as its line and rule.
fn findings_of(reading: &Reading) -> Vec<String> {
    let loud = reading.findings.iter().filter(|finding| finding.level() != Level::Note);
    loud.map(|finding| format!("{} {}", finding.position.line, finding.rule.id)).collect()
}
