//! The core of scopemark: permission documents as data, and the engine that builds requests and checks grants.
//!
//! It knows neither Markdown nor Rust syntax. [`model`] holds what a document says. [`wire`] writes it for the procedural
//! macro and reads it back. [`ask`] works on plain tables made from it. Generated code reaches the engine through the crate
//! `scopemark`; the command runs it on documents that it reads itself.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod ask;
mod enumeration;
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
