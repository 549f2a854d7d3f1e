//! What a document, its features and its conditions were called first, as far as `formerly` tells. Acceptances identify a change by
//! these names, so that a renaming voids none.

use std::collections::BTreeMap;

use scopemark_compiler::model::{Document, Name};

use crate::states::names::Class;

/// The first names of one state, by those that it has.
pub(crate) struct FirstNames<'d> {
    document: &'d str,
    features: BTreeMap<&'d str, &'d str>,
    conditions: BTreeMap<&'d str, &'d str>,
}

impl<'d> FirstNames<'d> {
    /// As the document itself says.
    pub(crate) fn of(document: &'d Document) -> Self {
        let first = |class: Class| {
            let names = class.of(document);
            names
                .iter()
                .map(|name| (name.text.as_str(), former(document, names, &name.text).unwrap_or(&name.text)))
                .collect()
        };
        Self {
            document: document.formerly_documents.first().unwrap_or(&document.name),
            features: first(Class::Feature),
            conditions: first(Class::Condition),
        }
    }

    /// Those of a new document: what it has of the old one was called first what that says. `features` are the old ones of its own,
    /// and `conditions` the old names of its own.
    pub(crate) fn after(
        old: &Self,
        [before, document]: [&'d Document; 2],
        features: &[Option<usize>],
        conditions: &BTreeMap<&'d str, &'d str>,
    ) -> Self {
        let features = document.features.iter().zip(features).map(|(name, feature)| {
            let first = feature.map(|at| old.feature(&before.features[at].text));
            (name.text.as_str(), first.unwrap_or(&name.text))
        });
        let conditions = document.conditions.iter().map(|name| {
            let first = conditions.get(name.text.as_str()).map(|before| old.condition(before));
            (name.text.as_str(), first.unwrap_or(&name.text))
        });
        Self { document: old.document, features: features.collect(), conditions: conditions.collect() }
    }

    pub(crate) const fn document(&self) -> &'d str {
        self.document
    }

    /// Whether the state has such a feature.
    pub(crate) fn has_feature(&self, text: &str) -> bool {
        self.features.contains_key(text)
    }

    /// Whether the state has such a condition.
    pub(crate) fn has_condition(&self, text: &str) -> bool {
        self.conditions.contains_key(text)
    }

    pub(crate) fn feature<'t>(&self, text: &'t str) -> &'t str
    where
        'd: 't,
    {
        self.features.get(text).copied().unwrap_or(text)
    }

    pub(crate) fn condition<'t>(&self, text: &'t str) -> &'t str
    where
        'd: 't,
    {
        self.conditions.get(text).copied().unwrap_or(text)
    }
}

/// What a name was called, where the document says so and no other name is or was called that.
fn former<'d>(document: &'d Document, names: &[Name], text: &str) -> Option<&'d str> {
    let has = |text: &str| names.iter().any(|name| name.text == text);
    let claims = |value: &str| document.formerly.iter().filter(|says| says.value == value && has(&says.key)).count();
    let says = document.formerly.iter().filter(|says| says.key == text);
    says.map(|says| says.value.as_str()).filter(|value| !has(value) && claims(value) == 1).min()
}
