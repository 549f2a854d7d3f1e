//! Real documents of real products, read as they came. They are not part of this repository: where the folder `shared`
//! beside it is missing, these tests say so and check nothing.

#[path = "support/shared.rs"]
mod shared;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use scopemark_compiler::Level;
use scopemark_compiler::read::{Reading, read_text};
use shared::shared;

/// The rows in the form of `facts.tsv`, in the order of the document.
fn facts(reading: &Reading) -> String {
    let document = &reading.document;
    let mut facts = String::new();
    for row in &document.permissions {
        let feature = match row.feature.map(|index| document.features[index].text.as_str()) {
            Some(own) if own == document.name => "-",
            Some(feature) => feature,
            None => "*",
        };
        let consent = row.admin_consent.map_or("-", |consent| if consent { "yes" } else { "no" });
        let list = |names: &[String]| if names.is_empty() { "-".to_owned() } else { names.join(",") };
        writeln!(
            facts,
            "{feature}\t{}\t{}\t{}\t{consent}\t{}\t{}\t{}",
            row.access.as_str(),
            row.kind.as_str(),
            row.scope,
            if row.optional { "yes" } else { "no" },
            list(&row.requires),
            list(&row.excludes)
        )
        .expect("a string");
    }
    facts
}

fn expected_facts(seeds: &Path, seed: &str) -> String {
    let all = fs::read_to_string(seeds.join("facts.tsv")).expect("facts.tsv");
    let rows = all.lines().filter_map(|line| line.strip_prefix(seed)).filter_map(|line| line.strip_prefix('\t'));
    rows.fold(String::new(), |facts, row| facts + row + "\n")
}

fn found(reading: &Reading) -> Vec<(&str, u32)> {
    let findings = reading.findings.iter().filter(|finding| finding.level() > Level::Note);
    findings.map(|finding| (finding.rule.id, finding.position.line)).collect()
}

fn read(path: &Path) -> Reading {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read_text(&path.file_name().expect("a name").to_string_lossy(), &text)
}

#[test]
fn the_markdown_seed_gives_exactly_its_facts_as_it_is() {
    let Some(seeds) = shared("seeds") else { return };
    let seed = "001_cc37dc75526c2d96.txt";
    let reading = read(&seeds.join(seed));
    assert_eq!(facts(&reading), expected_facts(&seeds, seed));
    assert_eq!(found(&reading), []);
}

#[test]
fn the_seed_whose_tables_touch_text_heals_as_its_findings_say() {
    let Some(seeds) = shared("seeds") else { return };
    let seed = "004_f74b1b69bb43fa30.txt";
    let reading = read(&seeds.join(seed));
    assert_eq!(found(&reading), [("read/table-not-recognised", 3), ("read/table-not-recognised", 12)]);
    let mut text = fs::read_to_string(seeds.join(seed)).expect("the seed");
    for round in 0.. {
        assert!(round < 4, "the help does not heal:\n{text}");
        let reading = read_text(seed, &text);
        let mut lines: Vec<usize> = reading
            .findings
            .iter()
            .filter_map(|finding| finding.help.strip_prefix("put a blank line before line "))
            .map(|rest| rest.split(',').next().and_then(|line| line.parse().ok()).expect("a line number"))
            .collect();
        if lines.is_empty() {
            break;
        }
        lines.sort_unstable();
        lines.dedup();
        let mut healed: Vec<&str> = text.lines().collect();
        for line in lines.into_iter().rev() {
            healed.insert(line - 1, "");
        }
        text = healed.join("\n") + "\n";
    }
    // There the heading of the second table is plain text.
    let second = text.rfind("API / Permission name").expect("the second table");
    text.insert_str(second, "<!-- scopemark: feature = \"Smart Buildings\" -->\n");
    let reading = read_text(seed, &text);
    assert_eq!(facts(&reading), expected_facts(&seeds, seed));
    let worst: Vec<&str> =
        reading.findings.iter().filter(|f| f.level() > Level::Note).map(|finding| finding.rule.id).collect();
    assert_eq!(worst, ["read/missing-text"], "only the last cell of one row is missing");
}

