//! How many files a rule is in: so many it takes to add one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use scopemark_gate::rules;

/// The Rust files below a folder of the workspace.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// The rules that other files know: of documents as a whole, of what is mended instead of accepted, and what a changelog tells.
/// A rule that is added need not come here.
const KNOWN_ELSEWHERE: [(&str, &[&str]); 10] = [
    ("code/formerly-invalid", &["compare.rs"]),
    ("code/name-removed", &["compare.rs"]),
    ("code/name-reused", &["judgement.rs"]),
    ("consent/ask-grew", &["judgement.rs"]),
    ("document/renamed", &["compare.rs"]),
    ("document/unreadable", &["compare.rs", "judgement.rs"]),
    ("lock/acceptance-invalid", &["verdict.rs"]),
    ("lock/beta-entered", &["judgement.rs"]),
    ("lock/stale", &["verdict.rs"]),
    ("privilege/new-in-document", &["compare.rs"]),
];

#[test]
fn a_rule_is_its_own_file_and_a_line_in_the_list() {
    let files: Vec<(PathBuf, String)> = ["gate/src", "cli/src", "compiler/src"]
        .into_iter()
        .flat_map(sources)
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    assert!(files.len() > 100);
    for rule in rules() {
        let module = rule.id.split('/').nth(1).unwrap().replace('-', "_");
        let own = format!("{module}.rs");
        let path = format!("{module}::");
        let quoted = format!("\"{}\"", rule.id);
        let is_named = |line: &str| {
            line.contains(&quoted)
                || line
                    .match_indices(&path)
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        let mut named = BTreeSet::new();
        for (path, text) in &files {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let mut lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            if path.ends_with("rules/mod.rs") {
                assert_eq!(lines.filter(|line| line.trim() == module).count(), 1, "{}: lines in the list", rule.id);
            } else if !path.ends_with(Path::new("rules").join(&own)) && lines.any(is_named) {
                named.insert(path.file_name().unwrap().to_str().unwrap());
            }
        }
        let known = KNOWN_ELSEWHERE.iter().find(|(id, _)| *id == rule.id).map_or(&[][..], |(_, files)| files);
        assert_eq!(named.into_iter().collect::<Vec<_>>(), known, "{} is known in other files", rule.id);
    }
}
