//! The marks in the cells of a row, apart from those of its scopes, and what they mean.

use super::blocks::Cell;
use super::header::Field;
use super::legend::{Legend, Legends};
use super::marks;
use super::problem::Problem;
use super::row_cells::RowCells;
use super::tables::PermissionTable;

/// The cells of a row without their marks, and what these mean. A mark that nothing explains is text, apart from cells of
/// kinds, resources, yes and no.
pub(crate) fn without(
    row: &RowCells<'_>,
    table: &PermissionTable<'_>,
    legends: &Legends<'_>,
    problems: &mut Vec<Problem>,
) -> (Option<Vec<Cell>>, Vec<Legend>) {
    let columns = &table.columns;
    let is_free = |n: usize| {
        columns.all.get(n).is_none_or(|column| column.scope.is_some() || column.field == Some(Field::SatisfiedBy))
    };
    if !row.cells().iter().enumerate().any(|(n, cell)| !is_free(n) && marks::may_have(&cell.pieces)) {
        return (None, Vec::new());
    }
    let mut found = Vec::new();
    let cells = row.cells().iter().enumerate().map(|(n, cell)| {
        let field = columns.all.get(n).and_then(|column| column.field);
        let has_words = columns.all.get(n).is_some_and(|column| column.ticks.is_some())
            || field.is_some_and(|field| !field.is_text() && !matches!(field, Field::Feature | Field::Notes));
        let pieces = marks::without(&cell.pieces, |mark, at| {
            let known = if is_free(n) { Vec::new() } else { legends.known(table.table, mark, at, problems) };
            let takes_out = !is_free(n) && (has_words || !known.is_empty());
            found.extend(known);
            takes_out
        });
        Cell { start: cell.start, pieces }
    });
    (Some(cells.collect()), found)
}
