//! From a text to a Rust identifier.

use heck::ToUpperCamelCase;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The Rust name that a former text had, if it had one without a directive.
#[must_use]
pub fn former_ident(text: &str) -> Option<String> {
    Some(camel(text)).filter(|ident| is_identifier(ident))
}

/// The upper camel case of a text; of a URL, without its scheme, and without the part that Google's scopes share.
pub(crate) fn camel(text: &str) -> String {
    let bare = text.strip_prefix("https://www.googleapis.com/auth/").unwrap_or(text);
    let is_scheme = |scheme: &str| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte));
    let bare = bare.split_once("://").filter(|(scheme, _)| is_scheme(scheme)).map_or(bare, |(_, rest)| rest);
    // A combining mark is no word boundary.
    let letters: String = bare.nfc().filter(|letter| !is_combining_mark(*letter)).collect();
    letters.to_upper_camel_case()
}

/// Whether the text is a Rust identifier and not a keyword.
pub(crate) fn is_identifier(text: &str) -> bool {
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
    use super::{KEYWORDS, camel, is_identifier};

    #[test]
    fn a_name_is_the_upper_camel_case_of_its_text() {
        for (text, ident) in [
            ("Calendars.Read.Shared", "CalendarsReadShared"),
            ("offline_access", "OfflineAccess"),
            ("Group Calendar", "GroupCalendar"),
            ("read:jira-work", "ReadJiraWork"),
            ("$(id)", "Id"),
            ("https://www.googleapis.com/auth/calendar.readonly", "CalendarReadonly"),
            ("api://app/Files.Read", "AppFilesRead"),
            ("https://mail.google.com/", "MailGoogleCom"),
            ("admin/repo", "AdminRepo"),
        ] {
            assert_eq!(camel(text), ident);
        }
    }

    /// Whether a parser of Rust reads the text as an identifier. The comparison excludes what the parser skips: white space
    /// and comments.
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
