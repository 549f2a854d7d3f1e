//! From the rows of the tables to permissions and covers.

use std::collections::BTreeMap;

use scopemark_core::nearest;

use super::blocks::{Blocks, Cell, Piece, Row, Table, plain};
use super::header::Field;
use super::lines::Lines;
use super::notes::{self, Clause, Declared};
use super::pipes;
use super::problem::Problem;
use super::scopes::{self, Asked, Token, hidden_character};
use super::settings::{self, TableSettings, did_you_mean};
use super::table::{Column, Columns, Role};
use crate::finding::is_hidden;
use crate::model::{Access, Cover, Document, Kind, Name, Permission};
use crate::rules;

/// `For …` in the notes of a permission: it waits until all conditions of the document are known.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) permission: usize,
    pub(crate) words: String,
    pub(crate) text: String,
    pub(crate) at: usize,
}

/// What holds while all tables of a document are read.
pub(crate) struct Reader<'a, 'b> {
    pub(crate) blocks: &'b Blocks<'a>,
    pub(crate) lines: &'b Lines<'a>,
    pub(crate) declared: &'b Declared,
    /// Whether a legend says what `*` means.
    pub(crate) legend: &'b dyn Fn() -> bool,
    pub(crate) document: &'b mut Document,
    pub(crate) problems: &'b mut Vec<Problem>,
    pub(crate) waiting: Vec<Waiting>,
    features: BTreeMap<String, usize>,
}

/// The feature of a row.
#[derive(Debug, Clone, Copy)]
enum Feature {
    Always,
    Is(usize),
}

impl<'a, 'b> Reader<'a, 'b> {
    pub(crate) fn new(
        blocks: &'b Blocks<'a>,
        lines: &'b Lines<'a>,
        declared: &'b Declared,
        legend: &'b dyn Fn() -> bool,
        document: &'b mut Document,
        problems: &'b mut Vec<Problem>,
    ) -> Self {
        Self { blocks, lines, declared, legend, document, problems, waiting: Vec::new(), features: BTreeMap::new() }
    }

    /// Reads the rows of one table. `fallback` is the feature of a table that names none: text and place.
    pub(crate) fn table(
        &mut self,
        table: &Table,
        columns: &Columns,
        settings: &TableSettings,
        fallback: &(String, usize),
    ) {
        let mut above: Option<Feature> = None;
        let mut in_text = false;
        for n in table.rows.clone() {
            let row = &self.blocks.rows[n];
            let source = &self.lines.text()[row.range.clone()];
            let cells = pipes::count(source);
            if is_conflict_marker(source) {
                continue;
            }
            if pipes::delimiter(source).is_some() {
                self.table_in_table(row);
                continue;
            }
            let below = table.rows.contains(&(n + 1)).then(|| &self.blocks.rows[n + 1]);
            if below.is_some_and(|below| pipes::delimiter(&self.lines.text()[below.range.clone()]).is_some()) {
                // The header of the second table: its delimiter row carries the finding.
                continue;
            }
            if cells == 1 && columns.all.len() > 1 {
                let text = !pipes::has_pipe(source);
                // Lines of one paragraph make one finding.
                if !(text && in_text) {
                    self.text_in_table(row, source, columns.all.len());
                }
                in_text = text;
                if text {
                    continue;
                }
            } else {
                in_text = false;
            }
            if let Some(shape) = self.shape(row, source, cells, columns) {
                match columns.role {
                    Role::Covers => self.covers_row(&shape, columns, settings),
                    _ => self.row(&shape, columns, settings, fallback, &mut above),
                }
            }
        }
    }

