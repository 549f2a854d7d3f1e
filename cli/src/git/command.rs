//! Runs the `git` command so that neither settings of the user nor data in the repository change what it answers.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::exit::Failure;

/// The command, in a folder. Variables such as `GIT_DIR` keep their meaning: git sets them for its hooks.
pub(super) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["--no-pager", "--no-replace-objects", "-c", "core.quotePath=false"]);
    // Grafts give commits other parents, as replaced objects do. No file has this name.
    command.env("GIT_GRAFT_FILE", "").env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command.stdin(Stdio::null());
    command
}

/// The output of git, or the first line of its error.
pub(super) fn run<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Result<Vec<u8>, String>, Failure> {
    let output = command(folder).args(arguments).output().map_err(|error| cannot_run(&error))?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Err(said.lines().next().unwrap_or("git gives no reason").to_owned()))
}

/// The output of git without its line end, or the first line of its error.
pub(super) fn line<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Result<String, String>, Failure> {
    let output = run(folder, arguments)?;
    Ok(output.map(|output| String::from_utf8_lossy(&output).trim_end_matches(['\n', '\r']).to_owned()))
}

pub(super) fn cannot_run(error: &std::io::Error) -> Failure {
    if error.kind() == ErrorKind::NotFound {
        Failure("there is no `git` command on the PATH; install git to compare with a revision".to_owned())
    } else {
        Failure(format!("cannot run git: {error}"))
    }
}
