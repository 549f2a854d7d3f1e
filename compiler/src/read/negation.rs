//! Words that negate what follows: `not optional`, `non-delegated`, `instead of application permissions`.

use super::vocabulary::fold;

/// Words that negate what follows, in the languages of many pages.
const NOT: [&str; 22] = [
    "not",
    "non",
    "no",
    "never",
    "nor",
    "neither",
    "without",
    "except",
    "excluding",
    "instead",
    "rather",
    "isn't",
    "isn’t",
    "aren't",
    "aren’t",
    "nicht",
    "kein",
    "keine",
    "ohne",
    "pas",
    "sans",
    "sin",
];

/// Words that may stand between a negation and what it negates.
const BETWEEN: [&str; 12] =
    ["a", "an", "the", "any", "be", "of", "than", "longer", "really", "strictly", "currently", "just"];

/// The words of a text in lower case. `non-` before a word is a word, and so is `-only` behind a kind.
pub(crate) fn words(text: &str) -> Vec<String> {
    let lower = fold(text);
    let all = lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')));
    let mut words = Vec::new();
    for word in all.map(|word| word.trim_matches('-')).filter(|word| !word.is_empty()) {
        let rest = word.strip_prefix("non-");
        words.extend(rest.map(|_| "non".to_owned()));
        let word = rest.unwrap_or(word);
        let only = word.strip_suffix("-only").filter(|kind| *kind == "delegated" || *kind == "application");
        words.push(only.unwrap_or(word).to_owned());
        words.extend(only.map(|_| "only".to_owned()));
    }
    words
}

/// Whether the last of these words negate what comes after them.
pub(crate) fn ends_negated(before: &[String]) -> bool {
    let between = before.iter().rev().take_while(|word| BETWEEN.contains(&&***word)).count();
    let Some(last) = before.len().checked_sub(between + 1) else { return false };
    let is_than = before.get(last + 1).is_some_and(|word| word == "than");
    NOT.contains(&&*before[last]) || (is_than && before[last] == "other")
}

/// Whether a word belongs to a negation.
pub(crate) fn is_part(word: &str) -> bool {
    NOT.contains(&word) || BETWEEN.contains(&word) || word == "other"
}

/// Whether a text says optional, and does not negate it.
pub(crate) fn says_optional(text: &str) -> bool {
    need(text).any(|(word, is_negated)| word == Need::Optional && !is_negated)
}

/// Whether a text says that something is optional, where it says either that or that it is required.
pub(crate) fn optional_or_required(text: &str) -> Option<bool> {
    let (mut optional, mut required) = (false, false);
    for (word, is_negated) in need(text) {
        if (word == Need::Optional) == is_negated { required = true } else { optional = true }
    }
    (optional != required).then_some(optional)
}

#[derive(PartialEq)]
enum Need {
    Optional,
    Required,
}

/// The words of a text that say whether something is needed, and whether each is negated.
fn need(text: &str) -> impl Iterator<Item = (Need, bool)> {
    let words = words(text);
    (0..words.len()).filter_map(move |n| {
        let need = match &*words[n] {
            "optional" => Need::Optional,
            "required" | "mandatory" => Need::Required,
            _ => return None,
        };
        Some((need, ends_negated(&words[..n])))
    })
}

#[cfg(test)]
mod tests {
    use super::{ends_negated, optional_or_required, says_optional, words};

    #[test]
    fn a_negation_stands_before_its_word_with_few_between() {
        for before in ["not", "Non-", "instead of", "no longer", "other than the", "never really", "are not an"] {
            assert!(ends_negated(&words(before)) || before == "Non-", "{before}");
        }
        assert_eq!(words("Non-optional, app-only"), ["non", "optional", "app-only"]);
        assert_eq!(words("Application-only"), ["application", "only"]);
        for before in ["", "not required", "other", "of", "and"] {
            assert!(!ends_negated(&words(before)), "{before}");
        }
    }

    #[test]
    fn what_is_not_optional_is_required() {
        for (text, optional) in [
            ("Optional scopes", Some(true)),
            ("Not required", Some(true)),
            ("Not required, optional", Some(true)),
            ("Required scopes", Some(false)),
            ("Not optional", Some(false)),
            ("Non-optional scopes", Some(false)),
            ("Scopes that are never optional", Some(false)),
            ("Required and optional scopes", None),
            ("Scopes", None),
        ] {
            assert_eq!(optional_or_required(text), optional, "{text}");
        }
        assert!(says_optional("Required, or optional") && !says_optional("non optional"));
    }
}
