//! The procedural macro behind `scopemark::include_tables!`.
#![forbid(unsafe_code)]

use proc_macro::TokenStream;

/// Expands the model of documents, as `scopemark_compiler::build` writes it, into one module a document.
///
/// A pure function of its tokens: it reads no file and no environment.
#[proc_macro]
pub fn tables(tokens: TokenStream) -> TokenStream {
    scopemark_compiler::emit::expand(tokens.into()).into()
}
