//! What the verbs of the gate share: the options for documents and lock, and judging them.

use std::path::{Path, PathBuf};

use scopemark_compiler::catalogue::Catalogue;
use scopemark_compiler::model::Document;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::lock::{Date, Lock, Release, Settings};
use scopemark_gate::order::Order;
use scopemark_gate::report::{AcceptCommand, lock_error};
use scopemark_gate::review::{Inputs, Judgement, Revision, judge};
use scopemark_gate::shell::quoted;
use scopemark_gate::site::{Loaded, Site, SiteError};

use crate::exit::Failure;
use crate::git::{self, Found, Git};
use crate::known::CatalogueOptions;
use crate::place::{PathOptions, Place, current_folder};
use crate::report::{Compared, Part, Report};
use crate::{documents, output};

/// The options for documents and lock.
#[derive(Debug, clap::Args)]
pub(crate) struct SiteOptions {
    #[command(flatten)]
    path: PathOptions,

    #[command(flatten)]
    files: FileOptions,
}

/// The options for the files beside the documents.
#[derive(Debug, clap::Args)]
pub(crate) struct FileOptions {
    #[command(flatten)]
    catalogue: CatalogueOptions,

    /// The lock file. The default is permissions.lock beside the documents
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
}

impl SiteOptions {
    pub(crate) fn site(&self) -> Result<Site, Failure> {
        self.files.site(&self.path.place()?)
    }
}

impl FileOptions {
    /// The lock that the command line names.
    pub(crate) fn lock(&self) -> Option<&Path> {
        self.lock.as_deref()
    }

    pub(crate) fn site(&self, place: &Place) -> Result<Site, Failure> {
        let [documents] = &place.documents[..] else {
            let folders: Vec<_> = place.documents.iter().map(|path| path.display().to_string()).collect();
            return Err(Failure(format!("name one of the folders of this package: {}", folders.join(", "))));
        };
        Ok(self.one(&current_folder()?, place, documents))
    }

    /// Every folder of these places. Each has a lock of its own.
    pub(crate) fn sites(&self, places: &[Place]) -> Result<Vec<Site>, Failure> {
        let base = current_folder()?;
        let mut sites: Vec<Site> = Vec::new();
        for (place, documents) in places.iter().flat_map(|place| place.documents.iter().map(move |path| (place, path)))
        {
            let site = self.one(&base, place, documents);
            let is_new = |other: &Site| other.documents_shown() != site.documents_shown();
            if sites.iter().all(is_new) {
                sites.push(site);
            }
        }
        sites.sort_by_key(Site::documents_shown);
        for (at, site) in sites.iter().enumerate() {
            if let Some(other) = sites[..at].iter().find(|other| other.lock_shown() == site.lock_shown()) {
                return Err(shared(other, site));
            }
        }
        Ok(sites)
    }

    fn one(&self, base: &Path, place: &Place, documents: &Path) -> Site {
        Site::new(base, documents, self.lock.as_deref().or(place.lock.as_deref()))
            .with_catalogue(self.catalogue.catalogue.as_deref())
            .with_manifest(place.manifest.as_deref())
    }
}

/// A lock is about one folder.
fn shared(one: &Site, other: &Site) -> Failure {
    let (lock, one, other) = (one.lock_shown(), one.documents_shown(), other.documents_shown());
    Failure(format!(
        "{one} and {other} have the same lock, {lock}, and a lock is about one folder: run the command for each alone, as in \
         `cargo scopemark check {} --lock FILE`",
        quoted(&other)
    ))
}

/// The current documents, and the day on which they are judged.
pub(crate) struct State {
    pub(crate) site: Site,
    pub(crate) loaded: Loaded,
    pub(crate) facts: Vec<Document>,
    pub(crate) settings: Settings,
    pub(crate) today: Date,
}

impl State {
    pub(crate) fn read(site: Site) -> Result<Self, Failure> {
        let loaded = site.load().map_err(|unreadable| documents::unread(&unreadable))?;
        let facts = site.facts(&loaded.tables.documents);
        let settings = site.settings(loaded.catalogue.as_ref()).map_err(Failure)?;
        Ok(Self { site, loaded, facts, settings, today: today()? })
    }

