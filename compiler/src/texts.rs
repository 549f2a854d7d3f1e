//! Leaves with the code of `emit` that uses it.

/// A text with one part replaced wherever it occurs.
pub(crate) fn replaced(text: &str, from: &str, to: &str) -> String {
    text.replace(from, to)
}
