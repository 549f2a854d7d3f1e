//! A crate outside of this workspace, set up as the README says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const README: &str = include_str!("../README.md");

/// A crate in a folder of its own, without a document yet.
struct Adopter(PathBuf);

impl Adopter {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        let adopter = Self(folder);
        let manifest = format!(
            "[package]\nname = \"adopter\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\nscopemark = {{ path = '{}' }}\n\n\
             [build-dependencies]\nscopemark-compiler = {{ path = '{}' }}\n",
            root.join("runtime").display(),
            root.join("compiler").display(),
        );
        adopter.write("Cargo.toml", &manifest);
        // The same versions as here: nothing needs to be looked up.
        adopter.write("Cargo.lock", include_str!("../Cargo.lock"));
        let (build, lib) = after("// build.rs\n").split_once("// src/lib.rs\n").expect("src/lib.rs after build.rs");
        adopter.write("build.rs", build);
        adopter.write("src/lib.rs", &format!("#![deny(warnings, missing_docs)]\n//! An adopter.\n{lib}"));
        adopter
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("a file in the folder")).expect("its folder");
        fs::write(file, text).expect("a file");
    }

    /// Whether the crate builds, and what cargo says.
    fn build(&self) -> (bool, String) {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--color", "never"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("adopters"))
            .output()
            .expect("cargo");
        (output.status.success(), String::from_utf8(output.stderr).expect("UTF-8"))
    }
}

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
    let adopter = Adopter::new("adopter");
    adopter.write("docs-tables/o365.md", &document());
    let (built, said) = adopter.build();
    assert!(built, "{said}");

    let faulty = document().replace("with users | For", "with users   For");
    assert_ne!(faulty, document());
    adopter.write("docs-tables/o365.md", &faulty);
    let (built, said) = adopter.build();
    assert!(!built, "{said}");
    let shown = after("```text\n");
    assert!(said.contains(shown), "the README shows\n{shown}\nand cargo says\n{said}");
    let errors = said.lines().filter(|line| line.starts_with("error: docs-tables/")).count();
    assert_eq!(errors, 1, "{said}");
}
