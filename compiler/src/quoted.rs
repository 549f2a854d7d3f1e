//! How a finding writes a text that belongs into a directive.

use core::fmt::Write as _;

use crate::finding::is_hidden;

/// A text, or the beginning of a long one: many findings may quote the same.
pub(crate) fn beginning(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The text as a directive has it: a TOML basic string that does not end the HTML comment around it.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            // `-->` would end the comment.
            '>' if out.ends_with("--") => out.push_str("\\u003E"),
            _ if is_hidden(letter) => {
                let _ = match u32::from(letter) {
                    code @ 0..=0xffff => write!(out, "\\u{code:04X}"),
                    code => write!(out, "\\U{code:08X}"),
                };
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quoted_text_never_ends_the_comment_around_it() {
        assert_eq!(quoted("a\"b\\c"), r#""a\"b\\c""#);
        assert_eq!(quoted("-->"), r#""--\u003E""#);
        assert_eq!(quoted("\u{202e}\u{e0001}"), r#""\u202E\U000E0001""#);
    }
}
