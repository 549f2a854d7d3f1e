//! Reads the documents that the command line names, and collects those that cannot be read.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;
use std::path::{Path, PathBuf};

use scopemark_compiler::catalogue::file;
use scopemark_compiler::limit;
use scopemark_compiler::model::Document;
use scopemark_compiler::read::Reading;
use scopemark_compiler::read::folder::{self, Links, Unreadable};
use scopemark_compiler::{Finding, Level};

use crate::exit::{Exit, FailOn, Failure, Stop};
use crate::known::CatalogueOptions;
use crate::names::Known;
use crate::output;
use crate::place::{DEFAULT, current_folder};

/// The result of reading all paths.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// The documents, in the order of the paths. Those of a folder are sorted.
    pub(crate) readings: Vec<Reading>,
    /// The findings of all, in the order of the documents and of their source.
    pub(crate) findings: Vec<Finding>,
    /// The paths of the documents.
    seen: BTreeSet<String>,
    /// The paths that could not be read, and why.
    unreadable: Vec<Unreadable>,
}

impl Documents {
    /// Reads every path, even if an earlier one cannot be read. Paths are shown relative to the current folder.
    pub(crate) fn read(paths: &[PathBuf], catalogue: &CatalogueOptions) -> Result<Self, Failure> {
        let base = current_folder()?;
        let mut documents = Self::default();
        let mut broken = BTreeMap::new();
        for path in paths {
            let known = catalogue.of(&base, path)?;
            if let Err(unreadable) = documents.read_path(&base, path, known.as_ref()) {
                documents.unreadable.push(unreadable);
            }
            if let Some(file::File { path, catalogue: Err(findings) }) = known {
                broken.insert(path, findings);
            }
        }
        documents.findings.extend(broken.into_values().flatten());
        Ok(documents)
    }

    fn read_path(&mut self, base: &Path, path: &Path, known: Option<&file::File>) -> Result<(), Unreadable> {
        let known = known.and_then(|file| file.catalogue.as_ref().ok());
        let (readings, mut findings) = if base.join(path).is_dir() {
            let folder = folder::read_folder_against(known, base, path, Links::ToAnyFile)?;
            self.unreadable.extend(folder.unreadable);
            (folder.readings, folder.findings)
        } else {
            (vec![folder::read_file_against(known, base, path)?], Vec::new())
        };
        for reading in readings {
            // A document may be named twice: by its own path, and by its folder.
            if self.seen.insert(reading.document.path.clone()) {
                findings.extend_from_slice(&reading.findings);
                self.readings.push(reading);
            }
        }
        findings.sort_by(|a, b| (&a.path, a.position).cmp(&(&b.path, b.position)));
        self.findings.append(&mut findings);
        limit::limit(&mut self.findings);
        Ok(())
    }

    /// How the run ends. Reports each unreadable path, which outweighs any finding.
    pub(crate) fn exit(&self, fail_on: FailOn) -> Exit {
        for unreadable in &self.unreadable {
            output::failure(&unread(unreadable));
        }
        if self.unreadable.is_empty() { fail_on.judge(&self.findings) } else { Exit::CouldNot }
    }
}

/// Why a path cannot be read. If it is the default folder and does not exist, says also how to begin.
pub(crate) fn unread(unreadable: &Unreadable) -> Failure {
    let hint = if unreadable.path == DEFAULT && !Path::new(DEFAULT).exists() {
        "; pass the path of your documents, or run `cargo scopemark init` to set up a crate"
    } else {
        ""
    };
    Failure(format!("cannot read {unreadable}{hint}"))
}

/// One document, and what was found in it.
#[derive(Debug)]
pub(crate) struct One {
    pub(crate) document: Document,
    /// Its errors and warnings. Notes are for its authors.
    pub(crate) findings: Vec<Finding>,
}

/// Reads the one document that paths mean: a file, the only document of a folder, or the one with this name.
pub(crate) fn one(paths: &[PathBuf], name: Option<&str>) -> Result<One, Stop> {
    let Documents { readings, mut findings, mut unreadable, .. } =
        Documents::read(paths, &CatalogueOptions::default())?;
    findings.retain(|finding| finding.level() > Level::Note);
    let faulty = |reading: &Reading| reading.findings.iter().any(|finding| finding.level() == Level::Error);
    let documents: Vec<Document> = readings
        .into_iter()
        .filter(|reading| reading.is_document || faulty(reading))
        .map(|reading| reading.document)
        .collect();
    let known =
        Known { what: "document", names: documents.iter().map(|document| &*document.name).enumerate().collect() };
    let chosen: Vec<usize> = match name {
        Some(name) => known.names.iter().filter(|(_, known)| *known == name).map(|&(place, _)| place).collect(),
        None => (0..documents.len()).collect(),
    };
    // A file that could not be read may be the document, or another one.
    if (chosen.is_empty() || name.is_none())
        && let Some(last) = unreadable.pop()
    {
        for unreadable in &unreadable {
            output::failure(&unread(unreadable));
        }
        return Err(unread(&last).into());
    }
    let shown = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    match (&chosen[..], name) {
        (&[place], _) => {
            // Without a name, a finding about the folder may hide another document.
            findings.retain(|finding| name.is_none() || finding.path == documents[place].path);
            Ok(One { document: documents[place].clone(), findings })
        }
        ([], Some(name)) => Err(Stop::Usage(vec![vec![known.unknown(name), known.list()]])),
        ([], None) => {
            output::findings(&findings);
            Err(Failure(format!("{shown} is not a permission document, or a directive skips it")).into())
        }
        (_, Some(name)) => {
            let paths = chosen.iter().map(|&place| documents[place].path.clone());
            let said = format!("several documents in {shown} are named `{name}`: use the path of one of them");
            Err(Stop::Usage(vec![iter::once(said).chain(paths).collect()]))
        }
        (_, None) => {
            let said = format!("{shown} has {} documents: choose one with --document", documents.len());
            Err(Stop::Usage(vec![vec![said, known.list()]]))
        }
    }
}
