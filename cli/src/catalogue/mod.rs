//! `catalogue`: what a provider really has, as a file beside the lock.

mod diff;
mod import;
mod permission;
mod sources;
mod write;

pub(crate) use diff::Output;

use crate::exit::{Exit, Stop};

/// Make, extend and compare lists of the permissions that a provider really has
///
/// With the file permissions.catalogue.tsv beside permissions.lock, `read`, `check` and a build find permissions that do not exist,
/// before a user signs in. The file is text, sorted, with one permission on each line, and meant to be committed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Import(import::Args),
    Diff(diff::Args),
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    match &args.verb {
        Verb::Import(args) => import::run(args),
        Verb::Diff(args) => Ok(diff::run(args)?),
    }
}
