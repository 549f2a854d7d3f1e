//! The few operations on texts that many places need. The library has them all, but compiles them again for every type they
//! are used with, in every user's build.

/// Adds an item to a list in words, with what stands between two of them.
pub(crate) fn list(out: &mut String, between: &str, item: &str) {
    if !out.is_empty() {
        out.push_str(between);
    }
    out.push_str(item);
}

/// A text with one part replaced wherever it stands.
pub(crate) fn replaced(text: &str, from: &str, to: &str) -> String {
    text.replace(from, to)
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn items_are_divided_and_the_first_has_nothing_before_it() {
        let mut out = String::new();
        for item in ["a", "b", ""] {
            list(&mut out, ", ", item);
        }
        assert_eq!(out, "a, b, ");
    }
}
