//! Which columns of a table are scope columns, by their words and by their cells together.

use std::collections::BTreeSet;

use super::ambiguous_columns;
use super::cells::Cells;
use super::column::{Column, ScopeColumn};
use super::header::{self, Field, holds_scopes, names_scopes};
use super::problem::Problem;
use super::scope_headers::{is_only_qualified, tell_accesses_apart};
use super::scope_names::looks_like_permission;
use super::vocabulary::{Words, fold, holds};
use crate::quoted::quoted;
use crate::rules;

/// How many scope columns a table may have.
const MOST_COLUMNS: usize = 16;

/// What a table turned out to be.
pub(crate) enum Found {
    /// It has scope columns, which are marked.
    Scopes,
    /// It is not read, and this says why.
    Unread(Option<Problem>),
}

/// Marks the scope columns of a table. `heading` is the nearest one above it, and `named_elsewhere` says of a header that a
/// directive above another table names it as a scope column.
pub(crate) fn find(
    all: &mut [Column],
    words: &Words,
    heading: Option<&str>,
    named_elsewhere: impl Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) -> Found {
    let declared: Vec<usize> = (0..all.len()).filter(|&n| all[n].field == Some(Field::Scope)).collect();
    if !declared.is_empty() {
        problems.extend(level_table(all, &declared).map(|levels| declared_levels(levels.at)));
        mark(all, &declared, words, problems);
        return Found::Scopes;
    }
    let free: Vec<usize> = (0..all.len()).filter(|&n| all[n].field.is_none()).collect();
    let those =
        |test: &dyn Fn(&Column) -> bool| -> Vec<usize> { free.iter().copied().filter(|&n| test(&all[n])).collect() };
    let by_words = those(&|column| names_scopes(&column.header));
    let holding =
        those(&|column| !names_scopes(&column.header) && column.known.is_none() && holds_scopes(&column.header));
    let levels = level_table(all, &[&by_words[..], &holding].concat());
    if levels.is_some() {
        return Found::Unread(levels);
    }
    let mut found: Vec<usize> = by_words.iter().copied().filter(|&n| all[n].cells.fit_words()).collect();
    // A longer header means scopes beside a plain one only where its cells look like nothing else.
    let is_alone = found.is_empty();
    found.extend(holding.iter().copied().filter(|&n| {
        let cells = &all[n].cells;
        cells.mostly_mean() && cells.fit_words() && (is_alone || cells.look_like_permissions())
    }));
    found.extend(those(&|column| is_only_qualified(&column.header, words) && column.cells.fit_without_words()));
    // Beside a scope column, another one needs only half of its cells: the others are errors with a place.
    if !found.is_empty() {
        found.extend(those(&|column| {
            is_only_qualified(&column.header, words) && column.cells.fit_words() && !column.cells.are_yes_or_no()
        }));
    }
    found.sort_unstable();
    found.dedup();
    only_those_like_permissions(all, words, &mut found);
    let is_empty = |n: &usize| all[*n].cells.filled == 0;
    if found.is_empty() && by_words.iter().any(is_empty) {
        found.extend(by_words.iter().copied().filter(is_empty).take(1));
    }
    if found.is_empty()
        && let Some(unsaid) = unsaid(all, heading)
    {
        problems.push(header_unsaid(&all[unsaid]));
        found.push(unsaid);
    }
    if found.is_empty() {
        return Found::Unread(
            slip(all)
                .or_else(|| unread(all, words, &named_elsewhere))
                .or_else(|| by_words.first().map(|&n| other_table(&all[n]))),
        );
    }
    mark(all, &found, words, problems);
    Found::Scopes
}

/// Of several columns that say nothing but scope, leaves those whose names look like permissions, if any do.
fn only_those_like_permissions(all: &[Column], words: &Words, found: &mut Vec<usize>) {
    let says = |n: usize| ScopeColumn::of(&all[n].header, words).says_what_it_is();
    let looks = |n: usize| all[n].cells.look_like_permissions();
    let unsaid: Vec<usize> = found.iter().copied().filter(|&n| !says(n)).collect();
    if unsaid.iter().any(|&n| looks(n)) && fill_one_row(all, &unsaid) {
        found.retain(|&n| says(n) || looks(n));
    }
}

