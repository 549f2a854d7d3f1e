//! Which tables of a document are permission tables, and what is wrong where a reader may think that others are.

use super::blocks::{Blocks, Table};
use super::columns::{self, Columns, Role, Seen};
use super::lines::Lines;
use super::problem::Problem;
use super::scope_names::looks_like_graph;
use super::settings::{Settings, TableSettings};
use super::text::plain;
use crate::quoted::quoted;
use crate::rules;

/// A table that is read, with what its columns mean and what governs it.
pub(crate) struct PermissionTable<'b> {
    pub(crate) table: &'b Table,
    pub(crate) columns: Columns,
    pub(crate) settings: TableSettings,
}

/// How many of the tables request permissions; the others only say what covers what.
pub(crate) fn count_requesting(tables: &[PermissionTable<'_>]) -> usize {
    tables.iter().filter(|table| table.columns.role == Role::Permissions).count()
}

/// The tables with a scope column, without those that are skipped.
pub(crate) fn find<'b>(
    blocks: &'b Blocks,
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Vec<PermissionTable<'b>> {
    let mut tables = Vec::new();
    let mut seen = Seen::default();
    for (table, own) in blocks.tables.iter().zip(&settings.tables) {
        let effective = own.over(&settings.document);
        if effective.skip {
            continue;
        }
        let columns = columns::columns(table, &effective, own, &mut seen, problems);
        if columns.role == Role::Other {
            if !warn_if_unread(table, &columns, problems)
                && let Some(at) = own.first_at
            {
                problems.push(Problem::new(
                    &rules::DIRECTIVE_PLACE,
                    at,
                    "this directive governs nothing: the table below it has no scope column",
                    "name the column: <!-- scopemark: column.scope = \"Header\" -->, or remove the directive",
                ));
            }
        } else {
            tables.push(PermissionTable { table, columns, settings: effective });
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

/// Warns of a table without a known scope column whose cells have the form of permissions; whether it did.
fn warn_if_unread(table: &Table, columns: &Columns, problems: &mut Vec<Problem>) -> bool {
    let names = |text: &str| text.split([' ', ',']).filter(|word| !word.is_empty()).all(looks_like_graph);
    for (n, column) in columns.all.iter().enumerate() {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(n)).map(|cell| plain(&cell.pieces));
        let filled: Vec<String> = cells.filter(|text| !text.is_empty()).collect();
        let alike = filled.iter().filter(|text| names(text.trim_end_matches('*').trim_end())).count();
        if alike > 1 || (alike == 1 && filled.len() <= 3) {
            problems.push(Problem::new(
                &rules::UNREAD_TABLE,
                column.at,
                format!(
                    "this table is not read, although its column `{}` looks like permissions",
                    column.header
                ),
                format!(
                    "put <!-- scopemark: column.scope = {} --> above the table to read it, or <!-- scopemark: skip --> to leave it out",
                    quoted(&column.header)
                ),
            ));
            return true;
        }
    }
    false
}

/// Says where a directive at the very top governs less than its author may think.
pub(crate) fn check_reach(tables: &[PermissionTable<'_>], lines: &Lines<'_>, problems: &mut Vec<Problem>) {
    let Some(at) = tables.first().and_then(|first| first.settings.first_at) else { return };
    let mut above = lines.text()[..at].lines().map(str::trim);
    let nothing_above = above.all(|line| line.is_empty() || line.starts_with("<!--"));
    let count = count_requesting(tables);
    if count > 1 && nothing_above {
        problems.push(Problem::new(
            &rules::DIRECTIVE_REACH,
            at,
            format!("this directive governs only the table below it, not all {count} tables of the document"),
            "put a title between it and the table to govern all of them, or above it to govern this table only",
        ));
    }
}

/// The problem of a document that requests nothing.
pub(crate) fn no_table(tables: &[PermissionTable<'_>], settings: &Settings) -> Problem {
    let message = if tables.is_empty() {
        "this document has no permission table"
    } else if count_requesting(tables) == 0 {
        "this document has no permission table: its tables only declare covers"
    } else {
        "no row of this document names a permission"
    };
    let help = if settings.tables.iter().any(|table| table.skip) {
        "a directive skips one of its tables: remove the directive, or move the file out of the folder"
    } else {
        "a permission table has a column `Permission` or `Scope`; <!-- scopemark: column.scope = \"Header\" --> above a \
         table names another column; <!-- scopemark: skip --> at the top leaves the document out"
    };
    Problem::new(&rules::NO_TABLE, 0, message, help)
}
