//! Commands that run the same for everyone, whatever is set in the environment.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::Bench;
use crate::measure::{self, Usage};

/// A command without the variables that change what cargo and rustc do, in a folder.
pub fn clean(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    /// Where crates are, and how they are fetched: these change no build.
    const KEPT: [&str; 6] = ["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR", "CARGO_SOURCE_", "RUSTUP_"];
    let mut command = Command::new(program);
    command.current_dir(folder);
    for (name, _) in std::env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        let governs =
            ["CARGO", "RUST", "SCOPEMARK", "OUT_DIR", "MAKEFLAGS", "CI"].iter().any(|start| name.starts_with(start));
        if governs && !KEPT.iter().any(|kept| name.starts_with(kept)) {
            command.env_remove(name);
        }
    }
    // Empty, these go before what a configuration file of cargo says.
    command.envs([("RUSTFLAGS", ""), ("RUSTC_WRAPPER", ""), ("RUSTC_WORKSPACE_WRAPPER", "")]);
    command
}

/// Cargo in a folder, without the network, with a target folder.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Command {
    let mut command = clean("cargo", folder);
    command.args(arguments).args(["--frozen", "--color", "never"]).arg("--target-dir").arg(target);
    command
}

/// Fetches what a package depends on, so that nothing later needs the network.
pub fn fetch(bench: &Bench, folder: &Path) -> Result<(), String> {
    // The packages of this repository are locked by path: a lock that they have outgrown is brought up to date in the copy.
    measure::run(clean("cargo", folder).arg("fetch"), &bench.work("fetch.log"), &[0]).map(drop)
}

/// Builds a package of the workspace `bench`.
pub fn build(bench: &Bench, package: &str, profile: &str) -> Result<(), String> {
    let mut command = clean("cargo", &bench.path(""));
    command.args(["build", "--package", package, "--profile", profile]);
    command.arg("--target-dir").arg(bench.path("target"));
    measure::run(&mut command, &bench.work("build.log"), &[0]).map(drop)
}

/// Our own command, built as `cargo install` builds it.
pub fn scopemark_command(bench: &Bench) -> Result<PathBuf, String> {
    let target = bench.path("target/cli");
    let mut command = clean("cargo", &bench.repository(""));
    command.args(["build", "--release", "--package", "cargo-scopemark", "--target-dir"]).arg(&target);
    measure::run(&mut command, &bench.work("build.log"), &[0])?;
    Ok(target.join("release").join(format!("cargo-scopemark{}", std::env::consts::EXE_SUFFIX)))
}

/// Runs a measured cargo command.
pub fn timed(bench: &Bench, mut command: Command) -> Result<Usage, String> {
    measure::run(&mut command, &bench.work("timed.log"), &[0])
}

/// What a command prints, where it succeeds.
pub fn printed(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{command:?}: {error}"))
}
