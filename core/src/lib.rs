//! The engine of scopemark: what stands once and works on any table of permissions.
//!
//! Every function that others can call is `#[inline]`: the machine code of it is made where it is used, not in each user's first
//! build, of which it was the second largest part.
//!
//! Generated code reaches it through the crate `scopemark`; the command line uses it on documents read at run time.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod ask;
mod hash;
mod index;
mod names;
mod nearest;
mod numbers;
mod permission;
mod places;
mod rows;
mod terms;
mod text;
mod texts;

#[doc(hidden)]
pub use index::Index;
pub use names::{Names, PackedNames, Unknown};
pub use nearest::nearest;
pub use numbers::{Numbers, Packed};
pub use permission::Permission;
pub use places::{PackedPlaces, Places};
#[doc(hidden)]
pub use rows::{CHUNK, Rows, between, chunk};
pub use terms::{Access, Kind, Source};
pub use texts::{PackedTexts, Texts};
