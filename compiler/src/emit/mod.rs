//! The back ends: the model in token form, and the Rust that it expands to.
//!
//! [`tables`] writes what a build script leaves in `OUT_DIR`; [`expand`] is what the procedural macro makes of it. The
//! first runs where the documents are, the second where only tokens are, and both are pure functions.

mod docs;
mod idents;
mod invocation;
mod lines;
mod literal;
mod rust;
mod rust_ask;
mod rust_enums;
mod rust_rows;
mod rust_tables;
mod tokens;

pub(crate) use idents::Idents;
pub use invocation::Error;
pub use rust::{Expansion, expand};
pub use tokens::tables;

/// The format of the token form. Whatever changes what [`tables`] writes or the meaning of it raises this number.
pub const FORMAT: u32 = 1;
