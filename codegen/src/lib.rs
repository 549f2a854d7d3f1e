//! The Rust back end: from the tokens that a build script leaves to one module for each document.
//!
//! [`expand`] is all of it. The procedural macro calls it on what rustc gives it, and the command on what it read itself, so
//! that what a person reviews is what is compiled. A file here is a part of a module; `module.rs` puts them together.
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

/// Expands the tokens inside `tables! { … }`, which `scopemark_core::wire` writes: a pure function of them.
///
/// Generated code names the runtime `::scopemark`. Each error of a document becomes one `compile_error!` at its anchor. Tokens
/// of another format, or that were not written so, become a single error and no module.
#[must_use]
pub fn expand(tokens: TokenStream) -> TokenStream {
    expand_for(&quote!(::scopemark), tokens)
}

/// The same, where generated code gives the runtime another name: a path that holds one module deep.
#[must_use]
pub fn expand_for(runtime: &TokenStream, tokens: TokenStream) -> TokenStream {
    match syn::parse2::<invocation::Invocation>(tokens) {
        Ok(invocation) => invocation.expand(runtime),
        Err(error) => error.to_compile_error(),
    }
}
