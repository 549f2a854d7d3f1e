//! The flat tables of a module.
//!
//! Texts are one literal and numbers another, of bytes: to rustc that is one token, where an array is an expression an element;
//! and a program carries neither pointers nor bytes that are always 0. What cannot be bytes is one array literal in a
//! `static`. That is what rustc takes next best: of fifty thousand elements, a constant behind a reference costs its borrow
//! check the square, and an array that a constant function fills costs the same in evaluation.

use core::fmt::{Display, Write as _};

use scopemark_core::{Names, Numbers, Texts};

use super::literal::{is_plain, push_str};

/// What the types of the tables are called in generated code.
const TYPES: &str = "::scopemark::__format1::";

/// Appends a private table of numbers.
pub(super) fn numbers(out: &mut String, name: &str, numbers: &Numbers<'_>) {
    let _ = write!(out, "\n    static {name}: {TYPES}Numbers<'static> =\n        ");
    push_numbers(out, numbers);
    out.push_str(";\n");
}

/// Appends a private table of texts.
pub(super) fn texts(out: &mut String, name: &str, texts: &Texts<'_>) {
    let _ = write!(out, "\n    static {name}: {TYPES}Texts<'static> = ");
    push_texts(out, texts, "    ");
    out.push_str(";\n");
}

/// Appends a private table of names.
pub(super) fn names(out: &mut String, name: &str, names: &Names<'_>) {
    let _ = write!(out, "\n    static {name}: {TYPES}Names<'static> = {TYPES}Names {{\n        texts: ");
    push_texts(out, &names.texts, "        ");
    let places = &names.places;
    let _ = write!(out, ",\n        places: {TYPES}Places {{\n            pilots: ");
    push_bytes(out, places.pilots);
    for (field, numbers) in [("slots", &places.slots), ("rest_hashes", &places.rest_hashes), ("rest", &places.rest)] {
        let _ = write!(out, ",\n            {field}: ");
        push_numbers(out, numbers);
    }
    out.push_str(",\n        },\n    };\n");
}

/// Appends an array of numbers.
pub(super) fn push_columns(out: &mut String, columns: &[Numbers<'_>]) {
    out.push('[');
    for column in columns {
        out.push_str("\n            ");
        push_numbers(out, column);
        out.push(',');
    }
    out.push_str("\n        ]");
}

/// Appends numbers.
pub(super) fn push_numbers(out: &mut String, numbers: &Numbers<'_>) {
    if numbers.is_empty() {
        let _ = write!(out, "{TYPES}Numbers::NONE");
        return;
    }
    let (width, count, bytes) = numbers.parts();
    let _ = write!(out, "{TYPES}Numbers::new({width}, ");
    push_number(out, &count);
    out.push_str(", ");
    push_bytes(out, bytes);
    out.push(')');
}

/// Appends texts as one literal, each on a line of its own.
pub(super) fn push_texts(out: &mut String, texts: &Texts<'_>, indent: &str) {
    let _ = write!(out, "{TYPES}Texts {{\n{indent}    all: \"");
    let line_end = format!("\\\n{indent}    ");
    let mut between = "";
    for index in 0..texts.len() {
        let text = texts.get(index);
        if !text.is_empty() {
            out.push_str(between);
            between = &line_end;
            push_line(out, text);
        }
    }
    let _ = write!(out, "\",\n{indent}    starts: ");
    push_numbers(out, &texts.starts);
    let _ = write!(out, ",\n{indent}}}");
}

/// Appends a text that begins a line of a literal: white space there would be skipped.
fn push_line(out: &mut String, text: &str) {
    if is_plain(text) && !text.starts_with(' ') {
        out.push_str(text);
        return;
    }
    let start = out.len();
    push_str(out, text);
    out.truncate(out.len() - 1);
    out.remove(start);
    // What else is white space is escaped already.
    if out[start..].starts_with(' ') {
        out.replace_range(start..=start, "\\x20");
    }
}

/// Appends a literal of bytes.
fn push_bytes(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut literal = Vec::with_capacity(4 * bytes.len() + 3);
    literal.extend_from_slice(b"b\"");
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'"' | b'\\' => literal.extend_from_slice(&[b'\\', byte]),
            b' '..=b'~' => literal.push(byte),
            // Before a digit it would look like an octal escape.
            0 if at == bytes.len() || !bytes[at].is_ascii_digit() => literal.extend_from_slice(b"\\0"),
            _ => literal.extend_from_slice(&[b'\\', b'x', DIGITS[(byte >> 4) as usize], DIGITS[(byte & 15) as usize]]),
        }
    }
    literal.push(b'"');
    // All of it is ASCII.
    out.push_str(core::str::from_utf8(&literal).unwrap_or_default());
}

/// Appends numbers as the elements of an array.
pub(super) fn push_all(out: &mut String, numbers: &[impl Display]) {
    for (n, number) in numbers.iter().enumerate() {
        out.push_str(if n > 0 { ", " } else { "" });
        push_number(out, number);
    }
}

/// Appends a number, in groups of three digits where it is long.
pub(super) fn push_number(out: &mut String, number: &impl Display) {
    let start = out.len();
    let _ = write!(out, "{number}");
    let digits = out.len() - start;
    if digits > 4 {
        for place in (1..digits).rev().filter(|place| (digits - place).is_multiple_of(3)) {
            out.insert(start + place, '_');
        }
    }
}

#[cfg(test)]
mod tests {
    use scopemark_core::PackedTexts;

    use super::{push_all, push_bytes, push_texts};

    /// The literal as rustc reads it.
    fn literal<T: syn::parse::Parse>(text: &str) -> T {
        syn::parse_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    #[test]
    fn every_byte_survives_the_way_through_its_literal() {
        let mut bytes: Vec<u8> = (0..=u8::MAX).flat_map(|byte| [0, byte, byte, b'7', 0]).collect();
        bytes.extend(b"\0\08\\n\"");
        let mut out = String::new();
        push_bytes(&mut out, &bytes);
        assert_eq!(literal::<syn::LitByteStr>(&out).value(), bytes);
        assert!(!out.contains("\\00") && !out.contains("\\07"), "{out}");
    }

    #[test]
    fn every_text_survives_the_way_through_the_literal_of_all() {
        let texts =
            ["", "Mail.Read", " of space", "\ttab", "\n", "\\", "\"q\"", "\u{a0}\u{2003}wide", "", "\u{202e}", " "];
        let packed = PackedTexts::of(texts);
        let mut out = String::new();
        push_texts(&mut out, &packed.texts(), "    ");
        let start = out.find('"').unwrap();
        let end = out.find("\",\n        starts").unwrap();
        assert_eq!(literal::<syn::LitStr>(&out[start..=end]).value(), texts.concat());
        assert!(out.contains("Numbers::new(1, 12, "), "{out}");
    }

    #[test]
    fn long_numbers_are_written_in_groups() {
        let mut out = String::new();
        push_all(&mut out, &[0, 999, 1024, 65_536, 100_000, u64::MAX]);
        assert_eq!(out, "0, 999, 1024, 65_536, 100_000, 18_446_744_073_709_551_615");
    }
}
