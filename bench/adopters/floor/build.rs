//! Counts the events of the document, and does nothing else: what any build script over Markdown compiles.

use std::{env, fs, path::Path};

use pulldown_cmark::{Options, Parser};

fn main() {
    println!("cargo::rerun-if-changed=docs-tables/o365.md");
    let text = fs::read_to_string("docs-tables/o365.md").expect("the document");
    let events = Parser::new_ext(&text, Options::ENABLE_TABLES).count();
    let out = env::var("OUT_DIR").expect("OUT_DIR");
    fs::write(Path::new(&out).join("text.rs"), format!("floor_macros::text!(\"{events} events\");\n"))
        .expect("the code");
}
