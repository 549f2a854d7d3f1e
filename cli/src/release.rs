//! `release`: records the facts of a version, and prints a changelog of who must do what.

use clap::ValueEnum;
use scopemark_gate::Bump;
use scopemark_gate::lock::{Lock, are_same_facts};
use scopemark_gate::order::Order;
use scopemark_gate::review::Judgement;
use semver::Version;

use crate::changelog::Changelog;
use crate::exit::{Exit, Failure};
use crate::gate::{SiteOptions, State, cannot};
use crate::store::Writer;
use crate::{output, report};

/// Record a release in permissions.lock, and print its changelog
///
/// Records the current facts as those of VERSION, and the accepted changes as its history. `check` compares later edits
/// with the release for as long as it is supported. The changelog says in Markdown who must do what, in order.
///
/// Refuses while `check` finds an error, and if VERSION is too small for the changes since the last release: an error needs a
/// major release, a warning a minor one, a note a patch, accepted or not. Below 1.0 the second number counts as the first, as
/// in cargo.
///
/// The lock is written after the changelog. Running the command again prints the same changelog and writes nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark release 1.3.0
  cargo scopemark release 2.0.0 --window 3 > notes.md
  cargo scopemark release 1.3.0 --dry-run
  cargo scopemark release 1.3.0 --dry-run --format json")]
pub(crate) struct Args {
    /// The version to release, such as 1.3.0
    #[arg(value_name = "VERSION", value_parser = version)]
    version: Version,

    /// Support this many releases from now on, including this one
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    window: Option<u16>,

    /// Print the changelog and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Output format
    #[arg(long, value_enum, default_value = "markdown")]
    format: Format,

    #[command(flatten)]
    site: SiteOptions,
}

/// How the changelog is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Markdown,
    /// One JSON object for programs; docs/json.md describes it
    Json,
}

fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).map_err(|error| format!("{error}; write three numbers, such as 1.3.0"))
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let site = args.site.site()?;
    let writer = if args.dry_run { None } else { Some(Writer::open(&site)?) };
    let lock = site.read_lock().map_err(|error| cannot(&site, &error))?;
    let state = State::read(site.clone())?;
    if !state.is_readable() {
        return Ok(Exit::CouldNot);
    }
    if let Some(again) = again(args, &lock, &state)? {
        let since = since_last(&again, &state.judge(&again, None));
        print(args, &again, &state, &since, true)?;
        output::progress(&format!("{} already records release {}; it is unchanged", site.lock_shown(), args.version));
        return Ok(Exit::Clean);
    }
    let judgement = state.judge(&lock, None);
    if state.is_broken() || judgement.level() == Some(scopemark_compiler::Level::Error) {
        return refuse(args, &state, &judgement);
    }
    let since = since_last(&lock, &judgement);
    if let Some(why) = too_small(&lock, args, &since)? {
        output::failure(&Failure(why));
        return Ok(Exit::Findings);
    }
    // The lock is only written once the changelog has been written whole, so that no release is without one.
    print(args, &lock, &state, &since, args.dry_run)?;
    if let Some(writer) = writer {
        let mut new = lock;
        if let Some(window) = args.window {
            new.window = usize::from(window);
        }
        new.release(&args.version.to_string());
        writer.write(&new)?;
        output::progress(&format!("{} now records release {}; commit it", site.lock_shown(), args.version));
    }
    Ok(Exit::Clean)
}

/// Prints why nothing is released. Programs get it on standard error: it is not what they asked for.
fn refuse(args: &Args, state: &State, judgement: &Judgement) -> Result<Exit, Failure> {
    let why = format!("{} is not released, and {} is unchanged", args.version, state.site.lock_shown());
    match args.format {
        Format::Markdown => {
            state.report(judgement).print(report::Format::Text)?;
            output::progress(&why);
        }
        Format::Json => output::failure(&Failure(format!("{why}: `cargo scopemark check` finds an error"))),
    }
    Ok(Exit::Findings)
}

/// Prints the changelog of what is released on top of this lock.
fn print(args: &Args, lock: &Lock, state: &State, since: &Judgement, may_be_cut: bool) -> Result<(), Failure> {
    let before = lock.releases.last().and_then(|release| release.documents.as_deref()).unwrap_or_default();
    let order = Order::between(before, &state.loaded.tables.documents, state.catalogue(None), since.asks_again());
    let version = args.version.to_string();
    let changelog = Changelog {
        version: &version,
        previous: lock.releases.last().map(|release| release.version.as_str()),
        since,
        accepted: &lock.accepted,
        order: &order,
    };
    let text = match args.format {
        Format::Markdown => changelog.markdown(),
        Format::Json => changelog.json()?,
    };
    if may_be_cut { output::data(&text) } else { output::whole(&text) }
}

