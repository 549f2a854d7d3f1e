//! What a document says about asking and checking, in the form that `scopemark_core::ask` works on.
//!
//! For tools that ask and check without generated code. A name without a Rust name is left out, and so is a row of it, just as
//! in generated code; an error of the document says so.
//!
//! All of it is marked `#[inline]`: so it is compiled where it is used, and not in every build script.

use scopemark_core::ask::{Draft, DraftRow, Flat, TooMany, flatten};

use crate::emit::Idents;
use crate::model::{Access, Document, Kind, Name};

/// The facts of a document by text; [`flatten`] makes a table of them.
#[must_use]
#[inline]
pub fn draft(document: &Document) -> Draft<'_> {
    let idents = Idents::of(document);
    // The places of the features that have a name, among those that have.
    let mut places = Vec::with_capacity(document.features.len());
    let mut features = Vec::new();
    for feature in &document.features {
        places.push(features.len());
        features.extend(feature.ident.is_some().then_some(feature.text.as_str()));
    }
    let rows = document.permissions.iter().filter(|row| idents.has_row(row)).map(|row| DraftRow {
        scope: &row.scope,
        kind: row.kind,
        feature: row.feature.map(|feature| places[feature]),
        update: row.access == Access::Update,
        admin_consent: row.admin_consent,
        optional: row.optional,
        requires: texts(&row.requires).collect(),
        excludes: texts(&row.excludes).collect(),
        alternatives: texts(&row.alternatives).filter(|text| idents.permission(row.kind, text).is_some()).collect(),
        line: row.position.line,
    });
    let covers = document.covers.iter().filter(|cover| idents.has_cover(cover));
    let names = |kind, names| named(names).map(move |text| (kind, text));
    Draft {
        path: &document.path,
        resource: &document.resource,
        rows: rows.collect(),
        covers: covers.map(|cover| (cover.kind, cover.scope.as_str(), cover.covers.as_str())).collect(),
        conditions: named(&document.conditions).collect(),
        names: names(Kind::Delegated, &document.scopes).chain(names(Kind::Application, &document.app_roles)).collect(),
        features,
    }
}

#[inline]
fn texts(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(String::as_str)
}

#[inline]
fn named(names: &[Name]) -> impl Iterator<Item = &str> {
    names.iter().filter(|name| name.ident.is_some()).map(|name| name.text.as_str())
}

/// The table of a document.
///
/// # Errors
/// [`TooMany`] where the document has more of something than a table can say.
#[inline]
pub fn flat(document: &Document) -> Result<Flat<'_>, TooMany> {
    flatten(&draft(document))
}
