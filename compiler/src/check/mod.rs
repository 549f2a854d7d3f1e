//! What must hold within a document that was read: one rule, or a few that belong together, a file.

mod collect;
mod conditions;
mod consent;
mod covers;
mod duplicates;
pub mod names;

use crate::finding::{Finding, Rule};
use crate::model::{Document, Position};

/// The source of a document, for findings.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    /// The source line of a number, from 1.
    pub(crate) excerpt: &'a dyn Fn(u32) -> &'a str,
}

impl Source<'_> {
    pub(crate) fn finding(
        &self,
        rule: &'static Rule,
        position: Position,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding {
        Finding::new(rule, self.path, position, message, help, (self.excerpt)(position.line))
    }
}

/// Checks a document, collects its names and finds their Rust names.
pub(crate) fn document(document: &mut Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    duplicates::check(document, source, findings);
    consent::check(document, source, findings);
    conditions::check(document, source, findings);
    covers::check(document, source, findings);
    collect::names(document);
    names::identify(document, source.excerpt, findings);
}
