//! The procedural macro behind `scopemark::include_tables!`.
#![forbid(unsafe_code)]

use proc_macro::{TokenStream, TokenTree};

/// Expands the documents that `scopemark_compiler::build` wrote into one module each.
///
/// The documents are in the braces of the item. The argument is the path of the crate `scopemark`, as a module of the
/// expansion sees it. The macro is a pure function of its tokens: it reads no file and no environment.
#[proc_macro_attribute]
pub fn tables(runtime: TokenStream, item: TokenStream) -> TokenStream {
    let braces = match item.into_iter().last() {
        Some(TokenTree::Group(braces)) => braces.stream(),
        _ => TokenStream::new(),
    };
    scopemark_codegen::expand_for(&runtime.into(), braces.into()).into()
}
