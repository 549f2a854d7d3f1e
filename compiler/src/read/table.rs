//! The columns of a table, and what kind of table they make it.

use std::collections::BTreeSet;

use super::blocks::Table;
use super::header::{self, Field};
use super::problem::Problem;
use super::scope_names::looks_like_graph;
use super::settings::TableSettings;
use super::text::plain;
use super::vocabulary::did_you_mean;
use crate::quoted::quoted;
use crate::rules;

/// What a table is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// It asks for permissions.
    Permissions,
    /// It says only which permission covers which.
    Covers,
    /// Nothing that is read here.
    Other,
}

/// One column.
pub(crate) struct Column {
    pub(crate) header: String,
    pub(crate) field: Option<Field>,
    /// Where the header stands.
    pub(crate) at: usize,
}

/// The columns of a table, by the vocabulary and its directives.
pub(crate) struct Columns {
    pub(crate) all: Vec<Column>,
    pub(crate) role: Role,
    /// The places of the columns without a field.
    pub(crate) unread: Vec<usize>,
    /// By field, the place of its column: every row asks.
    places: [Option<usize>; Field::ALL.len()],
}

impl Columns {
    /// The place of a field's column.
    pub(crate) fn find(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }
}

/// What the tables of a document have used up.
#[derive(Default)]
pub(crate) struct Seen {
    /// The headers that have a note already.
    headers: BTreeSet<String>,
    /// The `column` directives that named a column, by place; a few for each table.
    pub(crate) columns: Vec<usize>,
}

/// Finds out what the columns of a table mean.
pub(crate) fn columns(
    table: &Table,
    settings: &TableSettings,
    own: &TableSettings,
    seen: &mut Seen,
    problems: &mut Vec<Problem>,
) -> Columns {
    let mut all = Vec::new();
    for cell in &table.header.cells {
        all.push(Column { header: plain(&cell.pieces), field: None, at: cell.start });
    }
    for (field, wanted, at) in &settings.columns {
        let mut found = Vec::new();
        for (n, column) in all.iter().enumerate() {
            if header::same(&column.header, wanted) {
                found.push(n);
            }
        }
        let Some(&first) = found.first() else {
            if own.columns.iter().any(|(_, _, mine)| mine == at) {
                problems.push(no_such_column(wanted, *at, &all));
            }
            continue;
        };
        seen.columns.push(*at);
        if let Some(&second) = found.get(1) {
            problems.push(Problem::new(
                &rules::AMBIGUOUS_HEADER,
                all[second].at,
                format!("two columns have the header `{wanted}`, which a directive names"),
                "give them different headers",
            ));
        }
        if let Some(other) = all[first].field {
            problems.push(Problem::new(
                &rules::DIRECTIVE_CONFLICT,
                *at,
                format!("the column `{wanted}` is given two meanings: {} and {}", other.key(), field.key()),
                "keep one of the two",
            ));
            continue;
        }
        all[first].field = Some(*field);
    }
    let mut ambiguous = Vec::new();
    for &field in &Field::ALL {
        by_vocabulary(field, &mut all, &mut ambiguous, problems);
    }
    let role = role(&all);
    if role != Role::Other {
        name_unknown(&all, &ambiguous, &mut seen.headers, problems);
        tell_apart(&mut all);
    }
    let mut places = [None; Field::ALL.len()];
    let mut unread = Vec::new();
    for (n, column) in all.iter().enumerate() {
        match column.field {
            Some(field) if places[field as usize].is_none() => places[field as usize] = Some(n),
            Some(_) => {}
            None => unread.push(n),
        }
    }
    Columns { all, role, unread, places }
}

