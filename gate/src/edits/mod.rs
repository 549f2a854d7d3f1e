//! The edits between two states: what changed, its wording, and what rules find in it.

pub(crate) mod columns;
pub(crate) mod consents;
pub(crate) mod constants;
pub(crate) mod diff;
pub(crate) mod edit;
pub(crate) mod findings;
pub(crate) mod notes;
pub(crate) mod subjects;
pub(crate) mod target;
pub(crate) mod words;
