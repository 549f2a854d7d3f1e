//! Broken documents, each with every finding that it gives: `broken/NAME.md` and beside it the snapshot `broken/NAME.snap`.
//!
//! A document is read as `docs-tables/NAME.md`. `INSTA_UPDATE=always` writes all snapshots anew; read the difference before
//! you commit it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use scopemark_compiler::read::{Reading, read_bytes, read_text};
use scopemark_compiler::{Level, rules};

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let entries = fs::read_dir(folder).expect("the folder of broken documents");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

fn read(path: &Path) -> Reading {
    let shown = format!("docs-tables/{}", path.file_name().expect("a name").to_string_lossy());
    read_bytes(&shown, &fs::read(path).expect("a document"))
}

/// The findings, then the names that could be read all the same.
fn report(reading: &Reading) -> String {
    let mut report = String::new();
    for finding in &reading.findings {
        writeln!(report, "{}: {finding}\n", finding.level().as_str()).expect("a string");
    }
    for row in &reading.document.permissions {
        let feature = row.feature.map_or("(always)", |index| reading.document.features[index].text.as_str());
        let place = row.position;
        let (kind, access) = (row.kind.as_str(), row.access.as_str());
        writeln!(report, "{}:{} {} ({kind}, {access}) of {feature}", place.line, place.column, row.scope)
            .expect("a string");
    }
    report
}

#[test]
fn every_broken_document_gives_its_findings_whole() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("broken");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("broken/*.md", |path| {
            let mut settings = insta::Settings::clone_current();
            // The name of the document is the name of its snapshot, not a suffix to it.
            settings.remove_snapshot_suffix();
            let name = path.file_stem().expect("a name").to_string_lossy();
            settings.bind(|| insta::assert_snapshot!(name.as_ref(), report(&read(path))));
        });
    });
}

#[test]
fn every_rule_of_one_document_is_fired_by_some_broken_document() {
    let mut fired: Vec<&str> =
        documents().iter().flat_map(|path| read(path).findings).map(|finding| finding.rule.id).collect();
    fired.sort_unstable();
    // These need a folder, or a huge file: they are fired in `folders.rs` and `examples.rs`.
    let elsewhere = [
        "read/bad-module",
        "read/left-out",
        "read/link-outside",
        "read/module-clash",
        "read/more-errors",
        "read/more-notes",
        "read/more-warnings",
        "read/not-a-file",
        "read/too-large",
        "read/too-long",
    ];
    let silent: Vec<&str> =
        rules::ALL.iter().map(|rule| rule.id).filter(|id| !fired.contains(id) && !elsewhere.contains(id)).collect();
    assert_eq!(silent, [""; 0], "no document fires these");
}

#[test]
fn findings_come_in_source_order_and_point_into_the_document() {
    for path in documents() {
        let reading = read(&path);
        let bytes = fs::read(&path).expect("a document");
        let text = String::from_utf8_lossy(&bytes);
        let places: Vec<_> = reading.findings.iter().map(|finding| finding.position).collect();
        assert!(places.is_sorted(), "{}", path.display());
        for finding in &reading.findings {
            let line = text.trim_start_matches('\u{feff}').split('\n').nth(finding.position.line as usize - 1);
            let line = line.unwrap_or_else(|| panic!("{finding}: no such line"));
            assert!(finding.position.column as usize <= line.chars().count() + 1, "{finding}: no such column");
            assert!(!finding.help.is_empty(), "{finding}: it does not say what to do");
        }
    }
}

#[test]
fn each_row_that_stands_twice_names_the_first_however_many_there_are() {
    for count in [2, 3, 16, 17, 80] {
        let mut text = "| Permission | Feature | Notes |\n|---|---|---|\n".to_owned();
        for n in 0..count {
            let notes = if n % 2 == 0 { "" } else { "For shared mailboxes" };
            writeln!(text, "| A.B | F{} | {notes} |", n % 3).expect("a string");
        }
        let mut findings = read_text("a.md", &text).findings;
        findings.retain(|finding| finding.level() > Level::Note);
        let said: Vec<&str> = findings.iter().map(|finding| finding.message.rsplit(": ").next().expect("it")).collect();
        // Six rows are different, the seventh is the first again.
        let expected: Vec<String> = (6..count).map(|n| format!("in lines {} and {}", 3 + n % 6, 3 + n)).collect();
        assert_eq!(said, expected, "{count}");
    }
}
