//! The procedural macro behind `scopemark::include_tables!`.
#![forbid(unsafe_code)]

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use scopemark_compiler::emit::{Expansion, expand};

/// Expands the model of documents, as `scopemark_compiler::build` writes it, into one module a document.
///
/// A pure function of its tokens, which are in the braces of the item: it reads no file and no environment.
#[proc_macro_attribute]
pub fn tables(_: TokenStream, item: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = match item.into_iter().last() {
        Some(TokenTree::Group(braces)) => braces.stream().into_iter().collect(),
        _ => Vec::new(),
    };
    let texts: Vec<String> = tokens.iter().map(TokenTree::to_string).collect();
    let Expansion { errors, modules, .. } = expand(&texts);
    let mut out = TokenStream::new();
    for error in &errors {
        out.extend(compile_error(&error.message, error.token.map_or_else(Span::call_site, |at| tokens[at].span())));
    }
    match modules.parse::<TokenStream>() {
        Ok(modules) => out.extend(modules),
        Err(lexed) => {
            let message = format!("scopemark wrote something that is no Rust ({lexed}); please report it");
            out.extend(compile_error(&message, Span::call_site()));
        }
    }
    out
}

/// `::core::compile_error! { "…" }`, every token at the anchor, so that rustc shows its line alone.
fn compile_error(message: &str, anchor: Span) -> [TokenTree; 8] {
    let punct = |sign, spacing| TokenTree::Punct(Punct::new(sign, spacing));
    let ident = |name| TokenTree::Ident(Ident::new(name, anchor));
    let mut message = Literal::string(message);
    message.set_span(anchor);
    let message = TokenStream::from(TokenTree::Literal(message));
    let mut tokens = [
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        ident("core"),
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        ident("compile_error"),
        punct('!', Spacing::Alone),
        TokenTree::Group(Group::new(Delimiter::Brace, message)),
    ];
    for token in &mut tokens {
        token.set_span(anchor);
    }
    tokens
}
