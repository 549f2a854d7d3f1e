//! The remarks of an answer, in words and for programs.

use schemars::JsonSchema;
use serde::Serialize;

use crate::page::Page;

/// A remark
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Note {
    /// Its stable id
    pub(crate) rule: &'static str,
    /// The remark in words
    pub(crate) message: String,
}

/// A line for each.
pub(crate) fn push(notes: &[Note], page: &mut Page) {
    for Note { rule, message } in notes {
        page.line(format_args!("note: {message} [{rule}]"));
    }
}
