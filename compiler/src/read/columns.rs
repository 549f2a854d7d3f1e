//! What the columns of a table mean, and so what the table is.

use std::collections::BTreeSet;

use super::blocks::{Cell, Table};
use super::header::{self, Field};
use super::problem::Problem;
use super::settings::TableSettings;
use super::text::plain;
use super::vocabulary::did_you_mean;
use crate::quoted::quoted;
use crate::rules;

/// What a table is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// It requests permissions.
    Permissions,
    /// It only declares covers.
    Covers,
    /// It is not read.
    Other,
}

/// One column.
pub(crate) struct Column {
    pub(crate) header: String,
    /// Where the header is.
    pub(crate) at: usize,
    /// What its cells mean; `None` for text that only people read.
    pub(crate) field: Option<Field>,
    /// The field that the header names, and how telling it is (0 is the most).
    known: Option<(Field, usize)>,
    /// Whether it lost its field to another column, which a finding says.
    is_ambiguous: bool,
}

impl Column {
    fn new(cell: &Cell) -> Self {
        let header = plain(&cell.pieces);
        let known = header::field(&header);
        Self { header, at: cell.start, field: None, known, is_ambiguous: false }
    }
}

/// The columns of a table.
pub(crate) struct Columns {
    pub(crate) all: Vec<Column>,
    pub(crate) role: Role,
}

impl Columns {
    /// The place of a field's column.
    pub(crate) fn find(&self, field: Field) -> Option<usize> {
        self.all.iter().position(|column| column.field == Some(field))
    }
}

/// What earlier tables of the document have already said or used.
#[derive(Default)]
pub(crate) struct Seen {
    /// The headers that have a note already.
    headers: BTreeSet<String>,
    /// The `column` directives that named a column, by their place.
    pub(crate) columns: Vec<usize>,
}

/// Finds out what the columns of a table mean. `effective` are the settings that hold for it, `own` those of its own
/// directives.
pub(crate) fn columns(
    table: &Table,
    effective: &TableSettings,
    own: &TableSettings,
    seen: &mut Seen,
    problems: &mut Vec<Problem>,
) -> Columns {
    let mut all: Vec<Column> = table.header.cells.iter().map(Column::new).collect();
    for (field, header, at) in &effective.columns {
        let is_own = own.columns.iter().any(|(_, _, own_at)| own_at == at);
        by_directive(*field, header, *at, is_own, &mut all, seen, problems);
    }
    for field in Field::ALL {
        by_vocabulary(field, &mut all, problems);
    }
    let role = role(&all);
    if role != Role::Other {
        name_unknown(&all, &mut seen.headers, problems);
        tell_apart(&mut all);
    }
    Columns { all, role }
}

/// Gives a field the column that a directive at `at` names.
fn by_directive(
    field: Field,
    header: &str,
    at: usize,
    is_own: bool,
    all: &mut [Column],
    seen: &mut Seen,
    problems: &mut Vec<Problem>,
) {
    let mut found = (0..all.len()).filter(|&n| header::same(&all[n].header, header));
    let (first, second) = (found.next(), found.next());
    let Some(first) = first else {
        if is_own {
            problems.push(no_such_column(header, at, all));
        }
        return;
    };
    seen.columns.push(at);
    if let Some(second) = second {
        problems.push(Problem::new(
            &rules::AMBIGUOUS_HEADER,
            all[second].at,
            format!("two columns have the header `{header}`, which a directive names"),
            "give them different headers",
        ));
    }
    if let Some(other) = all[first].field {
        problems.push(Problem::new(
            &rules::DIRECTIVE_CONFLICT,
            at,
            format!("the column `{header}` is given two meanings: {} and {}", other.key(), field.key()),
            "keep one of the two",
        ));
        return;
    }
    all[first].field = Some(field);
}

/// Gives a field the column whose header names it, unless a directive gave it one.
fn by_vocabulary(field: Field, all: &mut [Column], problems: &mut Vec<Problem>) {
    if all.iter().any(|column| column.field == Some(field)) {
        return;
    }
    let rank = |column: &Column| column.known.filter(|(known, _)| *known == field).map(|(_, rank)| rank);
    let candidates: Vec<usize> =
        (0..all.len()).filter(|&n| all[n].field.is_none() && rank(&all[n]).is_some()).collect();
    if field.is_text() {
        // The most telling header wins; a note says that the others are kept as text.
        if let Some(&first) = candidates.iter().min_by_key(|&&n| rank(&all[n])) {
            all[first].field = Some(field);
        }
        return;
    }
    let Some((&first, others)) = candidates.split_first() else { return };
    all[first].field = Some(field);
    for &other in others {
        all[other].is_ambiguous = true;
    }
    // The first is read all the same, so that its names resolve.
    if let Some(&second) = others.first() {
        let (first, second) = (&all[first], &all[second]);
        problems.push(Problem::new(
            &rules::AMBIGUOUS_HEADER,
            second.at,
            format!("the columns `{}` and `{}` both mean {}", first.header, second.header, field.key()),
            format!(
                "choose one above the table: <!-- scopemark: column.{} = {} -->",
                field.key(),
                quoted(&second.header)
            ),
        ));
    }
}

fn role(all: &[Column]) -> Role {
    let has = |field| all.iter().any(|column| column.field == Some(field));
    if !has(Field::Scope) {
        return Role::Other;
    }
    let covers = |column: &Column| matches!(column.field, Some(Field::Scope | Field::SatisfiedBy | Field::Kind));
    if has(Field::SatisfiedBy) && all.iter().all(covers) { Role::Covers } else { Role::Permissions }
}

/// Gives every column without a meaning a different header, so that no cell's text hides another's.
fn tell_apart(all: &mut [Column]) {
    let mut headers = BTreeSet::new();
    for (n, column) in all.iter_mut().enumerate() {
        if column.field.is_some() {
            continue;
        }
        let n = n + 1;
        if column.header.is_empty() {
            column.header = format!("column {n}");
        } else if headers.contains(&column.header) {
            column.header = format!("{} (column {n})", column.header);
        }
        headers.insert(column.header.clone());
    }
}

fn name_unknown(all: &[Column], named: &mut BTreeSet<String>, problems: &mut Vec<Problem>) {
    for column in all.iter().filter(|column| column.field.is_none() && !column.is_ambiguous) {
        if !named.insert(column.header.clone()) {
            continue;
        }
        let header = if column.header.is_empty() { "(empty)" } else { &column.header };
        let instead = column.known.and_then(|(field, _)| all.iter().find(|c| c.field == Some(field)));
        let why = match instead {
            Some(read) => format!("`{}` is read instead", read.header),
            None => "its meaning is unknown".to_owned(),
        };
        problems.push(Problem::new(
            &rules::UNKNOWN_COLUMN,
            column.at,
            format!("the column `{header}` is kept as text: {why}"),
            "this is fine if the column is for readers only; `column.FIELD = \"Header\"` in a directive gives it a meaning",
        ));
    }
}

fn no_such_column(wanted: &str, at: usize, all: &[Column]) -> Problem {
    let headers: Vec<&str> = all.iter().map(|column| column.header.as_str()).collect();
    Problem::new(
        &rules::DIRECTIVE_VALUE,
        at,
        format!("the table has no column `{wanted}`"),
        did_you_mean(wanted, &headers),
    )
}
