//! The built command, run from outside: one module a verb.

mod ask;
mod check_grant;
mod expand;
mod read;
mod support;
mod usage;
