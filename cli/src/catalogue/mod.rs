//! `catalogue`: what a provider really has, as a file beside the lock.

mod diff;
mod import;
mod permission;
mod sources;
mod write;

use std::path::{Path, PathBuf};

use scopemark_compiler::catalogue::{Catalogue, file};

pub(crate) use diff::Output;

use crate::exit::{Exit, Failure, Stop};
use crate::output;
use crate::place::current_folder;

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

/// The option of the verbs that compare documents with a catalogue.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct CatalogueOptions {
    /// The catalogue of the provider's permissions. The default is permissions.catalogue.tsv beside the documents, if there is one
    #[arg(long, value_name = "FILE")]
    pub(crate) catalogue: Option<PathBuf>,
}

impl CatalogueOptions {
    /// The catalogue of documents: the one that the command line names, or that beside them.
    pub(crate) fn of(&self, base: &Path, documents: &Path) -> Result<Option<file::File>, Failure> {
        let read = match &self.catalogue {
            Some(path) => file::open(base, path).map(Some),
            None => file::of_documents(base, documents),
        };
        read.map_err(|error| Failure(format!("cannot read {error}")))
    }
}

/// A catalogue in a file that must be one.
fn open(path: &Path) -> Result<Catalogue, Failure> {
    let file = file::open(&current_folder()?, path).map_err(|error| Failure(format!("cannot read {error}")))?;
    file.catalogue.map_err(|findings| {
        output::findings(&findings);
        Failure(format!("{} is not a catalogue", file.path))
    })
}
