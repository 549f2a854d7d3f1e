//! The words of cells, headers and directives that have a meaning: kinds, yes and no, and a document's own.

use std::collections::{BTreeMap, BTreeSet};

use super::scope_names::is_scope_char;
use super::text::collapse;
use crate::model::Kind;

/// How many known words a message names.
const MOST_SHOWN: usize = 12;

/// The kinds that words name.
pub(crate) const DELEGATED: &[Kind] = &[Kind::Delegated];
pub(crate) const APPLICATION: &[Kind] = &[Kind::Application];
pub(crate) const BOTH: &[Kind] = &[Kind::Delegated, Kind::Application];

/// The words that directives give a meaning, in lower case.
#[derive(Clone, Default)]
pub(crate) struct Words {
    pub(crate) kinds: BTreeMap<String, &'static [Kind]>,
    pub(crate) yes: BTreeSet<String>,
    pub(crate) no: BTreeSet<String>,
    pub(crate) none: BTreeSet<String>,
    /// Words for resources, and what they mean.
    pub(crate) resources: BTreeMap<String, ResourceWords>,
}

/// What a directive says of words for a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResourceWords {
    pub(crate) uri: String,
    /// The words as they are written, and where.
    pub(crate) written: String,
    pub(crate) at: usize,
}

impl Words {
    /// These words, and those of the document where they say nothing.
    pub(crate) fn over(&self, document: &Self) -> Self {
        let mut words = document.clone();
        words.kinds.extend(self.kinds.iter().map(|(words, kinds)| (words.clone(), *kinds)));
        words.yes.extend(self.yes.iter().cloned());
        words.no.extend(self.no.iter().cloned());
        words.none.extend(self.none.iter().cloned());
        words.resources.extend(self.resources.iter().map(|(words, said)| (words.clone(), said.clone())));
        words
    }

    /// How many words have a meaning.
    pub(crate) fn count(&self) -> usize {
        self.kinds.len() + self.yes.len() + self.no.len() + self.none.len() + self.resources.len()
    }

    /// The kinds that a cell names: one, or both, with dividers or connectives between them.
    pub(crate) fn kinds(&self, text: &str) -> Option<&'static [Kind]> {
        let whole = fold(text);
        if let Some(kinds) = self.one_kind(&whole) {
            return Some(kinds);
        }
        let text = fold(&bare(text));
        let divided = text.split(|c: char| c.is_whitespace() || ",/;+&|、".contains(c));
        let words: Vec<&str> = divided.filter(|word| !["", "and", "or"].contains(word)).collect();
        let (mut found, mut at): (Option<&'static [Kind]>, usize) = (None, 0);
        while at < words.len() {
            // The longest known words first: `app role` before `app`.
            let most = MOST_WORDS.min(words.len() - at);
            let known = |count: usize| Some((count, self.one_kind(&words[at..at + count].join(" "))?));
            let (count, kinds) = (1..=most).rev().find_map(known)?;
            found = Some(found.map_or(kinds, |before| if before == kinds { kinds } else { BOTH }));
            at += count;
        }
        found
    }

    fn one_kind(&self, text: &str) -> Option<&'static [Kind]> {
        self.kinds.get(text).copied().or_else(|| kind(text))
    }

    /// The kinds whose declared words a text holds.
    pub(crate) fn declared_kinds_in(&self, text: &str) -> impl Iterator<Item = &'static [Kind]> {
        let text = fold(text);
        self.kinds.iter().filter(move |(words, _)| holds(&text, words)).map(|(_, kinds)| *kinds)
    }

    /// Whether a text holds words of both kinds, with others beside them.
    pub(crate) fn hold_both_kinds(&self, text: &str) -> bool {
        let lower = fold(text);
        let built_in = ["delegated", "application", "app-only"].into_iter().filter(|word| holds(&lower, word));
        let mut found = self.declared_kinds_in(text).chain(built_in.filter_map(kind)).flatten();
        let first = found.next();
        first.is_some_and(|first| found.any(|other| other != first))
    }

    /// Yes or no, in the words and signs that tables use. `among_ticks` says that the column has a tick, so that an `x` is no.
    pub(crate) fn yes_or_no(&self, text: &str, among_ticks: bool) -> Option<bool> {
        let said = |text: &str| {
            let text = text.trim_end_matches(['\u{fe0e}', '\u{fe0f}']).trim();
            let own = if self.yes.contains(text) { Some(true) } else { self.no.contains(text).then_some(false) };
            own.or_else(|| if text == "x" { Some(!among_ticks) } else { yes(text) })
        };
        said(&fold(text)).or_else(|| said(&fold(&bare(text))))
    }

    /// Whether a cell says that there is no permission.
    pub(crate) fn is_none(&self, text: &str) -> bool {
        let inside = text.trim().strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
        [text, &*bare(inside.unwrap_or(text))].iter().any(|text| {
            let text = fold(text);
            let text = text.trim_end_matches(['.', '。']).trim();
            NONE.contains(&text) || self.none.contains(text)
        })
    }

    /// The URI of a resource's words.
    pub(crate) fn resource(&self, text: &str) -> Option<String> {
        self.resource_of(text).or_else(|| self.resource_of(&bare(text)))
    }

    fn resource_of(&self, text: &str) -> Option<String> {
        let word = fold(text).replace('.', " ");
        let word = if self.resources.contains_key(&fold(text)) { fold(text) } else { word };
        self.resources.get(&word).map(|said| said.uri.clone()).or_else(|| match word.as_str() {
            "microsoft graph" | "graph" | "ms graph" | "microsoft graph api" => Some(crate::GRAPH.to_owned()),
            // It may become a part of names.
            _ if text.contains("://") && text.chars().all(is_scope_char) => Some(text.to_owned()),
            _ => None,
        })
    }
}

