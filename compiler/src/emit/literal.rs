//! Rust string literals: one line each, readable, and without a character that cannot be seen.

use crate::finding::is_hidden;

/// Appends the text as a string literal.
pub(super) fn push_str(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if is_hidden(letter) => out.extend(letter.escape_unicode()),
            _ => out.push(letter),
        }
    }
    out.push('"');
}

/// Appends the texts as string literals, with commas between them.
pub(super) fn push_list(out: &mut String, texts: &[impl AsRef<str>]) {
    for (n, text) in texts.iter().enumerate() {
        out.push_str(if n > 0 { ", " } else { "" });
        push_str(out, text.as_ref());
    }
}

/// The text as a string literal.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_str(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn every_text_survives_the_way_through_its_literal() {
        for text in
            ["", "plain", "\"quoted\" \\", "a\nb\r\tc\0", "é 日本 \u{202e}\u{feff}\u{e0001}", "'{}'", "r#\"x\"#"]
        {
            let literal = string(text);
            assert_eq!(syn::parse_str::<syn::LitStr>(&literal).unwrap().value(), text);
            assert!(!literal.contains(crate::finding::is_hidden), "{literal}");
        }
    }
}
