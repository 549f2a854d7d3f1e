//! `catalogue diff`: what a provider added, removed, disabled, or changed in consent.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use scopemark_compiler::catalogue::{Catalogue, Entry, Group};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::known::open;
use crate::output::{self, Format};
use crate::page::Page;
use crate::{json, terms};

/// Compare two catalogues
///
/// Prints what a provider added, removed, disabled, or changed in consent from A to B.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  git show HEAD:permissions.catalogue.tsv > before.tsv
  cargo scopemark catalogue diff before.tsv permissions.catalogue.tsv")]
pub(crate) struct Args {
    /// The catalogue before
    #[arg(value_name = "A")]
    before: PathBuf,

    /// The catalogue after
    #[arg(value_name = "B")]
    after: PathBuf,

    /// How to print: a table for people, or JSON for programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What `catalogue diff` prints
#[derive(Serialize, JsonSchema)]
pub(crate) struct Output {
    /// The number of this format
    #[schemars(with = "terms::Format")]
    format: u32,
    /// What changed, sorted by resource, name and group
    changes: Vec<Change>,
}

/// A permission that changed in a catalogue
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CatalogueChange")]
struct Change {
    /// What happened to it
    what: What,
    /// Its resource: a URI; null for a provider without resources
    resource: Option<String>,
    /// Its name
    name: String,
    /// Its group: `application`, `delegated`, `delegatedpersonal` or `rsc-application`
    group: &'static str,
    /// Before; null where it says nothing
    before: Option<&'static str>,
    /// After; null where it says nothing
    after: Option<&'static str>,
}

/// What happened to a permission
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum What {
    Added,
    Removed,
    // The provider no longer grants it.
    Disabled,
    // It grants it again.
    Enabled,
    // Who must consent.
    ConsentChanged,
    // It is another permission of the same name.
    IdChanged,
}

impl What {
    const fn words(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::ConsentChanged => "consent changed",
            Self::IdChanged => "id changed",
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let changes = changes(&open(&args.before)?, &open(&args.after)?);
    match args.format {
        Format::Text => {
            let mut page = Page::default();
            let rows = changes.iter().map(|change| {
                let facts = match (change.what, change.before, change.after) {
                    (_, None, None) => String::new(),
                    (What::Added, _, Some(only)) | (What::Removed, Some(only), _) => only.to_owned(),
                    (_, before, after) => format!("{} → {}", before.unwrap_or("unknown"), after.unwrap_or("unknown")),
                };
                [
                    change.what.words().to_owned(),
                    change.name.clone(),
                    change.group.to_owned(),
                    facts,
                    change.resource.clone().unwrap_or_default(),
                ]
            });
            page.table(["CHANGE", "PERMISSION", "GROUP", "ADMIN CONSENT", "RESOURCE"], rows);
            output::result(&page)?;
            output::progress(&output::count(changes.len(), "change", "changes"));
        }
        Format::Json => output::data(&json::pretty(&Output { format: terms::FORMAT, changes })?)?,
    }
    Ok(Exit::Clean)
}

fn changes(before: &Catalogue, after: &Catalogue) -> Vec<Change> {
    type Key<'c> = (&'c str, &'c str, Group);
    let mut both: BTreeMap<Key<'_>, [Option<Entry<'_>>; 2]> = BTreeMap::new();
    for (side, catalogue) in [before, after].into_iter().enumerate() {
        for entry in catalogue.entries() {
            both.entry((entry.resource, entry.name, entry.group)).or_default()[side] = Some(entry);
        }
    }
    let mut changes = Vec::new();
    for ((resource, name, group), sides) in both {
        let mut add = |what, before: Option<bool>, after: Option<bool>| {
            let word = |answer: Option<bool>| answer.map(|yes| if yes { "yes" } else { "no" });
            let resource = Some(resource.to_owned()).filter(|resource| !resource.is_empty());
            let (name, group) = (name.to_owned(), group.as_str());
            changes.push(Change { what, resource, name, group, before: word(before), after: word(after) });
        };
        match sides {
            [None, Some(new)] => add(What::Added, None, new.admin_consent),
            [Some(old), None] => add(What::Removed, old.admin_consent, None),
            [Some(old), Some(new)] => {
                if old.admin_consent != new.admin_consent {
                    add(What::ConsentChanged, old.admin_consent, new.admin_consent);
                }
                match [old, new].map(|entry| entry.enabled == Some(false)) {
                    [false, true] => add(What::Disabled, None, None),
                    [true, false] => add(What::Enabled, None, None),
                    _ => {}
                }
                if old.id != new.id && !old.id.is_empty() && !new.id.is_empty() {
                    add(What::IdChanged, None, None);
                }
            }
            [None, None] => {}
        }
    }
    changes
}
