//! Tests that rustdoc, doctests and clippy accept the generated code of a hostile document.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The expansion of the golden tables as plain source, so that lints do not skip it as macro output.
fn expanded(tables: &str) -> String {
    let file: syn::ItemMacro = syn::parse_str(tables).unwrap();
    let modules = scopemark_codegen::expand(file.mac.tokens);
    prettyplease::unparse(&syn::parse2(modules).unwrap())
}

/// A library without std around the golden tables, whose texts try to be code, tags and links.
fn library(name: &str, head: &str, include: &str, tables: &str) -> PathBuf {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nscopemark = {{ path = '{}' }}\n",
        runtime.display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // The same versions as here, so that cargo needs no network.
    fs::copy(runtime.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("src/tables.rs"), tables).unwrap();
    fs::write(folder.join("src/lib.rs"), format!("//! Hostile.\n{head}\n{include}\n")).unwrap();
    folder
}

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--color", "never"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-target"))
        .env("RUSTDOCFLAGS", "-D warnings -D rustdoc::all")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}:\n{text}");
    text
}

const STRICT: &str = "#![no_std]\n#![no_implicit_prelude]\n\
                      #![forbid(unsafe_code, missing_docs, unused, warnings, clippy::all, clippy::pedantic)]";

#[test]
fn text_of_a_document_is_no_doctest_no_markup_and_no_lint() {
    let tables = include_str!("../../codegen/tests/golden/tables.rs");
    for (name, include, tables) in [
        ("hostile-macro", "::scopemark::include_tables!(file = \"tables.rs\");", tables),
        ("hostile-source", "::core::include!(\"tables.rs\");", &expanded(tables)),
    ] {
        let folder = library(name, STRICT, include, tables);
        cargo(&folder, &["clippy"]);
        cargo(&folder, &["rustdoc"]);
        let tests = cargo(&folder, &["test", "--doc"]);
        assert!(tests.contains("running 0 tests"), "{tests}");
    }
    let docs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-target/doc/hostile_macro/o365");
    let scope = fs::read_to_string(docs.join("enum.Scope.html")).unwrap();
    // The texts are there, as text.
    assert!(scope.contains("&lt;script&gt;alert(1)&lt;/script&gt; [a](https://example.com) [Scope]"), "{scope}");
    assert!(scope.contains("\\u{202e}evil\\u{200b} `code` *bold* &amp;amp;"), "{scope}");
    assert!(scope.contains("OneDrive SharePoint snake_case Foo::bar"), "{scope}");
    assert!(scope.contains("Defined in docs-tables/o365.md:13"), "{scope}");
    assert!(!scope.contains("<script>alert"), "{scope}");
    assert!(!scope.contains("href=\"https://example.com"), "{scope}");
    assert!(!scope.contains(['\u{202e}', '\u{200b}']), "{scope}");
}