    /// Why documents could not be read.
    pub(crate) fn unreadable(&self) -> Vec<Failure> {
        self.loaded.unreadable.iter().map(documents::unread).collect()
    }

    /// Whether every document could be read. Prints an error for each that could not.
    pub(crate) fn is_readable(&self) -> bool {
        let unreadable = self.unreadable();
        unreadable.iter().for_each(output::failure);
        unreadable.is_empty()
    }

    /// Whether reading found an error. Facts of a broken document must not be written.
    pub(crate) fn is_broken(&self) -> bool {
        self.loaded.findings.iter().any(|finding: &Finding| finding.level() == Level::Error)
    }

    pub(crate) fn judge(&self, lock: &Lock, against: Option<&Revision>) -> Judgement {
        let mut judgement = judge(&Inputs {
            tables: &self.loaded.tables,
            facts: &self.facts,
            lock,
            lock_path: &self.site.lock_shown(),
            against,
            catalogue: self.catalogue(against),
            settings: &self.settings,
            today: self.today,
        });
        // The lock follows once the errors are mended.
        if self.is_broken() {
            judgement.verdicts.retain(|verdict| !verdict.primary().is_stale_lock());
        }
        judgement
    }

    /// The catalogue to judge by. An edit must not bring one that excuses it, so it is that of the revision. One that the command
    /// line names may be outside the repository.
    pub(crate) fn catalogue<'a>(&'a self, against: Option<&'a Revision>) -> Option<&'a Catalogue> {
        let own = self.loaded.catalogue.as_ref();
        let named = own.filter(|_| self.site.names_catalogue());
        against.map_or(own, |revision| revision.catalogue.as_ref().or(named))
    }

    /// The findings and this judgement as a part of a report, without commands.
    pub(crate) fn part<'a>(&'a self, judgement: &'a Judgement) -> Part<'a> {
        Part::new(self.site.documents_shown(), &self.loaded.findings, judgement)
    }

    /// A report of the findings and of this judgement, with the commands that accept changes against the lock.
    pub(crate) fn report<'a>(&'a self, judgement: &'a Judgement) -> Report<'a> {
        let accept = Some(AcceptCommand::of(&self.site, None));
        Report::new(vec![Part { accept, ..self.part(judgement) }], self.site.lines())
    }

    /// What was compared with, in words, and who must do what for the edit.
    pub(crate) fn compared(&self, lock: &Lock, against: Option<&Revision>, judgement: &Judgement) -> Compared {
        let (old, baseline) = match against {
            None => (&lock.documents, self.site.lock_shown()),
            Some(revision) => (&revision.tables.documents, revision.name.clone()),
        };
        let known = against.map_or(Some(lock), |revision| revision.lock.as_ref());
        let is_new = |release: &&Release| {
            known.is_none_or(|known| known.releases.iter().all(|known| known.version != release.version))
        };
        // Documents that cannot be read would count as gone.
        let order = if self.is_broken() || against.is_some_and(|revision| !revision.tables.broken.is_empty()) {
            Order::default()
        } else {
            let asks_again = judgement.against(&baseline).asks_again();
            Order::between(old, &self.loaded.tables.documents, self.catalogue(against), asks_again)
        };
        let commit = against.map(|revision| revision.commit.clone());
        Compared {
            baseline,
            is_head: commit.as_deref().is_some_and(|commit| git::is_head(self.site.base(), commit)),
            commit,
            new_releases: lock.releases.iter().filter(is_new).map(|release| release.version.clone()).collect(),
            release: known.and_then(|lock| lock.releases.last()).map(Release::baseline),
            order,
        }
    }
}

pub(crate) fn today() -> Result<Date, Failure> {
    scopemark_gate::lock::today().map_err(Failure)
}

/// An unreliable lock stops the run.
pub(crate) fn cannot(site: &Site, error: &SiteError) -> Failure {
    let is_at_head = |path: &str| Git::at(site.base(), "HEAD").and_then(|git| git.find(path));
    match error {
        // A new one would have nothing of what was accepted and released.
        SiteError::Missing { path } if matches!(is_at_head(path), Ok(Found::File(_))) => {
            Failure(format!("{error}; HEAD has it: bring it back with `git checkout HEAD -- {}`", quoted(path)))
        }
        _ => Failure(lock_error(site, error)),
    }
}
