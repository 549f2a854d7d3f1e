//! The enums of a module: the names of a document as variants, with functions for what the document says about each.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use scopemark_core::model::{Document, Kind, Name, Permission};
use scopemark_core::wire::{Enum, Former};

use crate::docs::{Docs, description, reason};
use crate::lookup::{Lookup, shouted};
use crate::vocabulary::{Names, Vocabulary, ident};

/// The enums of a document, and its list of all permissions.
pub(crate) fn expand(
    root: &TokenStream,
    document: &Document,
    docs: &Docs<'_>,
    vocabulary: &Vocabulary<'_>,
    former: &[Former],
) -> syn::Result<TokenStream> {
    let mut out = TokenStream::new();
    let Vocabulary { features, conditions, scopes, app_roles, resources } = vocabulary;
    // A document of one resource, or of none, has no such enum: nothing takes it.
    let resources = Some(resources).filter(|resources| !resources.all.is_empty());
    for names in [scopes, app_roles, features, conditions].into_iter().chain(resources) {
        let enumeration = Enumeration { root, names, rows: rows_of(document, names) };
        if names.all.is_empty() {
            out.extend(enumeration.empty());
        } else {
            out.extend(enumeration.definition(docs));
            out.extend(enumeration.functions());
        }
        out.extend(formers(names, former)?);
    }
    out.extend(all_names(root, vocabulary));
    Ok(out)
}

