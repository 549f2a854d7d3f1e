//! From the rows of the tables to permissions and covers.

use std::collections::BTreeMap;

use super::blocks::{Cell, Row, Table};
use super::columns::{Column, Columns, Role};
use super::condition_words::Declared;
use super::conflicts;
use super::header::Field;
use super::lines::Lines;
use super::notes;
use super::pipes;
use super::problem::Problem;
use super::scope_words::Token;
use super::scopes::{self, Asked};
use super::settings::TableSettings;
use super::text::plain;
use super::values::{Feature, Inherited};
use crate::model::{Cover, Document, Kind, Permission, Position};
use crate::rules;

/// `For …` in the notes of a permission: it waits until all conditions of the document are known.
pub(crate) struct Waiting {
    pub(crate) permission: usize,
    pub(crate) words: String,
    pub(crate) text: String,
    pub(crate) at: usize,
}

/// What holds while all tables of a document are read.
pub(crate) struct Reader<'b> {
    pub(crate) lines: &'b Lines<'b>,
    pub(crate) declared: &'b Declared,
    /// Whether a legend says what `*` means.
    pub(crate) legend: &'b dyn Fn() -> bool,
    pub(crate) document: &'b mut Document,
    pub(crate) problems: &'b mut Vec<Problem>,
    pub(crate) waiting: Vec<Waiting>,
    /// The features so far, with their places in the document's list.
    pub(super) features: BTreeMap<String, usize>,
}

impl<'b> Reader<'b> {
    pub(crate) fn new(
        lines: &'b Lines<'b>,
        declared: &'b Declared,
        legend: &'b dyn Fn() -> bool,
        document: &'b mut Document,
        problems: &'b mut Vec<Problem>,
    ) -> Self {
        Self { lines, declared, legend, document, problems, waiting: Vec::new(), features: BTreeMap::new() }
    }

    /// Reads the rows of one table. `fallback` is the feature of a table that names none: text and place.
    pub(crate) fn table(
        &mut self,
        table: &Table,
        columns: &Columns,
        settings: &TableSettings,
        fallback: &(String, usize),
    ) {
        let mut inherited = Inherited::default();
        let mut in_text = false;
        for (n, row) in table.rows.iter().enumerate() {
            let below = table.rows.get(n + 1);
            let source = &self.lines.text()[row.range.clone()];
            let cells = pipes::count(source);
            if conflicts::is_marker(source) {
                continue;
            }
            if pipes::delimiter(source).is_some() {
                self.table_in_table(row);
                continue;
            }
            if below.is_some_and(|below| self.is_delimiter(below)) {
                // The header of the second table: its delimiter row carries the finding.
                continue;
            }
            if cells == 1 && columns.all.len() > 1 {
                let text = !pipes::has_pipe(source);
                // Lines of one paragraph make one finding.
                if !(text && in_text) {
                    self.text_in_table(row, source, columns.all.len());
                }
                in_text = text;
                if text {
                    continue;
                }
            } else {
                in_text = false;
            }
            if let Some(shape) = self.shape(row, source, cells, columns) {
                self.one(&shape, columns, settings, fallback, &mut inherited);
            }
        }
    }

    fn one(
        &mut self,
        shape: &Shape<'_>,
        columns: &Columns,
        settings: &TableSettings,
        fallback: &(String, usize),
        inherited: &mut Inherited,
    ) {
        match columns.role {
            Role::Covers => self.covers_row(shape, columns, settings),
            _ => self.row(shape, columns, settings, fallback, inherited),
        }
    }

    fn is_delimiter(&self, row: &Row) -> bool {
        pipes::delimiter(&self.lines.text()[row.range.clone()]).is_some()
    }

