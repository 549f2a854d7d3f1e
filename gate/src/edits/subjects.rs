//! What a change is about: the subject of a row, a permission, a feature, a document.

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
