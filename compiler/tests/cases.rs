//! Small documents and what a reader understands of each: `cases/*.txt`.
//!
//! A case is a line `=== what holds`, a document, a line `---`, and what must come out: the rows in the order of the document,
//! what holds for all of it, then the errors and warnings. A row is its line, its feature where that is not the document's
//! name, its permission, and what differs from a delegated permission that is always needed. A finding is its level, rule and
//! line.
//!
//! After a line `--- in full`, rows have their column too, and every finding stands as it is shown, notes too. A document whose
//! name ends with `(MDX)` is MDX. `SCOPEMARK_BLESS=1` writes anew what comes out; read the difference before you commit it.

#[path = "support/cases.rs"]
mod case_files;

use std::collections::BTreeSet;
use std::fs;

use case_files::{cases, files};
use scopemark_compiler::model::{Access, Document, Kind, Permission};
use scopemark_compiler::read::{Reading, read_text};
use scopemark_compiler::{Level, rules};

const GRAPH: &str = "https://graph.microsoft.com";

/// A row as a case writes it, at its place.
fn row(document: &Document, row: &Permission, place: &str) -> String {
    let feature = match row.feature.map(|index| document.features[index].text.as_str()) {
        None => " (every feature)".to_owned(),
        Some(name) if name == document.name => String::new(),
        Some(name) => format!(" {name}"),
    };
    let mut parts = vec![format!("{place}{feature}: {}", row.scope)];
    let flags = [
        (row.kind == Kind::Application, "(application)"),
        (row.access == Access::Update, "(update)"),
        (row.optional, "(optional)"),
    ];
    parts.extend(flags.iter().filter(|(is, _)| *is).map(|(_, what)| (*what).to_owned()));
    for clause in &row.clauses {
        let others: Vec<&str> = clause.iter().map(String::as_str).filter(|name| *name != row.scope).collect();
        parts.extend((!others.is_empty()).then(|| format!("or {}", others.join(" or "))));
    }
    parts.extend(row.requires.iter().map(|condition| format!("when {condition}")));
    parts.extend(row.excludes.iter().map(|condition| format!("unless {condition}")));
    parts.extend((row.admin_consent == Some(true)).then(|| "admin".to_owned()));
    parts.extend((!row.resource.is_empty() && row.resource != GRAPH).then(|| format!("at {}", row.resource)));
    parts.join(" ")
}

/// What comes out of a document, as a case writes it.
fn outcome(reading: &Reading, in_full: bool) -> String {
    let document = &reading.document;
    let mut lines = Vec::new();
    for permission in &document.permissions {
        let at = permission.position;
        let place = if in_full { format!("{}:{}", at.line, at.column) } else { at.line.to_string() };
        lines.push(row(document, permission, &place));
    }
    lines.extend(document.covers.iter().map(|cover| format!("{} covers {}", cover.scope, cover.covers)));
    lines.extend(document.separator.map(|letter| format!("divides answers at {letter}")));
    lines.extend(document.request_separator.map(|letter| format!("joins requests by {letter}")));
    lines.extend((!document.beta.is_empty()).then(|| format!("beta: {}", document.beta.join(", "))));
    lines.extend(document.serves.then(|| "is a server's".to_owned()));
    lines.extend(document.formerly.iter().map(|says| format!("{} was {}", says.key, says.value)));
    lines.extend(document.formerly_documents.iter().map(|former| format!("was {former}")));
    for finding in &reading.findings {
        let level = finding.level();
        if in_full {
            lines.push(format!("\n{}: {finding}", level.as_str()));
        } else if level > Level::Note {
            lines.push(format!("{} {} {}", level.as_str(), finding.rule.id, finding.position.line));
        }
    }
    lines.join("\n").trim().to_owned()
}

#[test]
fn every_case_is_read_as_a_reader_understands_it() {
    let bless = std::env::var_os("SCOPEMARK_BLESS").is_some();
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for (path, text) in files() {
        let mut blessed = text.split("\n=== ").next().expect("what the file is for").to_owned();
        for (name, file, document, expected) in cases(&text) {
            assert!(names.insert(name.to_owned()), "two cases are called: {name}");
            let (dashes, expected) = expected.split_once('\n').unwrap_or((expected, ""));
            let in_full = match dashes {
                "---" => false,
                "--- in full" => true,
                _ => panic!("{name}: what is `{dashes}`?"),
            };
            let (got, expected) = (outcome(&read_text(file, document), in_full), expected.trim());
            if got != expected {
                wrong.push(format!("{name}\nexpected:\n{expected}\ngot:\n{got}\n"));
            }
            blessed += format!("\n=== {name}\n{document}{dashes}\n{got}").trim_end();
            blessed += "\n";
        }
        if bless {
            fs::write(path, blessed).expect("a file of cases");
        }
    }
    assert!(names.len() > 150, "{} cases", names.len());
    assert!(bless || wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_one_document_is_fired_by_some_case() {
    let files = files();
    let readings =
        files.iter().flat_map(|(_, text)| cases(text)).map(|(_, file, document, _)| read_text(file, document));
    let mut fired: Vec<&str> = readings.flat_map(|reading| reading.findings).map(|finding| finding.rule.id).collect();
    fired.sort_unstable();
    // Those of the catalogue are fired in `catalogue.rs`. These need bytes that are no text, a folder or a huge file: they are fired in `broken.rs`, `folders.rs` and
    // `examples.rs`.
    let elsewhere = [
        "read/bad-module",
        "read/left-out",
        "read/link-outside",
        "read/module-clash",
        "read/more-errors",
        "read/more-notes",
        "read/more-warnings",
        "read/not-a-file",
        "read/not-utf8",
        "read/nul-byte",
        "read/too-large",
        "read/too-long",
    ];
    let of_documents = rules::ALL.iter().map(|rule| rule.id).filter(|id| !id.starts_with("catalogue/"));
    let silent: Vec<&str> = of_documents.filter(|id| !fired.contains(id) && !elsewhere.contains(id)).collect();
    assert_eq!(silent, [""; 0], "no case fires these");
}

#[test]
fn findings_come_in_source_order_and_point_into_the_document() {
    for (_, text) in files() {
        for (name, file, document, _) in cases(&text) {
            let reading = read_text(file, document);
            let places: Vec<_> = reading.findings.iter().map(|finding| finding.position).collect();
            assert!(places.is_sorted(), "{name}");
            for finding in &reading.findings {
                let line = document.split('\n').nth(finding.position.line as usize - 1);
                let line = line.unwrap_or_else(|| panic!("{finding}: no such line"));
                assert!(finding.position.column as usize <= line.chars().count() + 1, "{finding}: no such column");
                assert!(!finding.help.is_empty(), "{finding}: it does not say what to do");
            }
        }
    }
}
