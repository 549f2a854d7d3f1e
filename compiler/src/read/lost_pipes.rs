//! Rows that lost the pipe before their permission, so that the next cell slipped into the scope column.

use super::blocks::{Cell, Row, Style};
use super::column::Part;
use super::columns::Columns;
use super::lines::Lines;
use super::problem::Problem;
use super::scope_names::{has_divider, is_graph, looks_like_permission};
use super::text::plain;
use crate::rules;

/// The problem of a row, with so many cells in its source, that has a permission behind other text left of the scope column,
/// and none in it.
pub(crate) fn find(row: &Row, count: usize, columns: &Columns, lines: &Lines<'_>) -> Option<Problem> {
    let (scope, _) = columns.scopes().find(|(_, column)| column.part == Part::Requested)?;
    let is_short = count < columns.all.len();
    let is_last_empty = row.cells.last().is_some_and(|cell| plain(&cell.pieces).is_empty());
    let slipped = row.cells.get(scope).filter(|_| scope < count);
    if !(is_short || is_last_empty) || slipped.is_some_and(holds_name) {
        return None;
    }
    let (at, name) = row.cells[..scope].iter().find_map(|cell| name_at_end(cell, is_short))?;
    Some(Problem::new(
        &rules::RAGGED_ROW,
        at,
        format!("the pipe before `{name}` is missing, so the cells of this row are in the wrong columns"),
        format!("write a pipe before column {}, where `{name}` begins", lines.position(at).column),
    ))
}

/// Whether a scope cell has a name of its own.
fn holds_name(cell: &Cell) -> bool {
    let text = plain(&cell.pieces);
    text.split_whitespace().any(has_divider) || cell.pieces.iter().any(|piece| piece.style == Style::Code)
}

/// The name that a cell of other text ends with, and where it is. In a row with all cells it must look like a permission.
fn name_at_end(cell: &Cell, is_short: bool) -> Option<(usize, String)> {
    let [before @ .., last] = cell.pieces.as_slice() else { return None };
    let text = last.text.trim_end();
    if last.style == Style::Code {
        let is_name = !text.contains(char::is_whitespace) && (looks_like_permission(text) || is_short);
        return (is_name && !plain(before).is_empty()).then(|| (last.offset.saturating_sub(1), text.to_owned()));
    }
    let word = text.rsplit(char::is_whitespace).next().filter(|word| word.len() < text.len() && is_graph(word))?;
    (last.style == Style::Plain).then(|| (last.offset + text.len() - word.len(), word.to_owned()))
}
