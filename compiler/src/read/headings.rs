//! What the headings above a table say: its feature, its kind, whether it is optional.

use super::blocks::{Blocks, Heading, Table};
use super::header::is_qualifier;
use super::vocabulary::{self, Words, fold, holds};
use crate::model::Kind;

/// Words that name no feature beside the word permission, scope, role or access.
const EMPTY: [&str; 17] = [
    "microsoft",
    "optional",
    "additional",
    "recommended",
    "available",
    "reference",
    "by",
    "of",
    "for",
    "the",
    "and",
    "or",
    "name",
    "names",
    "list",
    "service",
    "feature",
];

/// The nearest heading of level 2 or deeper that says something, without a number before it.
pub(crate) fn feature(table: &Table, blocks: &Blocks, words: &Words) -> Option<(String, usize)> {
    let headings = table.headings.iter().map(|&heading| &blocks.headings[heading]);
    let mut telling = headings.filter(|heading| heading.level > 1 && !says_nothing(&heading.text, words));
    telling.next().map(|Heading { text, offset, .. }| (without_number(text).to_owned(), *offset))
}

/// Whether a heading is a kind, or about permissions in general.
fn says_nothing(text: &str, words: &Words) -> bool {
    let text = without_number(text);
    if text.is_empty() || words.kinds(text).is_some() || words.declared_kinds_in(text).next().is_some() {
        return true;
    }
    let lower = fold(text);
    let all: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.contains(char::is_alphabetic))
        .collect();
    let is_about =
        |word: &str| ["permission", "permissions", "scope", "scopes", "role", "roles", "access"].contains(&word);
    let is_empty = |word: &str| {
        let qualifies = is_qualifier(word) && word != "user" && word != "bot";
        is_about(word)
            || qualifies
            || EMPTY.contains(&word)
            || ["services", "features", "category", "categories", "app-only", "delegate"].contains(&word)
    };
    all.iter().any(|word| is_about(word)) && all.iter().all(|word| is_empty(word))
}

/// A heading without the number of its section or step.
fn without_number(text: &str) -> &str {
    let rest = text.strip_prefix("Step ").or_else(|| text.strip_prefix("step ")).unwrap_or(text);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = &rest[..rest.len() - after.len()];
    let ends = after.is_empty() || after.starts_with([' ', ':', ')', '-']);
    if number.starts_with(|c: char| c.is_ascii_digit()) && ends {
        after.trim_start_matches([' ', ':', ')', '-', '–', '—'])
    } else {
        text
    }
}

/// The kind that a heading names, or both.
pub(crate) fn kinds(text: &str, words: &Words) -> Option<&'static [Kind]> {
    let lower = fold(text);
    let mut all = lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).peekable();
    let (mut delegated, mut application) = (false, false);
    while let Some(word) = all.next() {
        delegated |= word == "delegated";
        application |= word == "app-only";
        if word == "app" {
            application |= all.peek().is_some_and(|next| matches!(*next, "role" | "roles"));
        }
        if word == "application" {
            let next = all.clone().find(|next| !is_qualifier(next));
            let about = ["permission", "permissions", "role", "roles", "scope", "scopes", "access"];
            application |= next.is_some_and(|next| about.contains(&next));
        }
    }
    for declared in words.declared_kinds_in(text) {
        delegated |= declared.contains(&Kind::Delegated);
        application |= declared.contains(&Kind::Application);
    }
    match (delegated, application) {
        (true, true) => Some(vocabulary::BOTH),
        (true, false) => Some(vocabulary::DELEGATED),
        (false, true) => Some(vocabulary::APPLICATION),
        (false, false) => None,
    }
}

/// Whether the nearest heading that says optional or required says optional; one that says both says neither.
pub(crate) fn is_optional(table: &Table, blocks: &Blocks) -> bool {
    table.headings.iter().find_map(|heading| says_optional(&blocks.headings[*heading].text)).unwrap_or(false)
}

fn says_optional(text: &str) -> Option<bool> {
    let text = fold(text);
    let required = holds(&text.replace("not required", ""), "required") || holds(&text, "not optional");
    let optional = holds(&text.replace("not optional", ""), "optional") || holds(&text, "not required");
    (optional != required).then_some(optional)
}

#[cfg(test)]
mod tests {
    use super::{kinds, says_nothing, says_optional, without_number};
    use crate::model::Kind;
    use crate::read::vocabulary::Words;

    #[test]
    fn a_heading_about_permissions_in_general_says_nothing() {
        let words = Words::default();
        for text in [
            "Permissions",
            "Required scopes",
            "1.1 Application permissions",
            "Delegated",
            "List of Microsoft Graph permissions",
            "Step 2",
            "OAuth 2.0 scopes (required)",
        ] {
            assert!(says_nothing(text, &words), "{text}");
        }
        for text in ["Users", "Bot scopes", "User permissions", "Permissions of the calendar", "2 Calendars"] {
            assert!(!says_nothing(text, &words), "{text}");
        }
        assert_eq!(without_number("3.2) Mail"), "Mail");
        assert_eq!(without_number("365 days"), "days");
        assert_eq!(without_number("2fa"), "2fa");
    }

    #[test]
    fn a_heading_that_says_both_optional_and_required_says_neither() {
        for (text, optional) in [
            ("Optional scopes", Some(true)),
            ("Not required", Some(true)),
            ("Required scopes", Some(false)),
            ("Not optional", Some(false)),
            ("Required and optional scopes", None),
            ("Scopes", None),
        ] {
            assert_eq!(says_optional(text), optional, "{text}");
        }
    }

    #[test]
    fn a_heading_names_a_kind_only_before_permissions() {
        let of = |text| kinds(text, &Words::default());
        assert_eq!(of("Application API permissions"), Some(&[Kind::Application][..]));
        assert_eq!(of("App roles"), Some(&[Kind::Application][..]));
        assert_eq!(of("Application set-up"), None);
        assert_eq!(of("Delegated and application permissions").map(<[Kind]>::len), Some(2));
    }
}
