//! The Rust names of a document by their texts, and what is left out for want of one.

use crate::index::Index;
use crate::model::{Cover, Document, Kind, Name, Permission};

/// The Rust names of a document by their texts.
pub(crate) struct Idents<'a> {
    features: &'a [Name],
    conditions: Named<'a>,
    scopes: Named<'a>,
    app_roles: Named<'a>,
}

/// The names of one enum, and which of them has a text.
struct Named<'a> {
    names: &'a [Name],
    index: Index,
}

impl<'a> Named<'a> {
    fn new(names: &'a [Name]) -> Self {
        let mut index = Index::default();
        for name in names {
            index.insert(&name.text);
        }
        Self { names, index }
    }

    fn ident(&self, text: &str) -> Option<&'a str> {
        self.names[self.index.find(text)?].ident.as_deref()
    }
}

impl<'a> Idents<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        Self {
            features: &document.features,
            conditions: Named::new(&document.conditions),
            scopes: Named::new(&document.scopes),
            app_roles: Named::new(&document.app_roles),
        }
    }

    pub(crate) fn feature(&self, index: usize) -> Option<&'a str> {
        self.features.get(index)?.ident.as_deref()
    }

    pub(crate) fn condition(&self, text: &str) -> Option<&'a str> {
        self.conditions.ident(text)
    }

    pub(crate) fn permission(&self, kind: Kind, text: &str) -> Option<&'a str> {
        let names = match kind {
            Kind::Delegated => &self.scopes,
            Kind::Application => &self.app_roles,
        };
        names.ident(text)
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