/// The list of the permissions of both kinds.
fn all_names(root: &TokenStream, vocabulary: &Vocabulary<'_>) -> TokenStream {
    let Vocabulary { scopes, app_roles, .. } = vocabulary;
    let count = Literal::usize_unsuffixed(scopes.all.len() + app_roles.all.len());
    let first = match (scopes.idents.first(), app_roles.idents.first()) {
        (Some(scope), _) => quote!(Name::Delegated(Scope::#scope)),
        (None, Some(role)) => quote!(Name::Application(AppRole::#role)),
        (None, None) => quote!(),
    };
    quote!(#root::__all_names! { #count #first })
}

/// The rows of each name, in document order.
fn rows_of<'d>(document: &'d Document, names: &Names<'_>) -> Vec<Vec<&'d Permission>> {
    let mut rows = vec![Vec::new(); names.all.len()];
    for row in &document.permissions {
        let name = match names.of {
            Enum::Feature => row.feature,
            Enum::Permission(kind) if kind == row.kind => names.index(&row.scope).ok(),
            Enum::Resource | Enum::Condition | Enum::Permission(_) => None,
        };
        if let Some(name) = name {
            rows[name].push(row);
        }
    }
    rows
}

/// One of the enums.
struct Enumeration<'a> {
    root: &'a TokenStream,
    names: &'a Names<'a>,
    rows: Vec<Vec<&'a Permission>>,
}

impl Enumeration<'_> {
    /// The line where a name is defined: for a permission that rows request, the first of them.
    fn line(&self, index: usize) -> u32 {
        let row = match self.names.of {
            Enum::Permission(_) => self.rows[index].first(),
            Enum::Resource | Enum::Feature | Enum::Condition => None,
        };
        row.map_or(self.names.all[index].position, |row| row.position).line
    }

    const fn doc(&self) -> &'static str {
        match self.names.of {
            Enum::Resource => {
                " The resources of the document, its own first: a request goes to one, and a token is for one."
            }
            Enum::Feature => " The features of the document, in document order.",
            Enum::Condition => " The conditions of the document, sorted by text.",
            Enum::Permission(Kind::Delegated) => " The delegated permissions of the document, sorted by text.",
            Enum::Permission(Kind::Application) => " The application permissions of the document, sorted by text.",
        }
    }

    /// The enum without variants, for a document without such names, with the same functions.
    fn empty(&self) -> TokenStream {
        let Self { root, names: Names { of, rust, .. }, .. } = self;
        let (doc, list, texts) = (self.doc(), list_name(*of), texts_name(rust));
        let rule = match of {
            Enum::Permission(_) => quote!(__no_permission),
            Enum::Resource | Enum::Feature | Enum::Condition => quote!(__no_name),
        };
        quote!(#root::#rule! { #[doc = #doc] #rust #list #texts })
    }

    fn definition(&self, docs: &Docs<'_>) -> TokenStream {
        let (doc, Names { of, rust, all, idents, .. }) = (self.doc(), self.names);
        let variants = all.iter().zip(idents).enumerate().map(|(index, (Name { text, .. }, ident))| {
            let (rust_name, rows, line) = (ident.to_string(), &self.rows[index], self.line(index));
            let docs = match *of {
                Enum::Feature => docs.feature(text, &rust_name, rows, line),
                Enum::Resource | Enum::Condition => docs.plain(text, &rust_name, line),
                Enum::Permission(kind) => docs.permission(kind, text, &rust_name, rows, line),
            };
            quote!(#docs #ident)
        });
        quote! {
            #[doc = #doc]
            #[derive(
                ::core::clone::Clone,
                ::core::marker::Copy,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
                ::core::hash::Hash,
            )]
            #[non_exhaustive]
            pub enum #rust { #(#variants,)* }
        }
    }

    /// The list of all names and the functions on them, followed by the arrays that these read.
    fn functions(&self) -> TokenStream {
        let Self { root, names: names @ Names { of, rust, all, idents, .. }, .. } = self;
        // The engine finds texts in an array. A constant made by calling `as_str` would take rustc quadratic time.
        let texts: Vec<&str> = all.iter().map(|name| name.text.as_str()).collect();
        let (all_texts, count) = (texts_name(rust), Literal::usize_unsuffixed(all.len()));
        let list = list_name(*of);
        let mut arrays = quote! {
            const #list: &[#rust] = &[#(#rust::#idents),*];
            static #all_texts: [&str; #count] = [#(#texts),*];
        };
        let (_, text) =
            Lookup { names, what: "TEXTS", of: quote!(&str), values: texts, unknown: "" }.tokens(|text| quote!(#text));
        let line = self.line_body(&mut arrays);
        let facts = self.facts(&mut arrays);
        quote_spanned! {self.names.place=>
            impl #rust {
                /// Every value, in order.
                pub const ALL: &'static [Self] = #list;

                /// The text, as written in the document.
                #[must_use]
                pub const fn as_str(self) -> &'static str { #text }

                /// Where it is defined.
                #[must_use]
                pub const fn source(self) -> #root::Source { #line }

                #facts

                const fn index(self) -> usize { self as usize }
            }

            #arrays
        }
    }

    /// Lines are always an array, never a `match`: a reader finds them in the documentation of each name.
    fn line_body(&self, arrays: &mut TokenStream) -> TokenStream {
        let Names { rust, all, .. } = self.names;
        let array = format_ident!("{}_LINES", shouted(&rust.to_string()));
        let count = Literal::usize_unsuffixed(all.len());
        let lines = (0..all.len()).map(|index| Literal::u32_unsuffixed(self.line(index)));
        arrays.extend(quote!(static #array: [u32; #count] = [#(#lines),*];));
        quote!(at(#array[self as usize]))
    }

    /// The functions of permissions only: description, reason and consent.
    fn facts(&self, arrays: &mut TokenStream) -> TokenStream {
        let Self { names, rows, .. } = self;
        if !matches!(names.of, Enum::Permission(_)) {
            return TokenStream::new();
        }
        let descriptions = rows.iter().map(|rows| description(rows)).collect();
        let descriptions = Lookup { names, what: "DESCRIPTIONS", of: quote!(&str), values: descriptions, unknown: "" };
        let (description_array, description) = descriptions.tokens(|text| quote!(#text));
        let reasons = rows.iter().map(|rows| reason(rows)).collect();
        let reasons = Lookup { names, what: "REASONS", of: quote!(&str), values: reasons, unknown: String::new() };
        let (reason_array, reason) = reasons.tokens(|text| quote!(#text));
        let consents = rows.iter().map(|rows| rows.iter().find_map(|row| row.admin_consent)).collect();
        let of = quote!(::core::option::Option<bool>);
        let consents = Lookup { names, what: "CONSENTS", of, values: consents, unknown: None };
        let (consent_array, consent) = consents.tokens(|consent| {
            let unknown = || quote!(::core::option::Option::None);
            consent.map_or_else(unknown, |needed| quote!(::core::option::Option::Some(#needed)))
        });
        arrays.extend(description_array);
        arrays.extend(reason_array);
        arrays.extend(consent_array);
        quote_spanned! {names.place=>
            /// What it allows, as plain text; empty if the document does not say.
            #[must_use]
            pub const fn description(self) -> &'static str { #description }

            /// Why the product needs it, as plain text: what its rows say, each text once, joined by `; `. Empty if the
            /// document does not say.
            #[must_use]
            pub const fn reason(self) -> &'static str { #reason }

            /// Whether an administrator must consent; `None` if the document does not say.
            #[must_use]
            pub const fn admin_consent(self) -> ::core::option::Option<bool> { #consent }
        }
    }
}

/// The name of the array with all texts of an enum.
pub(crate) fn texts_name(rust: &Ident) -> Ident {
    format_ident!("{}_TEXTS", shouted(&rust.to_string()))
}

/// The name of the list with all values of an enum. It is not `Scope::ALL`, which could be a permission called "ALL".
fn list_name(of: Enum) -> Ident {
    let name = match of {
        Enum::Resource => "RESOURCES",
        Enum::Feature => "FEATURES",
        Enum::Condition => "CONDITIONS",
        Enum::Permission(Kind::Delegated) => "SCOPES",
        Enum::Permission(Kind::Application) => "APP_ROLES",
    };
    format_ident!("{name}")
}

/// Constants for former names: code that uses them still compiles, with a warning that gives the new name.
fn formers(names: &Names<'_>, former: &[Former]) -> syn::Result<TokenStream> {
    let rust = &names.rust;
    let mut out = TokenStream::new();
    for Former { ident: was, text, .. } in former.iter().filter(|former| former.of == names.of) {
        let (was, now) = (ident(was, names.place)?, &names.idents[names.index(text)?]);
        let doc = format!(" The former name of [`Self::{now}`].");
        let note = format!("renamed in the document: use `{rust}::{now}`");
        out.extend(quote! {
            impl #rust {
                #[doc = #doc]
                #[deprecated = #note]
                #[allow(non_upper_case_globals)]
                pub const #was: Self = Self::#now;
            }
        });
    }
    Ok(out)
}
