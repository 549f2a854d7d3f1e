//! Rows that name no permission and head the rows below them, as a portal lists them: `Microsoft Graph (4)`.

use super::column::Part;
use super::problem::Problem;
use super::row_cells::RowCells;
use super::tables::PermissionTable;
use super::text::plain;
use super::vocabulary::{Words, bare};
use crate::quoted::quoted;
use crate::rules;

/// What a row heads: the resource of the rows below it, if that is known, and otherwise what is wrong.
pub(crate) type Group = Result<String, Problem>;

/// The group that a row heads, if only its scope cell is filled and that names a resource, with a number behind it or not.
pub(crate) fn of(row: &RowCells<'_>, table: &PermissionTable<'_>, words: &Words) -> Option<Group> {
    let mut scopes = table.columns.scopes().filter(|(_, column)| column.part == Part::Requested);
    let (Some((n, _)), None) = (scopes.next(), scopes.next()) else { return None };
    let cell = row.at(n)?;
    let text = plain(&cell.pieces);
    let is_alone = row.filled() == 1 && !text.is_empty();
    let name = bare(&text);
    let number = text.strip_prefix(&*name)?.trim();
    let is_counted = number
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .is_some_and(|count| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()));
    let is_heading = is_alone && table.columns.all.len() > 1 && name.contains(' ') && (number.is_empty() || is_counted);
    if !is_heading {
        return None;
    }
    match words.resource(&name) {
        Some(resource) => Some(Ok(resource)),
        None if is_counted => Some(Err(Problem::new(
            &rules::UNKNOWN_RESOURCE,
            cell.start,
            format!("`{name}` heads the rows below it and is not a known resource"),
            format!("say its URI in a directive above the table, with the key `resource.{}`", quoted(&name)),
        ))),
        None => None,
    }
}
