//! The kind and the resource of a row: what its cells say, else what the rows above or the table say.

use super::header::Field;
use super::problem::Problem;
use super::row_cells::RowCells;
use super::tables::PermissionTable;
use super::text::plain;
use super::values::{self, Unknown};
use super::vocabulary::Words;
use crate::model::Kind;
use crate::rules;

/// What rows above said.
pub(crate) struct Above<'t> {
    table: &'t PermissionTable<'t>,
    /// The kinds of a row that says none.
    default: &'static [Kind],
    kinds: Option<&'static [Kind]>,
    resource: Option<String>,
    /// The resource that a row above heads.
    group: Option<String>,
    /// Whether the row that was read last names a resource that is not known.
    pub(crate) has_unknown_resource: bool,
}

impl<'t> Above<'t> {
    pub(crate) fn new(table: &'t PermissionTable<'t>, default: &'static [Kind]) -> Self {
        Self { table, default, kinds: None, resource: None, group: None, has_unknown_resource: false }
    }

    /// Whether a row above heads this one.
    pub(crate) fn is_headed(&self) -> bool {
        self.group.is_some()
    }

    /// From here on, rows are of this resource where they say none.
    pub(crate) fn head(&mut self, resource: String) {
        self.group = Some(resource);
    }

    fn words(&self) -> &'t Words {
        &self.table.settings.words
    }

    /// The kinds that a row says.
    pub(crate) fn kinds(
        &mut self,
        row: &RowCells<'_>,
        names_feature: bool,
        names_one: bool,
        unknown: &mut Unknown,
        problems: &mut Vec<Problem>,
    ) -> &'static [Kind] {
        if let Some(kinds) = super::kinds::of_ticks(row, &self.table.columns, self.words(), problems) {
            return kinds;
        }
        let Some(cell) = row.cell(&self.table.columns, Field::Kind) else { return self.default };
        if let Some(kinds) = values::kinds(cell, self.words(), unknown) {
            self.kinds = Some(kinds);
            return kinds;
        }
        if !plain(&cell.pieces).is_empty() {
            return self.default;
        }
        if let Some(above) = self.kinds.filter(|_| !names_feature) {
            return above;
        }
        if self.table.settings.kind.is_none() && names_one {
            problems.push(Problem::new(
                &rules::EMPTY_KIND,
                row.at,
                format!("this row does not say its kind and is read as {}", self.default[0].as_str()),
                format!(
                    "write `Delegated` or `Application` under `{}`",
                    self.table.header(Field::Kind).unwrap_or_default()
                ),
            ));
        }
        self.default
    }

    /// The resource that a row says; empty where nothing says one.
    pub(crate) fn resource(
        &mut self,
        row: &RowCells<'_>,
        names_feature: bool,
        names_one: bool,
        unknown: &mut Unknown,
        problems: &mut Vec<Problem>,
    ) -> String {
        let of_table = self.table.settings.resource.as_ref().map(|(resource, _)| resource);
        let of_table = self.group.as_ref().or(of_table).cloned();
        self.has_unknown_resource = false;
        let Some(cell) = row.cell(&self.table.columns, Field::Resource) else { return of_table.unwrap_or_default() };
        let read = values::resource(cell, self.words(), names_one, unknown);
        self.has_unknown_resource = read.is_none() && !plain(&cell.pieces).is_empty();
        if let Some(resource) = read {
            self.resource = Some(resource.clone());
            return resource;
        }
        if self.has_unknown_resource {
            return of_table.unwrap_or_default();
        }
        if let Some(above) = self.resource.as_ref().filter(|_| !names_feature) {
            return above.clone();
        }
        if names_one {
            problems.push(Problem::new(
                &rules::EMPTY_RESOURCE,
                cell.start,
                "this row leaves the resource of its permission empty",
                "write the resource, as in the other rows",
            ));
        }
        of_table.unwrap_or_default()
    }
}
