//! The table of a module: plain numbers for the engine, as `scopemark_core::ask::flatten` lays them out.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use scopemark_core::Names;
use scopemark_core::ask::{NameColumns, RowColumns, Table, TooMany, flatten};
use scopemark_core::model::Document;

use crate::enums::texts_name;
use crate::vocabulary::Vocabulary;

/// The names of the statics and constants in a module, other than the arrays of features.
pub(crate) const STATICS: [&str; 28] = [
    "ALWAYS",
    "APP_ROLES",
    "APP_ROLE_CONSENTS",
    "APP_ROLE_DESCRIPTIONS",
    "APP_ROLE_LINES",
    "APP_ROLE_REASONS",
    "APP_ROLE_TEXTS",
    "CLAUSES",
    "CONDITIONS",
    "CONDITION_LINES",
    "CONDITION_TEXTS",
    "FEATURES",
    "FEATURE_LINES",
    "FEATURE_TEXTS",
    "NAMES",
    "PATH",
    "RESOURCE",
    "RESOURCES",
    "RESOURCE_LINES",
    "RESOURCE_TEXTS",
    "SCOPES",
    "SCOPE_CONSENTS",
    "SCOPE_DESCRIPTIONS",
    "SCOPE_LINES",
    "SCOPE_REASONS",
    "SCOPE_TEXTS",
    "TABLE",
    "TITLE",
];

/// The table, how many words its sets need, and an error if the table cannot hold the document.
pub(crate) fn expand(
    root: &TokenStream,
    document: &Document,
    vocabulary: &Vocabulary<'_>,
) -> (TokenStream, Literal, Option<TooMany>) {
    let bare;
    let (flat, too_many) = match flatten(document) {
        Ok(flat) => (flat, None),
        Err(too_many) => {
            // The table then has no rows, but still every permission and feature.
            bare = Document { permissions: Vec::new(), covers: Vec::new(), conditions: Vec::new(), ..document.clone() };
            (flatten(&bare).unwrap_or_default(), Some(too_many))
        }
    };
    let table = flat.table();
    let conditions = if too_many.is_some() {
        quote!(#root::__format5::Names::NONE)
    } else {
        names_of(root, &vocabulary.conditions.rust, &table.conditions)
    };
    let [scopes, app_roles, features] = [
        (&vocabulary.scopes, &table.scopes),
        (&vocabulary.app_roles, &table.app_roles),
        (&vocabulary.features, &table.features),
    ]
    .map(|(enumeration, table)| names_of(root, &enumeration.rust, table));
    let Table { resources, qualified, starts, whens, lists, .. } = table;
    let resources = if vocabulary.resources.all.is_empty() {
        quote!(&[#(#resources),*])
    } else {
        let texts = texts_name(&vocabulary.resources.rust);
        quote!(&#texts)
    };
    let (names, rows) = (name_columns(root, &table.names), row_columns(root, &table.rows));
    let (qualified, starts, lists) = (numbers(qualified), numbers(starts), numbers(lists));
    let [separator, request_separator] = [table.separator, table.request_separator].map(optional_char);
    let whens = whens.iter().map(|pair| {
        let pair = pair.iter().map(|&mask| literal(mask));
        quote!([#(#pair),*])
    });
    let tokens = quote! {
        /// The same rows as numbers, for the engine. `scopemark_core::ask::Table` documents each field.
        static TABLE: #root::__format5::Table<'static> = #root::__format5::Table {
            path: PATH,
            resources: #resources,
            separator: #separator,
            request_separator: #request_separator,
            scopes: #scopes,
            app_roles: #app_roles,
            names: #names,
            qualified: #qualified,
            features: #features,
            conditions: #conditions,
            rows: #rows,
            starts: #starts,
            whens: &[#(#whens),*],
            lists: #lists,
        };
    };
    (tokens, Literal::usize_unsuffixed(table.words()), too_many)
}

fn optional_char(letter: Option<char>) -> TokenStream {
    let Some(letter) = letter else { return quote!(::core::option::Option::None) };
    quote!(::core::option::Option::Some(#letter))
}

fn name_columns(root: &TokenStream, columns: &NameColumns<'_>) -> TokenStream {
    let (resources, prefixes) = (numbers(columns.resources), numbers(columns.prefixes));
    let (flags, stronger) = (numbers(columns.flags), numbers(columns.stronger));
    quote! {
        #root::__format5::NameColumns { resources: #resources, prefixes: #prefixes, flags: #flags, stronger: #stronger }
    }
}

fn row_columns(root: &TokenStream, columns: &RowColumns<'_>) -> TokenStream {
    let (names, flags, whens) = (numbers(columns.names), numbers(columns.flags), numbers(columns.whens));
    let (alternatives, lines, cells) = (numbers(columns.alternatives), numbers(columns.lines), numbers(columns.cells));
    quote! {
        #root::__format5::RowColumns {
            names: #names,
            flags: #flags,
            whens: #whens,
            alternatives: #alternatives,
            lines: #lines,
            cells: #cells,
        }
    }
}

fn names_of(root: &TokenStream, rust: &Ident, names: &Names<'_>) -> TokenStream {
    let (texts, seeds, slots) = (texts_name(rust), numbers(names.seeds), numbers(names.slots));
    quote!(#root::__format5::Names { texts: &#texts, seeds: #seeds, slots: #slots })
}

fn numbers<T: Copy + Into<u64>>(numbers: &[T]) -> TokenStream {
    let numbers = numbers.iter().map(|&number| literal(number.into()));
    quote!(&[#(#numbers),*])
}

/// A number; six digits or more are grouped by three.
fn literal(number: u64) -> Literal {
    let digits = number.to_string();
    if digits.len() < 6 {
        return Literal::u64_unsuffixed(number);
    }
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    // Digits and underscores always parse.
    grouped.parse().unwrap_or_else(|_| Literal::u64_unsuffixed(number))
}
