//! The gate, from outside: pairs of documents in, changes out.

mod acceptances;
mod adding;
mod apis;
mod cases;
mod edges;
mod facts;
mod history;
mod layouts;
mod metamorphic;
mod oracle;
mod pairs;
mod remembered;
mod scale;
#[path = "../../../compiler/tests/support/shared.rs"]
mod shared;
mod snapshot;
mod support;
mod table;
