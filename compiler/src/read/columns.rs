//! What the columns of a table mean, and so what the table is.

use std::collections::BTreeSet;

use super::blocks::{Cell, Table};
use super::cells::Cells;
use super::column::{Column, ScopeColumn};
use super::header::{self, Field};
use super::kind_headers;
use super::problem::Problem;
use super::scope_names::is_graph;
use super::settings::TableSettings;
use super::text::{cut, plain};
use super::vocabulary::did_you_mean;
use crate::quoted::quoted;
use crate::rules;

/// What a table that is read is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// It requests permissions.
    Permissions,
    /// It only declares covers.
    Covers,
}

/// The columns of a table.
pub(crate) struct Columns {
    pub(crate) all: Vec<Column>,
    pub(crate) role: Role,
    /// The column of HTTP verbs that stands before an endpoint.
    pub(crate) verb: Option<usize>,
    /// Whether most names have the shape of Microsoft Graph's.
    pub(crate) are_graph: bool,
}

impl Columns {
    /// The place of a field's column.
    pub(crate) fn find(&self, field: Field) -> Option<usize> {
        self.all.iter().position(|column| column.field == Some(field))
    }

    /// The scope columns with their places.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = (usize, &ScopeColumn)> {
        self.all.iter().enumerate().filter_map(|(n, column)| Some((n, column.scope.as_ref()?)))
    }
}

/// Whether most names of scope columns have the shape of Microsoft Graph's.
fn are_graph(all: &[Column]) -> bool {
    let names = all.iter().filter(|column| column.scope.is_some()).flat_map(|column| &column.cells.names);
    let (graph, all) = names.fold((0, 0), |(graph, all), name| (graph + usize::from(is_graph(name)), all + 1));
    graph * 2 > all
}

/// What earlier tables of the document have already said or used.
#[derive(Default)]
pub(crate) struct Seen {
    /// The headers that have a note already.
    headers: BTreeSet<String>,
    /// The `column` directives that named a column, by their place.
    pub(crate) columns: BTreeSet<usize>,
}

/// The columns of a table with their cells, and the fields that directives give them.
pub(crate) fn declared(
    table: &Table,
    source: &str,
    [effective, own]: [&TableSettings; 2],
    seen: &mut Seen,
    problems: &mut Vec<Problem>,
) -> Vec<Column> {
    let rows = super::table_lines::rows(table, source);
    let column = |(n, cell): (usize, &Cell)| {
        let header = plain(&cell.pieces);
        Column {
            known: header::field(&header),
            header,
            at: cell.start,
            field: None,
            scope: None,
            ticks: None,
            is_declared: false,
            cells: Cells::of(&rows, n, &effective.words),
        }
    };
    let mut all: Vec<Column> = table.header.cells.iter().enumerate().map(column).collect();
    for (field, header, at) in &effective.columns {
        let is_own = own.columns.iter().any(|(_, _, own_at)| own_at == at);
        by_directive(*field, header, *at, is_own, &mut all, seen, problems);
    }
    all
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
    seen.columns.insert(at);
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
    all[first].is_declared = true;
}

/// Gives every other column of a table that is read its meaning.
pub(crate) fn fields(
    mut all: Vec<Column>,
    effective: &TableSettings,
    seen: &mut Seen,
    problems: &mut Vec<Problem>,
) -> Columns {
    let mut verb = None;
    for field in Field::ALL {
        if field != Field::Scope && !all.iter().any(|column| column.field == Some(field)) {
            by_header(field, &mut all, effective, &mut verb, problems);
        }
    }
    kind_headers::apply(&mut all, &effective.words);
    kind_headers::ticks(&mut all, &effective.words, problems);
    let covers = |column: &Column| matches!(column.field, Some(Field::Scope | Field::SatisfiedBy | Field::Kind));
    let has_satisfied_by = all.iter().any(|column| column.field == Some(Field::SatisfiedBy));
    let role = if has_satisfied_by && all.iter().all(covers) { Role::Covers } else { Role::Permissions };
    name_unknown(&all, verb, &mut seen.headers, problems);
    for column in &mut all {
        problems.extend(shorten(column));
    }
    tell_apart(&mut all);
    Columns { are_graph: are_graph(&all), all, role, verb }
}

/// How long the header of a column without a meaning may be, in bytes. Every row repeats it.
const LONGEST: usize = 200;

/// Cuts a header that every row would repeat, and says so.
fn shorten(column: &mut Column) -> Option<Problem> {
    let length = column.header.len();
    if length <= LONGEST || column.field.is_some() || column.scope.is_some() || column.ticks.is_some() {
        return None;
    }
    cut(&mut column.header, LONGEST);
    Some(Problem::new(
        &rules::TOO_LONG,
        column.at,
        format!("this header has {length} bytes, which every row would repeat"),
        format!("shorten it to at most {LONGEST}"),
    ))
}

