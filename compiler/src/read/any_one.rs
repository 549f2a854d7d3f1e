//! Tables of which any one permission is enough, as a directive or the text above says.

use core::ops::Range;
use std::collections::BTreeMap;

use super::column::Part;
use super::entry::Entry;
use super::formula::{self, Clauses};
use super::lines::Lines;
use super::problem::Problem;
use super::scopes::texts;
use super::tables::PermissionTable;
use super::vocabulary::holds;
use crate::model::{Access, Kind};
use crate::rules;

/// The rows of one feature and kind, under the same conditions.
type Group = (Option<usize>, Kind, Access, Vec<String>, Vec<String>);

/// Makes alternatives of the rows of each feature and kind of a table, where its directive says so.
pub(crate) fn apply(entries: &mut [Entry], of_table: Range<usize>, lines: &Lines<'_>, problems: &mut Vec<Problem>) {
    for group in groups(entries, of_table).into_values() {
        let names =
            texts(group.iter().flat_map(|&n| entries[n].permission.clauses.iter().flatten()).map(String::as_str));
        let place: BTreeMap<&str, usize> = names.iter().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
        // What a row of the page needs together is in one line.
        let mut rows: BTreeMap<usize, Clauses> = BTreeMap::new();
        for &n in &group {
            let clauses = entries[n].permission.clauses.iter();
            let row = rows.entry(lines.index(entries[n].at)).or_default();
            row.extend(clauses.map(|clause| clause.iter().map(|name| place[name.as_str()]).collect::<Vec<usize>>()));
        }
        let mut combined: Option<Clauses> = Some(vec![Vec::new()]);
        for row in rows.values_mut() {
            row.sort();
            row.dedup();
            combined = combined.and_then(|combined| formula::either(combined, row));
        }
        let Some(combined) = combined else {
            problems.push(formula::too_many(entries[group[0]].at));
            continue;
        };
        let first_line = lines.index(entries[group[0]].at);
        for &n in &group {
            let is_first = lines.index(entries[n].at) == first_line;
            if !is_first {
                entries[n].is_dropped = true;
                continue;
            }
            let row = &mut entries[n].permission;
            let own = place[row.scope.as_str()];
            let clauses = combined.iter().filter(|clause| clause.contains(&own));
            row.clauses = clauses.map(|clause| texts(clause.iter().map(|&name| names[name].as_str()))).collect();
            let members = texts(row.clauses.iter().flatten().map(String::as_str));
            row.alternatives = members.into_iter().filter(|name| *name != row.scope).collect();
        }
    }
}

fn groups(entries: &[Entry], of_table: Range<usize>) -> BTreeMap<Group, Vec<usize>> {
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for n in of_table {
        let row = &entries[n].permission;
        if !entries[n].is_dropped {
            let group = (row.feature, row.kind, row.access, row.requires.clone(), row.excludes.clone());
            groups.entry(group).or_default().push(n);
        }
    }
    groups
}

/// The warning where the paragraph above a table says that any one is enough, and nothing that is read says so.
pub(crate) fn warn(
    table: &PermissionTable<'_>,
    entries: &[Entry],
    of_table: Range<usize>,
    lines: &Lines<'_>,
) -> Option<Problem> {
    let is_said = table.settings.any_of || table.columns.scopes().any(|(_, column)| column.part != Part::Requested);
    let several = groups(entries, of_table).values().any(|group| {
        let names: std::collections::BTreeSet<&str> =
            group.iter().map(|&n| entries[n].permission.scope.as_str()).collect();
        names.len() > 1
    });
    if is_said || !several || !says_any_one(&paragraph_above(table, lines)) {
        return None;
    }
    let at = table.table.header.cells.first().map_or(table.table.range.start, |cell| cell.start);
    Some(Problem::new(
        &rules::ANY_ONE,
        at,
        "the text above this table says that one permission is enough, but all of a feature are requested",
        "if one is enough, say it above the table: <!-- scopemark: any-of -->",
    ))
}

