//! The catalogue that a run compares documents with, or works on.

use std::path::{Path, PathBuf};

use scopemark_compiler::catalogue::{Catalogue, file};

use crate::exit::Failure;
use crate::output;
use crate::place::current_folder;

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
pub(crate) fn open(path: &Path) -> Result<Catalogue, Failure> {
    let file = file::open(&current_folder()?, path).map_err(|error| Failure(format!("cannot read {error}")))?;
    file.catalogue.map_err(|findings| {
        output::findings(&findings);
        Failure(format!("{} is not a catalogue", file.path))
    })
}
