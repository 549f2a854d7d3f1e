//! Compiles Markdown permission tables into typed Rust.
//!
//! An ordinary library, in the order of the work: [`read`] turns a document into the [`model`] and findings, [`tables()`] writes
//! the model for the procedural macro, [`build()`] does both for a build script.
#![forbid(unsafe_code)]

pub mod build;
pub mod catalogue;
pub mod check;
mod covered;
pub mod finding;
pub mod limit;
mod quoted;
pub mod read;
pub mod rules;
mod tables;

pub use build::build;
pub use finding::{Finding, Level};
pub use quoted::quoted;
pub use scopemark_core::model;
pub use tables::tables;

/// Microsoft Graph: the resource of names of its shape, and of a catalogue that names none.
pub const GRAPH: &str = "https://graph.microsoft.com";
