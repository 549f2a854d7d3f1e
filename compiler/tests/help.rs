//! The help of a finding, followed to the letter, mends it: the finding is gone, and no other error came.
//!
//! `help.snap` lists every way that is followed, and what becomes of the rows. `INSTA_UPDATE=always` writes it anew; read the
//! difference before you commit it.

mod support {
    pub(crate) mod cases;
    pub(crate) mod mend;
    pub(crate) mod shared;
}

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use scopemark_compiler::read::{Reading, read_text};
use scopemark_compiler::rules::{self, example};
use scopemark_compiler::{Finding, Level};

use crate::support::cases::{cases, files};
use crate::support::mend::{Way, ways};
use crate::support::shared::shared;

/// A document that has findings.
struct Case {
    name: String,
    path: String,
    text: String,
}

fn documents(folder: &Path) -> Vec<Case> {
    let entries = fs::read_dir(folder).expect("a folder of documents");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let is_document = |path: &PathBuf| path.extension().is_some_and(|end| end == "md" || end == "mdx");
    let mut cases = Vec::new();
    for path in paths.into_iter().filter(is_document) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        // What is not UTF-8 has no help to follow.
        if let Ok(text) = fs::read_to_string(&path) {
            cases.push(Case { path: format!("docs/{name}"), name, text });
        }
    }
    cases
}

/// The documents of this repository that have findings.
fn own() -> Vec<Case> {
    let examples = rules::ALL.iter().map(|&rule| (rule.id, example(rule).before));
    let examples = examples.filter(|(_, before)| !before.starts_with("$ "));
    let case = |(id, before): (&str, &str)| Case {
        name: id.to_owned(),
        path: "docs/example.md".to_owned(),
        text: before.to_owned(),
    };
    let mut own: Vec<Case> = examples.map(case).collect();
    for (_, text) in files() {
        let case = |(name, path, text, _): (&str, &str, &str, &str)| Case {
            name: name.to_owned(),
            path: path.to_owned(),
            text: text.to_owned(),
        };
        own.extend(cases(&text).map(case));
    }
    own
}

/// What identifies a finding after an edit that moves it.
fn key(finding: &Finding) -> (&str, String, &str) {
    let message = finding.message.chars().filter(|c| !c.is_ascii_digit()).collect();
    (finding.rule.id, message, finding.excerpt.trim())
}

/// How often each error occurs.
fn errors(reading: &Reading) -> BTreeMap<(&str, String), usize> {
    let mut errors = BTreeMap::new();
    for finding in reading.findings.iter().filter(|finding| finding.level() == Level::Error) {
        let (id, message, _) = key(finding);
        *errors.entry((id, message)).or_default() += 1;
    }
    errors
}

/// The rows without their places.
fn rows(reading: &Reading) -> Vec<String> {
    let document = &reading.document;
    let row = |row: &scopemark_compiler::model::Permission| {
        let feature = row.feature.map_or("(always)", |index| document.features[index].text.as_str());
        let mut text = format!("{} ({}, {}) of {feature}", row.scope, row.kind.as_str(), row.access.as_str());
        for (what, names) in [("or", &row.alternatives), ("if", &row.requires), ("unless", &row.excludes)] {
            if !names.is_empty() {
                write!(text, " {what} {}", names.join(", ")).expect("a string");
            }
        }
        text + if row.optional { " optional" } else { "" }
            + row.admin_consent.map_or("", |yes| if yes { " consent" } else { "" })
    };
    document.permissions.iter().map(row).collect()
}

/// What is wrong with a way to mend a finding, if anything.
///
/// A table or a column that is read for the first time may have an error of its own. That is no second error of the help if
/// its own help, followed too, leaves none.
fn fault(case: &Case, before: &Reading, finding: &Finding, way: &Way) -> Result<Reading, String> {
    let mended = way.follow(&case.text);
    let after = read_text(&case.path, &mended);
    let count = |reading: &Reading| reading.findings.iter().filter(|other| key(other) == key(finding)).count();
    let is_mended = |text: &str| {
        let reading = read_text(&case.path, text);
        count(&reading) < count(before) && came(&errors(before), &reading).is_none()
    };
    let wrong = if count(&after) >= count(before) {
        "the finding is still there".to_owned()
    } else if let Some((id, message)) = came(&errors(before), &after) {
        let other = after.findings.iter().find(|other| key(other).0 == id && key(other).1 == message);
        let next: Vec<Way> = other.into_iter().flat_map(|other| ways(other, &mended)).collect();
        let mut mends = next.iter().map(|way| is_mended(&way.follow(&mended)));
        let is_new_table = rows(before).len() < rows(&after).len() || way.is_none();
        // A column that is now of kinds has its own words: whatever they are said to mean, they are known then.
        let is_new_column = id == rules::UNKNOWN_KIND.id && !next.is_empty();
        if (is_new_column && mends.clone().all(|mends| mends)) || (is_new_table && mends.any(|mends| mends)) {
            return Ok(after);
        }
        format!("another error came: {id} {message}")
    } else {
        return Ok(after);
    };
    Err(format!("{} {}\n  {finding}\n  followed: {}\n  {wrong}\n{mended}\n", case.name, case.path, way.shown))
}

