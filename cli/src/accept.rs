//! `accept`: records that incompatible changes are intended.

use std::collections::BTreeMap;
use std::path::PathBuf;

use scopemark_compiler::Level;
use scopemark_gate::fingerprint::{begins, parts};
use scopemark_gate::lock::{Acceptance, Date, Lock, reason};
use scopemark_gate::review::{Item, Judgement};
use scopemark_gate::site::Site;

use crate::against::AgainstOptions;
use crate::exit::{Exit, Failure, Stop};
use crate::gate::{FileOptions, State, cannot, today};
use crate::lock::advanced;
use crate::output;
use crate::place::PackageOptions;
use crate::store::Writer;

/// Accept incompatible changes, with a reason
///
/// Copy the command from the output of `check`, which prints it below each change. An acceptance covers the one change that
/// it names, and no later one. When nothing is left to accept, brings the lock up to date, as `cargo scopemark lock` does.
/// Commit the lock.
#[derive(Debug, clap::Args)]
#[command(override_usage = "\
cargo scopemark accept --reason <TEXT> <FINGERPRINT>... [PATH]
       cargo scopemark accept --withdraw <FINGERPRINT>... [PATH]")]
#[command(after_help = "\
Examples:
  cargo scopemark accept token/feature-removed:5f0c… --reason 'Chat is retired, see #12'
  cargo scopemark accept 5f0c… 77aa… --reason 'beta tenants only' --until 2030-06-30
  cargo scopemark accept 5f0c… --reason 'the old API is gone' docs/permissions.md
  cargo scopemark accept --withdraw token/feature-removed:5f0c…")]
pub(crate) struct Args {
    /// The fingerprints of the changes, as `check` prints them, or any beginning of four digits or more that fits one of
    /// them; and, as in other verbs, the path of the documents. What has the form of a fingerprint is never the path: write
    /// ./beef for a folder of such a name
    #[arg(value_name = "FINGERPRINT", required = true)]
    words: Vec<String>,

    /// Why the changes are intended
    #[arg(long, value_name = "TEXT", value_parser = reason, required_unless_present = "withdraw")]
    reason: Option<String>,

    /// The last day (UTC) on which the acceptance is valid
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    until: Option<Date>,

    /// Remove the acceptances
    #[arg(long, conflicts_with_all = ["reason", "until"])]
    withdraw: bool,

    #[command(flatten)]
    package: PackageOptions,

    #[command(flatten)]
    files: FileOptions,

    #[command(flatten)]
    against: AgainstOptions,
}

fn day(text: &str) -> Result<Date, String> {
    let day = scopemark_gate::lock::day(text)?;
    let today = today().map_err(|failure| failure.0)?;
    if day < today { Err(format!("this day is past; today is {today}")) } else { Ok(day) }
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    let (fingerprints, paths): (Vec<&str>, Vec<&str>) =
        args.words.iter().map(String::as_str).partition(|word| parts(word).is_some());
    if let (_, [_, other, ..]) | ([], [other, ..]) = (&fingerprints[..], &paths[..]) {
        let form = "write RULE:HEX as `check` prints it, or four of its digits or more";
        return Err(Stop::Usage(vec![vec![format!("`{other}` is not a fingerprint; {form}")]]));
    }
    if let ([path, ..], true) = (&paths[..], args.package.is_given()) {
        return Err(Stop::Usage(vec![vec![format!("the path `{path}` cannot be used with a package: leave out one")]]));
    }
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let site = args.files.site(&args.package.place(&paths)?)?;
    if args.withdraw {
        return Ok(withdraw(&fingerprints, &site)?);
    }
    let why = Why { reason: args.reason.clone().unwrap_or_default(), until: args.until };
    Ok(accept(&site, &args.against, &fingerprints, &why)?)
}

/// Why changes are accepted, and for how long.
pub(crate) struct Why {
    pub(crate) reason: String,
    pub(crate) until: Option<Date>,
}

/// Accepts the changes that the fingerprints name. Brings the lock up to date when nothing is left to accept.
pub(crate) fn accept(site: &Site, against: &AgainstOptions, fingerprints: &[&str], why: &Why) -> Result<Exit, Failure> {
    let writer = Writer::open(site)?;
    let lock = site.read_lock().map_err(|error| cannot(site, &error))?;
    let state = State::read(site.clone())?;
    if !state.is_readable() {
        return Ok(Exit::CouldNot);
    }
    let local = state.judge(&lock, None);
    let compared = against.read(&state)?.map(|revision| state.judge(&lock, Some(&revision)));
    let Some(items) = chosen(fingerprints, compared.as_ref().unwrap_or(&local)) else { return Ok(Exit::Findings) };
    let mut new = lock;
    for item in &items {
        let settled = is_settled(&local, item, &site.lock_shown());
        record(&mut new, &item.fingerprint, why, settled, against.is_given());
    }
    // The commands for warnings work only while the lock does not have their changes yet.
    let is_done = !state.is_broken() && state.judge(&new, None).is_settled();
    let dropped = if is_done { new.outdated().len() } else { 0 };
    if is_done {
        new = advanced(&state, &new);
    }
    writer.write(&new)?;
    for item in &items {
        output::progress(&format!("accepted: {} [{}]", item.change.message, item.change.rule.id));
    }
    if dropped > 0 {
        output::progress(&format!("dropped {dropped} acceptances of an earlier format, which match no change now"));
    }
    let path = site.lock_shown();
    output::progress(&if is_done {
        format!("wrote {path}; commit it with the documents")
    } else {
        format!("wrote {path}; accept any other change that is intended, then run `cargo scopemark lock`")
    });
    Ok(Exit::Clean)
}