/// Marks these columns, and says where it is unclear what two of them are.
fn mark(all: &mut [Column], found: &[usize], words: &Words, problems: &mut Vec<Problem>) {
    let mut columns: Vec<ScopeColumn> = found.iter().map(|&n| ScopeColumn::of(&all[n].header, words)).collect();
    tell_accesses_apart(&mut columns, found.iter().map(|&n| all[n].header.as_str()));
    let unsaid = columns.iter().any(|column| !column.says_what_it_is());
    // An access in one header says nothing about the other column.
    let is_open = |column: &ScopeColumn| unsaid && (!column.says_what_it_is() || column.access.is_some());
    let open: Vec<usize> = found.iter().zip(&columns).filter(|(_, column)| is_open(column)).map(|(&n, _)| n).collect();
    let is_said = found.iter().all(|&n| all[n].is_declared);
    if open.len() > 1 && !is_said && fill_one_row(all, &open) {
        problems.push(ambiguous_columns::problem(all, found, &columns, &open));
    }
    if let Some(&first) = found.get(MOST_COLUMNS) {
        problems.push(Problem::new(
            &rules::AMBIGUOUS_HEADER,
            all[first].at,
            format!("this table has {} scope columns; at most {MOST_COLUMNS} are read", found.len()),
            "make several tables of it",
        ));
    }
    for (&n, column) in found.iter().zip(columns).take(MOST_COLUMNS) {
        all[n].field = Some(Field::Scope);
        all[n].scope = Some(column);
    }
}

/// Whether a row fills several of these columns. Of a parent and its granular scopes, each row fills one.
fn fill_one_row(all: &[Column], columns: &[usize]) -> bool {
    let mut filled = BTreeSet::new();
    columns.iter().flat_map(|&n| &all[n].cells.filled_rows).any(|row| !filled.insert(row))
}

/// The one column without a telling header whose cells are permissions, under a heading about permissions.
fn unsaid(all: &[Column], heading: Option<&str>) -> Option<usize> {
    let heading = fold(heading?);
    let says = ["permission", "permissions", "scope", "scopes"].iter().any(|word| holds(&heading, word));
    let is_unsaid = |column: &Column| {
        let bare = header::normal(&column.header);
        ["", "name", "value", "string"].contains(&bare.as_str())
            && column.field.is_none()
            && column.cells.fit_without_words()
    };
    let mut found = (0..all.len()).filter(|&n| is_unsaid(&all[n]));
    let first = found.next()?;
    (says && found.next().is_none()).then_some(first)
}

fn header_unsaid(column: &Column) -> Problem {
    let what = if column.header.is_empty() {
        "a header is missing here".to_owned()
    } else {
        format!("the header `{}` does not say it", column.header)
    };
    let skip = "if the table is about something else, put <!-- scopemark: skip --> above it";
    let help = if column.header.is_empty() {
        format!("write `Scope` into this empty cell of the header; {skip}")
    } else {
        format!(
            "write `Scope` in place of `{}`, or put <!-- scopemark: column.scope = {} --> above the table; {skip}",
            column.header,
            quoted(&column.header)
        )
    };
    Problem::new(&rules::HEADER_UNSAID, column.at, format!("this column is read as scopes, but {what}"), help)
}

/// The warning for a table that is not read because the header of its scope column is misspelled.
fn slip(all: &[Column]) -> Option<Problem> {
    all.iter().filter(|column| column.field.is_none()).find_map(|column| {
        let known = header::scope_slip(&column.header)?;
        let cells = &column.cells;
        let looks = header::names_scopes(known) || cells.names.iter().any(|name| looks_like_permission(name));
        (looks && !cells.names.is_empty() && cells.fit_words()).then(|| {
            Problem::new(
                &rules::HEADER_SLIP,
                column.at,
                format!("the header `{}` is not known, so this table is not read", column.header),
                format!(
                    "if it is meant so, write `{}` in place of `{}`; otherwise put <!-- scopemark: skip --> above the table",
                    header::capitalized(known),
                    column.header
                ),
            )
        })
    })
}

