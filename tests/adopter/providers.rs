//! The pages and programs of `docs/providers.md`: they compile as they are shown, and say what the programs assert.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{Adopter, repository};

/// The page's sections about one document each: the document, and the program.
fn sections(guide: &str) -> Vec<(&str, &str)> {
    let sections = guide.split("\n## ").skip(1).map(|section| {
        let link = section.split_once("](providers/").expect("a link to a document").1;
        let program = section.split_once("```rust\n").expect("a program").1;
        (link.split_once(".md)").expect("a document").0, program.split_once("```").expect("the program's end").0)
    });
    sections.collect()
}

#[test]
fn the_pages_and_programs_about_other_providers_compile_without_a_warning_and_hold() {
    let docs = repository().join("docs");
    let guide = fs::read_to_string(docs.join("providers.md")).expect("the guide");
    let sections = sections(&guide);

    let adopter = Adopter::new("my_app");
    adopter.write("src/lib.rs", "#![forbid(warnings, missing_docs)]\n//! An adopter.\nscopemark::include_tables!();\n");
    let mut pages = BTreeSet::new();
    for page in fs::read_dir(docs.join("providers")).expect("the pages") {
        let page = page.expect("a page").path();
        let name = page.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        adopter.write(&format!("docs-tables/{name}"), fs::read(&page).expect("a page"));
        pages.insert(name.strip_suffix(".md").expect("a document").to_owned());
    }
    for (page, program) in &sections {
        adopter.write(&format!("src/bin/{page}.rs"), format!("#![forbid(warnings)]\n{program}"));
    }
    let shown: Vec<&str> = sections.iter().map(|(page, _)| *page).collect();
    assert_eq!(shown.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), pages, "a program for each page");
    assert!(["slack", "google", "github"].iter().all(|page| shown.contains(page)), "{shown:?}");

    let said = adopter.build();
    said.succeeded();
    assert!(said.is_silent(), "{said}");
    assert_eq!(said.of_script("warning"), [""; 0], "{said}");
    for page in shown {
        adopter.cargo(&["run", "--bin", page], &[]).succeeded();
    }
}
