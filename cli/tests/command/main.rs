//! The built command, run from outside: one module a verb.
#![allow(clippy::needless_raw_string_hashes, reason = "snapbox writes the expected texts like this")]

mod ask;
mod attempts;
mod catalogue;
mod check;
mod check_grant;
mod diff;
mod expand;
mod files;
mod formats;
mod init;
mod laundering;
mod lock;
mod moved;
mod place;
mod read;
mod recipes;
mod release;
mod renamed;
mod report;
mod review;
mod revision;
mod schema;
mod support;
mod token;
mod usage;
mod workspace;
