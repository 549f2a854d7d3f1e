//! Parses the tokens of `tables! { … }`: the format, the errors and the documents.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use scopemark_core::wire::{self, FORMAT};
use syn::parse::{Parse, ParseStream};
use syn::{LitInt, LitStr, Token};

use crate::module;

mod word {
    syn::custom_keyword!(format);
    syn::custom_keyword!(error);
    syn::custom_keyword!(document);
}

/// One parsed invocation.
pub(crate) struct Invocation {
    errors: Vec<syn::Error>,
    /// The documents, each with the span where editors go for the definition of its names.
    documents: Vec<(wire::Module, Span)>,
}

impl Invocation {
    /// The errors, then the modules.
    pub(crate) fn expand(self, root: &TokenStream) -> TokenStream {
        let Self { mut errors, documents } = self;
        let is_broken = !errors.is_empty();
        let mut modules = TokenStream::new();
        for (module, place) in &documents {
            match module::expand(root, module, *place) {
                Ok((tokens, None)) => modules.extend(tokens),
                Ok((tokens, Some(too_many))) => {
                    modules.extend(tokens);
                    // Reading the document already reported this, with the line.
                    if !is_broken {
                        let path = &module.document.path;
                        let message = format!("{path}:1:1: {too_many}; split it into several documents");
                        errors.push(syn::Error::new(Span::call_site(), message));
                    }
                }
                Err(error) => return unexpected(*place, &error.to_string()).to_compile_error(),
            }
        }
        let errors = errors.iter().map(syn::Error::to_compile_error);
        quote!(#(#errors)* #modules)
    }
}

impl Parse for Invocation {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut invocation = Self { errors: Vec::new(), documents: Vec::new() };
        read_format(input)?;
        while !input.is_empty() {
            invocation.read_item(input).map_err(|error| unexpected(error.span(), &error.to_string()))?;
        }
        Ok(invocation)
    }
}

impl Invocation {
    fn read_item(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if let Some(anchor) = input.parse::<Option<word::error>>()? {
            let message: LitStr = input.parse()?;
            self.errors.push(syn::Error::new(anchor.span, message.value()));
        } else {
            let anchor = input.parse::<word::document>()?;
            let lines: LitStr = input.parse()?;
            let module = wire::read(&lines.value()).map_err(|why| syn::Error::new(lines.span(), why))?;
            // Located at the document for editors, but resolved at the call site, so that rustc does not lint it as written
            // code.
            self.documents.push((module, Span::call_site().located_at(anchor.span)));
        }
        input.parse::<Token![;]>()?;
        Ok(())
    }
}

/// Reads the format, which comes first: nothing of another format can be parsed.
fn read_format(input: ParseStream<'_>) -> syn::Result<()> {
    let format: LitInt = input
        .parse::<word::format>()
        .and_then(|_| input.parse())
        .map_err(|error| unexpected(error.span(), &error.to_string()))?;
    if format.base10_parse::<u32>()? != FORMAT {
        let message = format!(
            "these tables have format {format}, but this scopemark reads format {FORMAT}: \
             use the same version of scopemark and scopemark-compiler in Cargo.toml"
        );
        return Err(syn::Error::new(format.span(), message));
    }
    input.parse::<Token![;]>().map(drop).map_err(|error| unexpected(error.span(), &error.to_string()))
}

/// The error for tokens that a build script did not write.
fn unexpected(span: Span, why: &str) -> syn::Error {
    let message = format!(
        "scopemark::tables accepts only what scopemark-compiler writes ({why}): \
         use scopemark::include_tables! instead, and build again"
    );
    syn::Error::new(span, message)
}
