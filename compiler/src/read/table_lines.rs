//! What each line of a table is: a row, text that touches the table, or the beginning of another table.

use super::blocks::{Row, Style, Table};
use super::conflicts;
use super::header::names_scopes;
use super::pipes;
use super::scope_names::looks_like_permission;
use super::text::plain;

/// What a line of a table is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum TableLine {
    Row,
    /// Text without a pipe, which GFM takes for a row.
    Text,
    /// A row that other renderers show as code.
    Code,
    /// A delimiter row.
    Delimiter,
    /// The header of a second table, above its delimiter row.
    SecondHeader,
    /// The marker of a merge conflict.
    Conflict,
}

/// The lines of a table below its delimiter row; `source` is the text of the document.
pub(crate) fn lines<'t>(table: &'t Table, source: &str) -> impl Iterator<Item = (TableLine, &'t Row)> {
    let is_delimiter = |row: &Row| pipes::delimiter(&source[row.range.clone()]).is_some();
    table.rows.iter().enumerate().map(move |(n, row)| {
        let text = &source[row.range.clone()];
        let line = if conflicts::is_marker(text) {
            TableLine::Conflict
        } else if row.is_code {
            TableLine::Code
        } else if is_delimiter(row) {
            TableLine::Delimiter
        } else if is_header(row) && table.rows.get(n + 1).is_some_and(is_delimiter) {
            TableLine::SecondHeader
        } else if !pipes::has_pipe(text) {
            TableLine::Text
        } else {
            TableLine::Row
        };
        (line, row)
    })
}

/// The rows that count.
pub(crate) fn rows<'t>(table: &'t Table, source: &str) -> Vec<&'t Row> {
    lines(table, source).filter(|(line, _)| *line == TableLine::Row).map(|(_, row)| row).collect()
}

/// Whether a row is a header: a cell names scopes, and none holds one.
pub(crate) fn is_header(row: &Row) -> bool {
    let names = row.cells.iter().any(|cell| names_scopes(&plain(&cell.pieces)));
    names
        && !row.cells.iter().any(|cell| {
            cell.pieces.iter().any(|piece| piece.style == Style::Code) || looks_like_permission(&plain(&cell.pieces))
        })
}
