//! `catalogue import`: makes or extends a catalogue from what a provider publishes.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use scopemark_compiler::catalogue::{self, Group};
use scopemark_compiler::read::folder::{beside, shown};

use super::permission::{self, Permissions};
use super::{sources, write};
use crate::documents::Documents;
use crate::exit::{Exit, Failure, Stop};
use crate::file;
use crate::known::{CatalogueOptions, open};
use crate::output;
use crate::place::{PackageOptions, current_folder};

/// Make or extend the catalogue from what a provider publishes
///
/// Adds the permissions in each FILE to permissions.catalogue.tsv beside permissions.lock.
/// What is imported replaces what the catalogue says about the same permission; everything
/// else stays, unless --replace. The form of a FILE is recognized:
///
///   - a service principal, from `az ad sp show`, `az ad sp list` or Microsoft Graph
///   - Microsoft's public permission descriptions
///   - metadata with `scopes_supported` (RFC 8414, RFC 9728, OpenID Connect Discovery)
///   - a Google discovery document
///   - a Slack manifest, JSON or YAML
///   - another catalogue
///   - a list of names, one or several on a line; `#` begins a comment
///
/// A FILE `-` is standard input.
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  az ad sp show --id 00000003-0000-0000-c000-000000000000 > graph.json
  cargo scopemark catalogue import graph.json --used
  cargo scopemark catalogue import discovery.json --catalogue google.tsv
  echo 'boards:read boards:write' | cargo scopemark catalogue import -"
)]
pub(crate) struct Args {
    /// What a provider publishes
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// The catalogue to make or extend. The default is permissions.catalogue.tsv beside the documents
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,

    /// The resource of the permissions: a URI, or `-` for a provider without resources. The default is what a FILE says
    #[arg(long, value_name = "URI")]
    resource: Option<String>,

    /// The kind of the permissions in a list of names
    #[arg(long, value_enum, default_value = "delegated")]
    kind: Kind,

    /// Forget what the catalogue says about the resources that are imported
    #[arg(long)]
    replace: bool,

    /// Import only permissions that the documents name, in any letters and of either kind
    #[arg(long)]
    used: bool,

    /// The documents: a folder, or one document. The default is the folder docs-tables of the package, else of the workspace
    #[arg(long, value_name = "PATH", conflicts_with_all = ["manifest_path", "package"])]
    documents: Vec<PathBuf>,

    #[command(flatten)]
    package: PackageOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Delegated,
    Application,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Stop> {
    let base = current_folder()?;
    let place = args.package.place(&args.documents)?;
    let hints = sources::Hints {
        resource: args.resource.as_deref().map(|uri| if uri == "-" { "" } else { uri }),
        group: match args.kind {
            Kind::Delegated => Group::Delegated,
            Kind::Application => Group::Application,
        },
    };
    let mut imported = Permissions::new();
    for path in &args.files {
        imported.extend(sources::read(&shown(&base, path), &bytes(path)?, hints)?);
    }
    if args.used {
        let used = used(&place.documents)?;
        imported.retain(|key, _| used.contains(&key.name.to_lowercase()));
    }
    let documents = place.documents.first().map_or(Path::new("."), PathBuf::as_path);
    let path = match &args.catalogue {
        Some(path) => path.clone(),
        None => beside(&base, documents, catalogue::FILE),
    };
    let is_new = !path.exists();
    let old = if is_new { Permissions::new() } else { permission::of(&open(&path)?) };
    let new = extended(old.clone(), imported, args.replace);
    file::write(&path, &write::write(&new))?;
    if is_new {
        touch(&place.documents);
    }
    output::progress(&said(&shown(&base, &path), &old, &new));
    Ok(Exit::Clean)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| Failure(format!("cannot read {}: {error}", path.display())))?;
    Ok(bytes)
}

/// The names in the documents, in lower case, without their resource.
fn used(documents: &[PathBuf]) -> Result<BTreeSet<String>, Failure> {
    let read = Documents::read(documents, &CatalogueOptions::default())?;
    let names =
        read.readings.iter().flat_map(|reading| reading.document.scopes.iter().chain(&reading.document.app_roles));
    let mut used = BTreeSet::new();
    for name in names {
        let short = scopemark_core::ask::split_resource(&name.text).map_or(name.text.as_str(), |(_, short)| short);
        used.extend([name.text.to_lowercase(), short.to_lowercase()]);
    }
    Ok(used)
}

fn extended(mut old: Permissions, imported: Permissions, replace: bool) -> Permissions {
    if replace {
        let resources: BTreeSet<&str> = imported.keys().map(|key| key.resource.as_str()).collect();
        old.retain(|key, _| !resources.contains(key.resource.as_str()));
    }
    old.extend(imported);
    old
}

/// Lets a build see that there is a catalogue now: cargo watches only files that were there.
fn touch(folders: &[PathBuf]) {
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        // A file that comes and goes makes the folder newer. Where it cannot be made, the next edit of a document does.
        drop(tempfile::Builder::new().prefix(".scopemark-").tempfile_in(folder));
    }
}

/// What the run did, for a person.
fn said(path: &str, old: &Permissions, new: &Permissions) -> String {
    let kept = || new.iter().filter_map(|(key, facts)| Some((facts, old.get(key)?)));
    let changed = kept().filter(|(new, old)| new != old).count();
    let (added, removed) = (new.len() - kept().count(), old.len() - kept().count());
    let all = output::count(new.len(), "permission", "permissions");
    format!("{path}: {all}, {added} added, {changed} changed, {removed} removed")
}
