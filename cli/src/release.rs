//! `release`: records what a version says, and tells who must do what for it.

use scopemark_gate::lock::Lock;
use scopemark_gate::review::Judgement;
use scopemark_gate::{Bump, compare};
use semver::Version;

use crate::changelog;
use crate::exit::{Exit, Failure};
use crate::gate::{SiteOptions, State, cannot};
use crate::output;
use crate::report::Format;
use crate::store::Writer;

/// Record a release in permissions.lock, and print its changelog
///
/// The facts as they are become those of VERSION, which later edits are compared with for as long as it is supported; the
/// accepted changes become its history. Prints in Markdown who must do what, in which order. It refuses while `check`
/// finds an error, and where VERSION says less than what changed since the last release (Semantic Versioning; below 1.0
/// the second part stands for the first).
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark release 1.3.0
  cargo scopemark release 2.0.0 --window 3 > notes.md
  cargo scopemark release 1.3.0 --dry-run")]
pub(crate) struct Args {
    /// The version that is released
    #[arg(value_name = "VERSION")]
    version: Version,

    /// Support this many of the last releases from now on, this one too
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    window: Option<u16>,

    /// Print the changelog and write nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    site: SiteOptions,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let site = args.site.site()?;
    let writer = if args.dry_run { None } else { Some(Writer::open(&site)?) };
    let mut lock = site.read_lock().map_err(|error| cannot(&error))?;
    let state = State::read(site.clone())?;
    if !state.is_readable() {
        return Ok(Exit::CouldNot);
    }
    let judgement = state.judge(&lock, None);
    if state.is_broken() || judgement.level() == Some(scopemark_compiler::Level::Error) {
        state.report(&judgement, None).print(Format::Text)?;
        output::progress(&format!("{} is not released, and {} as it was", args.version, site.lock_shown()));
        return Ok(Exit::Findings);
    }
    let since = since_last(&lock, &state);
    if let Some(why) = too_small(&lock, args, &since)? {
        output::failure(&Failure(why));
        return Ok(Exit::Findings);
    }
    if let Some(window) = args.window {
        lock.window = usize::from(window);
    }
    let before: Vec<_> = last(&lock).map(<[_]>::to_vec).unwrap_or_default();
    let is_first = lock.releases.is_empty();
    lock.release(&args.version.to_string());
    let accepted = lock.releases.last().map_or(&[][..], |release| &release.accepted);
    let text = changelog::render(&args.version.to_string(), is_first, &before, &state.facts, &since, accepted);
    if let Some(writer) = writer {
        writer.write(&lock)?;
        output::progress(&format!("{} has release {}; commit it", site.lock_shown(), args.version));
    }
    output::data(&text)?;
    Ok(Exit::Clean)
}

/// The facts of the last release.
fn last(lock: &Lock) -> Option<&[scopemark_compiler::model::Document]> {
    lock.releases.last()?.documents.as_deref()
}

/// What changed since the last release; nothing where there is none.
fn since_last(lock: &Lock, state: &State) -> Judgement {
    match (lock.releases.last(), last(lock)) {
        (Some(release), Some(old)) => {
            let changes = compare(old, &state.loaded.tables.documents);
            Judgement::of(&format!("release {}", release.version), old, &[], &changes)
        }
        _ => Judgement::default(),
    }
}

/// Why a version does not do, where it does not.
fn too_small(lock: &Lock, args: &Args, since: &Judgement) -> Result<Option<String>, Failure> {
    let Some(last) = lock.releases.last() else { return Ok(None) };
    let old = Version::parse(&last.version)
        .map_err(|error| Failure(format!("the last release {} is no version: {error}", last.version)))?;
    let new = &args.version;
    if *new <= old {
        return Ok(Some(format!("{new} does not come after {old}, the last release")));
    }
    let Some((wanted, item)) = since.bump() else { return Ok(None) };
    // What a pre-release said was never promised.
    if !old.pre.is_empty() || raised(&old, new) >= at_zero(&old, wanted) {
        return Ok(None);
    }
    Ok(Some(format!(
        "{new} is too small after {old}: {} [{}] asks for a {} version: {}",
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

/// Below 1.0 the parts of a version stand one place further right, as cargo reads them.
fn at_zero(old: &Version, wanted: Bump) -> Bump {
    match wanted {
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
        let old = Version::new(1, 4, 2);
        assert_eq!(next(&old, at_zero(&old, Bump::Major)), Version::new(2, 0, 0));
    }
}
