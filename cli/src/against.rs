//! The options for the revision to compare with, and reading it.

use std::path::Path;

use scopemark_gate::report::AcceptCommand;
use scopemark_gate::review::Revision;
use scopemark_gate::site::Site;

use crate::baseline;
use crate::exit::Failure;
use crate::gate::State;
use crate::git::Git;

/// The options for the revision to compare with.
#[derive(Debug, clap::Args)]
pub(crate) struct AgainstOptions {
    /// Compare with the documents and the lock at this git revision instead of the current lock: a branch such as origin/main, a
    /// tag such as refs/tags/v1.0.0, HEAD, or a whole id
    #[arg(long, value_name = "REV")]
    against: Option<String>,

    /// With --against: compare with the merge base, the last common commit of REV and HEAD
    #[arg(long, requires = "against")]
    merge_base: bool,
}

impl AgainstOptions {
    pub(crate) fn is_given(&self) -> bool {
        self.against.is_some()
    }

    /// The commit that the revision names. `None` if the command line names none.
    pub(crate) fn git(&self, base: &Path) -> Result<Option<Git>, Failure> {
        let git = |name: &String| if self.merge_base { Git::merge_base(base, name) } else { Git::at(base, name) };
        self.against.as_ref().map(git).transpose()
    }

    /// Reads the revision, for a run about these documents alone. `None` if the command line names none.
    pub(crate) fn read(&self, state: &State) -> Result<Option<Revision>, Failure> {
        let git = self.git(state.site.base())?;
        git.map(|git| baseline::read(state, &git, &[state.site.documents_shown()])).transpose()
    }

    /// The command that accepts a change found with these options.
    pub(crate) fn accept(&self, site: &Site) -> AcceptCommand {
        let mut command = AcceptCommand::of(site, self.against.as_deref());
        command.merge_base = self.merge_base;
        command
    }
}
