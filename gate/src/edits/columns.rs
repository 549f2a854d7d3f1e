//! Compares the columns that no tool reads: the free text of notes, and columns without a meaning here.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Document, Permission};
use scopemark_compiler::read::yes_or_no;

use crate::edits::diff::Diff;
use crate::edits::notes::free_text;
use crate::states::side::Side;

/// A column. The notes come first, whatever their header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column<'d> {
    Notes,
    Other(&'d str),
}

impl<'d> Column<'d> {
    /// The column as readers call it.
    pub(crate) fn name(self) -> &'d str {
        match self {
            Self::Notes => "Notes",
            Self::Other(header) => header,
        }
    }
}

/// The text of a column, before and after, in a row that both states have.
pub(crate) struct Cell {
    /// The row in the new document.
    pub(crate) row: usize,
    pub(crate) was: String,
    pub(crate) is: String,
    /// The words that may state a condition and that came or went.
    pub(crate) telling: BTreeSet<String>,
}

/// The columns whose text differs, each with the rows where it does.
pub(crate) fn changed<'d>(diff: &Diff<'d>) -> BTreeMap<Column<'d>, Vec<Cell>> {
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    let is_known = knows_columns(old) && knows_columns(new);
    let own: BTreeSet<&str> = old.document.yes_no.iter().chain(&new.document.yes_no).map(String::as_str).collect();
    let mut changed: BTreeMap<Column<'_>, Vec<Cell>> = BTreeMap::new();
    for (before, after) in diff.kept_rows() {
        let (was, is) = (old.rows[before], new.rows[after]);
        let mut columns = BTreeMap::from([(Column::Notes, notes(was, is))]);
        if is_known {
            let (was, is) = (others(was), others(is));
            for &header in was.keys().chain(is.keys()) {
                let of = |texts: &BTreeMap<&str, String>| texts.get(header).cloned().unwrap_or_default();
                columns.insert(Column::Other(header), (of(&was), of(&is)));
            }
        }
        for (column, (was, is)) in columns.into_iter().filter(|(_, (was, is))| was != is) {
            let telling = differing(&telling(&was, &own), &telling(&is, &own));
            changed.entry(column).or_default().push(Cell { row: after, was, is, telling });
        }
    }
    renamed(new.document, &mut changed);
    changed
}

/// Facts of an early lock, which has neither columns nor the groups of a cell, say nothing about them.
fn knows_columns(side: &Side<'_>) -> bool {
    side.rows.iter().any(|row| row.position.line > 0 || !row.clauses.is_empty() || !row.other.is_empty())
}

/// The free text of the notes before and after. A reason to opt in is judged with the row's becoming optional, or no
/// longer being so.
fn notes(was: &Permission, is: &Permission) -> (String, String) {
    let switched = was.optional != is.optional;
    let is_reason = |text: &String| switched && text.to_ascii_lowercase().starts_with("used if ");
    let plain = |row| free_text(row).into_iter().filter(|text| !is_reason(text)).collect::<Vec<_>>().join(". ");
    if was.notes == is.notes { (String::new(), String::new()) } else { (plain(was), plain(is)) }
}

/// The texts of a row's other columns that are not empty, by header; runs of white space as one space.
fn others(row: &Permission) -> BTreeMap<&str, String> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for (header, text) in &row.other {
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            continue;
        }
        let known = texts.entry(header).or_default();
        if !known.is_empty() {
            known.push_str("; ");
        }
        known.push_str(&words.join(" "));
    }
    texts
}

/// Leaves out columns that only have another header: all their texts are in a column that is new.
fn renamed(new: &Document, changed: &mut BTreeMap<Column<'_>, Vec<Cell>>) {
    let is_header = |header: &str| new.permissions.iter().any(|row| row.other.iter().any(|(other, _)| other == header));
    let texts = |cells: &[Cell], of: fn(&Cell) -> &String| -> Option<Vec<(usize, String)>> {
        let one_sided = |cell: &Cell| cell.was.is_empty() != cell.is.is_empty();
        let texts =
            cells.iter().map(|cell| (one_sided(cell) && !of(cell).is_empty()).then(|| (cell.row, of(cell).clone())));
        texts.collect()
    };
    let others = || changed.iter().filter(|(column, _)| matches!(column, Column::Other(_)));
    let mut came: BTreeMap<Vec<(usize, String)>, Column<'_>> = BTreeMap::new();
    for (column, cells) in others().filter(|(column, _)| is_header(column.name())) {
        came.extend(texts(cells, |cell| &cell.is).map(|texts| (texts, *column)));
    }
    let mut same = BTreeSet::new();
    for (column, cells) in others().filter(|(column, _)| !is_header(column.name())) {
        let now = texts(cells, |cell| &cell.was).and_then(|texts| came.remove(&texts));
        same.extend(now.into_iter().flat_map(|now| [*column, now]));
    }
    changed.retain(|column, _| !same.contains(column));
}

/// Words that may state a condition, whatever else the text says.
const TELLING: [&str; 8] = ["only", "for", "not", "if", "unless", "required", "optional", "admin"];

/// How often each word that may state a condition is in a text: these, yes and no, and the document's words for yes and no.
fn telling(text: &str, own: &BTreeSet<&str>) -> BTreeMap<String, usize> {
    let text = text.to_lowercase();
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let is_sign = text == "x" || yes_or_no(&text).is_some();
    if is_sign || own.contains(&*text) {
        found.insert(text.clone(), 1);
        return found;
    }
    // A letter or a dash means yes or no only where it is all that a cell says.
    let is_telling = |word: &&str| TELLING.contains(word) || (word.len() > 1 && yes_or_no(word).is_some());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(is_telling) {
        *found.entry(word.to_owned()).or_default() += 1;
    }
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    for words in own.iter().filter(|words| !words.is_empty()) {
        let stands_alone =
            |at: usize| !is_word(text[..at].chars().next_back()) && !is_word(text[at + words.len()..].chars().next());
        let count = text.match_indices(words).filter(|(at, _)| stands_alone(*at)).count();
        if count > 0 {
            *found.entry((*words).to_owned()).or_default() += count;
        }
    }
    found
}

/// The words that one text has more often than the other.
fn differing(was: &BTreeMap<String, usize>, is: &BTreeMap<String, usize>) -> BTreeSet<String> {
    was.keys().chain(is.keys()).filter(|word| was.get(*word) != is.get(*word)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{differing, telling};

    #[test]
    fn a_word_that_may_state_a_condition_is_found_as_a_word_in_any_case() {
        let own = BTreeSet::from(["ja", "nicht nötig"]);
        let changed = |was: &str, is: &str| -> Vec<String> {
            differing(&telling(was, &own), &telling(is, &own)).into_iter().collect()
        };
        for (was, is, words) in [
            ("", "Only work accounts", &["only"][..]),
            ("Ask first", "ask First", &[]),
            ("Admins choose", "Admin chooses", &["admin"]),
            ("for A, not for B", "not for A, for B", &[]),
            ("A, unless B", "A if B", &["if", "unless"]),
            ("Yes", "No", &["no", "yes"]),
            ("✓", "", &["✓"]),
            ("x", "-", &["-", "x"]),
            ("a - b", "a, b", &[]),
            ("Plan Y", "Plan Z", &[]),
            ("Ja", "Nein", &["ja"]),
            ("Das ist nicht nötig", "Das ist nötig", &["nicht nötig"]),
            ("januar", "", &[]),
            ("nothing", "note", &[]),
        ] {
            assert_eq!(changed(was, is), words, "{was:?} {is:?}");
        }
    }
}
