//! A macro that does nearly nothing with what any procedural macro over a file needs.

use syn::parse::Parser;

/// A string literal becomes a constant of that text.
#[proc_macro]
pub fn text(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let parser = |input: syn::parse::ParseStream<'_>| input.parse::<syn::LitStr>();
    let literal = match parser.parse2(input.into()) {
        Ok(literal) => literal,
        Err(error) => return error.to_compile_error().into(),
    };
    let text = literal.value();
    let code: proc_macro2::TokenStream = quote::quote! {
        /// The text.
        pub const TEXT: &str = #text;
    };
    code.into()
}
