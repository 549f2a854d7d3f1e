//! Tables under a heading that says the opposite: permissions that are not requested.

use super::blocks::{Blocks, Heading};
use super::problem::Problem;
use super::tables::PermissionTable;
use super::vocabulary::fold;
use crate::rules;

/// Words of a heading about permissions, singular.
const ABOUT: [&str; 2] = ["permission", "scope"];

/// Words that say alone that permissions are not requested.
const NEGATIVE: [&str; 12] = [
    "denied",
    "deprecated",
    "removed",
    "unused",
    "unneeded",
    "unnecessary",
    "forbidden",
    "excluded",
    "rejected",
    "revoked",
    "obsolete",
    "avoided",
];

/// Words that negate what follows, and what must follow.
const NOT: [&str; 7] = ["not", "never", "don't", "doesn't", "don’t", "doesn’t", "no"];
const ASKED: [&str; 13] = [
    "request",
    "requested",
    "need",
    "needed",
    "use",
    "used",
    "ask",
    "asked",
    "grant",
    "granted",
    "included",
    "want",
    "longer",
];

/// The warning for a table whose heading says that its permissions are not requested.
pub(crate) fn warn(table: &PermissionTable<'_>, blocks: &Blocks) -> Option<Problem> {
    let mut headings = table.table.headings.iter().map(|&heading| &blocks.headings[heading]);
    let Heading { text, .. } = headings.find(|heading| is_about(&heading.text)).filter(|it| is_negative(&it.text))?;
    let at = table.table.header.cells.first().map_or(table.table.range.start, |cell| cell.start);
    Some(Problem::new(
        &rules::NEGATED_HEADING,
        at,
        format!("the rows of this table are requested, although its heading is `{text}`"),
        "if they are not requested, put <!-- scopemark: skip --> above the table; otherwise reword the heading",
    ))
}

fn words(text: &str) -> Vec<String> {
    let lower = fold(text);
    let words = lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_about(text: &str) -> bool {
    words(text).iter().any(|word| ABOUT.contains(&word.strip_suffix('s').unwrap_or(word)))
}

fn is_negative(text: &str) -> bool {
    let words = words(text);
    let is_not = |(n, word): (usize, &String)| {
        // A word or two may be between: `do not currently request`.
        NOT.contains(&&**word) && words[n + 1..].iter().take(2).any(|next| ASKED.contains(&&**next))
    };
    words.iter().any(|word| NEGATIVE.contains(&&**word)) || words.iter().enumerate().any(is_not)
}

#[cfg(test)]
mod tests {
    use super::{is_about, is_negative};

    #[test]
    fn a_heading_says_that_permissions_are_not_requested() {
        for text in [
            "Scopes deliberately NOT requested",
            "Permissions we do not need",
            "Permissions the bot doesn’t ask for",
            "Deprecated scopes",
            "Scopes no longer used",
        ] {
            assert!(is_about(text) && is_negative(text), "{text}");
        }
        for text in ["Not optional", "Permissions", "Not required", "Scopes (do not share)", "Required scopes"] {
            assert!(!is_negative(text), "{text}");
        }
    }
}
