//! `check`: finds edits of the documents that break code, users or admins.

use std::mem;

use scopemark_gate::review::Judgement;

use crate::against::AgainstOptions;
use crate::chosen::{Chosen, ChosenOptions};
use crate::exit::{Exit, Failure};
use crate::gate::{State, cannot};
use crate::output;
use crate::report::{self, Part, Report, ReportOptions};

/// Fail if an edit of the documents breaks code, users or admins
///
/// Reads the documents and compares them with permissions.lock and with each supported release. With --against, compares
/// them with the documents, the lock and the supported releases of a git revision instead, so that an edit of the lock
/// cannot hide a break.
///
/// Prints errors first, each with the command that accepts it, then who must do what for new permissions, and last whether it
/// passes, what the next release must be, and what was compared with. Fails also if the lock is not up to date.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark check
  cargo scopemark check docs-tables/o365.md
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
    let Chosen { site, only } = args.chosen.chosen()?;
    let state = State::read(site)?;
    let mut failures = state.unreadable();
    failures.extend(Chosen::unknown(&only, &state));
    let compared = state
        .site
        .read_lock()
        .map_err(|error| cannot(&state.site, &error))
        .and_then(|lock| Ok((lock, args.against.read(&state)?)))
        .map(|(lock, against)| {
            let judgement = state.judge(&lock, against.as_ref());
            let compared = state.compared(&lock, against.as_ref(), &judgement);
            mem::forget((lock, against));
            (judgement, Some(compared))
        });
    // Findings about the documents are useful even if there is nothing to compare them with.
    let (judgement, compared) = compared.unwrap_or_else(|failure| {
        failures.push(failure);
        (Judgement::default(), None)
    });
    let options = &args.report;
    let part = Part { compared, accept: Some(args.against.accept(&state.site)), ..state.part(&judgement) };
    let report = Report {
        failures: &failures,
        only: &only,
        notes: options.notes(),
        fail_on: options.fail.fail_on,
        ..Report::new(vec![part], state.site.lines())
    };
    let exit = options.fail.fail_on.judge_levels(report.levels());
    report.print(options.format)?;
    // The process ends here. Freeing every fact one by one would only take time.
    mem::forget(judgement);
    failures.iter().for_each(output::failure);
    Ok(if failures.is_empty() { exit } else { Exit::CouldNot })
}
