//! Reads the baseline of `--against`: the documents, the lock and the catalogue at a revision.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use scopemark_compiler::Finding;
use scopemark_compiler::catalogue::{self, Catalogue};
use scopemark_compiler::model::Document;
use scopemark_compiler::read::folder::{belongs, is_markdown, shown};
use scopemark_compiler::read::{Reading, read_bytes};
use scopemark_gate::lock::Lock;
use scopemark_gate::review::{Revision, Tables};
use scopemark_gate::site::{Site, without_skips};

use crate::elsewhere;
use crate::exit::Failure;
use crate::gate::{State, cannot};
use crate::git::{Folder, Found, Git};
use crate::output;
use crate::place::{Place, place_at};

/// What the revision has where the current documents, lock and catalogue are. `reads` are the folders that the run is about.
pub(crate) fn read(state: &State, git: &Git, reads: &[String]) -> Result<Revision, Failure> {
    let (site, name) = (&state.site, &git.revision);
    let named = named(site, git)?;
    let (place, lock) = found(site, named.as_ref(), git)?;
    let known = Known::new(state);
    // The folder of the baseline counts, whatever this edit reads.
    let folder = lock.as_ref().map_or_else(|| place.documents_shown(), |lock| place.documents_of(lock));
    let AtRevision { mut tables, .. } = documents(git, &known, &folder)?;
    let also = named.iter().flat_map(|named| &named.documents).map(|path| shown(site.base(), path));
    let mut read: Vec<String> = also.chain([folder.clone()]).filter(|folder| !reads.contains(folder)).collect();
    read.sort_unstable();
    read.dedup();
    for folder in read.into_iter().filter(|folder| site.base().join(folder).exists()) {
        if git.find(&folder)? != Found::Nothing {
            tables.dropped.push(folder);
        }
    }
    let facts = place.facts(&tables.documents);
    let lock_path = place.lock_shown();
    // The catalogue that the command line names, if the revision has that; or else the one beside its documents, which counts before
    // one that only this edit has.
    let beside = Site::new(site.base(), Path::new(&folder), None).catalogue_shown();
    let named = site.names_catalogue().then(|| site.catalogue_shown());
    let mut catalogue = None;
    for path in named.into_iter().chain([beside]) {
        match git.find(&path)? {
            Found::File(blob) => {
                catalogue = Some(catalogue_at(&at(&path, git), git.read(&blob)?)?);
                break;
            }
            Found::Link(link) => return Err(is_link(&link, git)),
            Found::Folder(_) | Found::Nothing => {}
        }
    }
    Ok(Revision { name: name.clone(), commit: git.commit.clone(), tables, facts, lock, lock_path, catalogue })
}

/// Where the manifest of the package says at the revision that documents and lock are. `None` without a manifest.
fn named(site: &Site, git: &Git) -> Result<Option<Place>, Failure> {
    let Some(manifest) = site.manifest() else { return Ok(None) };
    // Without a manifest the documents are in the usual folder.
    let text = git.text(&shown(site.base(), manifest))?.unwrap_or_default();
    place_at(site.base(), manifest, &text)
        .map(Some)
        .map_err(|Failure(why)| Failure(format!("at {}: {why}", git.revision)))
}

/// The place of the baseline, and its lock if it has one. That of the revision's manifest counts before the current one, so that
/// an edit cannot choose another.
fn found(site: &Site, named: Option<&Place>, git: &Git) -> Result<(Site, Option<Lock>), Failure> {
    // Of several folders, the one of this run has its own lock.
    let is_own = |folder: &&PathBuf| shown(site.base(), folder) == site.documents_shown();
    let folder = |place: &Place| match &place.documents[..] {
        [only] => Some(only.clone()),
        several => several.iter().find(is_own).cloned(),
    };
    let of_place = |place: &Place| Some(Site::new(site.base(), &folder(place)?, place.lock.as_deref()));
    if let Some(place) = named.and_then(of_place)
        && let Some(lock) = lock(&place, git)?
    {
        return Ok((place, Some(lock)));
    }
    if let Some(lock) = lock(site, git)? {
        return Ok((site.clone(), Some(lock)));
    }
    // A lock that the command line names does not make the usual one beside the same documents go away.
    let usual = Site::new(site.base(), Path::new(&site.documents_shown()), None);
    if usual.lock_shown() != site.lock_shown()
        && let Some(lock) = lock(&usual, git)?
    {
        return Ok((usual, Some(lock)));
    }
    if let Some((path, lock)) = elsewhere::lock(site, git)? {
        return Ok((Site::new(site.base(), Path::new(&site.documents_shown()), Some(&path)), Some(lock)));
    }
    // Without a lock, the tables alone: those that the revision read.
    let has_documents = |place: &Site| Ok::<bool, Failure>(git.find(&place.documents_shown())? != Found::Nothing);
    match named.and_then(of_place) {
        Some(place) if has_documents(&place)? => Ok((place, None)),
        _ => Ok((site.clone(), None)),
    }
}

