//! The job of scopemark, as one writes it in an afternoon: pulldown-cmark, serde, serde_json, syn and quote.

use std::{env, fs, path::Path};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quote::{format_ident, quote};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Row {
    feature: String,
    scope: String,
    update: bool,
    description: String,
    notes: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Model {
    rows: Vec<Row>,
}

fn read(text: &str) -> Model {
    let mut model = Model::default();
    let mut cells: Vec<String> = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableRow) => cells.clear(),
            Event::Start(Tag::TableCell) => {
                inside = true;
                cells.push(String::new());
            }
            Event::Text(text) | Event::Code(text) if inside => cells.last_mut().expect("a cell").push_str(&text),
            Event::End(TagEnd::TableCell) => inside = false,
            Event::End(TagEnd::TableRow) => {
                if let [feature, scope, update, description, notes] = &cells[..] {
                    model.rows.push(Row {
                        feature: feature.clone(),
                        scope: scope.clone(),
                        update: update == "Y",
                        description: description.clone(),
                        notes: notes.clone(),
                    });
                }
            }
            _ => {}
        }
    }
    model
}

fn main() {
    println!("cargo::rerun-if-changed=docs-tables/o365.md");
    let out = env::var("OUT_DIR").expect("OUT_DIR");
    let text = fs::read_to_string("docs-tables/o365.md").expect("the document");
    let json = serde_json::to_string_pretty(&read(&text)).expect("JSON");
    fs::write(Path::new(&out).join("o365.json"), &json).expect("the model");
    let model: Model = serde_json::from_str(&json).expect("the model");

    let names: Vec<&str> = model.rows.iter().map(|row| row.scope.as_str()).collect();
    let idents: Vec<_> = names
        .iter()
        .map(|name| {
            let words = name.split(['.', '_']).map(|word| word[..1].to_uppercase() + &word[1..]);
            format_ident!("{}", words.collect::<String>())
        })
        .collect();
    let descriptions = model.rows.iter().map(|row| row.description.as_str());
    let code = quote! {
        /// A delegated permission.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Scope { #(#[doc = #names] #idents,)* }
        impl Scope {
            /// Its text.
            pub fn as_str(self) -> &'static str {
                match self { #(Self::#idents => #names,)* }
            }
            /// What it allows.
            pub fn description(self) -> &'static str {
                match self { #(Self::#idents => #descriptions,)* }
            }
        }
        impl ::std::str::FromStr for Scope {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { #(#names => Ok(Self::#idents),)* _ => Err(()) }
            }
        }
    };
    let file: syn::File = syn::parse2(code).expect("Rust");
    let items = file.items.iter().map(|item| quote!(#item).to_string());
    fs::write(Path::new(&out).join("o365.rs"), items.collect::<Vec<_>>().join("\n")).expect("the code");
}
