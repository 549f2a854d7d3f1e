//! The names of a document with their Rust names, for each generated enum.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use scopemark_core::model::{Document, Kind, Name};
use scopemark_core::wire::Enum;

/// The names of one enum, by index and by text.
pub(crate) struct Names<'a> {
    pub(crate) of: Enum,
    /// The name of the enum.
    pub(crate) rust: Ident,
    pub(crate) all: &'a [Name],
    pub(crate) idents: Vec<Ident>,
    indexes: BTreeMap<&'a str, usize>,
    /// Where editors go for the definition of a name.
    pub(crate) place: Span,
}

impl<'a> Names<'a> {
    fn new(of: Enum, document: &'a Document, place: Span) -> syn::Result<Self> {
        let all = of.names(document);
        let mut idents = Vec::with_capacity(all.len());
        for name in all {
            idents.push(ident(name.ident.as_deref().unwrap_or_default(), place)?);
        }
        let mut known = BTreeMap::new();
        for (ident, name) in idents.iter().zip(all) {
            if known.insert(ident.to_string(), name).is_some() {
                return Err(syn::Error::new(ident.span(), format!("two names become `{ident}`")));
            }
        }
        let rust = match of {
            Enum::Resource => "Resource",
            Enum::Feature => "Feature",
            Enum::Condition => "Condition",
            Enum::Permission(Kind::Delegated) => "Scope",
            Enum::Permission(Kind::Application) => "AppRole",
        };
        let indexes = all.iter().enumerate().map(|(index, name)| (name.text.as_str(), index)).collect();
        Ok(Self { of, rust: Ident::new(rust, place), all, idents, indexes, place })
    }

    /// The index of the name with this text.
    pub(crate) fn index(&self, text: &str) -> syn::Result<usize> {
        self.indexes
            .get(text)
            .copied()
            .ok_or_else(|| syn::Error::new(self.rust.span(), format!("no {} has the text `{text}`", self.rust)))
    }

    /// The variant with this text, as `Scope::MailRead`.
    pub(crate) fn variant(&self, text: &str) -> syn::Result<TokenStream> {
        let (rust, ident) = (&self.rust, &self.idents[self.index(text)?]);
        Ok(quote!(#rust::#ident))
    }
}

/// All names of a document.
pub(crate) struct Vocabulary<'a> {
    pub(crate) features: Names<'a>,
    pub(crate) conditions: Names<'a>,
    pub(crate) scopes: Names<'a>,
    pub(crate) app_roles: Names<'a>,
    /// None where the document has one resource, or none.
    pub(crate) resources: Names<'a>,
}

impl<'a> Vocabulary<'a> {
    pub(crate) fn new(document: &'a Document, place: Span) -> syn::Result<Self> {
        Ok(Self {
            features: Names::new(Enum::Feature, document, place)?,
            conditions: Names::new(Enum::Condition, document, place)?,
            scopes: Names::new(Enum::Permission(Kind::Delegated), document, place)?,
            app_roles: Names::new(Enum::Permission(Kind::Application), document, place)?,
            resources: Names::new(Enum::Resource, document, place)?,
        })
    }

    pub(crate) const fn of_kind(&self, kind: Kind) -> &Names<'a> {
        match kind {
            Kind::Delegated => &self.scopes,
            Kind::Application => &self.app_roles,
        }
    }
}

/// A Rust name as a token at a place; an error if it is not an identifier.
pub(crate) fn ident(text: &str, place: Span) -> syn::Result<Ident> {
    let mut ident: Ident =
        syn::parse_str(text).map_err(|_| syn::Error::new(place, format!("`{text}` is not an identifier")))?;
    ident.set_span(place);
    Ok(ident)
}