fn lock(site: &Site, git: &Git) -> Result<Option<Lock>, Failure> {
    let path = site.lock_shown();
    match git.find(&path)? {
        Found::File(blob) => {
            let lock = Site::parse_baseline(&at(&path, git), &git.read(&blob)?);
            lock.map(Some).map_err(|error| cannot(site, &error))
        }
        Found::Link(link) => Err(is_link(&link, git)),
        Found::Folder(_) | Found::Nothing => Ok(None),
    }
}

/// The catalogue of a revision.
fn catalogue_at(path: &str, bytes: Vec<u8>) -> Result<Catalogue, Failure> {
    catalogue::parse(path, bytes).map_err(|findings| {
        output::findings(&findings);
        Failure(format!("{path} is not a catalogue"))
    })
}

fn at(path: &str, git: &Git) -> String {
    format!("{path} at {}", git.revision)
}

fn is_link(path: &str, git: &Git) -> Failure {
    Failure(format!("{} is a link; compare with a revision where it is a file", at(path, git)))
}

/// The documents of a revision.
#[derive(Default)]
pub(crate) struct AtRevision {
    pub(crate) tables: Tables,
    /// What was found in those that were read.
    pub(crate) findings: Vec<Finding>,
}

/// The documents at this path, which is that of a folder or of one document.
pub(crate) fn documents(git: &Git, known: &Known<'_>, path: &str) -> Result<AtRevision, Failure> {
    let mut found = AtRevision::default();
    match git.find(path)? {
        // One document that is named can have any file name.
        Found::File(blob) => found.add(document(known, &blob.path, &git.read(&blob)?, |_| true)),
        Found::Folder(Folder { files, links }) => {
            for link in links.into_iter().filter(|link| is_markdown(Path::new(link))) {
                found.link(link);
            }
            let files = files.iter().filter(|blob| is_markdown(Path::new(&blob.path)));
            let files: Vec<(&str, Vec<u8>)> =
                files.map(|blob| Ok((blob.path.as_str(), git.read(blob)?))).collect::<Result<_, Failure>>()?;
            // Where every document was edited, reading them is most of the time of a run; on two cores this saves a quarter of it.
            let one = |(path, bytes): &(&str, Vec<u8>)| {
                document(known, path, bytes, |reading| belongs(Path::new(path), reading))
            };
            files.par_iter().map(one).collect::<Vec<_>>().into_iter().for_each(|one| found.add(one));
        }
        Found::Link(link) => found.link(link),
        Found::Nothing => {}
    }
    Ok(found)
}

impl AtRevision {
    /// A link, which leads to something that the revision does not tell: a document that cannot be read.
    fn link(&mut self, path: String) {
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.tables.broken.push(Document { name, path: path.clone(), ..Document::default() });
        self.tables.links.push(path);
    }

    /// Adds one document.
    fn add(&mut self, mut one: Self) {
        let Tables { documents, broken, unskipped, .. } = &mut self.tables;
        documents.append(&mut one.tables.documents);
        broken.append(&mut one.tables.broken);
        unskipped.append(&mut one.tables.unskipped);
        self.findings.append(&mut one.findings);
    }
}

/// Reads a document, unless its bytes are those of a current one. Nothing if it does not belong to the others.
fn document(known: &Known<'_>, path: &str, bytes: &[u8], belongs: impl Fn(&Reading) -> bool) -> AtRevision {
    let mut one = AtRevision::default();
    if known.has(path, bytes) {
        let of = |documents: &BTreeMap<&str, &Document>| documents.get(path).copied().cloned().into_iter().collect();
        one.tables.documents = of(&known.documents);
        one.tables.broken = of(&known.broken);
        one.tables.unskipped = of(&known.unskipped);
        return one;
    }
    let reading = read_bytes(path, bytes);
    let unskipped = without_skips(path, bytes).into_iter().collect();
    if belongs(&reading) {
        one.findings.extend_from_slice(&reading.findings);
        one.tables = Tables::new(vec![reading], unskipped);
    } else {
        one.tables.unskipped = unskipped;
    }
    one
}

/// The current documents, by path.
#[derive(Default)]
pub(crate) struct Known<'s> {
    base: Option<&'s Path>,
    documents: BTreeMap<&'s str, &'s Document>,
    broken: BTreeMap<&'s str, &'s Document>,
    unskipped: BTreeMap<&'s str, &'s Document>,
}

impl<'s> Known<'s> {
    fn new(state: &'s State) -> Self {
        let by_path = |documents: &'s [Document]| documents.iter().map(|own| (own.path.as_str(), own)).collect();
        let Tables { documents, broken, unskipped, .. } = &state.loaded.tables;
        Self {
            base: Some(state.site.base()),
            documents: by_path(documents),
            broken: by_path(broken),
            unskipped: by_path(unskipped),
        }
    }

    /// Whether the current document at this path was read, and from these bytes. A document is the same whatever else is in
    /// its folder: a catalogue only adds findings.
    fn has(&self, path: &str, bytes: &[u8]) -> bool {
        let is_read = self.documents.contains_key(path) || self.broken.contains_key(path);
        is_read && self.base.is_some_and(|base| fs::read(base.join(path)).is_ok_and(|now| now == bytes))
    }
}
