//! The Rust back end: from the tokens of `tables!` to one module a document.
//!
//! The output is written as text and parsed once. In a procedural macro, which is compiled without optimisation, that is one
//! call of rustc's own lexer instead of one call a token, and the text is what a reader of the expansion sees.

use core::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use super::docs::{Uses, inert, line};
use super::literal::string;
use super::parse::{Document, Error, Row, Tables, parse};
use super::rust_enums;
use crate::model::{Access, Kind};

/// Expands the tokens of `tables!`: a pure function of them.
///
/// Each error in them becomes one `compile_error!` that points at its anchor; tokens of another format, or that
/// [`super::tables`] does not write, become a single one.
#[must_use]
pub fn expand(tokens: TokenStream) -> TokenStream {
    let tables = parse(tokens).unwrap_or_else(|error| Tables { errors: vec![error], documents: Vec::new() });
    let mut out: TokenStream = tables.errors.iter().flat_map(compile_error).collect();
    match modules(&tables.documents).parse::<TokenStream>() {
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
    let tables = parse(tokens).unwrap_or_else(|error| Tables { errors: vec![error], documents: Vec::new() });
    let mut out = String::new();
    for error in &tables.errors {
        let _ = writeln!(out, "::core::compile_error! {{ {} }}", string(&error.message));
    }
    out.push_str(&modules(&tables.documents));
    out
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

fn modules(documents: &[Document]) -> String {
    let mut out = String::new();
    for document in documents {
        module(&mut out, document);
    }
    out
}

fn module(out: &mut String, document: &Document) {
    let Document { module, path, resource, title, .. } = document;
    let uses = Uses::of(document);
    let shown = title.as_deref().map(inert).filter(|title| !title.is_empty());
    line(out, "", shown.as_deref().unwrap_or("Permissions"));
    line(out, "", "");
    line(out, "", &format!("The permissions of {}.", inert(path)));
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
    rust_enums::write(out, document, &uses);
    permissions(out, document, &uses);
    out.push_str("}\n");
}

fn permissions(out: &mut String, document: &Document, uses: &Uses) {
    out.push_str(
        "\n    /// One row of the document: a permission, and when it is asked.\n    \
         pub type Permission = ::scopemark::Permission<Name, Condition>;\n",
    );
    for (kind, function, parameter, variant) in [
        (Kind::Delegated, "delegated", "Scope", "Delegated"),
        (Kind::Application, "application", "AppRole", "Application"),
    ] {
        if document.rows.iter().any(|row| row.kind == kind) {
            let _ = write!(
                out,
                "\n    const fn {function}(name: {parameter}, line: u32) -> Permission {{\n        \
                 ::scopemark::__format1::Permission::new(Name::{variant}(name), at(line))\n    }}\n"
            );
        }
    }
    let always = uses.always();
    if !always.is_empty() {
        let _ = writeln!(out, "\n    static ALWAYS: [Permission; {}] = [", always.len());
        for &at in always {
            out.push_str("        ");
            row(out, document, &document.rows[at]);
            out.push_str(",\n");
        }
        out.push_str("    ];\n");
    }
    let features = document.features.all.len();
    if features > 0 {
        let _ = writeln!(out, "\n    static PERMISSIONS: [&[Permission]; {features}] = [");
        for feature in 0..features {
            out.push_str("        &[\n");
            for &at in uses.of_feature(feature) {
                out.push_str("            ");
                row(out, document, &document.rows[at]);
                out.push_str(",\n");
            }
            for at in 0..always.len() {
                let _ = writeln!(out, "            ALWAYS[{at}],");
            }
            out.push_str("        ],\n");
        }
        out.push_str("    ];\n");
    }
    let body = if features > 0 { "PERMISSIONS[feature as usize]" } else { "match feature {}" };
    let always = if always.is_empty() { "&[]" } else { "&ALWAYS" };
    let _ = write!(
        out,
        "
    /// The rows of a feature in the order of the document, then those that are asked with every feature.
    #[must_use]
    pub const fn permissions(feature: Feature) -> &'static [Permission] {{
        {body}
    }}

    /// The rows that are asked with every feature, in the order of the document.
    #[must_use]
    pub const fn always() -> &'static [Permission] {{
        {always}
    }}
"
    );
}

fn row(out: &mut String, document: &Document, row: &Row) {
    let (function, names, variant) = match row.kind {
        Kind::Delegated => ("delegated", "Scope", "Name::Delegated(Scope::"),
        Kind::Application => ("application", "AppRole", "Name::Application(AppRole::"),
    };
    let permissions = &document.permissions(row.kind).all;
    let _ = write!(out, "{function}({names}::{}, {})", permissions[row.name].ident, row.line);
    if row.access == Access::Update {
        out.push_str(".with_update()");
    }
    if row.optional {
        out.push_str(".with_optional()");
    }
    let mut list = |call: &str, start: &str, end: &str, names: &[super::parse::Name], indexes: &[usize]| {
        if indexes.is_empty() {
            return;
        }
        let _ = write!(out, ".{call}(&[");
        for (n, &at) in indexes.iter().enumerate() {
            let comma = if n > 0 { ", " } else { "" };
            let _ = write!(out, "{comma}{start}{}{end}", names[at].ident);
        }
        out.push_str("])");
    };
    let conditions = &document.conditions.all;
    list("with_requires", "Condition::", "", conditions, &row.requires);
    list("with_excludes", "Condition::", "", conditions, &row.excludes);
    list("with_alternatives", variant, ")", permissions, &row.alternatives);
    if !row.notes.is_empty() {
        let _ = write!(out, ".with_notes({})", string(&row.notes));
    }
}