/// Gives a field the column whose header names it.
fn by_header(
    field: Field,
    all: &mut [Column],
    effective: &TableSettings,
    verb: &mut Option<usize>,
    problems: &mut Vec<Problem>,
) {
    let rank = |column: &Column| column.known.filter(|(known, _)| *known == field).map(|(_, rank)| rank);
    let mut candidates: Vec<usize> = (0..all.len())
        .filter(|&n| all[n].field.is_none() && all[n].scope.is_none() && rank(&all[n]).is_some())
        .filter(|&n| fits(field, n, all, effective, problems))
        .collect();
    if field == Field::Feature || field.is_text() {
        candidates.sort_by_key(|&n| rank(&all[n]));
    }
    let Some((&first, others)) = candidates.split_first() else { return };
    all[first].field = Some(field);
    if field == Field::Feature {
        let is_verbs = |n: &&usize| header::normal(&all[**n].header) == "method" && are_verbs(&all[**n]);
        let is_endpoint = header::normal(&all[first].header) == "endpoint";
        *verb = others.iter().find(is_verbs).copied().filter(|_| is_endpoint);
        return;
    }
    if let Some(&second) = others.first() {
        let (first, second) = (&all[first], &all[second]);
        problems.push(Problem::new(
            &rules::SECOND_COLUMN,
            second.at,
            format!(
                "the columns `{}` and `{}` both mean {}: the first is read, the other is text",
                first.header,
                second.header,
                field.key()
            ),
            if header::same(&first.header, &second.header) {
                "give one of the two another header".to_owned()
            } else {
                format!(
                    "choose above the table: <!-- scopemark: column.{0} = {1} --> or <!-- scopemark: column.{0} = {2} -->",
                    field.key(),
                    quoted(&first.header),
                    quoted(&second.header)
                )
            },
        ));
    }
}

/// Whether a column may be the field of its header, by its cells and the other columns.
fn fits(field: Field, n: usize, all: &[Column], effective: &TableSettings, problems: &mut Vec<Problem>) -> bool {
    let column = &all[n];
    match field {
        // A kind that nothing knows is another vendor's word, where the names are not Graph's.
        Field::Kind => {
            let graph = effective.resource.is_some()
                || !effective.words.resources.is_empty()
                || all.iter().any(|column| column.scope.is_some() && column.cells.are_graph());
            graph || column.cells.kinds > 0
        }
        // A resource that nothing knows would be taken for Microsoft Graph, where the names are of Graph's shape.
        Field::Resource => {
            let is_graph = all.iter().any(|column| column.scope.is_some() && column.cells.are_graph());
            let is_said = effective.resource.is_some();
            column.cells.resources > 0 || (is_graph && !is_said && column.cells.are_names_of_services())
        }
        Field::Update if all.iter().any(Column::says_access) => {
            problems.extend(beside_access(column, all));
            false
        }
        Field::Update if header::normal(&column.header) == "write" => {
            let read = all.iter().find(|other| header::normal(&other.header) == "read" && other.scope.is_none());
            if let Some(read) = read.filter(|read| read.cells.are_yes_or_no()) {
                problems.push(Problem::new(
                    &rules::SECOND_COLUMN,
                    column.at,
                    format!(
                        "`{}` beside `{}` is kept as text: it is unclear what a row needs",
                        column.header, read.header
                    ),
                    format!(
                        "if a yes means that only changes need the row, say so: <!-- scopemark: column.update = {} -->",
                        quoted(&column.header)
                    ),
                ));
                return false;
            }
            column.cells.are_yes_or_no()
        }
        _ => true,
    }
}

/// The warning for a column of updates beside scope columns whose headers say the access, at the first of these headers.
fn beside_access(column: &Column, all: &[Column]) -> Option<Problem> {
    let mut saying = all.iter().filter(|other| other.says_access());
    let first = saying.next()?;
    let help = match saying.next() {
        None => {
            format!("if a yes means that only changes need the row, write `Permission` in place of `{}`", first.header)
        }
        Some(second) => format!(
            "`{}` and `{}` say what their permissions are needed for: give `{}` a header that says what else it means",
            first.header, second.header, column.header
        ),
    };
    Some(Problem::new(
        &rules::SECOND_COLUMN,
        first.at,
        format!(
            "`{}` says already what its permissions are needed for: `{}` beside it is kept as text",
            first.header, column.header
        ),
        help,
    ))
}

fn are_verbs(column: &Column) -> bool {
    let verbs = ["get", "post", "put", "patch", "delete", "head", "options"];
    !column.cells.names.is_empty()
        && column.cells.names.iter().all(|name| verbs.iter().any(|verb| verb.eq_ignore_ascii_case(name)))
}

/// Gives every column without a meaning a different header, so that no cell's text hides another's.
fn tell_apart(all: &mut [Column]) {
    let mut headers = BTreeSet::new();
    for (n, column) in all.iter_mut().enumerate() {
        if column.field.is_some() || column.scope.is_some() {
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

/// Names each column without a meaning once, and says where its header is a slip.
fn name_unknown(all: &[Column], verb: Option<usize>, named: &mut BTreeSet<String>, problems: &mut Vec<Problem>) {
    for (n, column) in all.iter().enumerate() {
        let has_meaning = column.field.is_some() || column.scope.is_some() || column.ticks.is_some() || verb == Some(n);
        if has_meaning {
            continue;
        }
        if let Some(other) = kind_headers::other_words(column).filter(|_| are_graph(all)) {
            problems.push(other);
            continue;
        }
        if let Some(known) = header::slip(&column.header) {
            problems.push(Problem::new(
                &rules::HEADER_SLIP,
                column.at,
                format!("the header `{}` is not known, so its column is kept as text", column.header),
                format!("if it is meant so, write `{}` in place of `{}`", header::capitalized(known), column.header),
            ));
            continue;
        }
        if named.insert(column.header.clone()) {
            let header = if column.header.is_empty() { "(empty)" } else { &column.header };
            problems.push(Problem::new(
                &rules::UNKNOWN_COLUMN,
                column.at,
                format!("the column `{header}` is kept as text"),
                "this is fine if the column is for readers only; `column.FIELD = \"Header\"` in a directive gives it a \
                 meaning",
            ));
        }
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