    /// Checks the number of cells; none for a row without any text.
    fn shape<'r>(&mut self, row: &'r Row, source: &str, count: usize, columns: &Columns) -> Option<Shape<'r>> {
        let cells = &row.cells;
        let at = cells.first().map_or(row.range.start, |cell| cell.start);
        if cells.iter().all(|cell| cell.pieces.is_empty()) {
            self.problems.push(Problem::new(
                &rules::EMPTY_ROW,
                at,
                "this row is empty",
                "delete it: some renderers end the table here",
            ));
            return None;
        }
        let wanted = columns.all.len();
        if count > wanted {
            let surplus = pipes::cells(source).get(wanted).map_or("", |cell| source[cell.clone()].trim());
            self.problems.push(Problem::new(
                &rules::RAGGED_ROW,
                at,
                match surplus {
                    "" => format!("this row has {count} cells, its table {wanted}"),
                    _ => format!(
                        "this row has {count} cells, its table {wanted}: `{surplus}` is dropped by every renderer"
                    ),
                },
                "take the surplus cell out, or write a pipe that belongs to the text as `\\|`",
            ));
        } else if count < wanted && !(count == 1 && wanted > 1) {
            self.missing(&columns.all[count..], cells, count, wanted, at);
        }
        Some(Shape { cells: &cells[..count.min(cells.len())], at })
    }

    fn missing(&mut self, missing: &[Column], cells: &[Cell], count: usize, wanted: usize, at: usize) {
        let mut names: Vec<String> = missing.iter().take(6).map(|column| format!("`{}`", column.header)).collect();
        if missing.len() > 6 {
            names.push("…".to_owned());
        }
        let names = names.join(", ");
        let message = format!("this row has {count} cells, its table {wanted}: nothing stands under {names}");
        let meaning = missing.iter().any(|column| column.field.is_some_and(|field| !field.is_text()));
        if !meaning {
            self.problems.push(Problem::new(
                &rules::MISSING_TEXT,
                at,
                message,
                "add the missing cells; an empty one is written `| |`",
            ));
            return;
        }
        let merged = cells.get(count - 1).and_then(|cell| notes::find(&cell.pieces));
        let help = match merged {
            Some((place, text)) if missing.iter().any(|column| column.field == Some(Field::Notes)) => {
                let column = self.lines.position(place).column;
                format!(
                    "a pipe seems to be missing before column {column}, where a note begins that is now part of \
                     another cell: `{text}`"
                )
            }
            _ => "add the missing cells; an empty one is written `| |`".to_owned(),
        };
        self.problems.push(Problem::new(&rules::RAGGED_ROW, at, message, help));
    }

    fn text_in_table(&mut self, row: &Row, source: &str, columns: usize) {
        let at = row.cells.first().map_or(row.range.start, |cell| cell.start);
        let line = self.lines.position(row.range.start).line;
        let what = if pipes::has_pipe(source) {
            format!("this row has a single cell, its table {columns}")
        } else {
            format!("this text is a row of the table above it, which has {columns} columns")
        };
        self.problems.push(Problem::new(
            &rules::TEXT_IN_TABLE,
            at,
            what,
            format!("put a blank line before line {line}, or give the row its cells"),
        ));
    }

    fn table_in_table(&mut self, row: &Row) {
        let line = self.lines.position(row.range.start).line;
        let start = row.range.start;
        self.problems.push(Problem::new(
            &rules::TABLE_IN_TABLE,
            start,
            "this delimiter row begins no table: it and the rows below it are rows of the table above",
            format!("put a blank line before line {}", line.saturating_sub(1)),
        ));
    }

    fn row(
        &mut self,
        shape: &Shape<'_>,
        columns: &Columns,
        settings: &TableSettings,
        fallback: &(String, usize),
        inherited: &mut Inherited,
    ) {
        let feature = self.feature(shape, columns, settings, fallback, inherited);
        let kind = self.kind(shape, columns, settings);
        let access = self.access(shape, columns);
        let admin_consent = self.admin_consent(shape, columns, settings);
        let scopes = self.scopes(shape, columns);
        let noted = self.noted(shape, columns);
        let satisfied_by = self.satisfied_by(shape, columns);
        let mut row = Permission {
            position: Position { line: 0, column: 0 },
            scope: String::new(),
            kind,
            feature: match feature {
                Feature::Always => None,
                Feature::Is(index) => Some(index),
            },
            access,
            admin_consent,
            optional: noted.optional,
            requires: noted.requires,
            excludes: noted.excludes,
            alternatives: Vec::new(),
            description: text(shape, columns, Field::Description),
            notes: text(shape, columns, Field::Notes),
            reason: text(shape, columns, Field::Reason),
            other: other(shape, columns),
        };
        for Asked { token, alternatives, mark } in scopes {
            for stronger in &satisfied_by {
                self.cover(kind, stronger, &token);
            }
            let permission = self.document.permissions.len();
            for (words, text, at) in &noted.waiting {
                self.waiting.push(Waiting { permission, words: words.clone(), text: text.clone(), at: *at });
            }
            row.optional = noted.optional || mark.is_some_and(|at| self.mark(at));
            row.position = self.lines.position(token.offset);
            row.scope = token.text;
            row.alternatives = alternatives.into_iter().map(|alternative| alternative.text).collect();
            self.document.permissions.push(row.clone());
        }
    }

    fn covers_row(&mut self, shape: &Shape<'_>, columns: &Columns, settings: &TableSettings) {
        let kind = self.kind(shape, columns, settings);
        let weaker = self.scopes(shape, columns);
        let stronger = self.satisfied_by(shape, columns);
        for asked in &weaker {
            for token in &stronger {
                self.cover(kind, token, &asked.token);
            }
        }
    }

    fn satisfied_by(&mut self, shape: &Shape<'_>, columns: &Columns) -> Vec<Token> {
        match shape.cell(columns, Field::SatisfiedBy) {
            Some(cell) if !cell.pieces.is_empty() => scopes::read_list(&cell.pieces, cell.start, self.problems),
            _ => Vec::new(),
        }
    }

    fn cover(&mut self, kind: Kind, stronger: &Token, weaker: &Token) {
        self.document.covers.push(Cover {
            kind,
            scope: stronger.text.clone(),
            covers: weaker.text.clone(),
            position: self.lines.position(stronger.offset),
            covers_position: self.lines.position(weaker.offset),
        });
    }

    fn scopes(&mut self, shape: &Shape<'_>, columns: &Columns) -> Vec<Asked> {
        let Some(cell) = shape.cell(columns, Field::Scope) else { return Vec::new() };
        let before = self.problems.len();
        let read = scopes::read(&cell.pieces, cell.start, self.problems);
        if read.none {
            self.problems.push(Problem::new(
                &rules::NO_PERMISSION,
                cell.start,
                format!("this row says `{}`, so it asks for no permission and is left out", plain(&cell.pieces)),
                "nothing to do, if that is so; a permission of this name stands in code marks",
            ));
        } else if read.asked.is_empty() && self.problems.len() == before {
            self.problems.push(Problem::new(
                &rules::EMPTY_SCOPE,
                shape.at,
                "this row names no permission",
                "name one in the scope column, or delete the row",
            ));
        }
        read.asked
    }
}

/// A row whose number of cells was checked.
pub(super) struct Shape<'r> {
    /// The cells that stand in the source, surplus ones left out.
    cells: &'r [Cell],
    /// Where its first cell begins.
    pub(super) at: usize,
}

impl<'r> Shape<'r> {
    pub(super) fn cell(&self, columns: &Columns, field: Field) -> Option<&'r Cell> {
        self.cells.get(columns.find(field)?)
    }
}

fn text(shape: &Shape<'_>, columns: &Columns, field: Field) -> String {
    shape.cell(columns, field).map_or_else(String::new, |cell| plain(&cell.pieces))
}

/// The cells of columns without a meaning, with their headers.
fn other(shape: &Shape<'_>, columns: &Columns) -> Vec<(String, String)> {
    let mut other = Vec::new();
    for (column, cell) in columns.all.iter().zip(shape.cells).filter(|(column, _)| column.field.is_none()) {
        other.push((column.header.clone(), plain(&cell.pieces)));
    }
    other
}
