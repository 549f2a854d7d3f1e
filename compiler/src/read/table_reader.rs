//! Reads the rows of one table, one after the other.

use super::above::Above;
use super::accounts::{Account, KindRow};
use super::blocks::Cell;
use super::column::{Part, ScopeColumn};
use super::common::Common;
use super::entry::{Declared, Entry, Rows};
use super::features::{Feature, Features, Unnamed};
use super::group_rows;
use super::header::Field;
use super::legend::{Legend, Legends};
use super::lines::Lines;
use super::problem::Problem;
use super::row_cells::RowCells;
use super::row_marks;
use super::row_problems;
use super::rows::{self, Requested};
use super::scope_words::Token;
use super::scopes::{self, Scopes};
use super::tables::PermissionTable;
use super::terms::List;
use super::text::plain;
use super::values::{self, Noted, Unknown, text};
use super::vocabulary::Words;
use crate::model::{Access, Cover, Kind, Permission, Position};

/// The state from row to row.
pub(crate) struct TableReader<'t> {
    table: &'t PermissionTable<'t>,
    number: usize,
    lines: &'t Lines<'t>,
    words: &'t Words,
    /// Whether a directive or a heading makes the rows optional.
    is_optional: bool,
    above: Above<'t>,
    unknown: Unknown,
    legends: &'t Legends<'t>,
    kind_rows: Vec<KindRow>,
}

