//! The words of cells and directives that have a meaning: kinds, yes and no.

use crate::model::Kind;

/// How many known words a message names.
const MOST_SHOWN: usize = 12;

/// The kind that a word names.
pub(crate) fn kind(word: &str) -> Option<Kind> {
    match word.trim().to_lowercase().as_str() {
        "delegated" => Some(Kind::Delegated),
        "application" | "app-only" | "app only" | "app role" => Some(Kind::Application),
        _ => None,
    }
}

/// Yes or no, in the words and signs that tables use.
pub(crate) fn yes(word: &str) -> Option<bool> {
    // U+FE0E and U+FE0F choose between the text and the emoji form of a sign.
    match word.trim_end_matches(['\u{fe0e}', '\u{fe0f}']).trim().to_lowercase().as_str() {
        "y" | "yes" | "true" | "✓" | "✔" | "✅" | "☑" => Some(true),
        "n" | "no" | "false" | "✗" | "✘" | "❌" | "☐" => Some(false),
        _ => None,
    }
}

/// The known word nearest to this one, and all of them, if they are not too many to read.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let shown: Vec<String> = known.iter().take(MOST_SHOWN).map(|word| format!("`{word}`")).collect();
    let more = if known.len() > MOST_SHOWN { format!(" and {} more", known.len() - MOST_SHOWN) } else { String::new() };
    let all = format!("known words are {}{more}", shown.join(", "));
    match scopemark_core::nearest(word, known.iter().copied()) {
        Some(nearest) => format!("did you mean `{nearest}`? {all}"),
        None => all,
    }
}
