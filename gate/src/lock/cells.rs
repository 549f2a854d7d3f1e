//! The cells of rows: which rows are opted in to together.

use core::iter::repeat_n;
use std::collections::BTreeMap;

use scopemark_compiler::model::{Document, Permission, Position};
use scopemark_core::ask;

/// The permissions that opt in to each row, in the order of the document, as the engine numbers them. Empty for a row that
/// is alone in its cell, and where the engine does not hold the document.
pub(super) fn of_rows(document: &Document) -> Vec<Vec<u16>> {
    let mut cells = vec![Vec::new(); document.permissions.len()];
    let Ok(flat) = ask::flatten(document) else { return cells };
    let table = flat.table();
    // The table lists the rows by feature, and a row of several groups once for each of them.
    let features = (0..document.features.len()).map(Some).chain([None]);
    let places = features.flat_map(|feature| {
        let of_feature = document.permissions.iter().enumerate().filter(move |(_, row)| row.feature == feature);
        of_feature.flat_map(|(place, row)| repeat_n(place, row.clauses.len().max(1)))
    });
    for (number, place) in places.enumerate() {
        cells[place] = table.row(number).map(|row| row.cell.iter().map(narrow).collect()).unwrap_or_default();
    }
    cells
}

fn narrow(name: usize) -> u16 {
    u16::try_from(name).unwrap_or(u16::MAX)
}

/// Numbers the cells of rows in this order, from 1: those of several rows first. `None` is a row alone in its cell.
pub(super) fn number<'c, T: Ord + 'c>(cells: impl Iterator<Item = Option<&'c T>> + Clone) -> Vec<u32> {
    let mut known: BTreeMap<&T, u32> = BTreeMap::new();
    let mut last = 0;
    let mut next = || {
        last += 1;
        last
    };
    for cell in cells.clone().flatten() {
        known.entry(cell).or_insert_with(&mut next);
    }
    cells.map(|cell| cell.map_or_else(&mut next, |cell| known[cell])).collect()
}

/// The position of a row of a lock: the number of its cell, in no line of a document, because columns begin at 1.
pub(super) const fn position(cell: u32) -> Position {
    Position { line: cell, column: 0 }
}

/// The number of a row's cell if it shares it with another row of the document.
pub(super) fn shared(row: &Permission, document: &Document) -> Option<u32> {
    let cell = row.position.line;
    let count = document.permissions.iter().filter(|other| other.position.line == cell).count();
    (cell > 0 && count > 1).then_some(cell)
}
