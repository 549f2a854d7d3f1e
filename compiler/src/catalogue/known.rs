//! What a catalogue knows about permissions of which the document says nothing.

use std::collections::BTreeMap;

use super::Catalogue;
use super::names::{resources, short};
use crate::model::{CatalogueNote, Document, Kind};

/// What the catalogue says where the document is silent, for the documentation of generated names.
pub(crate) fn known(document: &Document, catalogue: &Catalogue) -> Vec<CatalogueNote> {
    let resources = resources(document);
    // Of each permission, whether some row says who must consent, and what it allows.
    let mut said: BTreeMap<(Kind, &str), (bool, bool)> = BTreeMap::new();
    for row in &document.permissions {
        let (consent, description) = said.entry((row.kind, row.scope.as_str())).or_default();
        *consent |= row.admin_consent.is_some();
        *description |= !row.description.is_empty();
    }
    let note = |(&(kind, text), &resource): (&(Kind, &str), &&str)| {
        let entry = catalogue.of(resource).find(kind, short(resource, text))?;
        let (consent, description) = said.get(&(kind, text)).copied().unwrap_or_default();
        let note = CatalogueNote {
            kind,
            name: text.to_owned(),
            admin_consent: entry.admin_consent.filter(|_| !consent && kind == Kind::Delegated),
            description: if description { String::new() } else { entry.description.to_owned() },
        };
        (note.admin_consent.is_some() || !note.description.is_empty()).then_some(note)
    };
    resources.iter().filter_map(note).collect()
}
