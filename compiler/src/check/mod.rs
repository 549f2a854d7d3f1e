//! What must hold within a document that was read: one rule, or a few that belong together, a file.

mod collect;
mod conditions;
mod consent;
mod covers;
mod duplicates;
pub(crate) mod ident;
pub mod names;
pub(crate) mod order;

use crate::finding::{Finding, Rule};
use crate::model::{Document, Kind, Position};
use order::Named;

/// How many findings of one kind say which name was probably meant: the search goes through all names.
pub(crate) const MOST_SUGGESTIONS: usize = 20;

/// The nearest of some known names. All that look for one come here: the search is compiled again for every kind of list.
pub(crate) fn nearest<'a>(text: &str, known: &[&'a str]) -> Option<&'a str> {
    scopemark_core::nearest(text, known.iter().copied())
}

/// The source of a document, for findings.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    /// The source line of a place, and where in it the place is, in bytes.
    pub(crate) excerpt: &'a dyn Fn(Position) -> (&'a str, usize),
}

impl Source<'_> {
    pub(crate) fn finding(
        &self,
        rule: &'static Rule,
        position: Position,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        Finding::new(rule, self.path, position, message, help, (self.excerpt)(position))
    }
}

/// Checks a document, collects its names and finds their Rust names.
pub(crate) fn document(document: &mut Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    let (scopes, app_roles) = (Named::new(document, Kind::Delegated), Named::new(document, Kind::Application));
    duplicates::check(document, [&scopes, &app_roles], source, findings);
    consent::check(document, [&scopes, &app_roles], source, findings);
    conditions::check(document, source, findings);
    covers::check(document, [&scopes, &app_roles], source, findings);
    collect::names(document, &scopes, &app_roles);
    names::identify(document, source.excerpt, findings);
}
