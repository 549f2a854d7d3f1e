//! The documents as data, and the engine that asks and checks: everything that needs no Markdown and no Rust syntax.
//!
//! [`model`] is what a document says; [`wire`] writes it for the procedural macro and reads it back; [`ask`] works on plain
//! tables that are made of it. Generated code reaches the engine through the crate `scopemark`; the command line uses it on
//! documents read at run time.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod ask;
mod hidden;
pub mod model;
mod names;
mod nearest;
mod permission;
mod places;
mod terms;
pub mod wire;

pub use hidden::is_hidden;
pub use names::{Names, NamesBuf, Unknown};
pub use nearest::{distance, nearest};
pub use permission::Permission;
pub use terms::{Access, Kind, Source};
