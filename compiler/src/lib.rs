//! Compiles Markdown permission tables into typed Rust.
//!
//! An ordinary library, in the order of the work: [`read`] turns a document into the [`model`] and findings, [`emit`]
//! turns the model into Rust, [`build()`] does both for a build script. [`asking`] is for tools that ask and check without
//! generated code.
#![forbid(unsafe_code)]

pub mod asking;
pub mod build;
pub mod check;
pub mod emit;
pub mod finding;
mod index;
pub mod model;
pub mod read;
pub mod rules;
mod texts;

pub use build::build;
pub use finding::{Finding, Level};
