//! The golden expansion as plain source, where no lint is silenced by coming from a macro.
#![no_implicit_prelude]
#![forbid(unsafe_code, missing_docs, clippy::all, clippy::pedantic)]
#![forbid(unused)]

/// Public, as in a library.
pub mod golden {
    ::core::include!("../../compiler/tests/golden/expanded.rs");
}
