//! Text from documents in Markdown, so that it is shown and does nothing.

use scopemark_compiler::finding::Visible;

/// A code span that shows the text and nothing else (CommonMark 0.31, section 6.1): its fence is longer than any run of
/// backticks in it. Line ends would end a list item.
pub(crate) fn code(text: &str) -> String {
    let text = Visible(text).to_string();
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || text.trim() != text || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("@team"), "`@team`");
        assert_eq!(code("a `b` ``c``"), "``` a `b` ``c`` ```");
        assert_eq!(code("a\n\n# b"), "`a\\u{a}\\u{a}# b`");
        assert_eq!(code("`"), "`` ` ``");
    }
}