/// Gives a field the column that its vocabulary names, unless a directive did. Columns that lost to another of the same
/// meaning are added to `ambiguous`: they have a finding.
fn by_vocabulary(field: Field, all: &mut [Column], ambiguous: &mut Vec<usize>, problems: &mut Vec<Problem>) {
    if all.iter().any(|column| column.field == Some(field)) {
        return;
    }
    let mut places = Vec::new();
    let mut most_telling: Option<(usize, usize)> = None;
    for (n, column) in all.iter().enumerate() {
        if column.field.is_some() {
            continue;
        }
        if let Some((known, rank)) = header::field(&column.header)
            && known == field
        {
            places.push(n);
            if most_telling.is_none_or(|(least, _)| rank < least) {
                most_telling = Some((rank, n));
            }
        }
    }
    let Some((_, first)) = most_telling else { return };
    if places.len() > 1 && !field.is_text() {
        let (one, other) = (&all[places[0]], &all[places[1]]);
        problems.push(Problem::new(
            &rules::AMBIGUOUS_HEADER,
            other.at,
            format!("the columns `{}` and `{}` both mean: {}", one.header, other.header, field.key()),
            format!(
                "say which it is above the table: <!-- scopemark: column.{} = \"{}\" -->",
                field.key(),
                other.header
            ),
        ));
        ambiguous.extend(&places[1..]);
        // The first in the table is read, so that its names resolve.
        all[places[0]].field = Some(field);
        return;
    }
    // Of several texts the most telling header wins; the others are named as columns that are kept as text.
    all[first].field = Some(field);
}

fn role(all: &[Column]) -> Role {
    let has = |field| all.iter().any(|column| column.field == Some(field));
    if !has(Field::Scope) {
        return Role::Other;
    }
    let covers = |column: &Column| matches!(column.field, Some(Field::Scope | Field::SatisfiedBy | Field::Kind));
    if has(Field::SatisfiedBy) && all.iter().all(covers) { Role::Covers } else { Role::Permissions }
}

/// Gives columns without a meaning headers of their own, so that no cell's text hides another's.
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

fn name_unknown(all: &[Column], ambiguous: &[usize], named: &mut BTreeSet<String>, problems: &mut Vec<Problem>) {
    for (n, column) in all.iter().enumerate() {
        let is_unknown = column.field.is_none() && !ambiguous.contains(&n);
        if !is_unknown || !named.insert(column.header.clone()) {
            continue;
        }
        let header = if column.header.is_empty() { "(empty)" } else { &column.header };
        let instead = header::field(&column.header).and_then(|(field, _)| all.iter().find(|c| c.field == Some(field)));
        let why = match instead {
            Some(read) => format!("`{}` is read in its place", read.header),
            None => "its meaning is not known".to_owned(),
        };
        problems.push(Problem::new(
            &rules::UNKNOWN_COLUMN,
            column.at,
            format!("the column `{header}` is kept as text: {why}"),
            "nothing to do, if it is for readers only; `column.FIELD = \"Header\"` in a directive gives it a meaning",
        ));
    }
}

fn no_such_column(wanted: &str, at: usize, all: &[Column]) -> Problem {
    let mut headers = Vec::with_capacity(all.len());
    for column in all {
        headers.push(column.header.as_str());
    }
    Problem::new(
        &rules::DIRECTIVE_VALUE,
        at,
        format!("the table has no column `{wanted}`"),
        did_you_mean(wanted, &headers),
    )
}

/// Warns of a table without a known scope column whose cells have the form of permissions; whether it did.
pub(crate) fn warn_if_unread(table: &Table, columns: &Columns, problems: &mut Vec<Problem>) -> bool {
    for (n, column) in columns.all.iter().enumerate() {
        let (mut filled, mut alike) = (0, 0);
        for row in &table.rows {
            let Some(cell) = row.cells.get(n) else { continue };
            let text = plain(&cell.pieces);
            filled += usize::from(!text.is_empty());
            let names = |text: &str| text.split([' ', ',']).filter(|word| !word.is_empty()).all(looks_like_graph);
            alike += usize::from(!text.is_empty() && names(text.trim_end_matches('*').trim_end()));
        }
        if alike > 1 || (alike == 1 && filled <= 3) {
            problems.push(Problem::new(
                &rules::UNREAD_TABLE,
                column.at,
                format!(
                    "this table is not read, though its column `{}` holds what look like permissions",
                    column.header
                ),
                format!(
                    "put above the table: <!-- scopemark: column.scope = {} -->, or <!-- scopemark: skip -->",
                    quoted(&column.header)
                ),
            ));
            return true;
        }
    }
    false
}
