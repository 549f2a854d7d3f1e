//! What must hold within a document that was read: one rule, or a few that belong together, a file.

mod collect;
mod conditions;
mod consent;
mod covers;
mod duplicates;

use crate::finding::{Finding, Rule};
use crate::model::{Document, Position};

/// The source of a document, for findings.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    /// The source line of a number, from 1.
    pub(crate) excerpt: &'a dyn Fn(u32) -> String,
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

/// Checks a document and collects its names.
pub(crate) fn document(document: &mut Document, source: &Source<'_>, findings: &mut Vec<Finding>) {
    duplicates::check(document, source, findings);
    consent::check(document, source, findings);
    conditions::check(document, source, findings);
    covers::check(document, source, findings);
    collect::names(document);
}
