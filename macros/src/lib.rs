//! The procedural macro behind `scopemark::include_tables!`.
#![forbid(unsafe_code)]

use proc_macro::{TokenStream, TokenTree};

/// Expands the model of documents, as `scopemark_compiler::build` writes it, into one module a document.
///
/// A pure function of its tokens, which are in the braces of the item: it reads no file and no environment. The argument is the
/// path of the crate `scopemark`, as a module of the expansion sees it.
#[proc_macro_attribute]
pub fn tables(runtime: TokenStream, item: TokenStream) -> TokenStream {
    let braces = match item.into_iter().last() {
        Some(TokenTree::Group(braces)) => braces.stream(),
        _ => TokenStream::new(),
    };
    scopemark_codegen::expand_for(&runtime.into(), braces.into()).into()
}
