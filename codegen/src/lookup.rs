//! The body of a function that maps each name of an enum to a value: a `match`, or an array for large documents.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::vocabulary::Names;

/// Up to this many names become arms of a `match`, which a reader can check. The largest known document has 355 rows. For
/// more names, rustc takes longer over arms than over arrays.
const MOST_ARMS: usize = 500;

/// A value for each name.
pub(crate) struct Lookup<'a, V> {
    pub(crate) names: &'a Names<'a>,
    /// The suffix of the array's name, after the name of the enum.
    pub(crate) what: &'static str,
    /// The type of the values.
    pub(crate) of: TokenStream,
    pub(crate) values: Vec<V>,
    /// The value of names about which the document says nothing.
    pub(crate) unknown: V,
}

impl<V: Ord + Clone> Lookup<'_, V> {
    /// The array that the function reads, if any, and the function's body.
    pub(crate) fn tokens(&self, write: impl Fn(&V) -> TokenStream) -> (TokenStream, TokenStream) {
        let count = self.values.len();
        if count <= MOST_ARMS {
            return (TokenStream::new(), self.arms(write));
        }
        let Self { of, values, .. } = self;
        let array = format_ident!("{}_{}", shouted(&self.names.rust.to_string()), self.what);
        let (length, values) = (Literal::usize_unsuffixed(count), values.iter().map(write));
        (quote!(static #array: [#of; #length] = [#(#values),*];), quote!(#array[self as usize]))
    }

    /// An arm for each value, in order of first appearance; the unknown value comes last.
    fn arms(&self, write: impl Fn(&V) -> TokenStream) -> TokenStream {
        let mut groups: BTreeMap<&V, usize> = BTreeMap::new();
        let mut arms: Vec<(&V, Vec<usize>)> = Vec::new();
        for (index, value) in self.values.iter().enumerate() {
            let group = *groups.entry(value).or_insert_with(|| {
                arms.push((value, Vec::new()));
                arms.len() - 1
            });
            arms[group].1.push(index);
        }
        arms.sort_by_key(|(value, _)| **value == self.unknown);
        let several = arms.len() > 1;
        let arms = arms.iter().map(|(value, indexes)| {
            let value_tokens = write(value);
            if several && **value == self.unknown && indexes.len() > 1 {
                return quote!(_ => #value_tokens,);
            }
            // Not `Self::`: rustc searches such a path variant by variant.
            let (rust, idents) = (&self.names.rust, indexes.iter().map(|&index| &self.names.idents[index]));
            quote!(#(#rust::#idents)|* => #value_tokens,)
        });
        quote!(match self { #(#arms)* })
    }
}

/// `AppRole` as `APP_ROLE`.
pub(crate) fn shouted(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && (before.is_lowercase() || before.is_numeric()) {
            out.push('_');
        }
        out.extend(letter.to_uppercase());
        before = letter;
    }
    out
}