#[test]
fn every_version_of_the_real_history_is_read_and_its_two_defects_are_named() {
    let Some(history) = shared("history/o365") else { return };
    let mut versions: Vec<PathBuf> =
        fs::read_dir(history).expect("the history").map(|entry| entry.expect("an entry").path()).collect();
    versions.sort();
    assert_eq!(versions.len(), 18);
    // How many rows each version has, counted by hand.
    let rows = [14, 14, 14, 14, 0, 17, 17, 18, 18, 18, 19, 19, 19, 20, 21, 21, 21, 22];
    for ((path, rows), version) in versions.iter().zip(rows).zip(1..) {
        let reading = read(path);
        assert_eq!(reading.document.permissions.len(), rows, "version {version}");
        let expected: &[(&str, u32)] = match version {
            5 => &[("read/table-not-recognised", 22)],
            18 => &[("read/ragged-row", 37)],
            _ => &[],
        };
        assert_eq!(found(&reading), expected, "version {version}");
        let message = reading
            .findings
            .iter()
            .find(|finding| finding.level() > Level::Note)
            .map(|finding| format!("{} {}", finding.message, finding.help));
        let telling: &[&str] = match version {
            5 => &["the header has 6 cells, but its delimiter row has 5"],
            18 => &["`Notes`", "a pipe seems to be missing before column 79", "`Used if you want to monitor"],
            _ => &[],
        };
        for part in telling {
            assert!(message.as_ref().is_some_and(|message| message.contains(part)), "version {version}: {message:?}");
        }
    }
}

/// What the corpus gives, by the number that its files begin with: rows, errors, warnings.
const CORPUS: [(&str, usize, usize, usize); 32] = [
    ("004", 14, 0, 0),
    ("006", 8, 0, 0),
    ("008", 10, 4, 1),
    ("012", 2, 0, 0),
    ("017", 4, 1, 0),
    ("020", 0, 1, 0),
    ("024", 0, 2, 0),
    ("026", 0, 2, 0),
    ("033", 6, 0, 0),
    ("036", 39, 1, 0),
    ("038", 4, 0, 0),
    ("041", 2, 0, 0),
    ("044", 7, 0, 0),
    ("045", 0, 2, 0),
    ("046", 0, 2, 1),
    ("050", 23, 0, 0),
    ("051", 10, 0, 0),
    ("053", 3, 0, 0),
    ("054", 1, 0, 0),
    ("056", 15, 0, 0),
    ("061", 10, 3, 0),
    ("064", 1, 1, 1),
    ("066", 0, 2, 1),
    ("067", 0, 1, 0),
    ("068", 0, 1, 0),
    ("069", 0, 1, 0),
    ("070", 0, 1, 0),
    ("071", 0, 1, 0),
    ("072", 0, 1, 0),
    ("073", 0, 1, 0),
    ("077", 39, 0, 1),
    ("079", 3, 0, 0),
];

#[test]
fn other_vendors_documents_are_read_or_refused_but_never_misread() {
    let Some(corpus) = shared("corpus") else { return };
    let mut paths: Vec<PathBuf> =
        fs::read_dir(corpus).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut read_now = Vec::new();
    for path in &paths {
        let reading = read(path);
        let count = |level| reading.findings.iter().filter(|finding| finding.level() == level).count();
        let name = path.file_name().expect("a name").to_string_lossy();
        read_now.push((
            name[..3].to_owned(),
            reading.document.permissions.len(),
            count(Level::Error),
            count(Level::Warning),
        ));
    }
    let expected: Vec<_> =
        CORPUS.iter().map(|&(name, rows, errors, warnings)| (name.to_owned(), rows, errors, warnings)).collect();
    assert_eq!(read_now, expected);
}
