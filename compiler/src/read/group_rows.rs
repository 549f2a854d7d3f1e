//! Rows that name no permission and head the rows below them, as a portal lists them: `Microsoft Graph (4)`.

use super::blocks::Style;
use super::column::Part;
use super::problem::Problem;
use super::row_cells::RowCells;
use super::scope_names::{has_divider, is_openid, looks_like_permission};
use super::tables::PermissionTable;
use super::text::plain;
use super::vocabulary::{Words, bare};
use crate::quoted::quoted;
use crate::rules;

/// What a row heads: the resource of the rows below it, if that is known, and otherwise what is wrong.
pub(crate) type Group = Result<String, Problem>;

/// The group that a row heads, if only its scope cell is filled and that names a resource, with a number behind it or not.
/// `is_headed` says that a row above heads a group: then the words of another are no permission.
pub(crate) fn of(row: &RowCells<'_>, table: &PermissionTable<'_>, words: &Words, is_headed: bool) -> Option<Group> {
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
    let has_words = number.is_empty() || is_counted;
    if !is_alone
        || table.columns.all.len() < 2
        || !has_words
        || cell.pieces.iter().any(|piece| piece.style == Style::Code)
    {
        return None;
    }
    // The name of a permission is none of a resource, unless a directive says so.
    let is_permission = looks_like_permission(&name) || is_openid(&name);
    let is_titled = !has_divider(&name) && name.starts_with(char::is_uppercase);
    let may_head = !is_permission && (is_counted || (is_headed && (name.contains(' ') || is_titled)));
    let resource = words.resource(&name).filter(|_| is_counted || !name.contains("://"));
    match resource {
        Some(resource) => Some(Ok(resource)),
        None if may_head && !words.is_none(&name) => Some(Err(Problem::new(
            &rules::UNKNOWN_RESOURCE,
            cell.start,
            format!("`{name}` heads the rows below it and is not a known resource"),
            format!(
                "say its URI in a directive above the table: `resource.{} =` and the URI in quotation marks",
                quoted(&name)
            ),
        ))),
        None => None,
    }
}
