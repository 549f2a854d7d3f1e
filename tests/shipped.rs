//! Tests the content of the shipped documents through their generated types.

use std::fs;
use std::path::Path;

use scopemark_integrations::{inloox, intrexx, o365, teams_devices};

/// A row of a document, as plain facts.
struct Fact {
    feature: &'static str,
    access: &'static str,
    kind: &'static str,
    scope: &'static str,
    admin_consent: Option<bool>,
    optional: bool,
    requires: Vec<&'static str>,
    excludes: Vec<&'static str>,
}

macro_rules! facts {
    ($module:ident) => {{
        let mut facts = Vec::new();
        for &feature in $module::Feature::ALL {
            for permission in $module::permissions(feature) {
                let name = permission.name;
                facts.push(Fact {
                    feature: feature.as_str(),
                    access: permission.access.as_str(),
                    kind: name.kind().as_str(),
                    scope: name.as_str(),
                    admin_consent: name.admin_consent(),
                    optional: permission.optional,
                    requires: permission.requires.iter().map(|condition| condition.as_str()).collect(),
                    excludes: permission.excludes.iter().map(|condition| condition.as_str()).collect(),
                });
            }
        }
        facts
    }};
}

/// Each document: its name, what it has to say, what its module says, and how the seed that it was made from begins.
fn documents() -> [(&'static str, &'static str, Vec<Fact>, &'static str); 4] {
    [
        ("o365", include_str!("shipped/o365.txt"), facts!(o365), "000_"),
        ("intrexx", include_str!("shipped/intrexx.txt"), facts!(intrexx), "002_"),
        ("inloox", include_str!("shipped/inloox.txt"), facts!(inloox), "003_"),
        ("teams-devices", include_str!("shipped/teams-devices.txt"), facts!(teams_devices), "004_"),
    ]
}

#[test]
fn every_row_of_every_document_is_there_in_its_order() {
    for (name, expected, facts, _) in documents() {
        let found: Vec<String> = facts.iter().map(in_words).collect();
        let expected: Vec<&str> = expected.lines().collect();
        assert_eq!(found, expected, "{name}");
    }
}

fn in_words(fact: &Fact) -> String {
    let mut words = vec![format!("{}: {} {}", fact.feature, fact.kind, fact.scope)];
    if fact.access == "update" {
        words.push("update".to_owned());
    }
    if fact.optional {
        words.push("optional".to_owned());
    }
    if let Some(admin) = fact.admin_consent {
        words.push(if admin { "admin consent" } else { "user consent" }.to_owned());
    }
    for (word, conditions) in [("if", &fact.requires), ("unless", &fact.excludes)] {
        if !conditions.is_empty() {
            words.push(format!("{word} {}", conditions.join(" ")));
        }
    }
    words.join(", ")
}

#[test]
#[ignore = "compares with a folder beside the repository; .ci/run runs it where that is"]
fn every_document_has_the_facts_of_its_seed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds/facts.tsv");
    let Ok(seeds) = fs::read_to_string(&path) else {
        println!(
            "SKIPPED: the shipped documents are not compared with their seeds: there is no ../shared/seeds/facts.tsv"
        );
        return;
    };
    for (name, _, facts, seed) in documents() {
        let expected: Vec<&str> = seeds
            .lines()
            .filter(|line| line.starts_with(seed))
            .map(|line| line.split_once('\t').expect("columns").1)
            .collect();
        assert!(!expected.is_empty(), "no line of {} begins with {seed}", path.display());
        let found: Vec<String> = facts.iter().map(|fact| as_columns(name, fact)).collect();
        let found: Vec<String> = found.iter().map(|line| line.replace("\tprofile\t", as_the_page_says(name))).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// One page spells a permission as its provider does not; the catalogue found it.
fn as_the_page_says(document: &str) -> &'static str {
    if document == "intrexx" { "\tProfile\t" } else { "\tprofile\t" }
}

/// As the seeds' facts have it, where `-` stands for nothing and for the document's own name.
fn as_columns(document: &str, fact: &Fact) -> String {
    let yes = |yes| if yes { "yes" } else { "no" };
    let list = |conditions: &[&str]| match conditions {
        [] => "-".to_owned(),
        _ => conditions.join(","),
    };
    [
        if fact.feature == document { "-" } else { fact.feature },
        fact.access,
        fact.kind,
        fact.scope,
        fact.admin_consent.map_or("-", yes),
        yes(fact.optional),
        &list(&fact.requires),
        &list(&fact.excludes),
    ]
    .join("\t")
}
