//! The Rust back end of scopemark: turns the tokens that a build script writes into one module for each document.
//!
//! The procedural macro calls [`expand_for`] on the tokens that rustc gives it; `cargo scopemark expand` calls [`expand`]
//! on documents that it reads. So a person reviews the code that is compiled. Each file here generates one part of a
//! module, and `module.rs` puts the parts together.
#![forbid(unsafe_code)]

mod docs;
mod enums;
mod invocation;
mod lookup;
mod module;
mod rows;
mod table;
mod vocabulary;

use proc_macro2::TokenStream;
use quote::quote;

/// Expands the tokens inside `tables! { … }`, as `scopemark_core::wire` writes them.
///
/// A pure function of the tokens. Generated code names the runtime `::scopemark`. Each error in a document becomes one
/// `compile_error!`. Tokens of another format, and any other tokens, become a single error and no module.
#[must_use]
pub fn expand(tokens: TokenStream) -> TokenStream {
    expand_for(&quote!(::scopemark), tokens)
}

/// The same, with another path for the runtime. The path must resolve inside a module of the expansion.
#[must_use]
pub fn expand_for(runtime: &TokenStream, tokens: TokenStream) -> TokenStream {
    match syn::parse2::<invocation::Invocation>(tokens) {
        Ok(invocation) => invocation.expand(runtime),
        Err(error) => error.to_compile_error(),
    }
}
