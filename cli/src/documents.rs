//! The documents that the command line names: all that can be read, and what cannot.

use std::path::PathBuf;

use scopemark_compiler::Finding;
use scopemark_compiler::read::{self, Reading};

use crate::exit::{Exit, FailOn, Failure};

/// The folder that is read where no path is given.
pub(crate) const DEFAULT: &str = "docs-tables";

/// What reading all paths gave.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// The documents, in the order of the paths.
    pub(crate) readings: Vec<Reading>,
    /// The findings of all, in the order of the documents and of their source.
    pub(crate) findings: Vec<Finding>,
    /// The paths that could not be read, and why.
    failures: Vec<String>,
}

impl Documents {
    /// Reads every path, even where one before it cannot be read.
    pub(crate) fn read(paths: &[PathBuf]) -> Self {
        let mut documents = Self::default();
        for path in paths {
            match std::fs::read_to_string(path) {
                Ok(text) => {
                    let reading = read::read_text(&path.display().to_string(), &text);
                    documents.findings.extend_from_slice(&reading.findings);
                    documents.readings.push(reading);
                }
                Err(error) => documents
                    .failures
                    .push(format!("cannot read {}: {error}", path.display())),
            }
        }
        documents
    }

    /// How the run ends: a path that could not be read weighs more than any finding.
    pub(crate) fn exit(&self, fail_on: FailOn) -> Result<Exit, Failure> {
        if self.failures.is_empty() {
            Ok(fail_on.judge(&self.findings))
        } else {
            Err(Failure(self.failures.join("\n")))
        }
    }
}
