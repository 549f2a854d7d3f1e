//! Tests that the engine works without the standard library: a program links without it, parses a grant and decides every
//! feature, all without allocating.
//!
//! The program is a package of its own, because its allocator and its entry point need the `unsafe` that the engine forbids.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn a_program_without_std_parses_and_judges_a_grant_without_allocating() {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = engine.join("tests/no_std/program.rs");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no_std");
    fs::create_dir_all(&folder).unwrap();
    let manifest = folder.join("Cargo.toml");
    let text = format!(
        "[package]\nname = 'program'\nversion = '0.0.0'\nedition = '2024'\n\n\
         [workspace]\n\n\
         [[bin]]\nname = 'program'\npath = '{}'\n\n\
         [dependencies]\nscopemark-core.path = '{}'\n\n\
         [profile.dev]\npanic = 'abort'\n",
        program.display(),
        engine.display()
    );
    fs::write(&manifest, text).unwrap();
    let run = Command::new(env::var_os("CARGO").expect("cargo runs the tests"))
        .args(["run", "--quiet", "--offline", "--manifest-path"])
        .arg(&manifest)
        .arg("--target-dir")
        .arg(folder.join("target"))
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(0), "{errors}");
    assert!(errors.is_empty(), "{errors}");
}
