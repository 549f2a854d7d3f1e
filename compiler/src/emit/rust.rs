//! The Rust back end: from the tokens of `tables` to one module a document.
//!
//! The output is written as text and parsed once. In a procedural macro, which is compiled without optimisation, that is one
//! call of rustc's own lexer instead of one call a token, and the text is what a reader of the expansion sees.

use core::fmt::{self, Write as _};

use scopemark_core::ask::Flat;

use super::docs::{Uses, inert, inert_path, line};
use super::invocation::{Error, Tables, parse};
use super::lines::Document;
use super::literal::string;
use super::{rust_ask, rust_enums, rust_rows};

/// What the tokens of `tables` stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expansion {
    /// The errors of the documents: each is to become one `compile_error!` that points at its token.
    pub errors: Vec<Error>,
    /// The modules, as Rust.
    pub modules: String,
}

/// As Rust to read.
impl fmt::Display for Expansion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.errors {
            writeln!(f, "::core::compile_error! {{ {} }}", string(&error.message))?;
        }
        f.write_str(&self.modules)
    }
}

/// Expands the tokens of `tables`, each as its source text: a pure function of them.
///
/// Tokens of another format, or that [`super::tables`] does not write, become a single error and no module.
#[must_use]
pub fn expand(tokens: &[String]) -> Expansion {
    let tables = parse(tokens).unwrap_or_else(|error| Tables { errors: vec![error], documents: Vec::new() });
    let Tables { mut errors, documents } = tables;
    let mut modules = String::new();
    let is_broken = !errors.is_empty();
    for document in &documents {
        let (flat, error) = rust_ask::flat(document);
        // Reading the document says the same, with the place.
        errors.extend(error.filter(|_| !is_broken).map(|error| Error {
            token: None,
            message: format!("{}:1:1: {error}; divide it into several documents", document.path),
        }));
        module(&mut modules, document, &flat);
    }
    Expansion { errors, modules }
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
