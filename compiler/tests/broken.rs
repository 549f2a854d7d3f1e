//! Documents whose bytes are no text, so that no file of cases can hold them: a zero byte, and bytes that are not UTF-8.
//!
//! `broken/NAME.md` is read as `docs-tables/NAME.md`; beside it is the snapshot `broken/NAME.snap` of every finding and row.
//! `INSTA_UPDATE=always` writes the snapshots anew; read the difference before you commit it.

use std::fmt::Write as _;
use std::fs;

use scopemark_compiler::read::{Reading, read_bytes};

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
fn a_document_of_bytes_that_are_no_text_gives_its_findings_in_full() {
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
            let bytes = fs::read(path).expect("a document");
            let reading = read_bytes(&format!("docs-tables/{name}.md"), &bytes);
            settings.bind(|| insta::assert_snapshot!(name.as_ref(), report(&reading)));
        });
    });
}