impl<'t> TableReader<'t> {
    pub(crate) fn new(
        table: &'t PermissionTable<'t>,
        number: usize,
        legends: &'t Legends<'t>,
        lines: &'t Lines<'t>,
        (default, is_optional): (&'static [Kind], bool),
    ) -> Self {
        Self {
            table,
            number,
            lines,
            words: &table.settings.words,
            is_optional,
            above: Above::new(table, default),
            unknown: Unknown::default(),
            legends,
            kind_rows: Vec::new(),
        }
    }

    /// Says what words of the columns are unknown, and gives the rows by kind.
    pub(crate) fn finish(self, problems: &mut Vec<Problem>) -> Vec<KindRow> {
        problems.extend(self.unknown.problems(&self.table.columns, self.words));
        self.kind_rows
    }

    fn cell<'r>(&self, row: &RowCells<'r>, field: Field) -> Option<&'r Cell> {
        row.cell(&self.table.columns, field)
    }

    pub(crate) fn row(
        &mut self,
        row: &RowCells<'_>,
        unnamed: &mut Unnamed<'_>,
        features: &mut Features,
        rows: &mut Rows,
        problems: &mut Vec<Problem>,
    ) {
        if let Some(group) = group_rows::of(row, self.table, self.words, self.above.is_headed()) {
            match group {
                Ok(resource) => self.above.head(resource),
                Err(problem) => problems.push(problem),
            }
            return;
        }
        let columns = &self.table.columns;
        let (cells, legends) = row_marks::without(row, self.table, self.legends, problems);
        let row = &row.with(cells.as_deref());
        let feature_cell = self.cell(row, Field::Feature);
        let names_feature = feature_cell.is_some_and(|cell| !super::features::is_empty(&plain(&cell.pieces)));
        let verb = columns.verb.map(|verb| text(row.at(verb)));
        let feature = match features.of_row(feature_cell, verb.as_deref(), unnamed, self.lines, problems) {
            Feature::Always => None,
            Feature::Is(index) => Some(index),
        };
        for field in [Field::Feature, Field::Kind, Field::Update, Field::Required, Field::AdminConsent] {
            values::struck(self.cell(row, field), problems);
        }
        // What a row without a permission says beside it is of no use.
        let names_one = columns.scopes().filter_map(|(n, _)| row.at(n)).any(|cell| self.names_one(cell));
        let kinds = self.above.kinds(row, names_feature, names_one, &mut self.unknown, problems);
        let column = |field| columns.find(field).map(|n| &columns.all[n]);
        let mut said =
            |field| values::yes_or_no(field, row.cell(columns, field), column(field), self.words, &mut self.unknown);
        let access = if said(Field::Update) == Some(true) { Access::Update } else { Access::Base };
        let consent = said(Field::AdminConsent).or(self.table.settings.admin_consent.map(|(consent, _)| consent));
        let required = self.cell(row, Field::Required);
        let optional = values::is_optional(required, column(Field::Required), self.words, &mut self.unknown);
        let noted = values::noted(self.cell(row, Field::Notes), &self.table.settings.conditions, problems);
        if names_one {
            rows.conditions.extend(noted.conditions.iter().cloned());
        }
        let satisfied_by = self.list(self.cell(row, Field::SatisfiedBy), problems);
        let resource = self.above.resource(row, names_feature, names_one, &mut self.unknown, problems);
        let account = self.cell(row, Field::Kind).map_or(Account::Any, |cell| Account::of(&plain(&cell.pieces)));
        let texts = [Field::Description, Field::Reason, Field::Notes].map(|field| text(self.cell(row, field)));
        let other = row.other(columns).map(|(header, cell)| (header.to_owned(), text(Some(cell)))).collect();
        let satisfied_by = satisfied_by.as_ref();
        let noted = &noted;
        let legends = legends.as_slice();
        let ticked = super::kinds::accounts_of_ticks(row, columns, self.words);
        let common = Common {
            feature,
            kinds,
            account,
            access,
            consent,
            optional,
            resource,
            noted,
            satisfied_by,
            legends,
            names_feature,
            ticked,
            texts,
            other,
        };
        self.scope_cells(row, &common, rows, problems);
    }

    fn names_one(&self, cell: &Cell) -> bool {
        !scopes::read(&cell.pieces, List::Any, self.words).names.is_empty()
    }

    /// Reads the scope columns of a row.
    fn scope_cells(&mut self, row: &RowCells<'_>, common: &Common<'_>, rows: &mut Rows, problems: &mut Vec<Problem>) {
        let columns = &self.table.columns;
        let mut higher: Vec<(&ScopeColumn, Scopes, usize)> = Vec::new();
        for (n, column) in columns.scopes().filter(|(_, column)| column.part == Part::Higher) {
            if let Some(cell) = row.at(n) {
                higher.extend(self.list(Some(cell), problems).map(|scopes| (column, scopes, cell.start)));
            }
        }
        let (mut is_filled, mut requests) = (false, false);
        for (n, column) in columns.scopes().filter(|(_, column)| column.part != Part::Higher) {
            let Some(cell) = row.at(n) else { continue };
            let list = if column.part == Part::Requested { List::All } else { List::Any };
            let mut scopes = scopes::read(&cell.pieces, list, self.words);
            is_filled |= scopes.none || !scopes.names.is_empty() || !scopes.errors.is_empty();
            problems.append(&mut scopes.errors);
            problems.extend(scopes.warning());
            if column.part == Part::RankedBackwards {
                scopes.reverse();
            }
            let of_kind =
                |other: &&(&ScopeColumn, Scopes, usize)| other.0.kinds.is_none() || other.0.kinds == column.kinds;
            let mut instead: Vec<&Scopes> = higher.iter().filter(of_kind).map(|(_, scopes, _)| scopes).collect();
            instead.extend(common.satisfied_by);
            let requested = rows::requested(scopes, &instead, problems);
            requests |= !requested.is_empty();
            self.requested(column, requested, (row, cell), common, rows, problems);
        }
        if let Some((_, _, at)) = higher.iter().find(|(_, scopes, _)| !scopes.names.is_empty()).filter(|_| !requests) {
            problems.push(row_problems::nothing_to_replace(*at));
        } else if !is_filled {
            problems.push(row_problems::empty_scope(row.at, common.names_feature));
        }
    }

    /// Adds what a scope column requests, for each kind.
    fn requested(
        &mut self,
        column: &ScopeColumn,
        requested: Vec<Requested>,
        (row, cell): (&RowCells<'_>, &Cell),
        common: &Common<'_>,
        rows: &mut Rows,
        problems: &mut Vec<Problem>,
    ) {
        let several = self.table.columns.scopes().count() > 1;
        let may_be_application = super::kinds::may_be_application(self.table);
        let of_header =
            column.kinds.filter(|kinds| several && (may_be_application || !kinds.contains(&Kind::Application)));
        let kinds = of_header.unwrap_or(common.kinds);
        let header = self
            .table
            .columns
            .all
            .iter()
            .find(|other| other.scope.as_ref().is_some_and(|scope| core::ptr::eq(scope, column)));
        let header = header.map_or("", |header| &header.header);
        let (account, said) = match Account::of(header) {
            Account::Any => (common.account, text(self.cell(row, Field::Kind))),
            of_header if several => (of_header, header.to_owned()),
            _ => (common.account, text(self.cell(row, Field::Kind))),
        };
        let (lone, requested): (Vec<Requested>, Vec<Requested>) =
            requested.into_iter().partition(|it| self.is_lone(&it.token));
        problems.extend(lone.iter().map(|it| row_problems::lone_word(&it.token)));
        let no_conditions = Noted::default();
        let brief;
        let mut common = common;
        if let Some(problem) = common.too_long(kinds.len() * requested.len(), cell.start) {
            problems.push(problem);
            brief = common.brief(&no_conditions);
            common = &brief;
        }
        let mut stronger_names: Vec<&Token> =
            common.satisfied_by.iter().flat_map(|scopes| scopes.single_names()).collect();
        if requested.len() > 1 && requested.len() * stronger_names.len() > rows::MOST_PAIRS {
            // An error says so already.
            stronger_names.clear();
        }
        for &kind in kinds {
            let first = rows.entries.len();
            for it in &requested {
                let mut entry = self.entry(column, it, kind, common, problems);
                if kind == Kind::Delegated {
                    common.ticked.restrict(&mut entry);
                }
                for stronger in &stronger_names {
                    rows.covers.push(self.cover(kind, stronger, &it.token, entry.permission.position));
                }
                rows.entries.push(entry);
            }
            let skip = self.table.columns.find(Field::Kind);
            self.kind_rows.push(KindRow {
                feature: common.feature,
                kind,
                account,
                said: said.clone(),
                others: plain(&cell.pieces) + "\0" + &row.text_without(skip, &self.table.columns),
                entries: first..rows.entries.len(),
            });
        }
    }

    /// Whether a word is the only one without a divider in a column, and so most likely no name.
    fn is_lone(&self, token: &Token) -> bool {
        let columns = self.table.columns.all.iter();
        let mut names = columns.filter(|column| column.scope.is_some() || column.field == Some(Field::SatisfiedBy));
        !token.code && names.any(|column| column.cells.lone_word() == Some(&*token.text))
    }

    fn entry(
        &mut self,
        column: &ScopeColumn,
        requested: &Requested,
        kind: Kind,
        common: &Common<'_>,
        problems: &mut Vec<Problem>,
    ) -> Entry {
        let Requested { token, marks, statuses, clauses, alternatives } = requested;
        let [description, reason, notes] = common.texts.clone();
        let mut notes: Vec<String> = Some(notes).filter(|text| !text.is_empty()).into_iter().collect();
        notes.extend(statuses.iter().cloned());
        let mut optional = common.optional.unwrap_or(self.is_optional || column.is_optional) || common.noted.optional;
        let of_scope = marks.iter().flat_map(|(at, mark)| self.legends.of(self.table.table, mark, *at, problems));
        for legend in of_scope.collect::<Vec<_>>().iter().chain(common.legends) {
            match legend {
                Legend::Optional => optional = true,
                Legend::Text(text) if !notes.contains(text) => notes.push(text.clone()),
                Legend::Text(_) => {}
            }
        }
        if !optional && common.optional.is_none() {
            let has_notes = self.table.columns.find(Field::Notes).is_some();
            let texts = common.texts[..2].iter().chain(common.other.iter().map(|(_, text)| text));
            let notes = has_notes.then_some(common.texts[2].as_str());
            problems.extend(row_problems::optional_unsaid(token, texts, notes));
        }
        let permission = Permission {
            position: self.lines.position(token.offset),
            scope: token.text.clone(),
            kind,
            feature: common.feature,
            access: column.access.unwrap_or(common.access),
            admin_consent: values::consent(
                kind,
                common.consent,
                self.table.header(Field::AdminConsent),
                token,
                problems,
            ),
            optional,
            requires: common.noted.requires.clone(),
            excludes: common.noted.excludes.clone(),
            alternatives: alternatives.clone(),
            clauses: clauses.clone(),
            resource: common.resource.clone(),
            description,
            notes: notes.join("; "),
            reason,
            other: common.other.clone(),
        };
        let has_unknown_resource = self.above.has_unknown_resource;
        Entry { permission, table: self.number, at: token.offset, has_unknown_resource, is_dropped: false }
    }

    /// A cell of permissions of which each is enough.
    fn list(&self, cell: Option<&Cell>, problems: &mut Vec<Problem>) -> Option<Scopes> {
        let mut scopes = scopes::read(&cell?.pieces, List::Any, self.words);
        if let Some(lone) = scopes.names.iter().map(|named| &named.token).find(|token| self.is_lone(token)) {
            problems.push(row_problems::lone_word(lone));
            return Some(Scopes::default());
        }
        problems.append(&mut scopes.errors);
        problems.extend(scopes.warning());
        if let Some((at, mark)) = scopes.names.iter().find_map(|named| named.marks.first()) {
            problems.push(row_problems::mark_on_a_stronger_one(*at, mark));
        }
        Some(scopes)
    }

    pub(crate) fn covers_row(&mut self, row: &RowCells<'_>, rows: &mut Rows, problems: &mut Vec<Problem>) {
        let (cells, _) = row_marks::without(row, self.table, self.legends, problems);
        let row = &row.with(cells.as_deref());
        let kinds = self.above.kinds(row, false, true, &mut self.unknown, problems);
        let Some((n, _)) = self.table.columns.scopes().next() else { return };
        let Some(cell) = row.at(n) else { return };
        let mut weaker = scopes::read(&cell.pieces, List::All, self.words);
        problems.append(&mut weaker.errors);
        problems.extend(weaker.warning());
        let stronger = self.list(self.cell(row, Field::SatisfiedBy), problems);
        problems.extend(stronger.as_ref().filter(|scopes| scopes.has_groups()).map(row_problems::cover_by_a_group));
        if weaker.names.is_empty() && !weaker.none && weaker.errors.is_empty() && plain(&cell.pieces).is_empty() {
            problems.push(row_problems::empty_scope(row.at, false));
        }
        let stronger: Vec<&Token> = stronger.iter().flat_map(|scopes| scopes.single_names()).collect();
        if weaker.names.len() > 1 && weaker.names.len() * stronger.len() > rows::MOST_PAIRS {
            return problems.push(rows::too_many_pairs(cell.start));
        }
        for &kind in kinds {
            for named in &weaker.names {
                let weaker_position = self.lines.position(named.token.offset);
                for &token in &stronger {
                    let cover = self.cover(kind, token, &named.token, weaker_position);
                    rows.declared_covers.push(Declared { cover, table: self.number, at: named.token.offset });
                }
            }
        }
    }

    fn cover(&self, kind: Kind, stronger: &Token, weaker: &Token, covers_position: Position) -> Cover {
        Cover {
            kind,
            scope: stronger.text.clone(),
            covers: weaker.text.clone(),
            position: self.lines.position(stronger.offset),
            covers_position,
        }
    }
}
