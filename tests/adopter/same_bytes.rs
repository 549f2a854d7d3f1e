//! The same documents give the same bytes: in another folder, in another order on the disk, and from the command.

use std::fs;
use std::path::Path;

use crate::support::{Adopter, repository, scopemark};

/// The tables that the build script of this repository wrote for the build of this test.
fn tables() -> Vec<u8> {
    let path = Path::new(env!("OUT_DIR")).join("scopemark.rs");
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Copies what a clone would have, the last name first. What is hidden or built stays behind.
fn copy(from: &Path, to: &Path) {
    let mut entries: Vec<_> =
        fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    fs::create_dir_all(to).expect("a folder");
    for path in entries.iter().rev() {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        if name.starts_with('.') || name == "target" {
            continue;
        }
        if path.is_dir() {
            copy(path, &to.join(name));
        } else {
            fs::copy(path, to.join(name)).expect("a copy");
        }
    }
}

#[test]
fn two_checkouts_in_different_folders_give_the_same_tables() {
    let other = Adopter::bare("same-bytes/some/where/deeper", "scopemark-integrations");
    copy(repository(), &other.path(""));
    let said = other.cargo(
        &["check", "--message-format=json", "--package", "scopemark-integrations"],
        &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati")],
    );
    let out = said.succeeded().out_dir();
    assert_ne!(out, Path::new(env!("OUT_DIR")));
    let other = fs::read(out.join("scopemark.rs")).expect("the tables");
    assert!(other == tables(), "{} differs from {}", out.display(), env!("OUT_DIR"));
}

#[test]
fn the_command_prints_the_tables_of_the_build_script() {
    let output = scopemark(repository(), &["expand", "--tokens"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout == tables(), "{}", String::from_utf8_lossy(&output.stdout));
}
