//! The set-up, the document and the mistake of the README.

use crate::support::Adopter;

const README: &str = include_str!("../../README.md");

/// The rest of the README's code block that has this line.
fn after(line: &str) -> &'static str {
    README.split_once(line).expect(line).1.split_once("```").expect("the end of the block").0
}

/// The README's document.
fn document() -> String {
    format!("# Permissions\n{}", after("```markdown\n# Permissions\n"))
}

#[test]
fn the_lines_of_the_readme_are_a_whole_set_up_and_a_mistake_looks_as_it_says() {
    let adopter = Adopter::new("readme");
    let (build, lib) = after("// build.rs\n").split_once("// src/lib.rs\n").expect("src/lib.rs after build.rs");
    adopter.write("build.rs", build);
    adopter.write("src/lib.rs", format!("#![deny(warnings, missing_docs)]\n//! An adopter.\n{lib}"));
    adopter.write("docs-tables/o365.md", document());
    adopter.build().succeeded();

    let faulty = document().replace("with users | For", "with users   For");
    assert_ne!(faulty, document());
    adopter.write("docs-tables/o365.md", &faulty);
    let said = adopter.cargo(&["build"], &[]);
    said.failed();
    let shown = after("```text\n");
    assert!(said.stderr.contains(shown), "the README shows\n{shown}\nand cargo says\n{said}");
    let errors = said.stderr.lines().filter(|line| line.starts_with("error: docs-tables/")).count();
    assert_eq!(errors, 1, "{said}");
}
