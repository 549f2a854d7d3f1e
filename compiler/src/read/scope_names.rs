//! What the names of permissions look like.

/// Whether a text has the form of a Microsoft Graph permission: words with dots between them, each with a capital.
pub(crate) fn looks_like_graph(text: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    text.contains('.') && text.split('.').all(is_word)
}

/// Whether a text has a divider that plain words have not, and something to divide.
pub(crate) fn has_divider(text: &str) -> bool {
    text.contains(['.', ':', '/', '_', '-']) && text.contains(|c: char| c.is_ascii_alphanumeric())
}

/// Whether a text says that there is no permission.
pub(crate) fn is_placeholder(text: &str) -> bool {
    ["-", "--", "–", "—", "none", "n/a", "na"].iter().any(|known| text.eq_ignore_ascii_case(known))
}

/// Whether a scope token may hold a character (RFC 6749, section 3.3).
pub(crate) fn is_scope_char(c: char) -> bool {
    matches!(c, '\x21' | '\x23'..='\x5b' | '\x5d'..='\x7e')
}

#[cfg(test)]
mod tests {
    use super::looks_like_graph;

    #[test]
    fn names_of_graph_are_words_with_capitals_between_dots() {
        for text in ["Mail.Read", "User.Read.All", "Sites.Read-Write_2.A"] {
            assert!(looks_like_graph(text), "{text}");
        }
        for text in ["", "Mail", "mail.read", "Mail.", ".Mail", "Mail..Read", "Mail.read", "Mail.Réad", "2A.B"] {
            assert!(!looks_like_graph(text), "{text}");
        }
    }
}