/// An error that was not there before.
fn came<'r>(known: &BTreeMap<(&str, String), usize>, after: &'r Reading) -> Option<(&'r str, String)> {
    let came = errors(after).into_iter().find(|(error, count)| known.get(error).is_none_or(|known| known < count));
    came.map(|(error, _)| error)
}

/// The rows that were added and removed.
fn difference(before: &[String], after: &[String]) -> String {
    let mut text = String::new();
    for (sign, these, others) in [('-', before, after), ('+', after, before)] {
        for row in these.iter().filter(|row| !others.contains(row)) {
            writeln!(text, "    {sign} {row}").expect("a string");
        }
    }
    text
}

/// Follows every help of these documents. What is shown of each, and what is wrong.
fn follow(cases: &[Case]) -> (String, Vec<String>) {
    let (mut shown, mut wrong) = (String::new(), Vec::new());
    for case in cases {
        let before = read_text(&case.path, &case.text);
        for finding in &before.findings {
            for way in ways(finding, &case.text) {
                let place = finding.position;
                writeln!(shown, "{} {}:{} {}", finding.rule.id, place.line, place.column, way.shown).expect("a string");
                match fault(case, &before, finding, &way) {
                    Ok(after) if way.is_skip() => assert!(rows(&after).len() <= rows(&before).len()),
                    Ok(after) => shown += &difference(&rows(&before), &rows(&after)),
                    Err(why) => wrong.push(why),
                }
            }
        }
    }
    (shown, wrong)
}

#[test]
fn every_help_that_shows_a_directive_or_an_edit_mends_its_finding() {
    let (shown, wrong) = follow(&own());
    assert!(wrong.is_empty(), "{}\n{} do not", wrong.join("\n"), wrong.len());
    insta::with_settings!({ snapshot_path => ".", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("help", shown);
    });
}

#[test]
fn no_help_shows_a_directive_or_an_edit_in_another_form() {
    for case in own() {
        for finding in read_text(&case.path, &case.text).findings {
            let count = |form: &str| finding.help.matches(form).count();
            let forms = count("<!--") + count("{/*") + count("write `") + count("delete line") + count("put a ");
            let ways = ways(&finding, &case.text).len();
            assert!(ways >= forms.min(1), "{finding}");
            assert!(!finding.help.contains("…\""), "a directive is to be filled in: {finding}");
        }
    }
}

#[test]
#[ignore = "needs the real documents"]
fn every_help_of_real_documents_mends_its_finding() {
    let folders = ["cases/in", "corpus", "history/o365"];
    let cases: Vec<Case> = folders.into_iter().filter_map(shared).flat_map(|folder| documents(&folder)).collect();
    let (shown, wrong) = follow(&cases);
    println!(
        "{} ways followed in {} documents",
        shown.lines().filter(|line| !line.starts_with(' ')).count(),
        cases.len()
    );
    assert!(wrong.is_empty(), "{}\n{} do not", wrong.join("\n"), wrong.len());
}

#[test]
#[ignore = "needs the real documents"]
fn a_help_that_is_followed_leaves_the_rows_that_a_case_states() {
    let Some(folder) = shared("cases") else { return };
    let cases = fs::read_to_string(folder.join("cases.json")).expect("the cases");
    let cases: serde_json::Value = serde_json::from_str(&cases).expect("JSON");
    let mut followed = 0;
    for case in cases.as_array().expect("cases") {
        let file = case["file"].as_str().expect("a file");
        let Some(stated) = case["rows"].as_array() else { continue };
        let word = |row: &serde_json::Value, key: &str| row[key].as_str().expect("a word").to_owned();
        let mut stated: Vec<(String, String)> =
            stated.iter().map(|row| (word(row, "kind"), word(row, "scope"))).collect();
        stated.sort();
        let text = fs::read_to_string(folder.join("in").join(file)).expect("a document");
        for finding in read_text(file, &text).findings {
            for way in ways(&finding, &text).iter().filter(|way| !way.is_skip()) {
                let after = read_text(file, &way.follow(&text)).document;
                let rows = after.permissions.iter().map(|row| (row.kind.as_str().to_owned(), row.scope.clone()));
                let mut rows: Vec<(String, String)> = rows.collect();
                rows.sort();
                assert_eq!(rows, stated, "{file}: {} at {:?}: {}", finding.rule.id, finding.position, way.shown);
                followed += 1;
            }
        }
    }
    println!("{followed} ways followed");
}
