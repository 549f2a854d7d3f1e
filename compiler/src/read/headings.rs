//! What the headings above a table say: its feature, its kind, whether it is optional.

use super::blocks::{Blocks, Heading, Table};
use super::header::is_qualifier;
use super::negation;
use super::vocabulary::{self, Words, fold, holds};
use crate::model::Kind;

/// Words that name no feature beside the word permission, scope, role or access.
const EMPTY: [&str; 18] = [
    "only",
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

/// Words that say no more than whether something is needed.
const NEEDS: [&str; 3] = ["required", "optional", "mandatory"];

/// What a heading says of kinds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Says {
    Nothing,
    /// One kind, or both.
    Kinds(&'static [Kind]),
    /// Only which kind its permissions are not.
    Negated,
}

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
    let all = negation::words(text);
    let all: Vec<&str> = all.iter().map(String::as_str).filter(|word| word.contains(char::is_alphabetic)).collect();
    let kinds = kinds(text, words);
    let negates = kinds == Says::Negated || all.iter().any(|word| NEEDS.contains(word));
    let is_role = |word: Option<&&str>| word.is_some_and(|word| ["role", "roles"].contains(word));
    let is_empty = |(n, word): (usize, &&str)| {
        let qualifies = is_qualifier(word) && *word != "user" && *word != "bot";
        is_about(word)
            || qualifies
            || EMPTY.contains(word)
            || ["services", "features", "category", "categories", "app-only", "delegate"].contains(word)
            || (*word == "app" && is_role(all.get(n + 1)))
            || (negates && negation::is_part(word))
    };
    let is_need = |word: &&str| NEEDS.contains(word) || negation::is_part(word);
    let says_need = all.iter().any(|word| NEEDS.contains(word)) && all.iter().all(is_need);
    let says_kind = kinds != Says::Nothing || all.iter().any(|word| is_about(word));
    says_need || (says_kind && all.iter().enumerate().all(is_empty))
}

fn is_about(word: &str) -> bool {
    ["permission", "permissions", "scope", "scopes", "role", "roles", "access"].contains(&word)
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

/// The kind that a heading names, or both. One that it negates is not named.
pub(crate) fn kinds(text: &str, words: &Words) -> Says {
    let all = negation::words(text);
    let (mut delegated, mut application, mut negated) = (false, false, false);
    let mut add = |kind: &mut bool, before: &[String]| {
        let is_negated = negation::ends_negated(before);
        *kind |= !is_negated;
        negated |= is_negated;
    };
    for (n, word) in all.iter().enumerate() {
        let is_application = match word.as_str() {
            "delegated" => {
                add(&mut delegated, &all[..n]);
                false
            }
            "app-only" => true,
            "app" => all.get(n + 1).is_some_and(|next| matches!(next.as_str(), "role" | "roles")),
            "application" => all[n + 1..]
                .iter()
                .find(|next| !is_qualifier(next) && *next != "only")
                .is_some_and(|next| is_about(next)),
            _ => false,
        };
        if is_application {
            add(&mut application, &all[..n]);
        }
    }
    let lower = fold(text);
    for (own, kinds) in words.kinds.iter().filter(|(own, _)| holds(&lower, own)) {
        let before = lower.find(own.as_str()).map_or(Vec::new(), |at| negation::words(&lower[..at]));
        for kind in *kinds {
            add(if *kind == Kind::Delegated { &mut delegated } else { &mut application }, &before);
        }
    }
    match (delegated, application) {
        (true, true) => Says::Kinds(vocabulary::BOTH),
        (true, false) => Says::Kinds(vocabulary::DELEGATED),
        (false, true) => Says::Kinds(vocabulary::APPLICATION),
        (false, false) if negated => Says::Negated,
        (false, false) => Says::Nothing,
    }
}

/// Whether the nearest heading that says optional or required says optional; one that says both says neither.
pub(crate) fn is_optional(table: &Table, blocks: &Blocks) -> bool {
    let says = |heading: &usize| negation::optional_or_required(&blocks.headings[*heading].text);
    table.headings.iter().find_map(says).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Says, kinds, says_nothing, without_number};
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
            "App roles",
            "Optional:",
            "🟢 Required",
            "Not optional",
            "Instead of application permissions",
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
    fn a_heading_names_a_kind_only_before_permissions() {
        let of = |text| kinds(text, &Words::default());
        let application = Says::Kinds(&[Kind::Application]);
        assert_eq!(of("Application API permissions"), application);
        assert_eq!(of("App roles"), application);
        assert_eq!(of("Application-only access"), application);
        assert_eq!(of("Application set-up"), Says::Nothing);
        assert_eq!(of("Delegated and application permissions"), Says::Kinds(&[Kind::Delegated, Kind::Application]));
    }

    #[test]
    fn a_kind_that_a_heading_negates_is_not_named() {
        let of = |text| kinds(text, &Words::default());
        for text in
            ["No application permissions", "Non-delegated", "Instead of app roles", "Other than delegated scopes"]
        {
            assert_eq!(of(text), Says::Negated, "{text}");
        }
        assert_eq!(of("Delegated (no application access)"), Says::Kinds(&[Kind::Delegated]));
    }
}
