//! Paths: how they are shown, and which are those of Markdown files.

use std::path::{Component, Path, PathBuf};

/// A path as it is shown: relative to `base`, with `/`, without `.` steps.
#[must_use]
pub fn shown(base: &Path, path: &Path) -> String {
    let (from, to) = (normal(base), normal(&base.join(path)));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut steps = vec!["..".to_owned(); from.len() - common];
    steps.extend_from_slice(&to[common..]);
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}

/// The steps of a path, with `.` and `..` resolved as far as possible without the file system.
fn normal(path: &Path) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if steps.last().is_some_and(|last| last != ".." && last != "/") => _ = steps.pop(),
            Component::RootDir => steps.push("/".to_owned()),
            other => steps.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    steps
}

/// The file of this name beside documents: a folder, or one document.
#[must_use]
pub fn beside(base: &Path, documents: &Path, file: &str) -> PathBuf {
    if documents.file_name().is_some() {
        return documents.with_file_name(file);
    }
    // `.` and `..` get a name only when they are resolved.
    let folder = base.join(documents).canonicalize();
    folder.map_or_else(|_| documents.join("..").join(file), |folder| folder.with_file_name(file))
}

/// Whether the file's extension says that it is Markdown.
#[must_use]
pub fn is_markdown(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown") || is_mdx(path)
}

/// Whether the file's extension says that it is MDX.
pub(crate) fn is_mdx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("mdx"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shown;

    #[test]
    fn paths_are_shown_relative_to_the_base() {
        for (path, expected) in [
            ("docs/a.md", "docs/a.md"),
            ("./docs//a.md", "docs/a.md"),
            ("/home/me/docs/a.md", "docs/a.md"),
            ("../other/a.md", "../other/a.md"),
            ("/home/other/a.md", "../other/a.md"),
            ("docs/../a.md", "a.md"),
            (".", "."),
        ] {
            assert_eq!(shown(Path::new("/home/me"), Path::new(path)), expected);
        }
    }
}
