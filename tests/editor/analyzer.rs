//! Finds a rust-analyzer that works with the toolchain of this test, or says why there is none.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first on PATH that runs: rustup's is a proxy, which fails where the component is not installed and may hide another
/// that works.
pub(crate) fn find() -> Result<PathBuf, String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let server = env::split_paths(&path)
        .map(|folder| folder.join("rust-analyzer"))
        .find(|server| output(Command::new(server).arg("--version")).is_some())
        .ok_or("no rust-analyzer on PATH runs")?;
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let sysroot = output(Command::new(&rustc).args(["--print", "sysroot"])).ok_or("rustc does not say its sysroot")?;
    // Without the first, rust-analyzer does not know `include!`. It finds the second by itself; another toolchain's does not
    // load procedural macros that this one compiled.
    for needed in ["lib/rustlib/src/rust/library/core/src/lib.rs", "libexec/rust-analyzer-proc-macro-srv"] {
        let file = Path::new(sysroot.trim_end()).join(needed);
        if !file.exists() {
            return Err(format!("the toolchain has no {}", file.display()));
        }
    }
    Ok(server)
}

/// What a command prints, if it succeeds.
fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}
