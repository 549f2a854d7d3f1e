//! `lock`: brings permissions.lock up to date.

use scopemark_gate::lock::Lock;
use scopemark_gate::review::Judgement;

use crate::exit::{Exit, Failure};
use crate::gate::{SiteOptions, State};
use crate::output;
use crate::report::Format;
use crate::store::Writer;

/// Write what the documents say into permissions.lock
///
/// The lock has the facts of the documents, one a line; commit it with them. Without a lock, this makes it. It refuses
/// while a document has an error, and while an incompatible change is not accepted; then it prints the findings, and the
/// lock is as it was.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark lock
  cargo scopemark lock docs/permissions.md
  cargo scopemark lock docs-tables --lock ci/permissions.lock")]
pub(crate) struct Args {
    #[command(flatten)]
    site: SiteOptions,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let site = args.site.site()?;
    let writer = Writer::open(&site)?;
    let state = State::read(site.clone())?;
    if !state.is_readable() {
        return Ok(Exit::CouldNot);
    }
    let old = writer.read()?;
    let judgement = old.as_ref().map_or_else(Judgement::default, |lock| state.judge(lock, None));
    if state.is_broken() || judgement.is_refused() {
        state.report(&judgement, None).print(Format::Text)?;
        output::progress(&format!("{} is as it was", site.lock_shown()));
        return Ok(Exit::Findings);
    }
    let new = match &old {
        Some(old) => {
            let mut new = old.clone();
            new.advance(&state.facts);
            new
        }
        None => Lock::new(&site.folder(), &state.facts),
    };
    if old.as_ref() == Some(&new) {
        output::progress(&format!("{} is up to date", site.lock_shown()));
    } else {
        writer.write(&new)?;
        output::progress(&format!("{} is written; commit it with the documents", site.lock_shown()));
    }
    Ok(Exit::Clean)
}
