//! What is wrong with a row as a whole: it names no permission, or sounds optional and is not.

use super::marks;
use super::negation;
use super::problem::Problem;
use super::scope_words::{Token, prose};
use super::scopes::Scopes;
use crate::quoted::quoted;
use crate::rules;

/// The warning for a text that says optional of a row that is not, which requests this permission.
pub(crate) fn optional_unsaid<'t>(
    token: &Token,
    texts: impl IntoIterator<Item = &'t String>,
    notes: Option<&str>,
) -> Option<Problem> {
    let text = notes.filter(|notes| sounds_optional(notes));
    let text = text.or_else(|| texts.into_iter().map(String::as_str).find(|text| sounds_optional(text)))?;
    let help = if notes.is_some() {
        "if it is optional, write `Optional` into the notes as a sentence of its own: `Optional. Why.`".to_owned()
    } else {
        format!(
            "if it is optional, put it into a table of its own under a directive `optional`, or add a column \
             `Required` with {}",
            quoted("No")
        )
    };
    Some(Problem::new(
        &rules::OPTIONAL_UNSAID,
        token.offset,
        format!("`{text}` does not make this row optional: `{}` is always requested", token.text),
        help,
    ))
}

/// Whether a text begins or ends with the word optional. Marks, emoji and parentheses around it are nothing.
fn sounds_optional(text: &str) -> bool {
    let text = text.to_lowercase().replace(marks::is_raised, " ");
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = text.strip_prefix("optional").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let ends = text.strip_suffix("optional").is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    (begins || ends) && negation::says_optional(text)
}

/// The error for a word that is no name beside names with dividers.
pub(crate) fn lone_word(token: &Token) -> Problem {
    prose(&token.text, token.offset, "the other names of the column have dividers; put it in code marks if it is one")
}

/// The error for a group in a table of covers.
pub(crate) fn cover_by_a_group(scopes: &Scopes) -> Problem {
    let at = scopes.names.first().map_or(0, |named| named.token.offset);
    Problem::new(
        &rules::AMBIGUOUS_SCOPES,
        at,
        "permissions that satisfy another one only together are no covers",
        "write the group into a column `Satisfied by` of the table that requests the permission",
    )
}

/// The error for a row without a permission. Rows below one that names a feature may belong to that.
pub(crate) fn empty_scope(at: usize, names_feature: bool) -> Problem {
    let help = if names_feature {
        "name one in the scope column; if this row only heads the rows below, write its feature into the first of them and \
         delete this row"
    } else {
        "name one in the scope column, or delete the row"
    };
    Problem::new(&rules::EMPTY_SCOPE, at, "this row names no permission", help)
}

/// The error for permissions that satisfy another one where the row requests none.
pub(crate) fn nothing_to_replace(at: usize) -> Problem {
    Problem::new(
        &rules::NOTHING_TO_REPLACE,
        at,
        "these permissions satisfy nothing: the row requests none",
        "name the least privileged permission in its column",
    )
}

/// The error for a mark where it can mean nothing.
pub(crate) fn mark_on_a_stronger_one(at: usize, mark: &str) -> Problem {
    Problem::new(
        &rules::NOT_A_SCOPE,
        at,
        format!("a mark `{mark}` has no meaning on a permission that satisfies another"),
        "remove the mark",
    )
}
