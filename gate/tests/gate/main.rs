//! The gate, from outside: pairs of documents in, changes out.

mod cases;
mod engine;
mod history;
mod matrix;
mod metamorphic;
mod naive;
mod oracle;
mod pairs;
mod random;
mod scale;
#[path = "../../../compiler/tests/support/shared.rs"]
mod shared;
mod support;
