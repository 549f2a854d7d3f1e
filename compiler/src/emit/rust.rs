//! The Rust back end: from the tokens of `tables!` to one module a document.
//!
//! The output is written as text and parsed once. In a procedural macro, which is compiled without optimisation, that is one
//! call of rustc's own lexer instead of one call a token, and the text is what a reader of the expansion sees.

use core::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use scopemark_core::ask::Flat;

use super::docs::{Uses, inert, inert_path, line};
use super::literal::string;
use super::parse::{Document, Error, Tables, parse};
use super::{rust_ask, rust_enums, rust_rows};

/// Expands the tokens of `tables!`: a pure function of them.
///
/// Each error in them becomes one `compile_error!` that points at its anchor; tokens of another format, or that
/// [`super::tables`] does not write, become a single one.
#[must_use]
pub fn expand(tokens: TokenStream) -> TokenStream {
    let (errors, modules) = write(tokens);
    let mut out: TokenStream = errors.iter().flat_map(compile_error).collect();
    match modules.parse::<TokenStream>() {
        Ok(modules) => out.extend(modules),
        Err(lexed) => out.extend(compile_error(&Error {
            anchor: Span::call_site(),
            message: format!("scopemark wrote something that is no Rust ({lexed}); please report it"),
        })),
    }
    out
}

/// The same as [`expand`], as text to read.
#[must_use]
pub fn expand_to_text(tokens: TokenStream) -> String {
    let (errors, modules) = write(tokens);
    let mut out = String::new();
    for error in &errors {
        let _ = writeln!(out, "::core::compile_error! {{ {} }}", string(&error.message));
    }
    out + &modules
}

/// The errors, and the text of the modules.
fn write(tokens: TokenStream) -> (Vec<Error>, String) {
    let tables = parse(tokens).unwrap_or_else(|error| Tables { errors: vec![error], documents: Vec::new() });
    let Tables { mut errors, documents } = tables;
    let mut out = String::new();
    let is_broken = !errors.is_empty();
    for document in &documents {
        let (flat, error) = rust_ask::flat(document);
        // Reading the document says the same, with the place.
        errors.extend(error.filter(|_| !is_broken).map(|error| Error {
            anchor: Span::call_site(),
            message: format!("{}:1:1: {error}; divide it into several documents", document.path),
        }));
        module(&mut out, document, &flat);
    }
    (errors, out)
}

/// `::core::compile_error! { "…" }`, every token at the anchor, so that rustc shows its line alone.
fn compile_error(error: &Error) -> impl Iterator<Item = TokenTree> + use<> {
    let anchor = error.anchor;
    let punct = |sign, spacing| TokenTree::Punct(Punct::new(sign, spacing));
    let ident = |name| TokenTree::Ident(Ident::new(name, anchor));
    let mut message = Literal::string(&error.message);
    message.set_span(anchor);
    let message = TokenStream::from(TokenTree::Literal(message));
    let tokens = [
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        ident("core"),
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        ident("compile_error"),
        punct('!', Spacing::Alone),
        TokenTree::Group(Group::new(Delimiter::Brace, message)),
    ];
    tokens.into_iter().map(move |mut token| {
        token.set_span(anchor);
        token
    })
}

/// What the documentation of every module says besides.
const ABOUT: [&str; 9] = [
    "",
    "`ask()` builds what to request at sign-in, `Granted` reads what a token allows, and `Ask::check` judges the one by the",
    "other.",
    "",
    "# Access here means consent",
    "",
    "It is what a grant lets the application ask of the API. The user's own rights, licences and conditional access are",
    "another matter: the API may still refuse",
    "(<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).",
];

fn module(out: &mut String, document: &Document, flat: &Flat<'_>) {
    let Document { module, path, resource, title, .. } = document;
    let uses = Uses::of(document);
    let shown = title.as_deref().map(inert).filter(|title| !title.is_empty());
    line(out, "", shown.as_deref().unwrap_or("Permissions"));
    line(out, "", "");
    line(out, "", &format!("The permissions of {}.", inert_path(path)));
    for text in ABOUT {
        line(out, "", text);
    }
    let _ = writeln!(out, "pub mod {module} {{");
    for (name, doc, value) in [
        ("TITLE", "The title of the document; empty where it has none.", title.as_deref().unwrap_or_default()),
        ("RESOURCE", "The resource that the permissions belong to: a URI.", resource),
        ("PATH", "The document, relative to the package.", path),
    ] {
        let _ = writeln!(out, "    /// {doc}\n    pub const {name}: &str = {};", string(value));
    }
    let names = [&document.features, &document.conditions, &document.scopes, &document.app_roles];
    if names.iter().any(|names| !names.all.is_empty()) {
        out.push_str(
            "\n    const fn at(line: u32) -> ::scopemark::Source {\n        \
             ::scopemark::Source { path: PATH, line }\n    }\n",
        );
    }
    rust_enums::write(out, document, &uses, flat);
    rust_rows::write(out, document, &uses);
    rust_ask::write(out, document, flat);
    out.push_str("}\n");
}
