//! The features of a document, and the one that each row belongs to.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::blocks::Cell;
use super::lines::Lines;
use super::problem::{Problem, hidden_character};
use super::text::plain;
use super::vocabulary::bare;
use crate::finding::is_hidden;
use crate::model::Name;
use crate::quoted::quoted;
use crate::rules;

/// The features that rows named so far.
#[derive(Default)]
pub(crate) struct Features {
    /// In the order of the document.
    pub(crate) names: Vec<Name>,
    /// By text, the index in `names`.
    indices: BTreeMap<String, usize>,
    /// Those that a cell says are beta.
    beta: BTreeSet<String>,
    /// Where two spellings are one name.
    spellings: Vec<Problem>,
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
    /// What the nearest heading says: text and place.
    heading: Option<(String, usize)>,
    /// What holds where nothing else does: text and place.
    name: (String, usize),
    /// The feature of the nearest row above that names one.
    above: Option<Feature>,
}

impl<'t> Unnamed<'t> {
    pub(crate) fn new(
        directive: Option<&'t (String, usize)>,
        heading: Option<(String, usize)>,
        name: (String, usize),
    ) -> Self {
        Self { directive, heading, name, above: None }
    }
}

impl Features {
    /// The feature of the next row of a table, given its cell in the feature column, and the verb before it.
    pub(crate) fn of_row(
        &mut self,
        cell: Option<&Cell>,
        verb: Option<&str>,
        unnamed: &mut Unnamed<'_>,
        lines: &Lines<'_>,
        problems: &mut Vec<Problem>,
    ) -> Feature {
        if let Some(cell) = cell {
            let text = plain(&cell.pieces);
            if !is_empty(&text) {
                let text = verb.filter(|verb| !verb.is_empty()).map_or(text.clone(), |verb| format!("{verb} {text}"));
                let name = without_status(&text);
                let feature = self.named(name, cell.start, lines, problems);
                if let (Feature::Is(index), true) = (feature, name.len() < text.len()) {
                    self.beta.insert(self.names[index].text.clone());
                }
                unnamed.above = Some(feature);
                return feature;
            }
        }
        match (unnamed.above, unnamed.directive) {
            (Some(above), _) => above,
            (None, Some((text, at))) => self.named(text, *at, lines, problems),
            (None, None) => {
                if let Some(cell) = cell {
                    problems.push(Problem::new(
                        &rules::EMPTY_FEATURE,
                        cell.start,
                        format!(
                            "this row names no feature, and none is above it: it is read as `{}`",
                            unnamed.heading.as_ref().unwrap_or(&unnamed.name).0
                        ),
                        "write the feature",
                    ));
                }
                match &unnamed.heading {
                    Some((text, at)) => self.named(text, *at, lines, problems),
                    None => Feature::Is(self.index(&unnamed.name.0, unnamed.name.1, lines)),
                }
            }
        }
    }

    /// The names, and of these the ones that a cell or a directive says are beta, sorted; with what is to be said of them.
    pub(crate) fn finish(
        self,
        said: &BTreeMap<String, usize>,
        problems: &mut Vec<Problem>,
    ) -> (Vec<Name>, Vec<String>) {
        problems.extend(self.spellings);
        let mut beta = self.beta;
        for (feature, &at) in said {
            if self.indices.contains_key(feature) {
                beta.insert(feature.clone());
                continue;
            }
            let names = self.names.iter().map(|name| name.text.as_str());
            let help = match scopemark_core::nearest(feature, names) {
                Some(nearest) => format!("write `{nearest}` in place of `{feature}`"),
                None => "remove it, or write the feature exactly as in the table".to_owned(),
            };
            let message = format!("`stability.{}` matches no feature of this document", quoted(feature));
            problems.push(Problem::new(&rules::RENAME_UNKNOWN, at, message, help));
        }
        (self.names, beta.into_iter().collect())
    }

    fn named(&mut self, text: &str, at: usize, lines: &Lines<'_>, problems: &mut Vec<Problem>) -> Feature {
        if is_always(text) {
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
        let composed: String = text.nfc().collect();
        if composed != text {
            self.spellings.push(Problem::new(
                &rules::UNICODE_FORM,
                at,
                format!("`{composed}` is written with combining marks here: it is read in its composed form (NFC)"),
                "this is fine; to be rid of this note, type it again",
            ));
        }
        if let Some(&index) = self.indices.get(&composed) {
            return index;
        }
        let index = self.names.len();
        self.names.push(Name { text: composed.clone(), ident: None, position: lines.position(at) });
        self.indices.insert(composed, index);
        index
    }
}

/// Whether a text means every feature.
fn is_always(text: &str) -> bool {
    let text = if text == "*" { text } else { &*bare(text) };
    ["all", "any", "core", "always", "*"].iter().any(|always| text.eq_ignore_ascii_case(always))
}

/// Whether the text of a feature's cell names none.
pub(crate) fn is_empty(text: &str) -> bool {
    text.is_empty() || ["-", "–", "—"].contains(&text)
}

/// A feature's name without `(beta)` at its end.
fn without_status(text: &str) -> &str {
    let lower = text.to_lowercase();
    match lower.strip_suffix("(beta)") {
        Some(rest) if lower.len() == text.len() && !rest.trim().is_empty() => text[..rest.len()].trim_end(),
        _ => text,
    }
}
