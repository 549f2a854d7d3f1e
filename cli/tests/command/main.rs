//! The built command, run from outside: one module a verb.

mod check;
mod expand;
mod formats;
mod init;
mod laundering;
mod lock;
mod read;
mod release;
mod support;
mod usage;
