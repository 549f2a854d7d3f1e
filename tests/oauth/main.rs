//! `examples/sign_in.rs` against two real authorization servers, an API, and a provider that answers with commas.
//!
//! It needs the example, which `cargo build --example sign_in --features sign-in` makes, and for the servers Node.js with what
//! `npm ci` installs into `target/oauth` from the lockfile here, and Python with what pip installs there: `.ci/run` does
//! all of that. The tests of a server are in modules of its name.

mod api;
mod browser;
mod commas;
mod consent;
mod http;
mod process;
mod provider;
mod refresh;
mod sign_in;
mod step_up;
