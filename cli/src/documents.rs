//! The documents that the command line names: all that can be read, and what cannot.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use scopemark_compiler::Finding;
use scopemark_compiler::read::Reading;
use scopemark_compiler::read::folder::{self, Unreadable};

use crate::exit::{Exit, FailOn, Failure};
use crate::output;

/// The folder that is read where no path is given.
pub(crate) const DEFAULT: &str = "docs-tables";

/// What reading all paths gave.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// The documents, in the order of the paths; in a folder sorted.
    pub(crate) readings: Vec<Reading>,
    /// The findings of all, in the order of the documents and of their source.
    pub(crate) findings: Vec<Finding>,
    /// The paths of the documents.
    seen: BTreeSet<String>,
    /// The paths that could not be read, and why.
    unreadable: Vec<Unreadable>,
}

impl Documents {
    /// Reads every path, even where one before it cannot be read. Paths are shown relative to the current folder.
    pub(crate) fn read(paths: &[PathBuf]) -> Result<Self, Failure> {
        let base = env::current_dir().map_err(|error| Failure(format!("the current folder is not known: {error}")))?;
        let mut documents = Self::default();
        for path in paths {
            if let Err(unreadable) = documents.read_path(&base, path) {
                documents.unreadable.push(unreadable);
            }
        }
        Ok(documents)
    }

    fn read_path(&mut self, base: &Path, path: &Path) -> Result<(), Unreadable> {
        let (readings, mut findings) = if base.join(path).is_dir() {
            let folder = folder::read_folder(base, path)?;
            self.unreadable.extend(folder.unreadable);
            (folder.readings, folder.findings)
        } else {
            (vec![folder::read_file(base, path)?], Vec::new())
        };
        for reading in readings {
            // A path may be named twice: alone, and by its folder.
            if self.seen.insert(reading.document.path.clone()) {
                findings.extend_from_slice(&reading.findings);
                self.readings.push(reading);
            }
        }
        findings.sort_by(|a, b| (&a.path, a.position).cmp(&(&b.path, b.position)));
        self.findings.append(&mut findings);
        Ok(())
    }

    /// How the run ends: a path that could not be read is named, and weighs more than any finding.
    pub(crate) fn exit(&self, fail_on: FailOn) -> Exit {
        for unreadable in &self.unreadable {
            output::failure(&Failure(format!("cannot read {unreadable}")));
        }
        if self.unreadable.is_empty() { fail_on.judge(&self.findings) } else { Exit::CouldNot }
    }
}