/// The lock on top of which this version was released, if that was the last release and nothing has changed since: then the
/// same changelog is printed again.
fn again(args: &Args, lock: &Lock, state: &State) -> Result<Option<Lock>, Failure> {
    let version = args.version.to_string();
    let Some(last) = lock.releases.last().filter(|release| release.version == version) else { return Ok(None) };
    if state.is_broken()
        || last.documents.as_ref().is_none_or(|facts| !are_same_facts(facts, &state.facts))
        || !lock.accepted.is_empty()
    {
        return Ok(None);
    }
    let before = lock.before_last_release();
    before.map(Some).ok_or_else(|| {
        Failure(format!(
            "{} already records release {version}, but no longer the facts of the release before, with which its changelog \
             compares; restore the lock from before the release, and run this command with --dry-run",
            state.site.lock_shown()
        ))
    })
}

/// The part of the judgement that is about the last release. Empty if there is none.
fn since_last(lock: &Lock, judgement: &Judgement) -> Judgement {
    lock.releases.last().map_or_else(Judgement::default, |release| judgement.against(&release.baseline()))
}

/// Why a version is too small; `None` if it is not.
fn too_small(lock: &Lock, args: &Args, since: &Judgement) -> Result<Option<String>, Failure> {
    let Some(last) = lock.releases.last() else { return Ok(None) };
    let old = Version::parse(&last.version)
        .map_err(|error| Failure(format!("the last release, {}, is not a version: {error}", last.version)))?;
    let new = &args.version;
    if *new <= old {
        return Ok(Some(format!("{new} does not come after {old}, the last release: choose a higher version")));
    }
    let Some((wanted, item)) = since.bump() else { return Ok(None) };
    // A pre-release promises nothing.
    if !old.pre.is_empty() || raised(&old, new) >= at_zero(&old, wanted) {
        return Ok(None);
    }
    Ok(Some(format!(
        "{new} is too small after {old}: {} [{}]; this needs a {} release, so at least {}",
        item.change.message,
        item.change.rule.id,
        wanted.as_str(),
        next(&old, at_zero(&old, wanted))
    )))
}

/// The part of the version that is raised.
fn raised(old: &Version, new: &Version) -> Bump {
    if new.major != old.major {
        Bump::Major
    } else if new.minor != old.minor {
        Bump::Minor
    } else {
        Bump::Patch
    }
}

/// Below 1.0 the second number of a version counts as the first, and the third as the second; below 0.1 the third counts as
/// the first (<https://doc.rust-lang.org/cargo/reference/semver.html>).
fn at_zero(old: &Version, wanted: Bump) -> Bump {
    match wanted {
        Bump::Major if old.major == 0 && old.minor == 0 => Bump::Patch,
        Bump::Major if old.major == 0 => Bump::Minor,
        Bump::Minor if old.major == 0 => Bump::Patch,
        other => other,
    }
}

fn next(old: &Version, bump: Bump) -> Version {
    match bump {
        Bump::Major => Version::new(old.major + 1, 0, 0),
        Bump::Minor => Version::new(old.major, old.minor + 1, 0),
        Bump::Patch => Version::new(old.major, old.minor, old.patch + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{at_zero, next, raised};
    use scopemark_gate::Bump;
    use semver::Version;

    #[test]
    fn the_first_part_that_differs_is_raised() {
        for (old, new, bump) in [
            ("1.2.3", "1.2.4", Bump::Patch),
            ("1.2.3", "1.3.0", Bump::Minor),
            ("1.2.3", "2.0.0-rc.1", Bump::Major),
            ("0.2.3", "0.3.0", Bump::Minor),
        ] {
            assert_eq!(raised(&Version::parse(old).unwrap(), &Version::parse(new).unwrap()), bump, "{old} {new}");
        }
    }

    #[test]
    fn below_one_the_second_part_stands_for_the_first() {
        let old = Version::new(0, 4, 2);
        assert_eq!(next(&old, at_zero(&old, Bump::Major)), Version::new(0, 5, 0));
        assert_eq!(next(&old, at_zero(&old, Bump::Minor)), Version::new(0, 4, 3));
        let old = Version::new(0, 0, 3);
        assert_eq!(next(&old, at_zero(&old, Bump::Major)), Version::new(0, 0, 4));
        let old = Version::new(1, 4, 2);
        assert_eq!(next(&old, at_zero(&old, Bump::Major)), Version::new(2, 0, 0));
    }
}