/// The warning for a table that is not read although a column looks like permissions.
fn unread(all: &[Column], words: &Words, named_elsewhere: &impl Fn(&str) -> bool) -> Option<Problem> {
    let looks = |column: &&Column| {
        let says = holds_scopes(&column.header) || is_only_qualified(&column.header, words);
        let fits = column.cells.fit_without_words() || (says && column.cells.fit_words());
        column.field.is_none() && fits && column.cells.look_like_permissions()
    };
    let elsewhere = |column: &&Column| column.field.is_none() && named_elsewhere(&column.header);
    let column = all.iter().find(looks).or_else(|| all.iter().find(elsewhere))?;
    if !column.cells.fit_words() {
        return Some(Problem::new(
            &rules::UNREAD_TABLE,
            column.at,
            format!(
                "this table is not read: a directive above another table names the column `{}`, but here its cells are no \
                 permissions",
                column.header
            ),
            "put <!-- scopemark: skip --> above the table to leave it out",
        ));
    }
    if column.header.is_empty() {
        return Some(Problem::new(
            &rules::UNREAD_TABLE,
            column.at,
            "this table is not read, although a column without a header looks like permissions",
            "write `Scope` into this empty cell of the header to read it, or put <!-- scopemark: skip --> above the table to leave it out",
        ));
    }
    Some(Problem::new(
        &rules::UNREAD_TABLE,
        column.at,
        format!("this table is not read, although its column `{}` looks like permissions", column.header),
        format!(
            "put <!-- scopemark: column.scope = {} --> above the table to read it, or <!-- scopemark: skip --> to leave it out",
            quoted(&column.header)
        ),
    ))
}

/// The warning for a table whose header speaks of permissions and whose cells do not.
fn other_table(column: &Column) -> Problem {
    let help = if column.cells.are_of_another_kind() {
        "put <!-- scopemark: skip --> above the table"
    } else {
        "if these are exact scope names, put each in code marks; otherwise put <!-- scopemark: skip --> above the table"
    };
    Problem::new(
        &rules::NOT_A_PERMISSION_TABLE,
        column.at,
        format!("this table is not read: the cells under `{}` are no scopes", column.header),
        help,
    )
}

/// The warning for what a directive reads as scopes and the table beside it as levels.
fn declared_levels(at: usize) -> Problem {
    Problem::new(
        &rules::NOT_A_PERMISSION_TABLE,
        at,
        "a directive reads this column as scopes, but the table gives an app permissions with levels or bits, which no sign-in \
         requests",
        "list the scopes themselves; if these are none, replace the item `column.scope` of the directive by `skip`",
    )
}

/// The error for permissions of an app with levels, which are no scopes.
fn level_table(all: &[Column], by_words: &[usize]) -> Option<Problem> {
    let of = |n: usize| -> &Cells { &all[n].cells };
    let are_levels = by_words.iter().copied().find(|&n| of(n).are_plain_levels());
    let count = |test: fn(&Cells) -> bool| all.iter().filter(|column| test(&column.cells)).count();
    let (levels, masks) = (count(Cells::are_levels), count(Cells::are_bit_masks));
    let headed =
        |word: &str| all.iter().any(|column| header::normal(&column.header) == word && column.cells.are_yes_or_no());
    let has_both = headed("read") && headed("write");
    // Beside a column means in another one.
    let has_levels = |n: usize| levels > usize::from(of(n).are_levels()) || has_both;
    let undivided = by_words.iter().copied().find(|&n| of(n).are_undivided() && has_levels(n));
    let masks = by_words.iter().copied().find(|&n| masks > usize::from(of(n).are_bit_masks()));
    let of_add_ins = (0..all.len()).find(|&n| of(n).are_of_add_ins());
    let column = &all[undivided.or(are_levels).or(masks).or(of_add_ins)?];
    let is_scopes = |n: &usize| {
        names_scopes(&all[*n].header) && of(*n).fit_words() && !of(*n).are_undivided() && of(*n).look_like_permissions()
    };
    let scopes = by_words.iter().copied().find(is_scopes).map_or(String::new(), |n| {
        let name = &all[n].header;
        format!(
            "if `{name}` holds scopes that a sign-in requests: <!-- scopemark: column.scope = {} -->; otherwise ",
            quoted(name)
        )
    });
    Some(Problem::new(
        &rules::LEVEL_TABLE,
        column.at,
        "this table gives an app permissions with levels or bits, which are no scopes that a sign-in requests",
        format!("{scopes}put <!-- scopemark: skip --> above it, or list the scopes themselves"),
    ))
}