/// The paragraph directly above a table, in lower case; comments between are no part of it.
fn paragraph_above(table: &PermissionTable<'_>, lines: &Lines<'_>) -> String {
    let above = lines.text().get(table.table.text_above..table.table.range.start).unwrap_or_default();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in above.lines().rev() {
        let line = line.trim();
        let is_comment = line.starts_with("<!--") || line.starts_with("{/*");
        if (line.is_empty() || is_comment) && paragraph.is_empty() {
            continue;
        }
        if line.is_empty() {
            break;
        }
        paragraph.push(line);
    }
    paragraph.reverse();
    paragraph.join(" ").to_lowercase()
}

/// How a text says any one, before it says of what.
const ANY_OF: [&str; 11] = [
    "whichever of",
    "any of",
    "any one of",
    "one of",
    "at least one of",
    "either of",
    "any single one of",
    "a single one of",
    "just one of",
    "only one of",
    "one or more of",
];

/// The same before a permission.
const ANY: [&str; 8] = ["any", "any one", "any single", "a single", "one", "just one", "only one", "at least one"];

/// What may be counted, or point at the table.
const WHAT: [&str; 12] = [
    "these",
    "those",
    "following",
    "below",
    "scope",
    "scopes",
    "permission",
    "permissions",
    "table",
    "listed",
    "rows",
    "them",
];

/// How a sentence goes on that says that a single one does, or that it does not.
const ENOUGH: [&str; 6] = ["enough", "suffices", "suffice", "sufficient", "will do", "works"];
const NOT_ENOUGH: [&str; 10] = [
    "missing",
    "not enough",
    "isn't enough",
    "isn’t enough",
    "not sufficient",
    "insufficient",
    "not suffice",
    "n't suffice",
    "n’t suffice",
    "not any one",
];

/// How many words there may be between `any of` and what it counts.
const MOST_BETWEEN: usize = 3;

fn says_any_one(text: &str) -> bool {
    let mut sentences = text.split(['.', '!', '?']);
    sentences.any(|sentence| {
        let says = |words: &[&str]| words.iter().any(|words| holds(sentence, words));
        let counts = |any: &str| {
            let begins = |at: usize| begins_word(sentence, at) && !is_membership(sentence, at);
            let rests = sentence.match_indices(any).filter(|(at, _)| begins(*at));
            rests.into_iter().any(|(at, any)| counts_permissions(&sentence[at + any.len()..]))
        };
        !NOT_ENOUGH.iter().any(|words| sentence.contains(words))
            && (ANY_OF.iter().any(|any| counts(any)) || (says(&ENOUGH) && ANY.iter().any(|any| counts(any))))
    })
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(char::is_alphanumeric)
}

/// What comes before `one of` where a sentence says what belongs to what, and words of a sentence that still speaks of a need.
const IS: [&str; 5] = ["is", "are", "was", "were", "as"];
const NEED: [&str; 4] = ["need", "require", "must", "enough"];

/// `Mail.Read is one of them` says nothing of how many are needed; `what you need is one of them` does.
fn is_membership(sentence: &str, at: usize) -> bool {
    let before = sentence[..at].split_whitespace().next_back();
    before.is_some_and(|word| IS.contains(&word)) && !NEED.iter().any(|word| sentence.contains(word))
}

/// Whether a text goes on with permissions, or with what points at the table: `the two scopes`, not `the most`.
fn counts_permissions(rest: &str) -> bool {
    let words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words = words.take(MOST_BETWEEN + 1).take_while(|word| *word != "most");
    rest.starts_with(' ') && words.any(|word| WHAT.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::says_any_one;

    #[test]
    fn a_text_says_that_one_permission_is_enough() {
        for text in [
            "one of the scopes below is required",
            "the caller needs any of the scopes in the table",
            "a single scope from this table suffices",
            "any one of these",
            "your token must have at least one of the following",
            "either of the two permissions is enough",
            "one permission is sufficient",
            "what a token needs is one of these",
        ] {
            assert!(says_any_one(text), "{text}");
        }
        for text in [
            "any one of these is not enough; all are needed",
            "one of the most common permissions",
            "every application permission is one of them",
            "users know it as one of the permissions below",
            "the app asks for any missing scope",
            "one of our customers asked for this",
            "each feature needs one permission",
            "none of these is optional",
            "if any of these scopes is missing, calls fail",
        ] {
            assert!(!says_any_one(text), "{text}");
        }
    }
}
