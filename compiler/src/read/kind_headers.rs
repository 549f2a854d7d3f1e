//! Columns that say the kind in other words than `Type`: by their header, in another language, or with a yes under each kind.

use super::column::Column;
use super::header::{self, Field};
use super::problem::Problem;
use super::scope_headers::is_kind_header;
use super::vocabulary::{BOTH, Words};
use crate::quoted::quoted;
use crate::rules;

/// What a header with the word type or kind may say beside it, so that it is about permissions.
const ABOUT: [&str; 10] =
    ["permission", "access", "acces", "consent", "grant", "scope", "auth", "authorization", "authorisation", "oauth"];

/// Gives the one column that says the kind its field, where no other column does.
pub(crate) fn apply(all: &mut [Column], words: &Words) {
    let named = all.iter().position(|column| column.field == Some(Field::Kind));
    if named.is_some_and(|named| all[named].is_declared || all[named].cells.kinds > 0) {
        return;
    }
    let says = |column: &Column| {
        let says_both = || says_both(&column.header, words) && column.cells.are_mostly_kinds();
        is_free(column) && (says_both() || (column.cells.are_kinds() && says_kind(&column.header, words)))
    };
    let mut found = (0..all.len()).filter(|&n| says(&all[n]));
    if let (Some(only), None) = (found.next(), found.next()) {
        if let Some(named) = named {
            all[named].field = None;
        }
        all[only].field = Some(Field::Kind);
    }
}

/// The columns of kinds whose header says something else, and those of other words whose header names both kinds.
pub(crate) fn unsaid<'c>(all: &'c [Column], words: &Words) -> impl Iterator<Item = &'c Column> {
    let has_kind = all.iter().any(|column| column.field == Some(Field::Kind));
    let may_say = |column: &Column| column.cells.any_text > 0 && says_both(&column.header, words);
    all.iter()
        .filter(move |column| !has_kind && is_free(column) && (column.cells.are_mostly_kinds() || may_say(column)))
}

/// The warning for a column whose header is a slip of `Type`, and whose cells are words of another language.
pub(crate) fn other_words(column: &Column) -> Option<Problem> {
    let is_type = header::slip(&column.header).is_some_and(|known| ["type", "kind"].contains(&known));
    (is_type && column.cells.kinds == 0 && column.cells.are_few(1)).then(|| {
        Problem::new(
            &rules::KIND_UNSAID,
            column.at,
            format!("the column `{}` is kept as text, and may say the kind", column.header),
            format!("if it does, say so above the table, and what its words mean: {}", directives(column)),
        )
    })
}

/// What says that a column holds kinds. Of two words that are not known, each is one of the kinds.
pub(crate) fn directives(column: &Column) -> String {
    let of_column = format!("column.kind = {}", quoted(&column.header));
    let Some([first, second]) =
        column.cells.two_words().filter(|_| column.cells.kinds == 0).map(|words| words.map(quoted))
    else {
        return format!("<!-- scopemark: {of_column} -->");
    };
    let way = |one: &str, other: &str| {
        format!("<!-- scopemark: {of_column}, kind.{first} = \"{one}\", kind.{second} = \"{other}\" -->")
    };
    format!("{} or {}", way("delegated", "application"), way("application", "delegated"))
}

fn is_free(column: &Column) -> bool {
    column.field.is_none() && column.scope.is_none() && column.ticks.is_none()
}

/// Whether a header names both kinds and nothing else: `Delegated or application`.
fn says_both(header: &str, words: &Words) -> bool {
    let bare = header::normal(header);
    let divided = bare.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    let divided = divided.filter(|word| !["permission", "scope", "acces", "vs", "versu"].contains(word));
    let text: Vec<&str> = divided.map(|word| if word == "app" { "application" } else { word }).collect();
    words.kinds(&text.join(" ")) == Some(BOTH)
}

/// Whether a header is about kinds: `Access type`, or one kind where the cells say both.
fn says_kind(header: &str, words: &Words) -> bool {
    let bare = header::normal(header);
    let all: Vec<&str> =
        bare.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).collect();
    let of_type = all.iter().any(|word| ["type", "kind"].contains(word));
    let is_type =
        of_type && all.iter().all(|word| ["type", "kind", "api", "of", "the"].contains(word) || ABOUT.contains(word));
    is_type || is_kind_header(header, words).is_some()
}

/// Finds the columns headed by a kind whose cells say yes and no.
pub(crate) fn ticks(all: &mut [Column], words: &Words, problems: &mut Vec<Problem>) {
    let of_one_kind = |column: &Column| column.scope.as_ref()?.kinds.filter(|kinds| kinds.len() == 1);
    let headed = all.iter().find(|column| of_one_kind(column).is_some()).map(|column| column.header.clone());
    for column in all.iter_mut().filter(|column| column.field.is_none() && column.scope.is_none()) {
        let Some(kinds) = is_kind_header(&column.header, words) else { continue };
        let cells = &column.cells;
        if cells.any_text == 0 || (header::normal(&column.header) == "app" && !cells.mostly_yes_or_no()) {
            continue;
        }
        if headed.is_none() && cells.mostly_yes_or_no() {
            column.ticks = Some(kinds);
        }
        if headed.is_some() || !cells.are_yes_or_no() {
            problems.push(neither_yes_nor_no(column, headed.as_deref()));
        }
    }
}

/// The warning for a column that is headed by a kind and does not say which rows are of it.
fn neither_yes_nor_no(column: &Column, other: Option<&str>) -> Problem {
    let header = &column.header;
    let (message, help) = match other {
        Some(other) => (
            format!("the column `{header}` is kept as text: beside the names under `{other}`, its cells are no names"),
            format!("write the names themselves under `{header}`, or leave its cells empty"),
        ),
        None if column.cells.yes_or_no == 0 => (
            format!("the column `{header}` is headed by a kind, but its cells are neither yes nor no"),
            format!(
                "if it holds the names of what needs a permission: <!-- scopemark: column.feature = {} -->; otherwise write \
                 yes and no in it",
                quoted(header)
            ),
        ),
        None => (
            format!("some cells under `{header}` say neither yes nor no, and are read as no"),
            "write only yes and no in it".to_owned(),
        ),
    };
    Problem::new(&rules::KIND_UNSAID, column.at, message, help)
}

#[cfg(test)]
mod tests {
    use super::{says_both, says_kind};
    use crate::read::vocabulary::Words;

    #[test]
    fn a_header_is_about_kinds() {
        let words = Words::default();
        for header in [
            "Delegated / Application",
            "App or delegated?",
            "Delegated vs. application",
            "Delegated or application permissions",
        ] {
            assert!(says_both(header, &words), "{header}");
        }
        assert!(says_kind("Kind of access", &words) && says_kind("Delegated", &words));
        for header in ["Client type", "Status", "Notes", "Used by delegated apps", "Scope"] {
            assert!(!says_kind(header, &words) && !says_both(header, &words), "{header}");
        }
    }
}
