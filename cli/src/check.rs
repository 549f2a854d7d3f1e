//! `check`: finds edits of the documents that break code, users or admins.

use scopemark_gate::review::Judgement;
use scopemark_gate::site::{Lines, Site};

use crate::against::AgainstOptions;
use crate::baseline;
use crate::chosen::{Chosen, ChosenOptions};
use crate::exit::{Exit, Failure};
use crate::gate::{State, cannot};
use crate::git::Git;
use crate::members::{self, Left};
use crate::output;
use crate::place::current_folder;
use crate::report::{self, Compared, Part, Report, ReportOptions};

/// Fail if an edit of the documents breaks code, users or admins
///
/// Reads the documents and compares them with permissions.lock and with each supported release. With --against, compares
/// them with the documents, the lock and the supported releases of a git revision instead, so that an edit of the lock
/// cannot hide a break.
///
/// Prints errors first, each with the command that accepts it, then who must do what for new permissions, and last whether it
/// passes, what the next release must be, and what was compared with. Fails also if the lock is not up to date.
///
/// At the root of a workspace, and with --workspace, checks the documents of every package in one report, each folder with its
/// own lock.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark check
  cargo scopemark check docs-tables/o365.md
  cargo scopemark check --workspace
  cargo scopemark check --against origin/main --merge-base
  cargo scopemark check --against origin/main --merge-base --format github
  cargo scopemark check --format sarif > scopemark.sarif")]
pub(crate) struct Args {
    #[command(flatten)]
    chosen: ChosenOptions,

    #[command(flatten)]
    against: AgainstOptions,

    #[command(flatten)]
    report: ReportOptions,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    report::or_failed(args.report.format, check(args))
}

fn check(args: &Args) -> Result<Exit, Failure> {
    let base = current_folder()?;
    let Chosen { sites, manifest, only } = args.chosen.chosen()?;
    let reads: Vec<String> = sites.iter().map(Site::documents_shown).collect();
    let git = args.against.git(&base);
    let left = match (&git, &manifest) {
        (Ok(Some(git)), Some(manifest)) => members::left(&base, manifest, git, &sites)?,
        _ => Left::default(),
    };
    let (mut states, mut failures) = (Vec::new(), Vec::new());
    for site in sites.into_iter().chain(left.sites) {
        match State::read(site) {
            Ok(state) => states.push(state),
            Err(failure) => failures.push(failure),
        }
    }
    failures.extend(states.iter().flat_map(State::unreadable));
    failures.extend(Chosen::unknown(&only, &states));
    let mut judged = Vec::new();
    for state in &states {
        judged.push(compare(state, git.as_ref(), &reads).unwrap_or_else(|failure| {
            failures.push(failure);
            (Judgement::default(), None)
        }));
    }
    failures.extend(git.err());
    let parts = states.iter().zip(&mut judged).map(|(state, (judgement, compared))| Part {
        compared: compared.take(),
        accept: Some(args.against.accept(&state.site)),
        ..state.part(judgement)
    });
    let options = &args.report;
    let report = Report {
        failures: &failures,
        only: &only,
        remarks: left.remarks,
        notes: options.notes(),
        fail_on: options.fail.fail_on,
        ..Report::new(parts.collect(), Lines::new(&base))
    };
    let exit = options.fail.fail_on.judge_levels(report.levels());
    report.print(options.format)?;
    failures.iter().for_each(output::failure);
    Ok(if failures.is_empty() { exit } else { Exit::CouldNot })
}

/// Compares the documents with the lock or the revision. Findings about the documents are useful even if there is nothing to
/// compare them with, so a revision that cannot be read gives no judgement; why, is said once.
fn compare(
    state: &State,
    git: Result<&Option<Git>, &Failure>,
    reads: &[String],
) -> Result<(Judgement, Option<Compared>), Failure> {
    let lock = state.site.read_lock().map_err(|error| cannot(&state.site, &error))?;
    let Ok(git) = git else { return Ok((Judgement::default(), None)) };
    let mut against = git.as_ref().map(|git| baseline::read(state, git, reads)).transpose()?;
    let documents = state.site.documents_shown();
    if let Some(revision) = against.as_mut().filter(|_| !reads.contains(&documents) && !state.site.is_gone()) {
        revision.tables.dropped.push(documents);
    }
    let judgement = state.judge(&lock, against.as_ref());
    let compared = state.compared(&lock, against.as_ref(), &judgement);
    Ok((judgement, Some(compared)))
}
