//! Makes the subject of a change from a row, a permission, a feature or a document.

use crate::change::{Subject, What};
use crate::states::matching::RowChange;
use crate::states::pair::Pair;
use crate::states::side::Side;

/// The document as a whole.
pub(crate) fn document(pair: &Pair<'_>) -> Subject {
    Subject { document: pair.new.document.name.clone(), ..Subject::default() }
}

/// A feature, by its name.
pub(crate) fn feature(pair: &Pair<'_>, name: &str) -> Subject {
    Subject { what: What::Feature, feature: Some(name.to_owned()), ..document(pair) }
}

/// A permission of one side, wherever the document names it.
pub(crate) fn permission(pair: &Pair<'_>, side: &Side<'_>, name: usize) -> Subject {
    let (_, kind, short) = side.identity(name);
    Subject {
        what: What::Permission,
        resource: side.permissions.canonical_resource(name).to_owned(),
        kind: Some(kind),
        permission: short.to_owned(),
        ..document(pair)
    }
}

/// A row, as the new document has it, or else the old one.
pub(crate) fn row(pair: &Pair<'_>, row: RowChange) -> Subject {
    let side = if row.new.is_some() { &pair.new } else { &pair.old };
    let at = row.new.or(row.old).unwrap_or_default();
    Subject {
        what: What::Row,
        feature: side.feature_of(at).map(str::to_owned),
        access: Some(side.rows[at].access),
        ..permission(pair, side, side.names[at])
    }
}

/// A declared pair, by its weaker permission.
pub(crate) fn cover(pair: &Pair<'_>, side: &Side<'_>, weaker: usize) -> Subject {
    Subject { what: What::Cover, ..permission(pair, side, weaker) }
}

/// A subject by first names, which identify it; `None` where these are its names.
pub(crate) fn first_named(pair: &Pair<'_>, subject: &Subject) -> Option<Subject> {
    let [old, new] = [&pair.old.first_names, &pair.new.first_names];
    let feature = |text: &String| {
        let names = if new.has_feature(text) { new } else { old };
        names.feature(text).to_owned()
    };
    let condition = |text: &String| {
        let names = if new.has_condition(text) { new } else { old };
        names.condition(text).to_owned()
    };
    let first = Subject {
        document: new.document().to_owned(),
        feature: subject.feature.as_ref().map(feature),
        condition: subject.condition.as_ref().map(condition),
        ..subject.clone()
    };
    (first != *subject).then_some(first)
}
