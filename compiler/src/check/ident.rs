//! From a text to a Rust identifier.

use heck::ToUpperCamelCase;

/// The Rust name that a text had, where no directive gave it another and it could be one.
pub(crate) fn former_ident(text: &str) -> Option<String> {
    Some(camel(text)).filter(|ident| is_identifier(ident))
}

/// The upper camel case of a name, of a URI that of what follows the last `/`.
pub(crate) fn camel(text: &str) -> String {
    let uri = text.as_bytes().contains(&b':') && text.contains("://");
    let last = if uri { text.rsplit('/').next().unwrap_or_default() } else { text };
    upper_camel(last)
}

/// The upper camel case of a text.
pub(crate) fn upper_camel(text: &str) -> String {
    plain_camel(text).unwrap_or_else(|| text.to_upper_camel_case())
}

/// The upper camel case of a text whose words are divided or begin with the only capital before a small letter, as nearly
/// all are: the text without its dividers. Build scripts run unoptimised, and the general way costs more than reading.
fn plain_camel(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut camel = [0; 128];
    if bytes.len() > camel.len() {
        return None;
    }
    let mut length = 0;
    // What stands before: a digit belongs to the letters before it, whichever they are.
    let (mut after_small, mut after_capital) = (false, false);
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'a'..=b'z' => {
                camel[length] = if after_small || after_capital { byte } else { byte - (b'a' - b'A') };
                length += 1;
                (after_small, after_capital) = (true, false);
            }
            b'A'..=b'Z' if !after_capital => {
                camel[length] = byte;
                length += 1;
                (after_small, after_capital) = (false, true);
            }
            b'0'..=b'9' if after_small || after_capital => {
                camel[length] = byte;
                length += 1;
            }
            b'.' | b'_' | b':' | b'-' | b'/' | b' ' => (after_small, after_capital) = (false, false),
            _ => return None,
        }
    }
    core::str::from_utf8(&camel[..length]).ok().map(str::to_owned)
}

/// Whether the text is a Rust identifier that no keyword takes.
pub(crate) fn is_identifier(text: &str) -> bool {
    // No keyword but `Self` begins with a capital, and all names but modules do.
    let bytes = text.as_bytes();
    if !bytes.is_empty() && bytes[0].is_ascii_uppercase() {
        let mut at = 1;
        while at < bytes.len() && matches!(bytes[at], b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') {
            at += 1;
        }
        if at == bytes.len() {
            return text != "Self";
        }
    }
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && letters.all(unicode_ident::is_xid_continue)
        && !KEYWORDS.contains(&text)
}

/// The words that no plain identifier can be, in any edition of Rust
/// (<https://doc.rust-lang.org/reference/keywords.html>).
pub(crate) const KEYWORDS: [&str; 53] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether the identifier has the form of a type or variant.
pub(crate) fn is_upper_camel(ident: &str) -> bool {
    !ident.contains('_') && !ident.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use heck::ToUpperCamelCase as _;

    use super::{KEYWORDS, camel, is_identifier, plain_camel};

    #[test]
    fn a_name_is_the_upper_camel_case_of_its_text() {
        for (text, ident) in [
            ("Calendars.Read.Shared", "CalendarsReadShared"),
            ("offline_access", "OfflineAccess"),
            ("Group Calendar", "GroupCalendar"),
            ("read:jira-work", "ReadJiraWork"),
            ("$(id)", "Id"),
            ("https://www.googleapis.com/auth/calendar.readonly", "CalendarReadonly"),
            ("api://5f1c/Files.Read", "FilesRead"),
            ("admin/repo", "AdminRepo"),
        ] {
            assert_eq!(camel(text), ident);
        }
    }

    #[test]
    fn the_short_ways_agree_with_the_libraries() {
        let pieces = [
            "a", "A", "Ab", "ab", "AB", "aB", "1", "1a", "1A", "a1", "A1", ".", "_", "-", ":", "/", " ", "Self", "é",
            "*",
        ];
        for one in pieces {
            for two in pieces {
                for three in pieces {
                    let text = format!("{one}{two}{three}");
                    if let Some(camel) = plain_camel(&text) {
                        assert_eq!(camel, text.to_upper_camel_case(), "{text}");
                    }
                    assert_eq!(is_identifier(&text), parses(&text), "{text}");
                }
            }
        }
    }

    /// Whether a parser of Rust takes the text for an identifier; the comparison refuses what it skips: white space and
    /// comments.
    fn parses(text: &str) -> bool {
        syn::parse_str::<syn::Ident>(text).is_ok_and(|ident| ident == text)
    }

    #[test]
    fn keywords_and_letters_are_those_of_a_parser_of_rust() {
        for word in KEYWORDS {
            // The parser is of an older edition.
            assert_eq!(parses(word), word == "gen", "{word}");
            assert!(!is_identifier(word), "{word}");
        }
        for letter in ('\0'..='\u{2fff}').chain('\u{1d400}'..='\u{1d7ff}') {
            for text in [letter.to_string(), format!("a{letter}"), format!("{letter}1")] {
                assert_eq!(is_identifier(&text), parses(&text), "{text:?}");
            }
        }
    }
}
