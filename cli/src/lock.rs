//! `lock`: brings permissions.lock up to date.

use scopemark_compiler::Level;
use scopemark_gate::lock::{Acceptance, Conflict, Lock, rule_about};
use scopemark_gate::report::AcceptCommand;
use scopemark_gate::review::{Item, Judgement};
use scopemark_gate::site::Site;

use crate::exit::{Exit, Failure};
use crate::gate::{SiteOptions, State};
use crate::output;
use crate::report::{Format, Report};
use crate::store::Writer;

/// Create permissions.lock, or bring it up to date with the documents
///
/// The lock records the facts of the documents, one fact on each line. Commit it with the documents.
///
/// While a document has an error, or an incompatible change is not accepted, prints the findings and leaves the lock
/// unchanged.
///
/// Upgrades a lock of an earlier format, and resolves a merge conflict: it keeps the acceptances, tombstones and releases of
/// both sides.
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
    if let Some(conflict) = writer.conflict()? {
        return resolve(&state, &writer, &conflict);
    }
    let old = writer.read()?;
    let first = Lock { settings: state.settings.clone(), ..Lock::new(&site.folder(), &state.facts) };
    let judgement = state.judge(old.as_ref().unwrap_or(&first), None);
    if state.is_broken() || judgement.is_refused() {
        let exit = refuse(&state, judgement.clone());
        if let Some(old) = &old {
            list_outdated(&site, old, &judgement);
        }
        return exit;
    }
    let new = match &old {
        Some(old) => advanced(&state, old),
        None => first,
    };
    if old.as_ref() == Some(&new) {
        output::progress(&format!("{} is up to date", site.lock_shown()));
    } else {
        writer.write(&new)?;
        output::progress(&format!("wrote {}; commit it with the documents", site.lock_shown()));
        let passed =
            judgement.open().filter(|(_, item)| item.is_acceptable() && item.change.level == Level::Warning).count();
        if passed > 0 {
            let were = if passed == 1 { "1 warning was" } else { &format!("{passed} warnings were") };
            output::progress(&format!("{were} not accepted: the lock has what they are about, without a reason"));
        }
        if let Some(old) = &old {
            list_outdated(&site, old, &judgement);
        }
    }
    Ok(Exit::Clean)
}

/// Prints why the lock cannot be brought up to date.
fn refuse(state: &State, mut judgement: Judgement) -> Result<Exit, Failure> {
    // The advice for a stale lock is to run this command, which just refused.
    judgement.verdicts.retain(|verdict| !verdict.primary().is_stale_lock());
    state.report(&judgement).print(Format::Text)?;
    let advice = if state.is_broken() { "fix the errors" } else { "accept or undo each change above" };
    let lock = state.site.lock_shown();
    output::progress(&format!("{lock} is unchanged; {advice}, then run `cargo scopemark lock` again"));
    Ok(Exit::Findings)
}

/// Writes the lock of documents that contain both sides of a merge. What they lost of a side must be accepted first.
fn resolve(state: &State, writer: &Writer<'_>, conflict: &Conflict) -> Result<Exit, Failure> {
    if conflict.ours.folder != state.site.folder() {
        let (path, asked) = (state.site.lock_shown(), state.site.folder());
        return Err(Failure(format!("{path}: this lock is about `{}`, not `{asked}`", conflict.ours.folder)));
    }
    for side in [&conflict.ours, &conflict.theirs] {
        let judgement = state.judge(side, None);
        if state.is_broken() || judgement.is_refused() {
            return refuse_conflict(state, judgement);
        }
    }
    let mut new = conflict.resolved(&state.facts);
    new.settings = state.settings.clone();
    writer.write(&new)?;
    output::progress(&format!("resolved the merge conflict of {}; commit it", state.site.lock_shown()));
    Ok(Exit::Clean)
}

/// The same for a merge: nothing can be accepted while the lock has a conflict.
fn refuse_conflict(state: &State, mut judgement: Judgement) -> Result<Exit, Failure> {
    judgement.verdicts.retain(|verdict| !verdict.primary().is_stale_lock());
    Report::new(vec![state.part(&judgement)], state.site.lines()).print(Format::Text)?;
    let lock = state.site.lock_shown();
    output::progress(&format!(
        "{lock} is unchanged: the documents lack what a side of the merge has; bring it back, then run `cargo scopemark lock` \
         again"
    ));
    Ok(Exit::Findings)
}

/// Lists the acceptances that an earlier format named in another way, with the commands that accept again what still shows.
pub(crate) fn list_outdated(site: &Site, old: &Lock, judgement: &Judgement) {
    let command = AcceptCommand::of(site, None);
    for Acceptance { fingerprint, reason, until, .. } in old.outdated() {
        let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items);
        let is_open = |item: &&Item| item.is_acceptable() && item.change.level > Level::Note;
        let about: Vec<_> = items
            .filter(is_open)
            .filter_map(|item| Some((rule_about(fingerprint, &item.change)? == item.change.rule.id, item)))
            .collect();
        // Where the rules changed since then, another one judges the same.
        let is_same_rule = about.iter().any(|(is_same, _)| *is_same);
        let still = about.into_iter().filter(|(is_same, _)| *is_same == is_same_rule).map(|(_, item)| item);
        let still: Vec<&Item> = still.collect();
        if still.is_empty() {
            output::progress(&format!("the acceptance of {fingerprint} matches no change now; the upgrade drops it"));
        }
        for item in still {
            let line = command.line_for([item.fingerprint.as_str()], reason, *until);
            output::progress(&format!("accepted before as {fingerprint}; to accept it again: {line}"));
        }
    }
}

/// The lock brought up to date with the documents.
pub(crate) fn advanced(state: &State, lock: &Lock) -> Lock {
    let mut new = lock.clone();
    new.advance(&state.facts);
    new.settings = state.settings.clone();
    new
}