    /// Checks the number of cells; none for a row without any text.
    fn shape<'r>(&mut self, row: &'r Row, source: &str, count: usize, columns: &Columns) -> Option<Shape<'r>>
    where
        'b: 'r,
    {
        let cells: &'r [Cell] = &self.blocks.cells[row.cells.clone()];
        let at = cells.first().map_or(row.range.start, |cell| cell.start);
        if cells.iter().all(|cell| cell.pieces.is_empty()) {
            self.problems.push(Problem::new(
                &rules::EMPTY_ROW,
                at,
                "this row is empty",
                "delete it: some renderers end the table here",
            ));
            return None;
        }
        let wanted = columns.all.len();
        if count > wanted {
            let surplus = pipes::cells(source).get(wanted).map_or("", |cell| source[cell.clone()].trim());
            self.problems.push(Problem::new(
                &rules::RAGGED_ROW,
                at,
                match surplus {
                    "" => format!("this row has {count} cells, its table {wanted}"),
                    _ => format!(
                        "this row has {count} cells, its table {wanted}: `{surplus}` is dropped by every renderer"
                    ),
                },
                "take the surplus cell out, or write a pipe that belongs to the text as `\\|`",
            ));
        } else if count < wanted && !(count == 1 && wanted > 1) {
            self.missing(&columns.all[count..], cells, count, wanted, at);
        }
        Some(Shape { cells: &cells[..count.min(cells.len())], at })
    }

    fn missing(&mut self, missing: &[Column], cells: &[Cell], count: usize, wanted: usize, at: usize) {
        let names: Vec<String> = missing.iter().take(6).map(|column| format!("`{}`", column.header)).collect();
        let names = names.join(", ") + if missing.len() > 6 { ", …" } else { "" };
        let message = format!("this row has {count} cells, its table {wanted}: nothing stands under {names}");
        let meaning = missing.iter().any(|column| column.field.is_some_and(|field| !field.is_text()));
        if !meaning {
            self.problems.push(Problem::new(
                &rules::MISSING_TEXT,
                at,
                message,
                "add the missing cells; an empty one is written `| |`",
            ));
            return;
        }
        let merged = cells.get(count - 1).and_then(|cell| notes::find(self.pieces(cell)));
        let help = match merged {
            Some((place, text)) if missing.iter().any(|column| column.field == Some(Field::Notes)) => {
                let column = self.lines.position(place).column;
                format!(
                    "a pipe seems to be missing before column {column}, where a note begins that is now part of \
                     another cell: `{text}`"
                )
            }
            _ => "add the missing cells; an empty one is written `| |`".to_owned(),
        };
        self.problems.push(Problem::new(&rules::RAGGED_ROW, at, message, help));
    }

    fn text_in_table(&mut self, row: &Row, source: &str, columns: usize) {
        let at = self.blocks.cells[row.cells.clone()].first().map_or(row.range.start, |cell| cell.start);
        let line = self.lines.position(row.range.start).line;
        let what = if pipes::has_pipe(source) {
            format!("this row has a single cell, its table {columns}")
        } else {
            format!("this text is a row of the table above it, which has {columns} columns")
        };
        self.problems.push(Problem::new(
            &rules::TEXT_IN_TABLE,
            at,
            what,
            format!("put a blank line before line {line}, or give the row its cells"),
        ));
    }

    fn table_in_table(&mut self, row: &Row) {
        let line = self.lines.position(row.range.start).line;
        let start = row.range.start;
        self.problems.push(Problem::new(
            &rules::TABLE_IN_TABLE,
            start,
            "this delimiter row begins no table: it and the rows below it are rows of the table above",
            format!("put a blank line before line {}", line.saturating_sub(1)),
        ));
    }

    fn row(
        &mut self,
        shape: &Shape<'_>,
        columns: &Columns,
        settings: &TableSettings,
        fallback: &(String, usize),
        above: &mut Option<Feature>,
    ) {
        let feature = self.feature(shape, columns, settings, fallback, above);
        let kind = self.kind(shape, columns, settings);
        let access = self.access(shape, columns);
        let admin_consent = self.admin_consent(shape, columns, settings);
        let scopes = self.scopes(shape, columns);
        let (requires, excludes, opt_in, waiting) = self.notes(shape, columns);
        let satisfied_by = self.satisfied_by(shape, columns);
        let text = |field| shape.cell(columns, field).map_or_else(String::new, |cell| plain(self.pieces(cell)));
        let (description, notes, reason) = (text(Field::Description), text(Field::Notes), text(Field::Reason));
        let other: Vec<(String, String)> = columns
            .all
            .iter()
            .zip(shape.cells)
            .filter(|(column, _)| column.field.is_none())
            .map(|(column, cell)| (column.header.clone(), plain(self.pieces(cell))))
            .collect();
        let feature = match feature {
            Feature::Always => None,
            Feature::Is(index) => Some(index),
        };
        for Asked { token, alternatives, mark } in scopes {
            for stronger in &satisfied_by {
                self.cover(kind, stronger, &token);
            }
            let permission = self.document.permissions.len();
            self.waiting.extend(waiting.iter().map(|(words, text, at)| Waiting {
                permission,
                words: words.clone(),
                text: text.clone(),
                at: *at,
            }));
            let optional = opt_in || mark.is_some_and(|at| self.mark(at));
            self.document.permissions.push(Permission {
                position: self.lines.position(token.offset),
                scope: token.text,
                kind,
                feature,
                access,
                admin_consent,
                optional,
                requires: requires.clone(),
                excludes: excludes.clone(),
                alternatives: alternatives.into_iter().map(|token| token.text).collect(),
                description: description.clone(),
                notes: notes.clone(),
                reason: reason.clone(),
                other: other.clone(),
            });
        }
    }

    fn covers_row(&mut self, shape: &Shape<'_>, columns: &Columns, settings: &TableSettings) {
        let kind = self.kind(shape, columns, settings);
        let weaker = self.scopes(shape, columns);
        let stronger = self.satisfied_by(shape, columns);
        for asked in &weaker {
            for token in &stronger {
                self.cover(kind, token, &asked.token);
            }
        }
    }

    fn satisfied_by(&mut self, shape: &Shape<'_>, columns: &Columns) -> Vec<Token> {
        match shape.cell(columns, Field::SatisfiedBy) {
            Some(cell) => scopes::read_list(self.pieces(cell), cell.start, self.problems),
            None => Vec::new(),
        }
    }

    fn cover(&mut self, kind: Kind, stronger: &Token, weaker: &Token) {
        self.document.covers.push(Cover {
            kind,
            scope: stronger.text.clone(),
            covers: weaker.text.clone(),
            position: self.lines.position(stronger.offset),
            covers_position: self.lines.position(weaker.offset),
        });
    }

    fn scopes(&mut self, shape: &Shape<'_>, columns: &Columns) -> Vec<Asked> {
        let Some(cell) = shape.cell(columns, Field::Scope) else { return Vec::new() };
        let before = self.problems.len();
        let blocks = self.blocks;
        let read = scopes::read(&blocks.pieces[cell.pieces.clone()], cell.start, self.problems);
        if read.none {
            self.problems.push(Problem::new(
                &rules::NO_PERMISSION,
                cell.start,
                format!("this row says `{}`, so it asks for no permission and is left out", plain(self.pieces(cell))),
                "nothing to do, if that is so; a permission of this name stands in code marks",
            ));
        } else if read.asked.is_empty() && self.problems.len() == before {
            self.problems.push(Problem::new(
                &rules::EMPTY_SCOPE,
                shape.at,
                "this row names no permission",
                "name one in the scope column, or delete the row",
            ));
        }
        read.asked
    }

    fn mark(&mut self, at: usize) -> bool {
        let legend = (self.legend)();
        if !legend {
            self.problems.push(Problem::new(
                &rules::OPTIONAL_WITHOUT_LEGEND,
                at,
                "nothing in the document says what this `*` means",
                "add a line below the table that begins with the mark and says so: \\* optional",
            ));
        }
        legend
    }

    fn feature(
        &mut self,
        shape: &Shape<'_>,
        columns: &Columns,
        settings: &TableSettings,
        fallback: &(String, usize),
        above: &mut Option<Feature>,
    ) -> Feature {
        if let Some(cell) = shape.cell(columns, Field::Feature) {
            let text = plain(self.pieces(cell));
            if !text.is_empty() {
                let feature = self.named_feature(text, cell.start);
                *above = Some(feature);
                return feature;
            }
        }
        if let Some(feature) = above {
            return *feature;
        }
        match &settings.feature {
            Some((text, at)) => self.named_feature(text.clone(), *at),
            None => Feature::Is(self.feature_index(fallback.0.clone(), fallback.1)),
        }
    }

    fn named_feature(&mut self, text: String, at: usize) -> Feature {
        if ["all", "any", "core", "always", "*"].iter().any(|always| text.eq_ignore_ascii_case(always)) {
            return Feature::Always;
        }
        if !self.features.contains_key(&text)
            && let Some(hidden) = text.chars().find(|&c| is_hidden(c))
        {
            self.problems.push(hidden_character(hidden, at, "feature"));
        }
        Feature::Is(self.feature_index(text, at))
    }

    fn feature_index(&mut self, text: String, at: usize) -> usize {
        if let Some(&index) = self.features.get(&text) {
            return index;
        }
        let index = self.document.features.len();
        self.document.features.push(Name { text: text.clone(), ident: None, position: self.lines.position(at) });
        self.features.insert(text, index);
        index
    }

    fn kind(&mut self, shape: &Shape<'_>, columns: &Columns, settings: &TableSettings) -> Kind {
        let default = settings.kind.map(|(kind, _)| kind);
        let Some(cell) = shape.cell(columns, Field::Kind) else { return default.unwrap_or(Kind::Delegated) };
        let word = plain(self.pieces(cell));
        if word.is_empty() {
            if default.is_none() {
                self.problems.push(Problem::new(
                    &rules::EMPTY_KIND,
                    shape.at,
                    "this row does not say its kind: it is read as delegated",
                    "write `Delegated` or `Application`",
                ));
            }
            return default.unwrap_or(Kind::Delegated);
        }
        settings::kind(&word).unwrap_or_else(|| {
            let known = ["Delegated", "Application", "App-only"];
            self.problems.push(Problem::new(
                &rules::UNKNOWN_KIND,
                cell.start,
                format!("`{word}` is no kind of permission"),
                did_you_mean(nearest(&word, known), &known),
            ));
            default.unwrap_or(Kind::Delegated)
        })
    }

    fn access(&mut self, shape: &Shape<'_>, columns: &Columns) -> Access {
        let Some(cell) = shape.cell(columns, Field::Update) else { return Access::Base };
        match self.yes_no(
            cell,
            &rules::UNKNOWN_UPDATE,
            "for a row that only updates need, `Y`; else leave the cell empty",
        ) {
            Some(true) => Access::Update,
            _ => Access::Base,
        }
    }

    fn admin_consent(&mut self, shape: &Shape<'_>, columns: &Columns, settings: &TableSettings) -> Option<bool> {
        let default = settings.admin_consent.map(|(consent, _)| consent);
        let Some(cell) = shape.cell(columns, Field::AdminConsent) else { return default };
        self.yes_no(cell, &rules::UNKNOWN_ADMIN_CONSENT, "write `Yes` or `No`, or leave the cell empty").or(default)
    }

    /// Yes, no, or nothing said; a finding for any other word.
    fn yes_no(&mut self, cell: &Cell, rule: &'static crate::finding::Rule, help: &str) -> Option<bool> {
        if cell.pieces.is_empty() {
            return None;
        }
        let word = plain(self.pieces(cell));
        if word.is_empty() || ["-", "–", "—"].contains(&word.as_str()) {
            return None;
        }
        let read = settings::yes(&word);
        if read.is_none() {
            self.problems.push(Problem::new(rule, cell.start, format!("`{word}` is neither yes nor no"), help));
        }
        read
    }

    /// Conditions required and excluded, sorted; whether the row is optional; and what waits.
    #[allow(clippy::type_complexity, reason = "the four parts are taken apart at once by the only caller")]
    fn notes(
        &mut self,
        shape: &Shape<'_>,
        columns: &Columns,
    ) -> (Vec<String>, Vec<String>, bool, Vec<(String, String, usize)>) {
        let (mut requires, mut excludes, mut optional, mut waiting) = (Vec::new(), Vec::new(), false, Vec::new());
        if let Some(cell) = shape.cell(columns, Field::Notes)
            && !cell.pieces.is_empty()
        {
            let mut clauses = Vec::new();
            let blocks = self.blocks;
            notes::read(&blocks.pieces[cell.pieces.clone()], self.declared, &mut clauses, self.problems);
            for clause in clauses {
                match clause {
                    Clause::Requires(name) => requires.push(name),
                    Clause::Excludes(name) => excludes.push(name),
                    Clause::Optional => optional = true,
                    Clause::For { words, text, at } => waiting.push((words, text, at)),
                }
            }
            requires.sort_unstable();
            requires.dedup();
            excludes.sort_unstable();
            excludes.dedup();
        }
        (requires, excludes, optional, waiting)
    }

    fn pieces(&self, cell: &Cell) -> &'b [Piece<'a>] {
        &self.blocks.pieces[cell.pieces.clone()]
    }
}

/// A row whose number of cells was checked.
struct Shape<'r> {
    /// The cells that stand in the source, surplus ones left out.
    cells: &'r [Cell],
    /// Where its first cell begins.
    at: usize,
}

impl<'r> Shape<'r> {
    fn cell(&self, columns: &Columns, field: Field) -> Option<&'r Cell> {
        columns.find(field).and_then(|n| self.cells.get(n))
    }
}

/// Whether a line is one of the marks that an unresolved merge leaves: they have a finding of their own.
pub(crate) fn is_conflict_marker(line: &str) -> bool {
    let line = line.trim_end();
    ["<<<<<<<", ">>>>>>>", "|||||||", "======="]
        .iter()
        .any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}
