//! The built command, run from outside: one module a verb.

mod expand;
mod read;
mod support;
mod usage;
