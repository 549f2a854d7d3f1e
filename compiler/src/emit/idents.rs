//! The Rust names of a document by their texts, and what is left out for want of one.

use std::collections::BTreeMap;

use crate::model::{Cover, Document, Kind, Name, Permission};

/// The Rust names of a document by their texts.
pub(crate) struct Idents<'a> {
    features: &'a [Name],
    conditions: BTreeMap<&'a str, &'a str>,
    scopes: BTreeMap<&'a str, &'a str>,
    app_roles: BTreeMap<&'a str, &'a str>,
}

impl<'a> Idents<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        let map = |names: &'a [Name]| {
            let pairs = names.iter().map(|name| Some((name.text.as_str(), name.ident.as_deref()?)));
            pairs.flatten().collect()
        };
        Self {
            features: &document.features,
            conditions: map(&document.conditions),
            scopes: map(&document.scopes),
            app_roles: map(&document.app_roles),
        }
    }

    pub(crate) fn feature(&self, index: usize) -> Option<&'a str> {
        self.features.get(index)?.ident.as_deref()
    }

    pub(crate) fn condition(&self, text: &str) -> Option<&'a str> {
        self.conditions.get(text).copied()
    }

    pub(crate) fn permission(&self, kind: Kind, text: &str) -> Option<&'a str> {
        let names = match kind {
            Kind::Delegated => &self.scopes,
            Kind::Application => &self.app_roles,
        };
        names.get(text).copied()
    }

    /// Whether a row can be told: all that decides what it means has a Rust name. An alternative that has none is left out.
    pub(crate) fn has_row(&self, row: &Permission) -> bool {
        let mut conditions = row.requires.iter().chain(&row.excludes);
        self.permission(row.kind, &row.scope).is_some()
            && row.feature.is_none_or(|feature| self.feature(feature).is_some())
            && conditions.all(|condition| self.condition(condition).is_some())
    }

    /// Whether both permissions of a pair have a Rust name.
    pub(crate) fn has_cover(&self, cover: &Cover) -> bool {
        self.permission(cover.kind, &cover.scope).is_some() && self.permission(cover.kind, &cover.covers).is_some()
    }
}
