//! Builds documents by hand, and expands them.
#![allow(dead_code, reason = "each test program uses a part of what is shared")]

use proc_macro2::{TokenStream, TokenTree};
use scopemark_compiler::check::identify::identify;
use scopemark_compiler::model::{Access, Cover, Document, Kind, Name, Permission, Position};
use scopemark_compiler::read::Reading;
use scopemark_compiler::tables;

/// A document under construction. Names, conditions and their order follow from the rows.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    document: Document,
    line: u32,
}

/// A row under construction.
pub(crate) type Row<'a> = &'a mut Permission;

impl Builder {
    pub(crate) fn new(name: &str) -> Self {
        let document = Document {
            name: name.to_owned(),
            path: format!("docs-tables/{name}.md"),
            resource: "https://graph.microsoft.com".to_owned(),
            ..Document::default()
        };
        Self { document, line: 10 }
    }

    pub(crate) fn title(mut self, title: &str) -> Self {
        self.document.title = Some(title.to_owned());
        self
    }

    /// A row on the next line. An empty feature is every feature.
    pub(crate) fn row(mut self, kind: Kind, scope: &str, feature: &str, change: impl FnOnce(Row<'_>)) -> Self {
        self.line += 1;
        let position = Position { line: self.line, column: 3 };
        let features = &mut self.document.features;
        let feature = (!feature.is_empty()).then(|| {
            features.iter().position(|known| known.text == feature).unwrap_or_else(|| {
                features.push(Name { text: feature.to_owned(), ident: None, position });
                features.len() - 1
            })
        });
        let mut permission = Permission {
            scope: scope.to_owned(),
            kind,
            feature,
            access: Access::Base,
            admin_consent: None,
            optional: false,
            requires: Vec::new(),
            excludes: Vec::new(),
            alternatives: Vec::new(),
            clauses: Vec::new(),
            resource: "https://graph.microsoft.com".to_owned(),
            description: String::new(),
            notes: String::new(),
            reason: String::new(),
            other: Vec::new(),
            position,
        };
        change(&mut permission);
        if permission.clauses.is_empty() {
            permission.clauses = vec![[&[scope.to_owned()][..], &permission.alternatives].concat()];
        }
        let names = match kind {
            Kind::Delegated => &mut self.document.scopes,
            Kind::Application => &mut self.document.app_roles,
        };
        for text in [&permission.scope].into_iter().chain(&permission.alternatives) {
            name(names, text, position);
        }
        for text in permission.requires.iter().chain(&permission.excludes) {
            name(&mut self.document.conditions, text, position);
        }
        self.document.permissions.push(permission);
        self
    }

    pub(crate) fn scope(self, scope: &str, feature: &str, change: impl FnOnce(Row<'_>)) -> Self {
        self.row(Kind::Delegated, scope, feature, change)
    }

    pub(crate) fn cover(mut self, stronger: &str, weaker: &str) -> Self {
        self.line += 1;
        let position = Position { line: self.line, column: 20 };
        name(&mut self.document.scopes, stronger, position);
        name(&mut self.document.scopes, weaker, position);
        self.document.covers.push(Cover {
            kind: Kind::Delegated,
            scope: stronger.to_owned(),
            covers: weaker.to_owned(),
            position,
            covers_position: Position { line: self.line, column: 3 },
        });
        self
    }

    pub(crate) fn read(mut self) -> Reading {
        for names in [&mut self.document.scopes, &mut self.document.app_roles, &mut self.document.conditions] {
            names.sort_by(|a, b| a.text.cmp(&b.text));
        }
        let mut findings = Vec::new();
        identify(&mut self.document, |_| ("| the | line |", 2), &mut findings);
        findings.sort_by_key(|finding| finding.position);
        Reading { document: self.document, findings, is_document: true, is_skipped: false }
    }
}

fn name(names: &mut Vec<Name>, text: &str, position: Position) {
    if names.iter().all(|known| known.text != text) {
        names.push(Name { text: text.to_owned(), ident: None, position });
    }
}

/// The tokens inside `tables! { … }` in a file that a build script wrote.
pub(crate) fn inside(text: &str) -> TokenStream {
    let file: TokenStream = text.parse().unwrap();
    let Some(TokenTree::Group(invocation)) = file.into_iter().last() else { panic!("{text}") };
    invocation.stream()
}

/// The formatted expansion of documents.
pub(crate) fn expanded(readings: &[Reading]) -> String {
    let expansion = scopemark_codegen::expand(inside(&tables(readings)));
    prettyplease::unparse(&syn::parse2(expansion).unwrap())
}

/// The messages of the errors, and the rest, of an expansion.
pub(crate) fn errors(expansion: TokenStream) -> (Vec<String>, Vec<syn::Item>) {
    let file: syn::File = syn::parse2(expansion).unwrap();
    let (errors, items): (Vec<_>, Vec<_>) = file.items.into_iter().partition(
        |item| matches!(item, syn::Item::Macro(item) if item.mac.path.segments.last().unwrap().ident == "compile_error"),
    );
    let message = |item: &syn::Item| match item {
        syn::Item::Macro(item) => item.mac.parse_body::<syn::LitStr>().unwrap().value(),
        _ => unreachable!(),
    };
    (errors.iter().map(message).collect(), items)
}
