//! The engine of scopemark: what stands once and works on any table of permissions.
//!
//! Generated code reaches it through the crate `scopemark`; the command line uses it on documents read at run time.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod ask;
mod names;
mod nearest;
mod permission;
mod slices;
mod terms;
mod text;

pub use names::{Names, Unknown};
pub use nearest::nearest;
pub use permission::Permission;
#[doc(hidden)]
pub use slices::between;
pub use terms::{Access, Kind, Source};
