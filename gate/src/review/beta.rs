//! Beta features: what breaks them is a warning.

use std::collections::BTreeMap;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

use crate::change::Change;
use crate::rule::Family;

/// The features that are beta in every baseline that has them.
#[derive(Debug, Default)]
pub(super) struct Beta<'d>(BTreeMap<(&'d str, &'d str), bool>);

impl<'d> Beta<'d> {
    /// The features of the documents of all baselines.
    pub(super) fn of(baselines: impl IntoIterator<Item = &'d Document>) -> Self {
        let mut features = BTreeMap::new();
        for document in baselines {
            for feature in &document.features {
                let is_beta = document.beta.contains(&feature.text);
                *features.entry((&*document.name, &*feature.text)).or_insert(true) &= is_beta;
            }
        }
        Self(features)
    }

    /// Makes an error about code or tokens of such a feature a warning.
    pub(super) fn soften(&self, change: &mut Change) {
        let is_judged = matches!(change.rule.family, Family::Code | Family::Token);
        if let Some(feature) = change.subject.feature.as_deref().filter(|_| is_judged && change.level == Level::Error)
            && self.0.get(&(&*change.subject.document, feature)) == Some(&true)
        {
            change.level = Level::Warning;
        }
        for attached in &mut change.attached {
            self.soften(attached);
        }
    }
}
