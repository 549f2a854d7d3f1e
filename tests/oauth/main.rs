//! `examples/sign_in.rs` against a real authorization server: oidc-provider, which is certified for OpenID Connect.
//!
//! It needs the example, which `cargo build --example sign_in --features sign-in` makes, and Node.js with what `npm ci`
//! installs into `target/oauth` from the lockfile here: `.ci/run` does both.

mod api;
mod browser;
mod commas;
mod consent;
mod http;
mod process;
mod sign_in;
mod step_up;
