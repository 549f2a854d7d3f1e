//! The token form as a procedural macro is given it.

use proc_macro2::{TokenStream, TokenTree};

/// The tokens of the invocation in a file of the token form, each as its source text.
pub(crate) fn inside(text: &str) -> Vec<String> {
    let file: TokenStream = text.parse().unwrap();
    let Some(TokenTree::Group(invocation)) = file.into_iter().last() else { panic!("{text}") };
    invocation.stream().into_iter().map(|token| token.to_string()).collect()
}
