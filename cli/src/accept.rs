//! `accept`: records that one incompatible change is intended.

use scopemark_gate::lock::{Acceptance, Date, Lock};
use scopemark_gate::review::Item;

use crate::exit::{Exit, Failure};
use crate::gate::{AgainstOptions, SiteOptions, State, cannot, today};
use crate::output;
use crate::store::Writer;

/// Accept one incompatible change, with a reason
///
/// Copy the command from the output of `check`, which prints it below each change. The acceptance covers this one change
/// and no later one. Then run `cargo scopemark lock`, and commit the lock.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark accept token/feature-removed:o365:chat:5f0c… --reason 'Chat is retired, see #12'
  cargo scopemark accept consent/ask-grew:o365:email:77aa… --reason 'beta tenants only' --until 2030-06-30
  cargo scopemark accept --withdraw token/feature-removed:o365:chat:5f0c…")]
pub(crate) struct Args {
    /// The fingerprint of the change, as `check` prints it
    fingerprint: String,

    /// Why the change is intended
    #[arg(long, value_name = "TEXT", value_parser = reason, required_unless_present = "withdraw")]
    reason: Option<String>,

    /// The last day (UTC) on which the acceptance is valid
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    until: Option<Date>,

    /// Remove the acceptance
    #[arg(long, conflicts_with_all = ["reason", "until"])]
    withdraw: bool,

    #[command(flatten)]
    site: SiteOptions,

    #[command(flatten)]
    against: AgainstOptions,
}

fn reason(text: &str) -> Result<String, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Err("write a reason that is not empty".to_owned()) } else { Ok(text) }
}

fn day(text: &str) -> Result<Date, String> {
    let day = scopemark_gate::lock::day(text)?;
    let today = today().map_err(|failure| failure.0)?;
    if day < today { Err(format!("this day is past; today is {today}")) } else { Ok(day) }
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let site = args.site.site()?;
    let writer = Writer::open(&site)?;
    let mut lock = site.read_lock().map_err(|error| cannot(&site, &error))?;
    if args.withdraw {
        return withdraw(args, &writer, lock, &site.lock_shown());
    }
    let state = State::read(site.clone())?;
    if !state.is_readable() {
        return Ok(Exit::CouldNot);
    }
    let against = args.against.read(&state)?;
    let local = state.judge(&lock, None);
    let compared = against.as_ref().map(|revision| state.judge(&lock, Some(revision)));
    let both = || local.verdicts.iter().chain(compared.iter().flat_map(|judgement| &judgement.verdicts));
    let found = both().flat_map(|verdict| &verdict.items).find(|item| item.fingerprint == args.fingerprint);
    let Some(item) = found.filter(|item| item.is_acceptable()) else {
        output::failure(&Failure(unfit(args, found, both().flat_map(|verdict| &verdict.items))));
        return Ok(Exit::Findings);
    };
    let message = item.change.message.clone();
    // A change that shows against the facts of the lock is not in the lock yet.
    let settled = !local.verdicts.iter().any(|verdict| {
        verdict.against.contains(&site.lock_shown())
            && verdict.items.iter().any(|item| item.fingerprint == args.fingerprint && !item.is_about_lock())
    });
    record(&mut lock, args, settled);
    writer.write(&lock)?;
    output::progress(&format!("accepted: {message}"));
    if !settled {
        output::progress("accept any other change that is intended, then run `cargo scopemark lock`");
    }
    Ok(Exit::Clean)
}

fn record(lock: &mut Lock, args: &Args, settled: bool) {
    let mut acceptance = Acceptance {
        fingerprint: args.fingerprint.clone(),
        reason: args.reason.clone().unwrap_or_default(),
        until: args.until,
        times: 1,
        settled,
    };
    match lock.accepted.iter_mut().find(|known| known.fingerprint == args.fingerprint) {
        Some(known) => {
            // The change was reverted and is made again, or another revision shows it again.
            let again = known.settled && (!settled || args.against.is_given());
            acceptance.times = known.times + u32::from(again);
            *known = acceptance;
        }
        None => lock.accepted.push(acceptance),
    }
    lock.accepted.sort();
}

fn unfit<'a>(args: &Args, found: Option<&Item>, items: impl Iterator<Item = &'a Item>) -> String {
    let fingerprint = &args.fingerprint;
    if let Some(item) = found {
        return format!("{fingerprint} cannot be accepted, only fixed: {}", item.change.help);
    }
    let known = items.filter(|item| item.is_acceptable()).map(|item| item.fingerprint.as_str());
    match scopemark_gate::report::nearest_fingerprint(fingerprint, known) {
        Some(nearest) => format!("no change has the fingerprint {fingerprint}; did you mean {nearest}?"),
        None => {
            format!("no change has the fingerprint {fingerprint}; run `cargo scopemark check` to see the fingerprints")
        }
    }
}

fn withdraw(args: &Args, writer: &Writer<'_>, mut lock: Lock, path: &str) -> Result<Exit, Failure> {
    let before = lock.accepted.len();
    lock.accepted.retain(|acceptance| acceptance.fingerprint != args.fingerprint);
    if lock.accepted.len() == before {
        output::failure(&Failure(format!("{path} has no unreleased acceptance of {}", args.fingerprint)));
        return Ok(Exit::Findings);
    }
    writer.write(&lock)?;
    output::progress(&format!("{} is no longer accepted", args.fingerprint));
    Ok(Exit::Clean)
}
