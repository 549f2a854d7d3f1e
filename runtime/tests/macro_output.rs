//! What the macro makes of the golden token form under the strictest lints: in a binary, public and two private modules
//! deep.
#![no_implicit_prelude]
#![forbid(unsafe_code, missing_docs, unused, clippy::all, clippy::pedantic)]

::core::include!("../../compiler/tests/golden/tables.rs");

mod outer {
    mod inner {
        ::core::include!("../../compiler/tests/golden/tables.rs");
    }
}
