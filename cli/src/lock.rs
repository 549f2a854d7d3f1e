//! `lock`: brings permissions.lock up to date.

use scopemark_gate::lock::Lock;
use scopemark_gate::review::Judgement;

use crate::exit::{Exit, Failure};
use crate::gate::{SiteOptions, State};
use crate::output;
use crate::report::Format;
use crate::store::Writer;

/// Create permissions.lock, or bring it up to date with the documents
///
/// The lock records the facts of the documents, one fact on each line. Commit it with the documents.
///
/// While a document has an error, or an incompatible change is not accepted, prints the findings and leaves the lock
/// unchanged.
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
    let mut judgement = old.as_ref().map_or_else(Judgement::default, |lock| state.judge(lock, None));
    if state.is_broken() || judgement.is_refused() {
        // The advice for a stale lock is to run this command, which just refused.
        judgement.verdicts.retain(|verdict| !verdict.primary().is_stale_lock());
        state.report(&judgement, None).print(Format::Text)?;
        let advice = if state.is_broken() { "fix the errors" } else { "accept or undo each change above" };
        let lock = site.lock_shown();
        output::progress(&format!("{lock} is unchanged; {advice}, then run `cargo scopemark lock` again"));
        return Ok(Exit::Findings);
    }
    let new = match &old {
        Some(old) => advanced(&state, old),
        None => Lock { settings: state.settings.clone(), ..Lock::new(&site.folder(), &state.facts) },
    };
    if old.as_ref() == Some(&new) {
        output::progress(&format!("{} is up to date", site.lock_shown()));
    } else {
        writer.write(&new)?;
        output::progress(&format!("wrote {}; commit it with the documents", site.lock_shown()));
    }
    Ok(Exit::Clean)
}

/// The lock brought up to date with the documents.
pub(crate) fn advanced(state: &State, lock: &Lock) -> Lock {
    let mut new = lock.clone();
    new.advance(&state.facts);
    new.settings = state.settings.clone();
    new
}
