//! From the rows of all tables to the permissions and covers of the model.

use std::collections::BTreeMap;

use super::accounts::{self, KindRow};
use super::any_one;
use super::blocks::Blocks;
use super::columns::Role;
use super::declared_covers;
use super::duplicates;
use super::entry::Rows;
use super::features::{Features, Unnamed};
use super::headings;
use super::kinds;
use super::legend::Legends;
use super::lines::Lines;
use super::negated;
use super::problem::Problem;
use super::resources;
use super::row_cells;
use super::settings::Settings;
use super::shared_names;
use super::table_reader::TableReader;
use super::tables::{PermissionTable, count_requesting};

use crate::rules;

/// Reads the rows of the tables. `name` is the document's, and the feature of a table that has no other.
pub(crate) fn read(
    tables: &[PermissionTable<'_>],
    blocks: &Blocks,
    lines: &Lines<'_>,
    settings: &Settings,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Rows {
    let headings_name_features = count_requesting(tables) > 1;
    let mut features = Features::default();
    let mut rows = Rows::default();
    let legends = Legends::new(blocks, lines);
    // The features that came from headings: text, and where the heading is.
    let mut of_headings: BTreeMap<String, usize> = BTreeMap::new();
    for (number, table) in tables.iter().enumerate() {
        let heading = headings::feature(table.table, blocks, &table.settings.words).filter(|_| headings_name_features);
        let is_used = table.settings.feature.is_none() && table.columns.find(super::header::Field::Feature).is_none();
        if let Some(heading) = heading.as_ref().filter(|_| is_used && table.columns.role == Role::Permissions) {
            problems.extend(same_heading(&of_headings, heading, lines));
            of_headings.entry(heading.0.clone()).or_insert(heading.1);
        }
        let own = (name.to_owned(), table.table.range.start);
        let mut unnamed = Unnamed::new(table.settings.feature.as_ref(), heading, own);
        let default = kinds::of_table(table, blocks, lines, settings, problems);
        let is_optional = table.settings.optional || headings::is_optional(table.table, blocks);
        let mut reader = TableReader::new(table, number, &legends, lines, (default, is_optional));
        problems.extend(negated::warn(table, blocks).filter(|_| table.columns.role == Role::Permissions));
        let first = rows.entries.len();
        for row in row_cells::rows(table.table, &table.columns, lines, problems) {
            match table.columns.role {
                Role::Covers => reader.covers_row(&row, &mut rows, problems),
                Role::Permissions => {
                    reader.row(&row, &mut unnamed, &mut features, &mut rows, problems);
                }
            }
        }
        let kind_rows: Vec<KindRow> = reader.finish(problems);
        accounts::apply(&kind_rows, &mut rows.entries);
        let of_table = first..rows.entries.len();
        if table.settings.any_of {
            any_one::apply(&mut rows.entries, of_table, lines, problems);
        } else {
            problems.extend(any_one::warn(table, &rows.entries, of_table, lines));
        }
    }
    let said = settings.document.resource.as_ref().map(|(resource, _)| resource.as_str());
    rows.resource = resources::apply(said, begins_with_table(blocks, lines), &mut rows.entries, problems);
    shared_names::apply(tables, &mut rows);
    declared_covers::apply(tables, &mut rows, problems);
    resources::as_written(&mut rows.entries);
    (rows.features, rows.beta) = features.finish(&settings.beta, problems);
    duplicates::apply(tables, &rows.features, &mut rows.entries, lines, problems);
    rows.entries.retain(|entry| !entry.is_dropped);
    rows
}

/// Whether the first of several tables begins the document, so that a directive at the top would govern it alone.
fn begins_with_table(blocks: &Blocks, lines: &Lines<'_>) -> bool {
    let [first, _, ..] = blocks.tables.as_slice() else { return false };
    let top = blocks.front_matter.as_ref().map_or(0, |range| range.end);
    let above = lines.text().get(top..first.range.start).unwrap_or_default();
    above.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with(['<', '{']))
}

/// The warning for a heading that names the feature of another table.
fn same_heading(known: &BTreeMap<String, usize>, heading: &(String, usize), lines: &Lines<'_>) -> Option<Problem> {
    let (text, at) = heading;
    let first = known.get(text).filter(|first| *first != at)?;
    Some(Problem::new(
        &rules::SAME_HEADING,
        *at,
        format!(
            "`{text}` is a heading in line {} too: the rows of both tables are one feature",
            lines.position(*first).line
        ),
        "this is fine if it is one feature; otherwise change one heading, or name the feature with `feature` in a directive above \
         the table",
    ))
}
