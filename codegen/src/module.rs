//! The module of one document: puts the generated parts together.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use scopemark_core::ask::TooMany;
use scopemark_core::wire;

use crate::docs::Docs;
use crate::vocabulary::{Vocabulary, ident};
use crate::{enums, rows, table};

/// The module, and an error if the document is too large for the engine's table. `place` is where editors go for the
/// definition of a name.
///
/// # Errors
/// For a name that is not an identifier, or not in the document: a build script never writes that.
pub(crate) fn expand(
    root: &TokenStream,
    module: &wire::Module,
    place: Span,
) -> syn::Result<(TokenStream, Option<TooMany>)> {
    let wire::Module { name, former_names, document, former } = module;
    let (name, vocabulary) = (ident(name, place)?, Vocabulary::new(document, place)?);
    let (title, resource, path) = (document.title.as_deref().unwrap_or_default(), &document.resource, &document.path);
    let docs = Docs::new(document);
    let enums = enums::expand(root, document, &docs, &vocabulary, former)?;
    let docs = docs.module();
    let rows = rows::expand(root, document, &vocabulary)?;
    let (table, words, too_many) = table::expand(root, document, &vocabulary);
    let how = match (vocabulary.resources.all.is_empty(), resource.is_empty()) {
        (false, _) => quote!(several),
        (true, false) => quote!(one),
        (true, true) => quote!(none),
    };
    let any = [&document.features, &document.conditions, &document.scopes, &document.app_roles];
    let at = any.iter().any(|names| !names.is_empty()).then(|| {
        quote! {
            const fn at(line: u32) -> #root::Source {
                #root::Source { path: PATH, line }
            }
        }
    });
    let former =
        former_names.iter().map(|former| former_module(former, &name, place)).collect::<syn::Result<TokenStream>>()?;
    let tokens = quote_spanned! {place=>
        #docs
        pub mod #name {
            /// The title of the document; empty if it has none.
            pub const TITLE: &str = #title;
            /// The document's own resource: a URI; empty if it has none.
            pub const RESOURCE: &str = #resource;
            /// The document, relative to the package.
            pub const PATH: &str = #path;

            #at
            #enums
            #rows
            #table

            #root::__module! { #words #how }
        }

        #former
    };
    Ok((tokens, too_many))
}

/// The module under a name that it had: code that uses it still compiles, with a warning that gives the new name.
fn former_module(former: &str, name: &Ident, place: Span) -> syn::Result<TokenStream> {
    let former = ident(former, place)?;
    let doc = format!(" The former name of [`{name}`].");
    let note = format!("the document has another name: use `{name}`");
    Ok(quote_spanned! {place=>
        #[doc = #doc]
        #[deprecated = #note]
        pub mod #former {
            pub use super::#name::*;
        }
    })
}
