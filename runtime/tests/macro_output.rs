//! Tests that the expansion of the golden tables passes the strictest lints: in a binary, public, and two private modules
//! deep.
#![no_implicit_prelude]
#![forbid(unsafe_code, missing_docs, unused, clippy::all, clippy::pedantic)]

::scopemark::include_tables!(file = "../../codegen/tests/golden/tables.rs");

mod outer {
    mod inner {
        ::scopemark::include_tables!(file = "../../codegen/tests/golden/tables.rs");
    }
}
