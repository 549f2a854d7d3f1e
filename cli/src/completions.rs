//! `completions`: the script by which a shell completes the command line.

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::exit::{Exit, Failure};
use crate::{Command, output};

/// Print the script by which a shell completes this command
///
/// It completes `cargo-scopemark VERB …`; completion of `cargo scopemark` is up to the script of cargo itself.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark completions bash > ~/.local/share/bash-completion/completions/cargo-scopemark
  cargo scopemark completions zsh > ~/.zfunc/_cargo-scopemark
  cargo scopemark completions fish > ~/.config/fish/completions/cargo-scopemark.fish")]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Command::command(), "cargo-scopemark", &mut script);
    output::data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}
