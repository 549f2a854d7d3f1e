//! Which tables of a document are permission tables, and what is wrong where a reader may think that others are.

use std::collections::BTreeSet;

use super::blocks::{Blocks, Table};
use super::columns::{self, Columns, Role, Seen};
use super::header::{self, Field};
use super::lines::Lines;
use super::mentions;
use super::problem::Problem;
use super::row_cells;
use super::scope_columns::{self, Found};
use super::settings::{Settings, TableSettings};
use crate::rules;

/// A table that is read, with what its columns mean and what governs it.
pub(crate) struct PermissionTable<'b> {
    pub(crate) table: &'b Table,
    pub(crate) columns: Columns,
    pub(crate) settings: TableSettings,
}

impl PermissionTable<'_> {
    /// The header of a field's column.
    pub(crate) fn header(&self, field: Field) -> Option<&str> {
        let column = self.columns.find(field)?;
        Some(&self.columns.all[column].header)
    }
}

/// How many of the tables request permissions; the others only say what covers what.
pub(crate) fn count_requesting(tables: &[PermissionTable<'_>]) -> usize {
    tables.iter().filter(|table| table.columns.role == Role::Permissions).count()
}

/// The tables with a scope column, without those that are skipped.
pub(crate) fn find<'b>(
    blocks: &'b Blocks,
    lines: &Lines<'_>,
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Vec<PermissionTable<'b>> {
    let mut tables = Vec::new();
    let mut seen = Seen::default();
    let scope_headers: BTreeSet<String> = settings
        .tables
        .iter()
        .flat_map(|table| &table.columns)
        .filter(|(field, ..)| *field == Field::Scope)
        .map(|(_, header, _)| header::plain(header))
        .collect();
    for (table, own) in blocks.tables.iter().zip(&settings.tables) {
        let effective = own.over(&settings.document);
        // What a skipped table would have been is said in a note, and nothing else about it.
        let mut of_table = Vec::new();
        let mut all = columns::declared(table, lines.text(), [&effective, own], &mut seen, &mut of_table);
        let heading = table.headings.first().map(|&heading| blocks.headings[heading].text.as_str());
        let named_elsewhere = |header: &str| scope_headers.contains(&header::plain(header));
        let found = scope_columns::find(&mut all, &effective.words, heading, named_elsewhere, &mut of_table);
        if let Some(at) = effective.skip {
            if matches!(found, Found::Scopes) {
                problems.push(skipped(at, table));
            }
            continue;
        }
        problems.append(&mut of_table);
        if !matches!(found, Found::Scopes) {
            problems.extend(row_cells::hidden_tables(table, lines));
        }
        match found {
            Found::Scopes => {
                let columns = columns::fields(all, &effective, &mut seen, problems);
                tables.push(PermissionTable { table, columns, settings: effective });
            }
            Found::Unread(Some(problem)) => problems.push(problem),
            Found::Unread(None) => {
                if let Some(at) = own.first_at {
                    problems.push(Problem::new(
                        &rules::DIRECTIVE_PLACE,
                        at,
                        "this directive governs nothing: the table below it has no scope column",
                        "remove the directive, or name the column that holds permissions in it with `column.scope`",
                    ));
                }
            }
        }
    }
    for (field, wanted, at) in &settings.document.columns {
        if !seen.columns.contains(at) {
            problems.push(Problem::new(
                &rules::DIRECTIVE_UNUSED,
                *at,
                format!("no table of the document has a column `{wanted}` to read as {}", field.key()),
                "write the header exactly as in the table, or remove the item from the directive",
            ));
        }
    }
    tables
}

fn skipped(at: usize, table: &Table) -> Problem {
    let header = table.header.cells.first().map_or(table.range.start, |cell| cell.start);
    Problem::new(
        &rules::SKIPPED_TABLE,
        header.max(at),
        "a directive leaves this permission table out",
        "this is fine if it is meant; otherwise remove `skip`",
    )
}

/// How many lines a message names.
const MOST_LINES: usize = 3;

/// The problem of a document that requests nothing.
pub(crate) fn no_table(
    tables: &[PermissionTable<'_>],
    blocks: &Blocks,
    lines: &Lines<'_>,
    settings: &Settings,
) -> Problem {
    let message = if tables.is_empty() {
        "this document has no permission table"
    } else if count_requesting(tables) == 0 {
        "this document has no permission table: its tables only declare covers"
    } else {
        "no row of this document names a permission"
    };
    if tables.is_empty() && settings.tables.iter().any(|table| table.skip.is_some()) {
        let help = "a directive skips its tables: remove the directive to read them";
        return Problem::new(&rules::ALL_SKIPPED, 0, message, help);
    }
    let lines_with_names = mentions::lines_with_names(blocks, lines);
    let numbers: Vec<String> = lines_with_names.iter().take(MOST_LINES).map(ToString::to_string).collect();
    let more = if lines_with_names.len() > MOST_LINES { " and others" } else { "" };
    let places = match numbers.as_slice() {
        [] => String::new(),
        [only] => format!("; line {only} has a name like a permission"),
        several => format!("; lines {}{more} have names like permissions", several.join(", ")),
    };
    let help = "a permission table has a column `Permission` or `Scope`; `column.scope` in a directive above a table names another \
                column; <!-- scopemark: skip --> at the top leaves the document out";
    Problem::new(&rules::NO_TABLE, 0, format!("{message}{places}"), help)
}
