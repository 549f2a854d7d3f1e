//! Beta features: what breaks them, or a name that they alone use, is a warning.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Kind, Permission};
use scopemark_core::ask::split_resource_in;

use crate::change::{Change, Subject, What};
use crate::rule::Family;

/// What is beta in every baseline that has it. Each key has the document's name first, the old one and the new one.
#[derive(Debug, Default)]
pub(super) struct Beta<'d> {
    /// The features, by each name that they have or had.
    features: BTreeMap<(&'d str, &'d str), bool>,
    /// The permissions that only beta features name.
    permissions: BTreeMap<(&'d str, Kind, &'d str), bool>,
    /// The conditions that only rows of beta features have.
    conditions: BTreeMap<(&'d str, &'d str), bool>,
}

impl<'d> Beta<'d> {
    /// What the documents of all baselines say, which these became.
    pub(super) fn of(baselines: impl IntoIterator<Item = &'d Document>, now: &'d [Document]) -> Self {
        let mut beta = Self::default();
        for old in baselines {
            let is_same = |new: &&Document| new.name == old.name;
            let was_same = |new: &&Document| new.formerly_documents.contains(&old.name);
            let new: Vec<&Document> = now.iter().filter(|new| is_same(new) || was_same(new)).collect();
            let documents: BTreeSet<&str> = new.iter().copied().chain([old]).map(|document| &*document.name).collect();
            for document in documents {
                for feature in &old.features {
                    let renamed = new.iter().flat_map(|new| &new.formerly).filter(|says| says.value == feature.text);
                    for name in renamed.map(|says| &says.key).chain([&feature.text]) {
                        *beta.features.entry((document, name)).or_insert(true) &= old.beta.contains(&feature.text);
                    }
                }
                beta.use_constants(document, old);
            }
        }
        beta
    }

    /// Notes which constants of a document are used by its beta features alone.
    fn use_constants(&mut self, name: &'d str, document: &'d Document) {
        // As the subject of a change has it.
        let short = |text: &'d String| split_resource_in(&document.resource, text).map_or(&**text, |(_, short)| short);
        for row in &document.permissions {
            let is_beta = is_beta(row, document);
            for scope in row.clauses.iter().flatten().chain(&row.alternatives).chain([&row.scope]) {
                *self.permissions.entry((name, row.kind, short(scope))).or_insert(true) &= is_beta;
            }
            for condition in row.requires.iter().chain(&row.excludes) {
                *self.conditions.entry((name, condition)).or_insert(true) &= is_beta;
            }
        }
        // A cover holds for every feature.
        for cover in &document.covers {
            for scope in [&cover.scope, &cover.covers] {
                self.permissions.insert((name, cover.kind, short(scope)), false);
            }
        }
    }

    /// Makes an error about code or tokens of such a feature a warning.
    pub(super) fn soften(&self, change: &mut Change) {
        if change.level == Level::Error && self.is_of_beta(change) {
            change.level = Level::Warning;
        }
        for attached in &mut change.attached {
            self.soften(attached);
        }
    }

    fn is_of_beta(&self, change: &Change) -> bool {
        let Subject { document, what, kind, permission, feature, condition, .. } = &change.subject;
        let document = document.as_str();
        let found = match (change.rule.family, feature, what) {
            (Family::Code | Family::Token, Some(feature), _) => self.features.get(&(document, feature)),
            (Family::Code, None, What::Permission) => {
                kind.and_then(|kind| self.permissions.get(&(document, kind, permission)))
            }
            (Family::Code, None, What::Condition) => {
                condition.as_deref().and_then(|condition| self.conditions.get(&(document, condition)))
            }
            _ => None,
        };
        found == Some(&true)
    }
}

fn is_beta(row: &Permission, document: &Document) -> bool {
    let feature = row.feature.and_then(|at| document.features.get(at));
    feature.is_some_and(|feature| document.beta.contains(&feature.text))
}
