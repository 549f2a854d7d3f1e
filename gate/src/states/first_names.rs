//! What a document, its features and its conditions were called first, as far as `formerly` tells. Acceptances identify a change by
//! these names, so that a renaming voids none.

use std::collections::BTreeMap;

use scopemark_compiler::model::{Document, Name};

use crate::change::Subject;
use crate::states::names::Class;
use crate::states::pair::Pair;

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

    /// Those of the new document: what it has of the old one was called first what that says.
    pub(crate) fn of_new(pair: &Pair<'d>) -> Self {
        let old = &pair.old.first_names;
        let features = pair.new.document.features.iter().zip(&pair.old_features).map(|(name, old_feature)| {
            let before = old_feature.map(|at| old.feature(&pair.old.document.features[at].text));
            (name.text.as_str(), before.unwrap_or(&name.text))
        });
        let conditions = pair.new.document.conditions.iter().map(|name| {
            let before = pair.old_conditions.get(name.text.as_str()).map(|before| old.condition(before));
            (name.text.as_str(), before.unwrap_or(&name.text))
        });
        Self { document: old.document, features: features.collect(), conditions: conditions.collect() }
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

/// The subject of a change by first names.
pub(crate) fn subject(pair: &Pair<'_>, subject: &Subject) -> Subject {
    let [old, new] = [&pair.old.first_names, &pair.new.first_names];
    let feature = |text: &String| {
        let names = if new.features.contains_key(text.as_str()) { new } else { old };
        names.feature(text).to_owned()
    };
    let condition = |text: &String| {
        let names = if new.conditions.contains_key(text.as_str()) { new } else { old };
        names.condition(text).to_owned()
    };
    Subject {
        document: new.document.to_owned(),
        feature: subject.feature.as_ref().map(feature),
        condition: subject.condition.as_ref().map(condition),
        ..subject.clone()
    }
}
