//! `init`: a crate that builds, tests and passes at once.

use std::path::Path;

use snapbox::cmd::{Command, OutputAssert};

use crate::support::{Folder, Printed, line_with};

const LIB: &str = "//! A crate.\n#![deny(warnings, missing_docs)]\n";
const MANIFEST: &str = "[package]\nname = \"adopter\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";

fn adopter() -> Folder {
    let folder = Folder::with(&[
        ("Cargo.toml", MANIFEST),
        // The same versions as here: nothing needs to be looked up.
        ("Cargo.lock", include_str!("../../../Cargo.lock")),
        ("src/lib.rs", LIB),
    ]);
    folder.git(&["init", "--quiet"]);
    folder
}

fn crates() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").display().to_string()
}

fn cargo(folder: &Folder, verb: &str) -> OutputAssert {
    Command::new(env!("CARGO"))
        .args([verb, "--offline", "--color", "never"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("adopter"))
        .assert()
}

#[test]
fn after_it_the_crate_builds_and_its_tests_are_the_gate() {
    let folder = adopter();
    // The checkout that the command was built from is what works.
    let run = folder.run(&["init"]).code(0);
    for path in [
        "Cargo.toml",
        "build.rs",
        "src/lib.rs",
        "tests/permissions.rs",
        "docs-tables/permissions.md",
        "permissions.lock",
        ".github/workflows/permissions.yml",
    ] {
        assert!(run.out().contains(path), "{path} in {}", run.out());
        assert!(folder.path().join(path).is_file(), "{path}");
    }
    let read = folder.run(&["read"]);
    assert!(read.err().contains("0 errors, 0 warnings, 0 notes"), "{}", read.err());
    for verb in ["build", "test"] {
        cargo(&folder, verb).code(0);
    }
    folder.run(&["check"]).code(0);

    folder.edit("docs-tables/permissions.md", "| Mail     | `Mail.Read` ", "| Mail     | `Mail.ReadWrite` ");
    let run = cargo(&folder, "test").failure();
    assert!(
        run.out().contains("the permission tables do not pass the gate")
            && run.out().contains("cargo scopemark accept "),
        "{}",
        run.out()
    );
    folder.accept_all(&["check"]);
    folder.run(&["lock"]).code(0);
    cargo(&folder, "test").code(0);
}

#[test]
fn the_crates_are_those_of_the_checkout_or_of_a_repository_that_is_named() {
    for (arguments, dependency) in [
        (&["init", "--path", &crates()][..], format!("scopemark-gate = {{ path = \"{}/gate\" }}", crates())),
        (&["init", "--git", "https://example.org/s"], "scopemark-gate = { git = \"https://example.org/s\" }".into()),
    ] {
        let folder = adopter();
        folder.run(arguments).code(0);
        let manifest = folder.read("Cargo.toml");
        assert!(manifest.contains(&dependency), "{manifest}");
        let install = "cargo install --locked --git https://example.org/s cargo-scopemark";
        let workflow = folder.read(".github/workflows/permissions.yml");
        assert_eq!(workflow.contains(install), arguments.contains(&"--git"), "{workflow}");
    }
    adopter().run(&["init", "--git", "https://example.org/s", "--path", &crates()]).code(2);
}

#[test]
fn nothing_is_overwritten() {
    for path in ["build.rs", "docs-tables/mine.md", "permissions.lock", "tests/permissions.rs"] {
        let folder = adopter();
        folder.write(path, b"// mine\n");
        folder.commit("before");
        folder
            .run(&["init", "--path", &crates()])
            .code(3)
            .stderr_eq(line_with(path.split('/').next().expect("a part")));
        assert_eq!(folder.git(&["status", "--short"]), "");
    }
}

#[test]
fn what_is_no_crate_is_exit_code_3_and_stays_as_it_is() {
    for (manifest, says) in [
        (None, "cargo new"),
        (Some("[workspace]\nmembers = []\n"), "no [package]"),
        (Some("[package]\nname = \"x\"\nbuild = \"make.rs\"\n"), "build script of its own"),
        (Some("[package\n"), "not valid TOML"),
    ] {
        let folder = Folder::with(&[("src/lib.rs", LIB)]);
        if let Some(manifest) = manifest {
            folder.write("Cargo.toml", manifest.as_bytes());
        }
        folder.run(&["init"]).code(3).stderr_eq(line_with(says));
        assert!(!folder.path().join("build.rs").exists());
    }
    let folder = adopter();
    folder.run(&["init", "--path", "nowhere"]).code(3);
    assert!(!folder.path().join("build.rs").exists());
}
