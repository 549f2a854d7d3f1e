//! The error for several scope columns of which no header says what it adds, with the directives that say it.

use std::collections::BTreeSet;

use super::column::{Column, ScopeColumn};
use super::problem::Problem;
use crate::quoted::quoted;
use crate::rules;

/// How many columns a help shows.
const MOST_SHOWN: usize = 6;

/// `found` are the scope columns and `columns` what their headers say; those that say nothing that tells them apart are `open`.
pub(crate) fn problem(all: &[Column], found: &[usize], columns: &[ScopeColumn], open: &[usize]) -> Problem {
    let header = |n: &usize| all[*n].header.as_str();
    let scopes: Vec<String> =
        open.iter().take(MOST_SHOWN).map(|n| format!("column.scope = {}", quoted(header(n)))).collect();
    // A column that is read alone must name a permission in each row.
    let rows: BTreeSet<usize> = found.iter().flat_map(|&n| &all[n].cells.filled_rows).copied().collect();
    let is_whole = |n: &usize| all[*n].cells.filled_rows.len() == rows.len();
    let whole = open.iter().zip(&scopes).filter(|(n, _)| is_whole(n));
    let single: Vec<String> = whole.map(|(_, scope)| format!("<!-- scopemark: {scope} -->")).collect();
    let single = if single.is_empty() { String::new() } else { format!("; if only one is: {}", single.join(" or ")) };
    let all_words = if open.len() == 2 { "both are" } else { "all are" };
    Problem::new(
        &rules::AMBIGUOUS_HEADER,
        all[open[1]].at,
        format!("the columns `{}` and `{}` both mean scope", header(&open[0]), header(&open[1])),
        format!(
            "{}if {all_words} requested, say so above the table: <!-- scopemark: {} -->{single}",
            of_a_feature(all, found, columns).unwrap_or_default(),
            scopes.join(", ")
        ),
    )
}

/// What to write where one column names things, and the others the scopes for reading and writing them: each row has both.
fn of_a_feature(all: &[Column], found: &[usize], columns: &[ScopeColumn]) -> Option<String> {
    let is_access = |column: &ScopeColumn| column.access.is_some();
    let (accesses, others): (Vec<_>, Vec<_>) = found.iter().zip(columns).partition(|(_, column)| is_access(column));
    let (2.., [(thing, _)]) = (accesses.len(), others.as_slice()) else { return None };
    let fills = |row: &usize| accesses.iter().any(|(n, _)| all[**n].cells.filled_rows.binary_search(row).is_ok());
    if !all[**thing].cells.filled_rows.iter().all(fills) {
        return None;
    }
    let scopes: Vec<String> =
        accesses.iter().take(MOST_SHOWN).map(|(n, _)| format!("column.scope = {}", quoted(&all[**n].header))).collect();
    let thing = &all[**thing].header;
    Some(format!(
        "if `{thing}` names what each is needed for: <!-- scopemark: column.feature = {}, {} -->; ",
        quoted(thing),
        scopes.join(", ")
    ))
}
