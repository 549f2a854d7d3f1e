//! What the verbs of the gate share: which documents, which lock, which revision, and the judgement of them.

use std::env;
use std::path::PathBuf;

use scopemark_compiler::model::Document;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::lock::{Date, Lock};
use scopemark_gate::report::AcceptCommand;
use scopemark_gate::review::{Inputs, Judgement, Revision, Tables, judge};
use scopemark_gate::site::{Loaded, Site, SiteError};

use crate::exit::Failure;
use crate::git::{Found, Git};
use crate::report::{Report, repository};
use crate::{documents, output};

/// Which documents and which lock.
#[derive(Debug, clap::Args)]
pub(crate) struct SiteOptions {
    /// A folder of Markdown documents, or one document of any file name
    #[arg(value_name = "PATH", default_value = documents::DEFAULT)]
    path: PathBuf,

    /// The lock, where it is not permissions.lock beside PATH
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
}

/// Which revision to compare with.
#[derive(Debug, clap::Args)]
pub(crate) struct AgainstOptions {
    /// Compare with the tables and the lock at this git revision instead of the lock as it is
    #[arg(long, value_name = "REV")]
    against: Option<String>,

    /// With --against: compare with the last commit that REV and HEAD have in common
    #[arg(long, requires = "against")]
    merge_base: bool,
}

impl SiteOptions {
    pub(crate) fn site(&self) -> Result<Site, Failure> {
        let base = env::current_dir().map_err(|error| Failure(format!("the current folder is not known: {error}")))?;
        Ok(Site::new(&base, &self.path, self.lock.as_deref()))
    }
}

impl AgainstOptions {
    pub(crate) fn is_given(&self) -> bool {
        self.against.is_some()
    }

    /// The revision, read; `None` where none is asked for.
    pub(crate) fn read(&self, site: &Site) -> Result<Option<Revision>, Failure> {
        let Some(name) = &self.against else { return Ok(None) };
        let git = if self.merge_base { Git::merge_base(site.base(), name) } else { Git::at(site.base(), name) }?;
        revision(site, &git).map(Some)
    }
}

fn revision(site: &Site, git: &Git) -> Result<Revision, Failure> {
    let name = &git.revision;
    let path = site.lock_shown();
    let lock = match git.find(&path)? {
        Found::File(bytes) => site.parse_lock(&format!("{path} at {name}"), &bytes).map_err(|error| cannot(&error))?,
        Found::Documents(..) | Found::Nothing => {
            let what = format!(
                "{name} has no {path}, so that there is nothing to compare with; commit the lock that \
                 `cargo scopemark lock` makes there first"
            );
            return Err(Failure(what));
        }
    };
    let (readings, unskipped) = match git.find(&site.documents_shown())? {
        Found::Documents(readings, unskipped) => (readings, unskipped),
        Found::File(bytes) => (vec![scopemark_compiler::read::read_bytes(&site.documents_shown(), &bytes)], Vec::new()),
        Found::Nothing => (Vec::new(), Vec::new()),
    };
    let tables = Tables::new(readings, unskipped);
    let facts = site.facts(&tables.documents);
    Ok(Revision { name: name.clone(), commit: git.commit.clone(), tables, facts, lock })
}

/// The site as it is, read, and what it is judged by.
pub(crate) struct State {
    pub(crate) site: Site,
    pub(crate) loaded: Loaded,
    pub(crate) facts: Vec<Document>,
    pub(crate) today: Date,
}

impl State {
    pub(crate) fn read(site: Site) -> Result<Self, Failure> {
        let loaded = site.load().map_err(|error| Failure(format!("cannot read {error}")))?;
        let facts = site.facts(&loaded.tables.documents);
        Ok(Self { site, loaded, facts, today: today()? })
    }

    /// Whether every document could be read; those that could not are named.
    pub(crate) fn is_readable(&self) -> bool {
        for unreadable in &self.loaded.unreadable {
            output::failure(&Failure(format!("cannot read {unreadable}")));
        }
        self.loaded.unreadable.is_empty()
    }

    /// Whether reading found an error: then there are no facts to write.
    pub(crate) fn is_broken(&self) -> bool {
        self.loaded.findings.iter().any(|finding: &Finding| finding.level() == Level::Error)
    }

    pub(crate) fn judge(&self, lock: &Lock, against: Option<&Revision>) -> Judgement {
        judge(&Inputs {
            tables: &self.loaded.tables,
            facts: &self.facts,
            lock,
            lock_path: &self.site.lock_shown(),
            against,
            today: self.today,
        })
    }

    /// What reading found and this judgement of it, to be printed.
    pub(crate) fn report<'a>(&'a self, judgement: &'a Judgement, against: Option<&AgainstOptions>) -> Report<'a> {
        Report {
            findings: &self.loaded.findings,
            judgement,
            accept: Some(self.accept(against)),
            lines: self.site.lines(),
            repository: repository(),
        }
    }

    /// How a change is accepted that these options show.
    fn accept(&self, against: Option<&AgainstOptions>) -> AcceptCommand {
        let mut command = AcceptCommand::of(&self.site, against.and_then(|options| options.against.as_deref()));
        command.merge_base = against.is_some_and(|options| options.merge_base);
        command
    }
}

pub(crate) fn today() -> Result<Date, Failure> {
    scopemark_gate::lock::today().map_err(Failure)
}

/// A lock that cannot be relied on is a reason to stop.
pub(crate) fn cannot(error: &SiteError) -> Failure {
    Failure(error.to_string())
}
