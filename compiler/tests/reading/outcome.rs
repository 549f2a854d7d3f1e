//! What comes out of a document, in a form that a test can show.

use scopemark_compiler::Level;
use scopemark_compiler::model::Permission;
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
    let row_of = |row: &Permission| {
        let feature = row.feature.map_or("(always)", |index| reading.document.features[index].text.as_str());
        let mut parts = vec![format!("{} {}", row.kind.as_str(), row.scope)];
        if feature != "page" {
            parts[0] = format!("{} of {feature}", parts[0]);
        }
        parts.extend(row.optional.then(|| "optional".to_owned()));
        parts.extend(row.requires.iter().map(|condition| format!("for {condition}")));
        parts.extend(row.excludes.iter().map(|condition| format!("not for {condition}")));
        parts.join(", ")
    };
    reading.document.permissions.iter().map(row_of).collect()
}

/// The errors and warnings, each as its line and rule.
fn findings_of(reading: &Reading) -> Vec<String> {
    let loud = reading.findings.iter().filter(|finding| finding.level() != Level::Note);
    loud.map(|finding| format!("{} {}", finding.position.line, finding.rule.id)).collect()
}
