//! Every rule of reading has an example: the document before gives its finding, and the document after is mended.
//!
//! `examples.snap` lists what the documents before give. `INSTA_UPDATE=always` writes it anew; read the difference before
//! you commit it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use scopemark_compiler::catalogue::file::of_documents;
use scopemark_compiler::check::modules::modules;
use scopemark_compiler::read::folder::{Links, read_folder_against};
use scopemark_compiler::read::read_text;
use scopemark_compiler::rules::{self, Example, example};
use scopemark_compiler::{Finding, Level};

/// What an example gives: a document by itself, or a folder that commands make.
fn findings(example: &str) -> Vec<Finding> {
    if !example.starts_with("$ ") {
        return read_text("docs/example.md", example).findings;
    }
    let outside = tempfile::tempdir().expect("a temporary folder");
    let folder = outside.path().join("docs");
    std::fs::create_dir(&folder).expect("a folder");
    for command in example.lines().map(|line| line.strip_prefix("$ ").expect("a command")) {
        let status = Command::new("sh").args(["-c", command]).current_dir(&folder).status();
        assert!(status.expect("a shell").success(), "{command}");
    }
    let catalogue = of_documents(outside.path(), Path::new("docs")).expect("a file that can be read");
    let known = catalogue.as_ref().and_then(|file| file.catalogue.as_ref().ok());
    let read = read_folder_against(known, outside.path(), Path::new("docs"), Links::ToAnyFile).expect("documents");
    let mut all = read.findings;
    all.extend(catalogue.and_then(|file| file.catalogue.err()).into_iter().flatten());
    if all.is_empty() {
        // What only a build finds.
        all.extend(modules(read.readings.iter().map(|reading| &reading.document)).into_iter().filter_map(Result::err));
    }
    all.extend(read.readings.into_iter().flat_map(|reading| reading.findings));
    all
}

/// Whether the commands of an example can run here.
fn can_run(example: &str) -> bool {
    cfg!(unix) || !example.starts_with("$ ")
}

#[test]
fn the_document_before_gives_the_finding_of_its_rule_and_only_notes_beside_it() {
    let mut all = String::new();
    for &rule in rules::ALL {
        let Example { before, .. } = example(rule);
        if !can_run(before) {
            return;
        }
        let findings = findings(before);
        let (found, others): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| finding.rule == rule);
        let [finding] = found.as_slice() else { panic!("{}: the document before gives {findings:#?}", rule.id) };
        // What counts the findings that are not listed is never alone.
        let is_alone = others.iter().all(|other| other.level() == Level::Note);
        assert!(is_alone || finding.unlisted > 0, "{}: {others:#?}", rule.id);
        writeln!(all, "{} {}:{} {}", rule.id, finding.position.line, finding.position.column, finding.message)
            .expect("it");
    }
    insta::with_settings!({ snapshot_path => ".", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("examples", all);
    });
}

#[test]
fn the_document_after_no_longer_gives_the_finding_and_has_no_error_or_warning() {
    for &rule in rules::ALL {
        let Example { after, .. } = example(rule);
        if can_run(after) {
            let mut findings = findings(after);
            findings.retain(|finding| finding.rule == rule || finding.level() > Level::Note);
            assert_eq!(findings, [], "{}", rule.id);
        }
    }
}

#[test]
fn no_example_is_left_of_a_rule_that_is_gone() {
    for family in ["catalogue", "read"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules").join(family);
        let entries = std::fs::read_dir(folder).expect("the pages of the rules");
        for entry in entries {
            let path = entry.expect("a page").path();
            let id = format!("{family}/{}", path.file_stem().expect("a name").to_string_lossy());
            assert!(rules::ALL.iter().any(|rule| rule.id == id), "there is no rule {id}");
        }
    }
}