/// Whether the facts of the lock contain the change. One that shows against them is not in the lock yet.
fn is_settled(local: &Judgement, item: &Item, lock: &String) -> bool {
    let is_item = |other: &Item| other.fingerprint == item.fingerprint && !other.is_about_lock();
    !local.verdicts.iter().any(|verdict| verdict.against.contains(lock) && verdict.items.iter().any(is_item))
}

/// The findings that the fingerprints name, each once. `None` if one of them names none, or none that can be accepted;
/// then prints why.
fn chosen<'j>(fingerprints: &[&str], judgement: &'j Judgement) -> Option<Vec<&'j Item>> {
    let items = judgement.verdicts.iter().flat_map(|verdict| &verdict.items);
    let known: BTreeMap<&str, &Item> = items.map(|item| (item.fingerprint.as_str(), item)).collect();
    let found: Vec<_> = fingerprints.iter().map(|text| one(text, &known)).collect();
    for why in found.iter().filter_map(|found| found.as_ref().err()) {
        output::error(why);
    }
    let mut items = found.into_iter().collect::<Result<Vec<&Item>, _>>().ok()?;
    let mut seen = Vec::new();
    items.retain(|item| {
        let is_new = !seen.contains(&&item.fingerprint);
        seen.push(&item.fingerprint);
        is_new
    });
    Some(items)
}

/// The one finding that a fingerprint, or its beginning, names; else why there is none, as lines.
fn one<'j>(text: &str, known: &BTreeMap<&str, &'j Item>) -> Result<&'j Item, Vec<String>> {
    let fit: Vec<&Item> = known.values().copied().filter(|item| begins(text, &item.fingerprint)).collect();
    match fit[..] {
        [item] if !item.is_acceptable() => {
            Err(vec![format!("{} cannot be accepted, only fixed: {}", item.fingerprint, item.change.help)])
        }
        [item] if item.change.level == Level::Note => {
            Err(vec![format!("{} is a note, which needs no acceptance: {}", item.fingerprint, item.change.message)])
        }
        [item] => Ok(item),
        [] => {
            let open = known.values().filter(|item| item.is_acceptable()).map(|item| item.fingerprint.as_str());
            let nearest = scopemark_gate::report::nearest_fingerprint(text, open);
            let help = nearest.map_or_else(
                || "run `cargo scopemark check` to see the fingerprints".to_owned(),
                |nearest| format!("did you mean {nearest}?"),
            );
            Err(vec![format!("no change has the fingerprint {text}; {help}")])
        }
        _ => {
            let lines = fit.iter().map(|item| format!("{} ({})", item.fingerprint, item.change.message));
            Err(core::iter::once(format!("{text} fits several changes; write more of the one that you mean"))
                .chain(lines)
                .collect())
        }
    }
}

fn record(lock: &mut Lock, fingerprint: &str, why: &Why, settled: bool, against_revision: bool) {
    let Why { reason, until } = why;
    let mut acceptance =
        Acceptance { fingerprint: fingerprint.to_owned(), reason: reason.clone(), until: *until, times: 1, settled };
    match lock.accepted.iter_mut().find(|known| known.fingerprint == fingerprint) {
        Some(known) => {
            // The change was reverted and is made again, or another revision shows it again.
            let again = known.settled && (!settled || against_revision);
            acceptance.times = known.times + u32::from(again);
            *known = acceptance;
        }
        None => lock.accepted.push(acceptance),
    }
    lock.accepted.sort();
}

fn withdraw(texts: &[&str], site: &Site) -> Result<Exit, Failure> {
    let (writer, path) = (Writer::open(site)?, site.lock_shown());
    let mut lock = site.read_lock().map_err(|error| cannot(site, &error))?;
    let mut gone = Vec::new();
    for text in texts {
        let fit: Vec<&str> =
            lock.accepted.iter().map(|known| known.fingerprint.as_str()).filter(|known| begins(text, known)).collect();
        match fit[..] {
            [one] => gone.push(one.to_owned()),
            [] => {
                output::failure(&Failure(format!("{path} has no unreleased acceptance of {text}")));
                return Ok(Exit::Findings);
            }
            _ => {
                let first = format!("{text} fits several acceptances; write more of the one that you mean");
                output::error(&core::iter::once(first).chain(fit.into_iter().map(str::to_owned)).collect::<Vec<_>>());
                return Ok(Exit::Findings);
            }
        }
    }
    lock.accepted.retain(|acceptance| !gone.contains(&acceptance.fingerprint));
    writer.write(&lock)?;
    for fingerprint in gone {
        output::progress(&format!("{fingerprint} is no longer accepted"));
    }
    Ok(Exit::Clean)
}
