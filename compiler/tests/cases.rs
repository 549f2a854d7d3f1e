//! Small documents and what a reader understands of each: `cases/*.txt`.
//!
//! A case is a line `=== what holds`, a document, a line `---`, and what must come out: the rows in the order of the document,
//! what holds for all of it, then the errors and warnings. A row is its line, its feature where that is not the document's name, its permission, and what
//! differs from a delegated permission that is always needed. A finding is its level, rule and line.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use scopemark_compiler::Level;
use scopemark_compiler::model::{Access, Document, Kind, Permission};
use scopemark_compiler::read::{Reading, read_text};

const GRAPH: &str = "https://graph.microsoft.com";

/// A row as a case writes it.
fn row(document: &Document, row: &Permission) -> String {
    let feature = match row.feature.map(|index| document.features[index].text.as_str()) {
        None => " (every feature)".to_owned(),
        Some(name) if name == document.name => String::new(),
        Some(name) => format!(" {name}"),
    };
    let mut parts = vec![format!("{}{feature}: {}", row.position.line, row.scope)];
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
fn outcome(reading: &Reading) -> Vec<String> {
    let document = &reading.document;
    let mut lines: Vec<String> = document.permissions.iter().map(|permission| row(document, permission)).collect();
    lines.extend(document.covers.iter().map(|cover| format!("{} covers {}", cover.scope, cover.covers)));
    lines.extend(document.separator.map(|letter| format!("divides answers at {letter}")));
    lines.extend(document.request_separator.map(|letter| format!("joins requests by {letter}")));
    lines.extend((!document.beta.is_empty()).then(|| format!("beta: {}", document.beta.join(", "))));
    lines.extend(document.serves.then(|| "is a server's".to_owned()));
    lines.extend(document.formerly_document.iter().map(|former| format!("was {former}")));
    let loud = reading.findings.iter().filter(|finding| finding.level() > Level::Note);
    lines.extend(loud.map(|it| format!("{} {} {}", it.level().as_str(), it.rule.id, it.position.line)));
    lines
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder of cases").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

#[test]
fn every_case_is_read_as_a_reader_understands_it() {
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for path in files() {
        let text = fs::read_to_string(&path).expect("a file of cases");
        for case in text.split("\n=== ").skip(1) {
            let (name, rest) = case.split_once('\n').expect("a document");
            assert!(names.insert(name.to_owned()), "two cases are called: {name}");
            let (document, expected) = rest.split_once("\n---\n").expect("what comes out");
            let file = if name.ends_with("(MDX)") { "case.mdx" } else { "case.md" };
            let got = outcome(&read_text(file, document));
            let expected: Vec<&str> = expected.lines().filter(|line| !line.is_empty()).collect();
            if got != expected {
                let (expected, got) = (expected.join("\n  "), got.join("\n  "));
                wrong.push(format!("{name}\nexpected:\n  {expected}\ngot:\n  {got}\n"));
            }
        }
    }
    assert!(names.len() > 20, "{} cases", names.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
