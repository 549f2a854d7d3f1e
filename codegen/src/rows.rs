//! The rows of a module: an array for each feature, in document order, and the functions that return them.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use scopemark_core::model::{Access, Document, Kind, Permission};

use crate::lookup::shouted;
use crate::vocabulary::Vocabulary;

/// The rows, and the functions `permissions` and `always`.
pub(crate) fn expand(root: &TokenStream, document: &Document, vocabulary: &Vocabulary<'_>) -> syn::Result<TokenStream> {
    let of = |feature: Option<usize>| document.permissions.iter().filter(move |row| row.feature == feature);
    let always = rows(vocabulary, of(None))?;
    let names = array_names(&vocabulary.features.idents);
    let (mut arrays, mut arms) = (TokenStream::new(), TokenStream::new());
    for (feature, (name, array)) in vocabulary.features.idents.iter().zip(&names).enumerate() {
        let own = rows(vocabulary, of(Some(feature)))?;
        arrays.extend(array_of(array, &own));
        arms.extend(arm(name, array, own.len(), always.len()));
    }
    let helpers = helpers(root, document, !always.is_empty() && !names.is_empty());
    let always = array_of(&format_ident!("ALWAYS"), &always);
    Ok(quote_spanned! {vocabulary.features.place=>
        /// One row of the document: a permission, and when it is requested.
        pub type Permission = #root::Permission<Name, Condition>;

        #helpers

        #always
        #arrays

        /// The rows of a feature in document order, then those that are requested with every feature.
        #[inline]
        #[must_use]
        pub const fn permissions(feature: Feature) -> &'static [Permission] {
            match feature { #arms }
        }

        /// The rows that are requested with every feature, in document order.
        #[must_use]
        pub const fn always() -> &'static [Permission] {
            &ALWAYS
        }
    })
}

/// An array of rows.
fn array_of(array: &Ident, rows: &[TokenStream]) -> TokenStream {
    let count = Literal::usize_unsuffixed(rows.len());
    quote!(static #array: [Permission; #count] = [#(#rows),*];)
}

/// The arm of a feature in `permissions`: its own rows, then those requested with every feature.
///
/// Only rustc joins the two, in a constant of a function that is compiled where it is called: statics of the joined rows
/// would be in every adopter's binary, each with all rows that are requested with every feature.
fn arm(feature: &Ident, array: &Ident, own: usize, always: usize) -> TokenStream {
    if always == 0 {
        return quote!(Feature::#feature => &#array,);
    }
    let count = Literal::usize_unsuffixed(own + always);
    quote!(Feature::#feature => const { &with_always::<#count>(&#array) },)
}

/// The functions that make a row and join rows, if the document needs them.
fn helpers(root: &TokenStream, document: &Document, join: bool) -> TokenStream {
    if document.permissions.is_empty() {
        return TokenStream::new();
    }
    let count = Literal::usize_unsuffixed(document.scopes.len() + document.app_roles.len());
    let of = |kind| document.permissions.iter().any(|row| row.kind == kind);
    let scope = of(Kind::Delegated).then(|| {
        quote! {
            const fn scope(scope: Scope, line: u32) -> Permission {
                row(Name::Delegated(scope), line)
            }
        }
    });
    let role = of(Kind::Application).then(|| {
        quote! {
            const fn role(role: AppRole, line: u32) -> Permission {
                row(Name::Application(role), line)
            }
        }
    });
    let join = join.then(|| {
        quote! {
            const fn with_always<const ALL: usize>(own: &[Permission]) -> [Permission; ALL] {
                #root::__format5::joined(own, &ALWAYS)
            }
        }
    });
    quote! {
        static CLAUSES: [&[Name]; #count] = #root::__format5::alone(&NAMES);

        /// A row that only its own permission satisfies.
        const fn row(name: Name, line: u32) -> Permission {
            Permission::new(name, ::core::slice::from_ref(&CLAUSES[name.index()]), at(line))
        }
        #scope
        #role
        #join
    }
}

/// The name of each feature's array: the feature in capitals, with a number if that name is taken.
fn array_names(features: &[Ident]) -> Vec<Ident> {
    let mut taken: BTreeSet<String> = super::table::STATICS.into_iter().map(str::to_owned).collect();
    let mut name = |feature: &Ident| {
        let name = shouted(&feature.to_string());
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut free = [name.clone()].into_iter().chain(numbered).filter(|name| !taken.contains(name));
        let name = free.next().unwrap_or(name);
        taken.insert(name.clone());
        format_ident!("{name}")
    };
    features.iter().map(&mut name).collect()
}

fn rows<'d>(vocabulary: &Vocabulary<'_>, rows: impl Iterator<Item = &'d Permission>) -> syn::Result<Vec<TokenStream>> {
    rows.map(|row| one(vocabulary, row)).collect()
}

/// One row, as `scope(Scope::MailRead, 24).with_notes("…")`.
fn one(vocabulary: &Vocabulary<'_>, row: &Permission) -> syn::Result<TokenStream> {
    let names = vocabulary.of_kind(row.kind);
    let variant = names.variant(&row.scope)?;
    let line = Literal::u32_unsuffixed(row.position.line);
    let function = match row.kind {
        Kind::Delegated => quote!(scope),
        Kind::Application => quote!(role),
    };
    let mut tokens = quote!(#function(#variant, #line));
    if row.access == Access::Update {
        tokens.extend(quote!(.with_update()));
    }
    if row.optional {
        tokens.extend(quote!(.with_optional()));
    }
    for (function, texts) in [("with_requires", &row.requires), ("with_excludes", &row.excludes)] {
        if !texts.is_empty() {
            let function = format_ident!("{function}");
            let conditions: Vec<_> =
                texts.iter().map(|text| vocabulary.conditions.variant(text)).collect::<Result<_, _>>()?;
            tokens.extend(quote!(.#function(&[#(#conditions),*])));
        }
    }
    tokens.extend(clauses(vocabulary, row)?);
    for (function, text) in [("with_notes", &row.notes), ("with_reason", &row.reason)] {
        if !text.is_empty() {
            let function = format_ident!("{function}");
            tokens.extend(quote!(.#function(#text)));
        }
    }
    Ok(tokens)
}

/// What satisfies a row, where that is more than its own permission: its one clause, or its clauses and all other permissions
/// in them.
fn clauses(vocabulary: &Vocabulary<'_>, row: &Permission) -> syn::Result<TokenStream> {
    let names = |texts: &[String]| {
        let name = |text: &String| {
            let variant = vocabulary.of_kind(row.kind).variant(text)?;
            Ok(match row.kind {
                Kind::Delegated => quote!(Name::Delegated(#variant)),
                Kind::Application => quote!(Name::Application(#variant)),
            })
        };
        let names = texts.iter().map(name).collect::<syn::Result<Vec<_>>>()?;
        Ok::<_, syn::Error>(quote!(&[#(#names),*]))
    };
    let clauses = row.clauses.iter().map(|clause| names(clause)).collect::<Result<Vec<_>, _>>()?;
    Ok(match row.clauses.as_slice() {
        [clause] if *clause == [row.scope.as_str()] => TokenStream::new(),
        [clause] if clause.first() == Some(&row.scope) => quote!(.with_clause(&[#(#clauses),*])),
        _ => {
            let alternatives = names(&row.alternatives)?;
            quote!(.with_clauses(&[#(#clauses),*], #alternatives))
        }
    })
}
