//! What the cells of a row say beside its permissions: its feature, kind, access, consent and notes.

use super::blocks::Cell;
use super::columns::Columns;
use super::header::Field;
use super::notes::{self, Clause};
use super::problem::{Problem, hidden_character};
use super::rows::{Reader, Shape};
use super::settings::TableSettings;
use super::text::plain;
use super::vocabulary::{self, did_you_mean};
use crate::finding::{Rule, is_hidden};
use crate::model::{Access, Kind, Name};
use crate::rules;

/// The feature of a row.
#[derive(Clone, Copy)]
pub(crate) enum Feature {
    Always,
    Is(usize),
}

/// The features that rows without a feature of their own have.
#[derive(Default)]
pub(crate) struct Inherited {
    /// The feature of the nearest row above that has one.
    above: Option<Feature>,
    /// The feature of the table.
    of_table: Option<Feature>,
}

/// What a notes cell says.
#[derive(Default)]
pub(crate) struct Noted {
    /// The conditions that must all hold, sorted.
    pub(crate) requires: Vec<String>,
    /// The conditions of which none may hold, sorted.
    pub(crate) excludes: Vec<String>,
    pub(crate) optional: bool,
    /// What waits until all conditions are known: words, sentence and place.
    pub(crate) waiting: Vec<(String, String, usize)>,
}

impl Reader<'_> {
    /// Whether a `*` at this place makes its row optional; a finding where no legend says so.
    pub(super) fn mark(&mut self, at: usize) -> bool {
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

    pub(super) fn feature(
        &mut self,
        shape: &Shape<'_>,
        columns: &Columns,
        settings: &TableSettings,
        fallback: &(String, usize),
        inherited: &mut Inherited,
    ) -> Feature {
        if let Some(cell) = shape.cell(columns, Field::Feature)
            && !cell.pieces.is_empty()
        {
            let text = plain(&cell.pieces);
            if !text.is_empty() {
                let feature = self.named_feature(text, cell.start);
                inherited.above = Some(feature);
                return feature;
            }
        }
        if let Some(feature) = inherited.above.or(inherited.of_table) {
            return feature;
        }
        let feature = match &settings.feature {
            Some((text, at)) => self.named_feature(text.clone(), *at),
            None => Feature::Is(self.feature_index(fallback.0.clone(), fallback.1)),
        };
        inherited.of_table = Some(feature);
        feature
    }

    fn named_feature(&mut self, text: String, at: usize) -> Feature {
        if text.len() <= "always".len()
            && ["all", "any", "core", "always", "*"].iter().any(|always| text.eq_ignore_ascii_case(always))
        {
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
        self.features.insert(text.clone(), index);
        self.document.features.push(Name { text, ident: None, position: self.lines.position(at) });
        index
    }

    pub(super) fn kind(&mut self, shape: &Shape<'_>, columns: &Columns, settings: &TableSettings) -> Kind {
        let default = settings.kind.map(|(kind, _)| kind);
        let Some(cell) = shape.cell(columns, Field::Kind) else { return default.unwrap_or(Kind::Delegated) };
        let word = plain(&cell.pieces);
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
        vocabulary::kind(&word).unwrap_or_else(|| {
            let known = ["Delegated", "Application", "App-only"];
            self.problems.push(Problem::new(
                &rules::UNKNOWN_KIND,
                cell.start,
                format!("`{word}` is no kind of permission"),
                did_you_mean(&word, &known),
            ));
            default.unwrap_or(Kind::Delegated)
        })
    }

    pub(super) fn access(&mut self, shape: &Shape<'_>, columns: &Columns) -> Access {
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

    pub(super) fn admin_consent(
        &mut self,
        shape: &Shape<'_>,
        columns: &Columns,
        settings: &TableSettings,
    ) -> Option<bool> {
        let default = settings.admin_consent.map(|(consent, _)| consent);
        let Some(cell) = shape.cell(columns, Field::AdminConsent) else { return default };
        self.yes_no(cell, &rules::UNKNOWN_ADMIN_CONSENT, "write `Yes` or `No`, or leave the cell empty").or(default)
    }

    /// Yes, no, or nothing said; a finding for any other word.
    fn yes_no(&mut self, cell: &Cell, rule: &'static Rule, help: &str) -> Option<bool> {
        if cell.pieces.is_empty() {
            return None;
        }
        let word = plain(&cell.pieces);
        if word.is_empty() || ["-", "–", "—"].contains(&word.as_str()) {
            return None;
        }
        let read = vocabulary::yes(&word);
        if read.is_none() {
            self.problems.push(Problem::new(rule, cell.start, format!("`{word}` is neither yes nor no"), help));
        }
        read
    }

    pub(super) fn noted(&mut self, shape: &Shape<'_>, columns: &Columns) -> Noted {
        let mut noted = Noted::default();
        if let Some(cell) = shape.cell(columns, Field::Notes)
            && !cell.pieces.is_empty()
        {
            for clause in notes::read(&cell.pieces, self.declared, self.problems) {
                match clause {
                    Clause::Requires(name) => noted.requires.push(name),
                    Clause::Excludes(name) => noted.excludes.push(name),
                    Clause::Optional => noted.optional = true,
                    Clause::For { words, text, at } => noted.waiting.push((words, text, at)),
                }
            }
            sort(&mut noted.requires);
            sort(&mut noted.excludes);
        }
        noted
    }
}

fn sort(names: &mut Vec<String>) {
    names.sort();
    names.dedup();
}
