//! The markers of merge conflicts.

/// What git writes around the sides of a conflict.
const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The marker that a line is, by its place in [`MARKERS`].
pub(super) fn marker(line: &str) -> Option<usize> {
    MARKERS.iter().position(|marker| {
        line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || rest == "\r")
    })
}
