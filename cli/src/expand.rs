//! `expand`: prints the Rust that documents become.
use crate::exit::{Exit, FailOptions, Failure};
/// Print the Rust that documents become
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark expand")]
pub(crate) struct Args {
    #[command(flatten)]
    fail: FailOptions,
}
pub(crate) fn run(_args: &Args) -> Result<Exit, Failure> {
    todo!()
}
