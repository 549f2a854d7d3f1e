//! What can be wrong with an item of a directive.

use super::directive_syntax::Item;
use super::lines::{INDENT, Lines};
use super::problem::Problem;
use super::vocabulary::did_you_mean;
use crate::rules;

/// A directive that governs nothing where it is.
pub(crate) fn misplaced(at: usize) -> Problem {
    Problem::new(
        &rules::DIRECTIVE_PLACE,
        at,
        "this directive governs nothing: no table begins directly below it",
        "move it to just above the table that it governs, or above the first heading to govern the whole document",
    )
}

/// A comment without an end: nothing below it is shown on a page.
pub(crate) fn unclosed(at: usize, lines: &Lines<'_>) -> Problem {
    let first = lines.index(at);
    let goes_on = |index: &usize| {
        let line = lines.line(*index).trim_start_matches(INDENT);
        !line.is_empty() && !line.starts_with(['|', '#', '<', '{'])
    };
    let last = (first + 1..lines.count()).take_while(goes_on).last().unwrap_or(first);
    let line =
        if last == first { &lines.text()[at..lines.start(first) + lines.line(first).len()] } else { lines.line(last) };
    let line = line.trim();
    let bare = line.trim_end_matches(['-', '*', '/', ' ']);
    let help = if line.contains('`') || bare.len() < "<!--".len() {
        "end the comment where it is meant to end".to_owned()
    } else if last == first {
        format!("write `{bare} -->` in place of `{line}`")
    } else {
        format!("write `{bare} -->` in place of `{line}` in line {}", last + 1)
    };
    let message = "this comment has no `-->` at its end, so it hides what is below it";
    Problem::new(&rules::DIRECTIVE_SYNTAX, at, message, help)
}

/// An item that has a name or lacks one, or its value, against its key's form.
pub(crate) fn bad_form(item: &Item, example: &str) -> Problem {
    Problem::new(
        &rules::DIRECTIVE_SYNTAX,
        item.key_at,
        format!("this is not how `{}` is written in a directive", item.key),
        format!("its form is `{example}`"),
    )
}

pub(crate) fn bad_value(item: &Item, help: &str) -> Problem {
    let value = item.value.as_deref().unwrap_or_default();
    Problem::new(&rules::DIRECTIVE_VALUE, item.value_at, format!("`{value}` is not a value for `{}`", item.key), help)
}

pub(crate) fn unknown_value(item: &Item, known: &[&str]) -> Problem {
    bad_value(item, &did_you_mean(item.value.as_deref().unwrap_or_default(), known))
}

pub(crate) fn unknown_key(item: &Item, known: &[&str]) -> Problem {
    let message = format!("there is no directive `{}`", item.key);
    Problem::new(&rules::DIRECTIVE_KEY, item.key_at, message, did_you_mean(&item.key, known))
}

/// The name of a field in `column.FIELD` that there is not.
pub(crate) fn unknown_field(item: &Item, name: &str, known: &[&str]) -> Problem {
    let message = format!("there is no column field `{name}`");
    Problem::new(&rules::DIRECTIVE_KEY, item.name_at, message, did_you_mean(name, known))
}

/// Words that every document knows, with another meaning.
pub(crate) fn has_a_meaning(item: &Item, words: &str) -> Problem {
    let message = format!("`{words}` has a meaning already, and cannot be given another");
    Problem::new(&rules::DIRECTIVE_VALUE, item.key_at, message, "remove the item")
}

/// Two values for one key.
pub(crate) fn set_twice(item: &Item) -> Problem {
    conflict(item.key_at, format!("`{}` is set twice, to different values", item.key))
}

/// Two values for one named thing; `message` says which.
pub(crate) fn conflict(at: usize, message: String) -> Problem {
    Problem::new(&rules::DIRECTIVE_CONFLICT, at, message, "keep one of the two")
}
