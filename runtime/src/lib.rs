//! Typed OAuth permissions from the Markdown tables that document them.
//!
//! ```toml
//! [dependencies]
//! scopemark = "0.1"
//! [build-dependencies]
//! scopemark-compiler = "0.1"
//! ```
//! ```ignore
//! // build.rs
//! fn main() { scopemark_compiler::build("docs-tables") }
//! // src/lib.rs
//! scopemark::include_tables!(); // pub mod o365 { … } for docs-tables/o365.md
//! ```
#![no_std]
#![forbid(unsafe_code)]

pub use scopemark_core::{Access, Kind, Permission, Source, Unknown};
#[doc(hidden)]
pub use scopemark_macros::tables;

/// What generated code of format 1 is written against; the name carries the format, so that code for another runtime does
/// not compile.
#[doc(hidden)]
pub mod __format1 {
    pub use scopemark_core::{Names, Permission, between};
}

/// Includes the modules that the build script compiled: one for each document, named by the snake case of its file's stem.
///
/// The package needs a build script that calls `scopemark_compiler::build`; without one, the error says how to write it.
#[macro_export]
macro_rules! include_tables {
    () => {
        // One inside the other: each of the two that is missing would be an error of its own.
        ::core::include!(::core::concat!(
            ::core::env!(
                "OUT_DIR",
                ::core::concat!(
                    "there is no OUT_DIR, which cargo sets for a package with a build script; SCOPEMARK_BUILT is ",
                    ::core::env!(
                        "SCOPEMARK_BUILT",
                        "scopemark::include_tables! found no tables, because this package has no build script that \
                         compiles them. Add scopemark-compiler to [build-dependencies] in Cargo.toml, and to build.rs:\n\
                         \n    fn main() {\n        scopemark_compiler::build(\"docs-tables\")\n    }\n"
                    ),
                )
            ),
            "/scopemark.rs"
        ));
    };
}
