//! Rust string literals: one line each, readable, and without a character that cannot be seen.

use crate::finding::is_hidden;

/// Appends the text as a string literal.
pub(super) fn push_str(out: &mut String, text: &str) {
    out.push('"');
    push_escaped(out, text);
    out.push('"');
}

/// The text as the inside of a string literal. `"#`, which could end a raw literal around it, is not in it.
fn push_escaped(out: &mut String, text: &str) {
    // Most texts are taken as they are, and code that runs without optimisation looks at bytes faster than at letters.
    if is_plain(text) && !text.starts_with('#') {
        out.push_str(text);
        return;
    }
    // The quote that begins the literal.
    let mut before = '"';
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if is_hidden(letter) || (before == '"' && letter == '#') => out.extend(letter.escape_unicode()),
            _ => out.push(letter),
        }
        before = letter;
    }
}

/// Whether no letter of the text needs an escape: it is ASCII that can be seen, without quotes and backslashes.
pub(super) fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !PLAIN[bytes[at] as usize] {
            return false;
        }
        at += 1;
    }
    true
}

const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        plain[byte as usize] = byte != b'"' && byte != b'\\';
        byte += 1;
    }
    plain
};

/// What begins and ends a raw literal around lines in which every text is written by [`push_str`].
pub(super) const RAW: (&str, &str) = ("r#\"\n", "\"#");

/// The lines in a raw literal that begins and ends with [`RAW`]; `None` for any other.
pub(super) fn raw(literal: &str) -> Option<&str> {
    literal.strip_prefix(RAW.0)?.strip_suffix(RAW.1)
}

/// The text of a literal that [`push_str`] wrote; `None` for any other.
pub(super) fn value(literal: &str) -> Option<String> {
    unescape(literal.strip_prefix('"')?.strip_suffix('"')?)
}

/// The text between the quotes of a literal that [`push_str`] wrote.
pub(super) fn unescape(inner: &str) -> Option<String> {
    let Some(first) = inner.find('\\') else { return Some(inner.to_owned()) };
    let mut text = inner[..first].to_owned();
    let mut rest = &inner[first..];
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mut letters = escape.chars();
        text.push(match letters.next()? {
            letter @ ('"' | '\\') => letter,
            'n' => '\n',
            't' => '\t',
            'u' => {
                let (digits, after) = letters.as_str().strip_prefix('{')?.split_once('}')?;
                letters = after.chars();
                u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?
            }
            _ => return None,
        });
        rest = letters.as_str();
    }
    text.push_str(rest);
    Some(text)
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
    use super::{string, value};

    #[test]
    fn every_text_survives_the_way_through_its_literal() {
        for text in [
            "",
            "plain",
            "\"quoted\" \\",
            "a\nb\r\tc\0",
            "é 日本 \u{202e}\u{feff}\u{e0001}",
            "'{}'",
            "r#\"x\"#",
            "\"#\"##",
            "# Title",
            "#",
            "\\u{41} \\",
        ] {
            let literal = string(text);
            assert_eq!(syn::parse_str::<syn::LitStr>(&literal).unwrap().value(), text);
            assert_eq!(value(&literal).as_deref(), Some(text));
            assert!(!literal.contains(crate::finding::is_hidden) && !literal.contains("\"#"), "{literal}");
        }
    }

    #[test]
    fn a_literal_that_is_written_otherwise_is_none() {
        for literal in
            ["", "\"", "\"a", "a\"", "'a'", "b\"a\"", "\"\\x41\"", "\"\\u{110000}\"", "\"\\u41\"", "\"\\\"", "1"]
        {
            assert_eq!(value(literal), None, "{literal}");
        }
    }
}
