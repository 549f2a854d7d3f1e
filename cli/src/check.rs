//! `check`: whether an edit of the documents is compatible.

use std::mem;

use scopemark_gate::review::Judgement;

use crate::exit::{Exit, FailOptions, Failure};
use crate::gate::{AgainstOptions, SiteOptions, State, cannot};
use crate::report::Format;

/// Fail where an edit of the documents breaks code, users or admins
///
/// Reads the documents, then compares them with permissions.lock and with each release that is still supported. With
/// --against, with the documents and the lock of a git revision, and the releases that it supports: nothing that the
/// edit does to the lock can hide what the edit breaks.
///
/// Each change that is not accepted is shown with the command that accepts it. The lock must be up to date.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark check
  cargo scopemark check --against origin/main --merge-base
  cargo scopemark check --against origin/main --merge-base --format github
  cargo scopemark check --format sarif > scopemark.sarif")]
pub(crate) struct Args {
    #[command(flatten)]
    site: SiteOptions,

    #[command(flatten)]
    against: AgainstOptions,

    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    #[command(flatten)]
    fail: FailOptions,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let state = State::read(args.site.site()?)?;
    let is_readable = state.is_readable();
    let compared = state
        .site
        .read_lock()
        .map_err(|error| cannot(&error))
        .and_then(|lock| Ok((lock, args.against.read(&state.site)?)))
        .map(|(lock, against)| {
            let judgement = state.judge(&lock, against.as_ref());
            mem::forget((lock, against));
            judgement
        });
    // What is wrong with the documents is worth knowing, even where there is nothing to compare them with.
    let (judgement, failure) = match compared {
        Ok(judgement) => (judgement, None),
        Err(failure) => (Judgement::default(), Some(failure)),
    };
    let report = state.report(&judgement, Some(&args.against));
    report.print(args.format)?;
    let exit = args.fail.fail_on.judge_levels(report.levels());
    // The process ends here, and gives all memory back at once: not fact by fact.
    mem::forget((state, judgement));
    match failure {
        Some(failure) => Err(failure),
        None if !is_readable => Ok(Exit::CouldNot),
        None => Ok(exit),
    }
}
