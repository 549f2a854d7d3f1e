//! The source of a document, as far as findings show it.

use crate::finding::{Finding, Rule};
use crate::model::Position;

/// Makes findings that show the line they are about.
pub(crate) struct Source<'a> {
    pub(crate) path: &'a str,
    /// The source line at a position, and the byte in it that the position means.
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
