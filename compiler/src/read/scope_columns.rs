//! Which columns of a table are scope columns, by their words and by their cells together.

use super::cells::Cells;
use super::column::{Column, Part, ScopeColumn};
use super::header::{self, Field, holds_scopes, names_scopes};
use super::problem::Problem;
use super::vocabulary::{self, Words, fold, holds};
use crate::model::{Access, Kind};
use crate::quoted::quoted;
use crate::rules;

impl ScopeColumn {
    fn of(header: &str, words: &Words) -> Self {
        let text = fold(header);
        let ranked = text.contains("least to most") || text.contains("least to higher");
        let part = if ranked || holds(&text, "any of") || holds(&text, "one of") {
            Part::Ranked
        } else if text.contains("most to least") {
            Part::RankedBackwards
        } else if holds(&text, "higher") {
            Part::Higher
        } else {
            Part::Requested
        };
        let bare = header::normal(header);
        let access = match bare.as_str() {
            "read" | "read scope" | "read permission" => Some(Access::Base),
            "write" | "read and write" | "read & write" | "read/write" | "write scope" | "write permission" => {
                Some(Access::Update)
            }
            _ => None,
        };
        Self { part, kinds: kinds_in(header, words), access, is_optional: holds(&text, "optional") }
    }

    /// Whether the header says what tells the column from others.
    fn says_what_it_is(&self) -> bool {
        self.part != Part::Requested || self.kinds.is_some() || self.access.is_some()
    }
}

/// The kinds that the words of a header say.
pub(crate) fn kinds_in(header: &str, words: &Words) -> Option<&'static [Kind]> {
    let text = fold(header);
    let app_only = holds(&text, "app-only") || holds(&text, "app role") || holds(&text, "app roles");
    let (mut delegated, mut application) = (holds(&text, "delegated"), holds(&text, "application") || app_only);
    for kinds in words.declared_kinds_in(header) {
        delegated |= kinds.contains(&Kind::Delegated);
        application |= kinds.contains(&Kind::Application);
    }
    match (delegated, application) {
        (true, true) => Some(vocabulary::BOTH),
        (true, false) => Some(vocabulary::DELEGATED),
        (false, true) => Some(vocabulary::APPLICATION),
        (false, false) => None,
    }
}

/// The kinds of a header that is a kind and nothing else.
pub(crate) fn is_kind_header(header: &str, words: &Words) -> Option<&'static [Kind]> {
    let bare = header::normal(header);
    match bare.as_str() {
        "delegated" => Some(vocabulary::DELEGATED),
        "application" | "app-only" | "app only" | "app role" => Some(vocabulary::APPLICATION),
        _ => words.kinds.get(&fold(header)).copied(),
    }
}

/// Whether a header is only a kind, a rank or an access.
fn is_only_qualified(header: &str, words: &Words) -> bool {
    let bare = header::normal(header);
    let others =
        ["least privileged", "higher privileged", "read", "write", "read and write", "read & write", "read/write"];
    is_kind_header(header, words).is_some() || others.contains(&bare.as_str())
}

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
        mark(all, &declared, words, problems);
        return Found::Scopes;
    }
    let free = |n: &usize| all[*n].field.is_none();
    let by_words: Vec<usize> = (0..all.len()).filter(free).filter(|&n| names_scopes(&all[n].header)).collect();
    let is_by_words: Vec<bool> = (0..all.len()).map(|n| by_words.binary_search(&n).is_ok()).collect();
    let levels = level_table(all, &by_words);
    if levels.is_some() {
        return Found::Unread(levels);
    }
    let holding = (0..all.len()).filter(free).filter(|n| {
        let column = &all[*n];
        !is_by_words[*n] && column.known.is_none() && holds_scopes(&column.header) && column.cells.mostly_mean()
    });
    let qualified = (0..all.len())
        .filter(free)
        .filter(|n| is_only_qualified(&all[*n].header, words) && all[*n].cells.fit_without_words());
    let fitting = by_words.iter().copied().chain(holding).filter(|n| all[*n].cells.fit_words());
    let mut found: Vec<usize> = fitting.chain(qualified).collect();
    found.sort_unstable();
    found.dedup();
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
            unread(all, &named_elsewhere).or_else(|| by_words.first().map(|&n| other_table(&all[n]))),
        );
    }
    mark(all, &found, words, problems);
    Found::Scopes
}

/// Marks these columns, and says where it is unclear what two of them are.
fn mark(all: &mut [Column], found: &[usize], words: &Words, problems: &mut Vec<Problem>) {
    let columns: Vec<ScopeColumn> = found.iter().map(|&n| ScopeColumn::of(&all[n].header, words)).collect();
    let unsaid = columns.iter().filter(|column| !column.says_what_it_is()).count();
    // Of a parent and its granular scopes, each row fills one.
    let filled: usize = found.iter().map(|&n| all[n].cells.any_text).sum();
    let rows = all.first().map_or(0, |column| column.cells.rows);
    let is_unclear = found.len() > 1 && unsaid > 1 && filled > rows;
    if is_unclear {
        let (first, second) = (&all[found[0]], &all[found[1]]);
        problems.push(Problem::new(
            &rules::AMBIGUOUS_HEADER,
            second.at,
            format!("the columns `{}` and `{}` both mean scope", first.header, second.header),
            format!("choose one above the table: <!-- scopemark: column.scope = {} -->", quoted(&first.header)),
        ));
    }
    for (&n, column) in found.iter().zip(columns).take(if is_unclear { 1 } else { found.len() }) {
        all[n].field = Some(Field::Scope);
        all[n].scope = Some(column);
    }
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
    let help = if column.header.is_empty() {
        "write `Scope` in this cell of the header".to_owned()
    } else {
        format!(
            "write `Scope` in its place, or put <!-- scopemark: column.scope = {} --> above the table",
            quoted(&column.header)
        )
    };
    Problem::new(&rules::HEADER_UNSAID, column.at, format!("this column is read as scopes, but {what}"), help)
}

/// The warning for a table that is not read although a column looks like permissions.
fn unread(all: &[Column], named_elsewhere: &impl Fn(&str) -> bool) -> Option<Problem> {
    let looks = |column: &&Column| {
        column.field.is_none()
            && (named_elsewhere(&column.header)
                || (column.cells.fit_without_words() && column.cells.look_like_permissions()))
    };
    let column = all.iter().find(looks)?;
    if column.header.is_empty() {
        return Some(Problem::new(
            &rules::UNREAD_TABLE,
            column.at,
            "this table is not read, although a column without a header looks like permissions",
            "write `Scope` in this cell of the header to read it, or put <!-- scopemark: skip --> above the table to leave it out",
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
    let help = if column.cells.are_plain_words() && column.cells.meaning * 2 >= column.cells.filled {
        "if these are exact scope names, put each in code marks; otherwise put <!-- scopemark: skip --> above the table"
    } else {
        "put <!-- scopemark: skip --> above the table if it is about something else"
    };
    Problem::new(
        &rules::NOT_A_PERMISSION_TABLE,
        column.at,
        format!("this table is not read: the cells under `{}` are no scopes", column.header),
        help,
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
    let column = &all[undivided.or(are_levels).or(masks)?];
    Some(Problem::new(
        &rules::LEVEL_TABLE,
        column.at,
        "this table gives an app permissions with levels or bits, which are no scopes that a sign-in requests",
        "put <!-- scopemark: skip --> above it, or list the scopes themselves",
    ))
}
