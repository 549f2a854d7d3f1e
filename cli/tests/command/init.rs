//! `init`: a crate that builds, tests and passes at once.

use std::path::Path;
use std::process::Command;

use crate::support::{Folder, Run};

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

fn cargo(folder: &Folder, verb: &str) -> Run {
    Command::new(env!("CARGO"))
        .args([verb, "--offline", "--color", "never"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("adopter"))
        .output()
        .expect("cargo")
        .into()
}

#[test]
fn after_it_the_crate_builds_and_its_tests_are_the_gate() {
    let folder = adopter();
    let run = folder.run(&["init", "--path", &crates()]);
    assert_eq!(run.code, 0, "{run:?}");
    for path in [
        "Cargo.toml",
        "build.rs",
        "src/lib.rs",
        "tests/permissions.rs",
        "docs-tables/permissions.md",
        "permissions.lock",
        ".github/workflows/permissions.yml",
    ] {
        assert!(run.out.contains(path), "{path} in {}", run.out);
        assert!(folder.path().join(path).is_file(), "{path}");
    }
    let read = folder.run(&["read"]);
    assert!(read.err.contains("0 errors, 0 warnings, 0 notes"), "{read:?}");
    for verb in ["build", "test"] {
        let run = cargo(&folder, verb);
        assert_eq!(run.code, 0, "{verb}: {run:?}");
    }
    let check = folder.run(&["check"]);
    assert_eq!(check.code, 0, "{check:?}");

    folder.edit("docs-tables/permissions.md", "| Mail     | `Mail.Read` ", "| Mail     | `Mail.ReadWrite` ");
    let run = cargo(&folder, "test");
    assert_ne!(run.code, 0, "{run:?}");
    assert!(
        run.out.contains("the permission tables do not pass the gate") && run.out.contains("cargo scopemark accept "),
        "{run:?}"
    );
    for command in folder.run(&["check"]).accepts() {
        assert_eq!(folder.paste(&command).code, 0);
    }
    assert_eq!(folder.run(&["lock"]).code, 0);
    let run = cargo(&folder, "test");
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn nothing_is_overwritten() {
    for path in ["build.rs", "docs-tables/mine.md", "permissions.lock", "tests/permissions.rs"] {
        let folder = adopter();
        folder.write(path, b"// mine\n");
        folder.commit("before");
        let run = folder.run(&["init", "--path", &crates()]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains(path.split('/').next().expect("a part")), "{}", run.err);
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
        let run = folder.run(&["init"]);
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains(says), "{}", run.err);
        assert!(!folder.path().join("build.rs").exists());
    }
    let folder = adopter();
    let run = folder.run(&["init", "--path", "nowhere"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(!folder.path().join("build.rs").exists());
}
