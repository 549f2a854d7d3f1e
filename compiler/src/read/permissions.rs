//! From the rows of all tables to the permissions and covers of the model.

use super::blocks::Blocks;
use super::columns::Role;
use super::features::{Feature, Features, Unnamed};
use super::for_clauses::Waiting;
use super::header::Field;
use super::legend;
use super::lines::Lines;
use super::problem::Problem;
use super::row_cells::{self, RowCells};
use super::scope_words::Token;
use super::scopes::NamedScope;
use super::settings::Settings;
use super::tables::{PermissionTable, count_requesting};
use super::values::{self, text};
use crate::model::{Cover, Kind, Name, Permission};
use crate::rules;

/// What the rows of a document say.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) features: Vec<Name>,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) covers: Vec<Cover>,
    /// What the notes say and cannot be read before all conditions are known.
    pub(crate) waiting: Vec<Waiting>,
}

/// Reads the rows of the tables. `name` is the document's, and the feature of a table that has no other.
pub(crate) fn read(
    tables: &[PermissionTable<'_>],
    blocks: &Blocks,
    lines: &Lines<'_>,
    settings: &Settings,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Rows {
    let has_legend = legend::says_optional(blocks, lines);
    let headings_name_features = count_requesting(tables) > 1;
    let (rows, features) = (Rows::default(), Features::default());
    let mut reader = Reader { lines, settings, has_legend, features, rows, problems };
    for table in tables {
        let heading = table.table.heading.filter(|_| headings_name_features).map(|index| &blocks.headings[index]);
        let fallback = match heading {
            Some(heading) if !heading.text.is_empty() => (heading.text.clone(), heading.offset),
            _ => (name.to_owned(), table.table.range.start),
        };
        let mut unnamed = Unnamed::new(table.settings.feature.as_ref(), fallback);
        for row in row_cells::rows(table.table, &table.columns, lines, reader.problems) {
            match table.columns.role {
                Role::Covers => reader.covers_row(&row, table),
                Role::Permissions | Role::Other => reader.row(&row, table, &mut unnamed),
            }
        }
    }
    let Reader { rows, features, .. } = reader;
    Rows { features: features.names, ..rows }
}

struct Reader<'r> {
    lines: &'r Lines<'r>,
    settings: &'r Settings,
    /// Whether a legend says that `*` means optional.
    has_legend: bool,
    features: Features,
    rows: Rows,
    problems: &'r mut Vec<Problem>,
}

impl Reader<'_> {
    fn row(&mut self, row: &RowCells<'_>, table: &PermissionTable<'_>, unnamed: &mut Unnamed<'_>) {
        let cell = |field| row.cell(&table.columns, field);
        let feature = match self.features.of_row(cell(Field::Feature), unnamed, self.lines, self.problems) {
            Feature::Always => None,
            Feature::Is(index) => Some(index),
        };
        let kind = self.kind(row, table);
        let access = values::access(cell(Field::Update), self.problems);
        let consent = table.settings.admin_consent.map(|(consent, _)| consent);
        let admin_consent = values::admin_consent(cell(Field::AdminConsent), consent, self.problems);
        let requested = values::scopes(cell(Field::Scope), row.at, self.problems);
        let noted = values::noted(cell(Field::Notes), &self.settings.conditions, self.problems);
        let satisfied_by = values::satisfied_by(cell(Field::SatisfiedBy), self.problems);
        let other = row.other(&table.columns).map(|(header, cell)| (header.to_owned(), text(Some(cell))));
        let other: Vec<(String, String)> = other.collect();
        for NamedScope { token, alternatives, mark } in requested {
            for stronger in &satisfied_by {
                self.cover(kind, stronger, &token);
            }
            let permission = self.rows.permissions.len();
            let waiting = noted.waiting.iter().cloned().map(|clause| Waiting { permission, clause });
            self.rows.waiting.extend(waiting);
            let permission = Permission {
                position: self.lines.position(token.offset),
                scope: token.text,
                kind,
                feature,
                access,
                admin_consent,
                optional: noted.optional || mark.is_some_and(|at| self.is_optional_mark(at)),
                requires: noted.requires.clone(),
                excludes: noted.excludes.clone(),
                alternatives: alternatives.into_iter().map(|alternative| alternative.text).collect(),
                description: text(cell(Field::Description)),
                notes: text(cell(Field::Notes)),
                reason: text(cell(Field::Reason)),
                other: other.clone(),
            };
            self.rows.permissions.push(permission);
        }
    }

    fn covers_row(&mut self, row: &RowCells<'_>, table: &PermissionTable<'_>) {
        let cell = |field| row.cell(&table.columns, field);
        let kind = self.kind(row, table);
        let weaker = values::scopes(cell(Field::Scope), row.at, self.problems);
        let stronger = values::satisfied_by(cell(Field::SatisfiedBy), self.problems);
        for requested in &weaker {
            for token in &stronger {
                self.cover(kind, token, &requested.token);
            }
        }
    }

    fn kind(&mut self, row: &RowCells<'_>, table: &PermissionTable<'_>) -> Kind {
        let of_table = table.settings.kind.map(|(kind, _)| kind);
        values::kind(row.cell(&table.columns, Field::Kind), row.at, of_table, self.problems)
    }

    fn cover(&mut self, kind: Kind, stronger: &Token, weaker: &Token) {
        self.rows.covers.push(Cover {
            kind,
            scope: stronger.text.clone(),
            covers: weaker.text.clone(),
            position: self.lines.position(stronger.offset),
            covers_position: self.lines.position(weaker.offset),
        });
    }

    /// Whether a `*` at this place makes its row optional; a finding where no legend says so.
    fn is_optional_mark(&mut self, at: usize) -> bool {
        if !self.has_legend {
            self.problems.push(Problem::new(
                &rules::OPTIONAL_WITHOUT_LEGEND,
                at,
                "nothing in the document says what this `*` means",
                "add a line below the table that begins with the mark and explains it: \\* optional",
            ));
        }
        self.has_legend
    }
}
