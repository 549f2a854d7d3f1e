//! The permissions that a document requests, each with its rows.

use std::collections::BTreeMap;

use crate::model::{Document, Kind, Permission};

/// The rows of a document by the permission that they request: in order of its text, then of the document.
pub(crate) struct Requested<'d> {
    delegated: BTreeMap<&'d str, Vec<&'d Permission>>,
    application: BTreeMap<&'d str, Vec<&'d Permission>>,
}

impl<'d> Requested<'d> {
    pub(crate) fn new(document: &'d Document) -> Self {
        let mut requested = Self { delegated: BTreeMap::new(), application: BTreeMap::new() };
        for row in &document.permissions {
            let of_kind = match row.kind {
                Kind::Delegated => &mut requested.delegated,
                Kind::Application => &mut requested.application,
            };
            of_kind.entry(row.scope.as_str()).or_default().push(row);
        }
        requested
    }

    /// The permissions of one kind.
    pub(crate) fn of_kind(&self, kind: Kind) -> &BTreeMap<&'d str, Vec<&'d Permission>> {
        match kind {
            Kind::Delegated => &self.delegated,
            Kind::Application => &self.application,
        }
    }

    /// The rows of each permission.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[&'d Permission]> {
        self.delegated.values().chain(self.application.values()).map(Vec::as_slice)
    }
}
