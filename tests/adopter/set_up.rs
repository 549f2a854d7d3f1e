//! The three lines of the set-up, wherever an adopter may put them, under every lint.

use std::fs;

use crate::support::{Adopter, has_clippy, repository};

/// What the strictest adopter forbids, without a standard library and without a name in scope.
const STRICT: &str = "\
#![no_std]
#![no_implicit_prelude]
#![forbid(warnings, missing_docs, unused, unsafe_code, unreachable_pub, elided_lifetimes_in_paths)]
#![forbid(trivial_casts, trivial_numeric_casts, unused_qualifications, unused_results, variant_size_differences)]
//! An adopter.
";

/// A library that includes the tables in a nested module, and a program of the same package that includes them at its top.
fn adopter(name: &str, edition: &str) -> Adopter {
    let adopter = Adopter::of_edition(name, edition);
    for document in fs::read_dir(repository().join("docs-tables")).expect("the shipped documents") {
        let path = document.expect("a document").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        adopter.write(&format!("docs-tables/{name}"), fs::read(&path).expect("a document"));
    }
    // A document whose name is a keyword, with a permission whose name is one.
    adopter.write("docs-tables/type.md", "| Permission | Update |\n|---|---|\n| `type` | |\n| `match` | Y |\n");
    adopter.write(
        "src/lib.rs",
        format!(
            "{STRICT}
/// The tables.
pub mod documents {{
    /// Deeper still.
    pub mod inner {{
        ::scopemark::include_tables!();
    }}
}}
/// A row of a shipped document.
pub const READ: documents::inner::o365::Scope = documents::inner::o365::Scope::CalendarsReadShared;
/// A row of a document whose name is a keyword.
pub const TYPE: documents::inner::r#type::Scope = documents::inner::r#type::Scope::Type;
"
        ),
    );
    // Not `forbid(unused)`: the main function of a test program has an `allow` of rustc's own.
    adopter.write(
        "src/main.rs",
        "#![forbid(missing_docs, unsafe_code)]\n#![deny(warnings, unused)]\n//! A program.\nscopemark::include_tables!();\n\n\
         fn main() {\n    println!(\"{} {}\", o365::Scope::MailSend, r#type::Scope::Match.source().line);\n}\n",
    );
    adopter
}

#[test]
fn a_library_a_nested_module_and_a_program_build_without_a_warning_in_both_editions() {
    for (name, edition) in [("set-up-2021", "2021"), ("set-up-2024", "2024")] {
        let adopter = adopter(name, edition);
        let said = adopter.build();
        assert_eq!(said.succeeded().diagnostics().len(), 0, "{said}");
        let run = adopter.cargo(&["run", "-q"], &[]);
        assert_eq!(run.succeeded().stdout, "Mail.Send 4\n", "{run}");
    }
}

#[test]
fn clippy_has_nothing_to_say_even_at_its_most_pedantic() {
    if !has_clippy() {
        return;
    }
    let adopter = adopter("clippy", "2024");
    adopter.is_lint_free(&["clippy::pedantic"]);
    adopter.expand("src/expanded.rs");
    adopter.replace("src/lib.rs", "::scopemark::include_tables!();", "::core::include!(\"expanded.rs\");");
    adopter.is_lint_free(&["clippy::pedantic"]);
}
