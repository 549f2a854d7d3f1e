//! The rows of a table, each with the cells that its source has; what is wrong with other lines of the table is said.

use super::blocks::{Cell, Row, Table};
use super::column::Column;
use super::columns::Columns;
use super::header::Field;
use super::lines::Lines;
use super::lost_pipes;
use super::notes;
use super::pipes;
use super::problem::Problem;
use super::table_lines::{self, TableLine};
use super::text::plain;
use crate::rules;

/// The cells of one row.
pub(crate) struct RowCells<'t> {
    /// Those in the source: the parser fills in missing ones and drops surplus ones.
    cells: &'t [Cell],
    /// Where the first cell begins.
    pub(crate) at: usize,
}

impl<'t> RowCells<'t> {
    /// The cell in a field's column, if the table has that column and the row that cell.
    pub(crate) fn cell(&self, columns: &Columns, field: Field) -> Option<&'t Cell> {
        self.cells.get(columns.find(field)?)
    }

    /// How many cells have text.
    pub(crate) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !plain(&cell.pieces).is_empty()).count()
    }

    /// All of them.
    pub(crate) fn cells(&self) -> &'t [Cell] {
        self.cells
    }

    /// The row with other cells, if there are any.
    pub(crate) fn with<'c>(&self, cells: Option<&'c [Cell]>) -> RowCells<'c>
    where
        't: 'c,
    {
        RowCells { cells: cells.unwrap_or(self.cells), at: self.at }
    }

    /// The cell of a column, if the row has it.
    pub(crate) fn at(&self, column: usize) -> Option<&'t Cell> {
        self.cells.get(column)
    }

    /// The text of all cells but those of one column and of scope columns that are headed by a kind.
    pub(crate) fn text_without(&self, column: Option<usize>, columns: &Columns) -> String {
        let others = self.cells.iter().enumerate().filter(|(n, _)| {
            Some(*n) != column
                && columns
                    .all
                    .get(*n)
                    .is_some_and(|column| column.scope.as_ref().is_none_or(|scope| scope.kinds.is_none()))
        });
        others.map(|(_, cell)| plain(&cell.pieces) + "\0").collect()
    }

    /// The cells of columns without a meaning, with their headers.
    pub(crate) fn other<'c>(&self, columns: &'c Columns) -> impl Iterator<Item = (&'c str, &'t Cell)> {
        let cells = columns.all.iter().zip(self.cells);
        cells
            .filter(|(column, _)| column.field.is_none() && column.scope.is_none() && column.ticks.is_none())
            .map(|(column, cell)| (column.header.as_str(), cell))
    }
}

/// The rows of a table that can be read.
pub(crate) fn rows<'t>(
    table: &'t Table,
    columns: &Columns,
    lines: &Lines<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<RowCells<'t>> {
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut before = TableLine::Row;
    for (n, (line, row)) in table_lines::lines(table, lines.text()).enumerate() {
        match line {
            TableLine::Row => rows.extend(row_cells(row, columns, lines, problems)),
            TableLine::Code => problems.push(row_in_code(row, lines)),
            TableLine::Delimiter => problems.push(table_in_table(row, before == TableLine::SecondHeader, lines)),
            // Lines of one paragraph make one finding.
            TableLine::Text if before == TableLine::Text => {}
            TableLine::Text => problems.push(text_in_table(table, n, columns, lines)),
            TableLine::SecondHeader | TableLine::Conflict => {}
        }
        before = line;
    }
    rows
}

/// The cells of a row, if there is text in any. Too many and too few are said.
fn row_cells<'t>(
    row: &'t Row,
    columns: &Columns,
    lines: &Lines<'_>,
    problems: &mut Vec<Problem>,
) -> Option<RowCells<'t>> {
    let source = &lines.text()[row.range.clone()];
    let (at, count) = (start(row), pipes::count(source));
    let wanted = columns.all.len();
    if row.cells.iter().all(|cell| cell.pieces.is_empty()) {
        // The parser drops a surplus cell, which may be all that the row says.
        let dropped = pipes::cells(source).get(wanted).is_some_and(|cell| !source[cell.clone()].trim().is_empty());
        problems.extend(dropped.then(|| surplus(at, source, count, wanted)));
        return None;
    }
    if let Some(lost) = lost_pipes::find(row, count, columns, lines) {
        problems.push(lost);
        return None;
    }
    if count > wanted {
        problems.push(surplus(at, source, count, wanted));
    } else if count < wanted {
        problems.push(missing(row, count, columns, lines));
    }
    Some(RowCells { cells: &row.cells[..count.min(row.cells.len())], at })
}

