//! Words: the canonical text of facts, their places, and phrases for messages.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Access, Kind, Permission, Position};

use crate::change::Place;
use crate::states::side::Side;

/// A permission in canonical form: `https://graph.microsoft.com/Chat.Read (delegated)`.
pub(crate) fn permission(side: &Side<'_>, name: usize) -> String {
    let (_, kind, short) = side.identity(name);
    format!("{} ({})", join(side.permissions.canonical_resource(name), short), kind.as_str())
}

/// What the canonical resource is in front of, where there is one.
fn join(resource: &str, name: &str) -> String {
    if resource.is_empty() { name.to_owned() } else { format!("{resource}/{name}") }
}

/// A row in canonical form: all that counts for tokens, sign-ins and consent, by first names, lists sorted, no free text. What
/// satisfies it is all that covers a member of its groups, too: an acceptance must not cover more tokens than those that it was
/// given for.
pub(crate) fn row(side: &Side<'_>, at: usize) -> String {
    let fact = side.rows[at];
    let mut out = permission(side, side.names[at]);
    out += " for ";
    out += side.feature_of(at).map_or("every feature", |feature| side.first_names.feature(feature));
    if fact.access == Access::Update {
        out += ", update";
    }
    if fact.optional {
        out += ", optional";
    }
    for (word, list) in [("when", &fact.requires), ("not when", &fact.excludes)] {
        let mut list: Vec<&str> = list.iter().map(|name| side.first_names.condition(name)).collect();
        list.sort_unstable();
        list.dedup();
        if !list.is_empty() {
            out += &[", ", word, " ", &list.join(" ")].concat();
        }
    }
    match fact.admin_consent {
        Some(true) => out += ", admin consent",
        Some(false) => out += ", no admin consent",
        None => {}
    }
    let own = permission(side, side.names[at]);
    let group = |group: Vec<usize>| {
        let members: BTreeSet<String> = group.into_iter().map(|name| permission(side, name)).collect();
        members.into_iter().collect::<Vec<_>>().join(" or ")
    };
    let groups: BTreeSet<String> = side.clauses(at).into_iter().map(group).collect();
    if groups.iter().any(|group| *group != own) {
        let groups: Vec<String> = groups.into_iter().map(|group| format!("({group})")).collect();
        out += ", satisfied by ";
        out += &groups.join(" and ");
    }
    out
}

/// A row as a line of a table: feature, permission, kind, access, and what it depends on.
pub(crate) fn line(side: &Side<'_>, at: usize) -> String {
    let fact = side.rows[at];
    let scope = [core::slice::from_ref(&fact.scope), &fact.alternatives].concat().join(" or ");
    let mut cells = vec![side.feature_of(at).unwrap_or("All").to_owned(), scope, fact.kind.as_str().to_owned()];
    cells.push(fact.access.as_str().to_owned());
    let mut depends = Vec::new();
    if fact.optional {
        depends.push("optional".to_owned());
    }
    if !fact.requires.is_empty() {
        depends.push(format!("when {}", fact.requires.join(" ")));
    }
    if !fact.excludes.is_empty() {
        depends.push(format!("not when {}", fact.excludes.join(" ")));
    }
    cells.push(depends.join(", "));
    format!("| {} |", cells.join(" | "))
}

/// A permission as readers call it: its text, with its resource where that is needed, and its kind if it is an application
/// permission.
pub(crate) fn name(side: &Side<'_>, name: usize) -> String {
    of_kind(side, name, side.permissions.clear_text(name))
}

/// The same as the document has it, for a sentence that names the resource itself.
pub(crate) fn plain_name(side: &Side<'_>, name: usize) -> String {
    of_kind(side, name, side.permissions.text(name).to_owned())
}

fn of_kind(side: &Side<'_>, name: usize, text: String) -> String {
    match side.identity(name).1 {
        Kind::Delegated => text,
        Kind::Application => format!("the application permission {text}"),
    }
}

/// The feature of a row as readers call it.
pub(crate) fn feature(side: &Side<'_>, at: usize) -> String {
    side.feature_of(at).map_or_else(|| "every feature".to_owned(), str::to_owned)
}

pub(crate) fn place(side: &Side<'_>, position: Position) -> Place {
    // A fact of a lock has no column, and its line is none of the document.
    let line = if position.column > 0 { position.line } else { 0 };
    Place { path: side.document.path.clone(), line, column: position.column }
}

/// The same, if the place is known.
pub(crate) fn known_place(side: &Side<'_>, position: Position) -> Option<Place> {
    (position.column > 0).then(|| place(side, position))
}

/// The line of a row; `None` if it is from a lock.
fn row_line(row: &Permission) -> Option<u32> {
    (row.position.column > 0).then_some(row.position.line)
}

/// The header of the table in which a feature's rows stand, else of the first table: where rows are gone. Rows are one line
/// each, and the header stands two lines above the first.
pub(crate) fn header(side: &Side<'_>, feature: Option<usize>) -> Place {
    let mut lines: Vec<u32> = side.rows.iter().filter_map(|row| row_line(row)).collect();
    lines.sort_unstable();
    lines.dedup();
    let of_feature = side.rows.iter().filter(|row| row.feature == feature).filter_map(|row| row_line(row));
    let Some(first) = of_feature.min().or_else(|| lines.first().copied()) else {
        // Facts without places do not say where the table was. The place is then the beginning of the document.
        let line = u32::from(side.rows.is_empty());
        return Place { path: side.document.path.clone(), line, column: line };
    };
    above(side, &lines, first)
}

/// The header of a table of covers, that of this permission where there is one, else the header of the first table: where a
/// pair is gone.
pub(crate) fn cover_header(side: &Side<'_>, weaker: usize) -> Place {
    let in_rows: BTreeSet<u32> = side.rows.iter().filter_map(|row| row_line(row)).collect();
    let declared = side.declared();
    let in_tables = || declared.iter().filter(|(.., at)| at.column > 0 && !in_rows.contains(&at.line));
    let lines: BTreeSet<u32> = in_tables().map(|(.., at)| at.line).collect();
    let of_permission = in_tables().filter(|(_, other, _)| *other == weaker).map(|(.., at)| at.line).min();
    match of_permission.or_else(|| lines.first().copied()) {
        Some(first) => above(side, &lines.into_iter().collect::<Vec<_>>(), first),
        None => header(side, None),
    }
}

/// The header above the rows on these lines, which are ascending, that one of them belongs to.
fn above(side: &Side<'_>, lines: &[u32], mut first: u32) -> Place {
    while first > 1 && lines.binary_search(&(first - 1)).is_ok() {
        first -= 1;
    }
    Place { path: side.document.path.clone(), line: first.saturating_sub(2).max(1), column: 1 }
}

/// `holds` or `hold`, for so many conditions.
pub(crate) fn hold(conditions: &[String]) -> &'static str {
    if conditions.len() == 1 { "holds" } else { "hold" }
}
