//! The files of cases, taken apart: `cases/*.txt`, whose form `cases.rs` describes.

use std::fs;
use std::path::{Path, PathBuf};

/// Each file of cases and its text.
pub(crate) fn files() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).expect("the folder of cases");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let read = |path: PathBuf| (path.clone(), fs::read_to_string(path).expect("a file of cases"));
    paths.into_iter().map(read).collect()
}

/// The cases of a file: the name of each, the path that its document is read as, the document, and what must come out with
/// the line of dashes before it.
pub(crate) fn cases(text: &str) -> impl Iterator<Item = (&str, &'static str, &str, &str)> {
    heads(text).map(|at| {
        let (head, rest) = text[at..].split_once('\n').expect("a document");
        let rest = &rest[..heads(rest).next().unwrap_or(rest.len())];
        let name = &head["=== ".len()..];
        let path = if name.ends_with("(MDX)") { "case.mdx" } else { "case.md" };
        // A document may have such lines too: what comes out has none.
        let dashes = lines(rest).filter(|(_, line)| line.starts_with("---")).last();
        let (dashes, _) = dashes.unwrap_or_else(|| panic!("{name}: nothing comes out"));
        (name, path, &rest[..dashes], &rest[dashes..])
    })
}

/// Where the cases of a file begin. A line of `===` with a title in quotation marks is a tab of a document.
fn heads(text: &str) -> impl Iterator<Item = usize> {
    lines(text).filter(|(_, line)| line.starts_with("=== ") && !line.starts_with("=== \"")).map(|(at, _)| at)
}

/// The lines of a text, each with its place.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |next, line| {
        let at = *next;
        *next += line.len();
        Some((at, line))
    })
}
