//! The features of a document, and the one that each row belongs to.

use std::collections::BTreeMap;

use super::blocks::Cell;
use super::lines::Lines;
use super::problem::{Problem, hidden_character};
use super::text::plain;
use crate::finding::is_hidden;
use crate::model::Name;

/// The features that rows named so far.
#[derive(Default)]
pub(crate) struct Features {
    /// In the order of the document.
    pub(crate) names: Vec<Name>,
    /// By text, the index in `names`.
    indices: BTreeMap<String, usize>,
}

/// The feature of a row.
#[derive(Clone, Copy)]
pub(crate) enum Feature {
    /// Every feature.
    Always,
    /// The feature of this index.
    Is(usize),
}

/// The feature of rows that name none.
pub(crate) struct Unnamed<'t> {
    /// What a directive says: text and place.
    pub(crate) directive: Option<&'t (String, usize)>,
    /// What holds where nothing else does: text and place.
    pub(crate) fallback: (String, usize),
    /// The feature of the nearest row above that names one.
    above: Option<Feature>,
}

impl<'t> Unnamed<'t> {
    pub(crate) fn new(directive: Option<&'t (String, usize)>, fallback: (String, usize)) -> Self {
        Self { directive, fallback, above: None }
    }
}

impl Features {
    /// The feature of the next row of a table, given its cell in the feature column.
    pub(crate) fn of_row(
        &mut self,
        cell: Option<&Cell>,
        unnamed: &mut Unnamed<'_>,
        lines: &Lines<'_>,
        problems: &mut Vec<Problem>,
    ) -> Feature {
        if let Some(cell) = cell {
            let text = plain(&cell.pieces);
            if !text.is_empty() {
                let feature = self.named(&text, cell.start, lines, problems);
                unnamed.above = Some(feature);
                return feature;
            }
        }
        match (unnamed.above, unnamed.directive) {
            (Some(above), _) => above,
            (None, Some((text, at))) => self.named(text, *at, lines, problems),
            (None, None) => Feature::Is(self.index(&unnamed.fallback.0, unnamed.fallback.1, lines)),
        }
    }

    fn named(&mut self, text: &str, at: usize, lines: &Lines<'_>, problems: &mut Vec<Problem>) -> Feature {
        if ["all", "any", "core", "always", "*"].iter().any(|always| text.eq_ignore_ascii_case(always)) {
            return Feature::Always;
        }
        if !self.indices.contains_key(text)
            && let Some(hidden) = text.chars().find(|&c| is_hidden(c))
        {
            problems.push(hidden_character(hidden, at, "feature"));
        }
        Feature::Is(self.index(text, at, lines))
    }

    fn index(&mut self, text: &str, at: usize, lines: &Lines<'_>) -> usize {
        if let Some(&index) = self.indices.get(text) {
            return index;
        }
        let index = self.names.len();
        self.names.push(Name { text: text.to_owned(), ident: None, position: lines.position(at) });
        self.indices.insert(text.to_owned(), index);
        index
    }
}