/// What says in every document that there is no permission.
const NONE: [&str; 14] = [
    "not supported",
    "not available",
    "not applicable",
    "no scope",
    "no scopes",
    "no scope required",
    "no scopes required",
    "none",
    "none required",
    "n/a",
    "-",
    "–",
    "—",
    "--",
];

/// A text in the form in which words are compared: lower case, white space as one space.
pub(crate) fn fold(text: &str) -> String {
    collapse(text).to_lowercase()
}

/// Whether a text holds words, between characters that are no letters or digits.
pub(crate) fn holds(text: &str, words: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !words.is_empty()
        && text.match_indices(words).any(|(at, found)| {
            !is_word(text[..at].chars().next_back()) && !is_word(text[at + found.len()..].chars().next())
        })
}

/// The words of a cell: without what stands in parentheses, the marks behind them and an emoji before them.
pub(crate) fn bare(text: &str) -> String {
    let text = without_parentheses(text);
    let text = text.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰']).trim_end();
    let is_emoji = |word: &str| {
        let code = word.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
        code.is_some_and(|code| !code.is_empty()) || (!word.is_ascii() && !word.chars().any(char::is_alphanumeric))
    };
    text.split_once(' ').filter(|(first, _)| is_emoji(first)).map_or(text, |(_, rest)| rest).trim().to_owned()
}

/// A text without what stands in parentheses.
pub(crate) fn without_parentheses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '(' | '（' => depth += 1,
            ')' | '）' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    collapse(&out)
}

/// How many words the name of a kind may have, one after another.
const MOST_WORDS: usize = 4;

/// The kinds that a word names in every document.
pub(crate) fn kind(word: &str) -> Option<&'static [Kind]> {
    let word = word.trim().to_lowercase();
    let is_plural = |rest: &&str| rest.ends_with("permission") || *rest == "app role";
    let word = word.strip_suffix('s').filter(is_plural).unwrap_or(&word);
    match word.strip_suffix(" permission").unwrap_or(word) {
        "delegated" | "delegate" | "scope" => Some(DELEGATED),
        "application" | "app-only" | "app only" | "app role" | "role" => Some(APPLICATION),
        "both" => Some(BOTH),
        _ => None,
    }
}

/// Whether words name a kind even where nothing says that the column has kinds: `Role` and `Both` may be other things.
pub(crate) fn is_telling_kind(text: &str) -> bool {
    let is_other = |word: &str| matches!(word, "scope" | "role" | "both" | "and" | "or" | "");
    fold(text).split(|c: char| !(c.is_alphanumeric() || c == '-')).any(|word| !is_other(word))
}

/// The words that mean themselves under Required and Admin consent.
pub(crate) fn needed(word: &str) -> Option<bool> {
    match word {
        "required" | "mandatory" | "not optional" | "non-optional" => Some(true),
        "optional" | "not required" => Some(false),
        _ => None,
    }
}

/// Yes or no, as every document says it in lower case; `None` where a word is neither.
#[must_use]
pub fn yes(word: &str) -> Option<bool> {
    match word {
        "y" | "yes" | "true" | "✓" | "✔" | "✅" | "☑" | ":white_check_mark:" | ":heavy_check_mark:" => {
            Some(true)
        }
        "n" | "no" | "false" | "✗" | "✘" | "❌" | "☐" | ":x:" | "-" | "–" | "—" => Some(false),
        _ => None,
    }
}

/// Whether a text is a tick: among these an `x` is no.
pub(crate) fn is_tick(text: &str) -> bool {
    ["✓", "✔", "✅", "☑", ":white_check_mark:", ":heavy_check_mark:"].iter().any(|tick| text.starts_with(tick))
}

/// The known word nearest to this one, and all of them, if they are not too many to read.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let shown: Vec<String> = known.iter().take(MOST_SHOWN).map(|word| format!("`{word}`")).collect();
    let more = if known.len() > MOST_SHOWN { format!(" and {} more", known.len() - MOST_SHOWN) } else { String::new() };
    let all = format!("known words are {}{more}", shown.join(", "));
    match scopemark_core::nearest(word, known.iter().copied()) {
        Some(nearest) => format!("write `{nearest}` in place of `{word}`; {all}"),
        None => all,
    }
}

#[cfg(test)]
mod tests {
    use super::{APPLICATION, BOTH, DELEGATED, Words, holds, without_parentheses};

    #[test]
    fn a_cell_names_one_kind_or_both() {
        let words = Words { kinds: [("anwendung".to_owned(), APPLICATION)].into(), ..Words::default() };
        for (text, kinds) in [
            ("Delegated", Some(DELEGATED)),
            ("Anwendung", Some(APPLICATION)),
            ("Application, Delegated", Some(BOTH)),
            ("Delegated and App-only", Some(BOTH)),
            ("Delegated/Delegated", Some(DELEGATED)),
            ("Bot", None),
            ("Delegated, Bot", None),
            ("🤖 Application", Some(APPLICATION)),
            ("Delegated Application", Some(BOTH)),
            ("Delegated or app role", Some(BOTH)),
            ("Application permissions (tenant-wide)", Some(APPLICATION)),
            ("Delegated²", Some(DELEGATED)),
        ] {
            assert_eq!(words.kinds(text), kinds, "{text}");
        }
    }

    #[test]
    fn words_are_held_between_other_characters() {
        assert!(holds("the app role of it", "app role") && holds("app role", "app role"));
        assert!(!holds("the app roles", "app role") && !holds("snapp role", "app role"));
        assert_eq!(without_parentheses("a (b (c)) d) e"), "a d) e");
    }
}
