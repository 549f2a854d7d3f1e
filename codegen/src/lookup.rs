//! What is known of each name of an enum, as a function body: the one place that decides between `match` and array.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::vocabulary::Names;

/// Up to so many names are matched: a reader sees which name is which text. The largest document that we know of has 355. For
/// 1,000 names rustc takes 60 ms longer over arms than over arrays, and for each thousand more than for the one before.
const MOST_ARMS: usize = 500;

/// A value of each name: what its type is, and how it is written.
pub(crate) struct Lookup<'a, V> {
    pub(crate) names: &'a Names<'a>,
    /// What the array is called after the name of the enum, where there is one.
    pub(crate) what: &'static str,
    pub(crate) of: TokenStream,
    pub(crate) values: Vec<V>,
    /// The value of names that nothing is known of.
    pub(crate) unknown: V,
}

impl<V: Ord + Clone> Lookup<'_, V> {
    /// The array that has to be beside the function, if any, and the function's body.
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

    /// An arm for each value, in the order in which they first come; the names that nothing is known of last.
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