/// Where the first cell of a row begins.
fn start(row: &Row) -> usize {
    row.cells.first().map_or(row.range.start, |cell| cell.start)
}

fn surplus(at: usize, source: &str, count: usize, wanted: usize) -> Problem {
    let surplus = pipes::cells(source).get(wanted).map_or("", |cell| source[cell.clone()].trim());
    let dropped = match surplus {
        "" => String::new(),
        _ => format!(": every renderer drops `{surplus}`"),
    };
    Problem::new(
        &rules::RAGGED_ROW,
        at,
        format!("this row has {count} cells, but its table has {wanted} columns{dropped}"),
        "remove the surplus cell, or write a pipe that is part of the text as `\\|`",
    )
}

fn missing(row: &Row, count: usize, columns: &Columns, lines: &Lines<'_>) -> Problem {
    let (at, wanted, missing) = (start(row), columns.all.len(), &columns.all[count..]);
    let mut names: Vec<String> = missing.iter().take(6).map(|column| format!("`{}`", column.header)).collect();
    if missing.len() > 6 {
        names.push("…".to_owned());
    }
    let names = names.join(", ");
    let cells = if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    let message = format!("this row has {cells}, but its table has {wanted} columns: nothing is under {names}");
    let help = "add the missing cells; an empty one is written `| |`";
    let has_meaning = |column: &Column| {
        column.scope.is_some() || column.ticks.is_some() || column.field.is_some_and(|field| !field.is_text())
    };
    if !missing.iter().any(has_meaning) {
        return Problem::new(&rules::MISSING_TEXT, at, message, help);
    }
    // A lost pipe may have put the note into the cell before it.
    let has_notes = missing.iter().any(|column| column.field == Some(Field::Notes));
    let merged = count
        .checked_sub(1)
        .and_then(|last| row.cells.get(last))
        .filter(|_| has_notes)
        .and_then(|cell| notes::find(&cell.pieces));
    let help = match merged {
        Some((place, text)) => format!(
            "a pipe seems to be missing before column {}, where a note begins that is now part of another cell: `{text}`",
            lines.position(place).column
        ),
        None => help.to_owned(),
    };
    Problem::new(&rules::RAGGED_ROW, at, message, help)
}

/// Text that touches the table above it, from the line of this number on.
fn text_in_table(table: &Table, number: usize, columns: &Columns, lines: &Lines<'_>) -> Problem {
    let row = &table.rows[number];
    let wanted = columns.all.len();
    let message = if wanted == 1 {
        "this text without a pipe is a row of the table above it".to_owned()
    } else {
        format!("this text is a row of the table above it, which has {wanted} columns")
    };
    let line = lines.position(row.range.start).line;
    let rows_follow = table.rows[number..].iter().any(|row| pipes::has_pipe(&lines.text()[row.range.clone()]));
    let help = if rows_follow {
        format!("move line {line} below the table, with a blank line between, or write it as a row with pipes")
    } else {
        format!("put a blank line before line {line}, or write it as a row with pipes")
    };
    Problem::new(&rules::TEXT_IN_TABLE, start(row), message, help)
}

/// A row that is indented into code.
fn row_in_code(row: &Row, lines: &Lines<'_>) -> Problem {
    let line = lines.position(row.range.start).line;
    Problem::new(
        &rules::ROW_IN_CODE,
        row.range.start,
        "other renderers show this row as code: it is indented by four columns or more",
        format!("indent line {line} as far as the other rows"),
    )
}

/// The permission tables that a table that is not read has among its rows: renderers that end it earlier show them.
pub(crate) fn hidden_tables(table: &Table, lines: &Lines<'_>) -> Vec<Problem> {
    let mut names_scopes = false;
    let mut hidden = Vec::new();
    for (line, row) in table_lines::lines(table, lines.text()) {
        if names_scopes && line == TableLine::Delimiter {
            hidden.push(table_in_table(row, true, lines));
        }
        // However far it is indented.
        names_scopes = table_lines::is_header(row);
    }
    hidden
}

fn table_in_table(row: &Row, is_below_header: bool, lines: &Lines<'_>) -> Problem {
    let line = lines.position(row.range.start).line;
    let (message, help) = if is_below_header {
        (
            "this delimiter row does not begin a table: it and the rows below it are rows of the table above",
            format!("put a blank line before line {}", line.saturating_sub(1)),
        )
    } else {
        ("this delimiter row is in the middle of a table", format!("delete line {line}: it is no row"))
    };
    Problem::new(&rules::TABLE_IN_TABLE, row.range.start, message, help)
}
