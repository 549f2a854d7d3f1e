//! The options that choose features, conditions and optional permissions, and looking them up in a document.

use scopemark_core::Kind::{Application, Delegated};
use scopemark_core::ask::Table;
use scopemark_core::{Access, Kind};

use crate::exit::Stop;
use crate::names::Known;
use crate::place::PathOptions;
use crate::wanted::Wanted;

/// A document, and names of it.
#[derive(Debug, clap::Args)]
pub(crate) struct AskOptions {
    #[command(flatten)]
    pub(crate) path: PathOptions,

    /// The document to use if PATH is a folder: its file name without the extension
    #[arg(long, value_name = "NAME")]
    pub(crate) document: Option<String>,

    #[command(flatten)]
    features: FeatureOptions,

    /// Assume that this condition holds; repeatable
    #[arg(long = "when", value_name = "CONDITION")]
    conditions: Vec<String>,

    /// Request this optional delegated permission; repeatable
    #[arg(long = "option", value_name = "PERMISSION")]
    options: Vec<String>,

    /// Request this optional application permission; repeatable
    #[arg(long = "option-role", value_name = "PERMISSION")]
    option_roles: Vec<String>,

    /// Leave out features that are not supported under the conditions instead of failing
    #[arg(long)]
    supported: bool,

    /// Leave out permissions that another requested permission covers
    #[arg(long)]
    minimal: bool,
}

/// The options that choose features.
#[derive(Debug, clap::Args)]
struct FeatureOptions {
    /// Request base access to this feature; repeatable
    #[arg(long = "feature", value_name = "FEATURE")]
    features: Vec<String>,

    /// Request base and update access to this feature; repeatable
    #[arg(long = "update", value_name = "FEATURE")]
    updates: Vec<String>,

    /// Request base access to every feature
    #[arg(long)]
    all: bool,

    /// Request base and update access to every feature
    #[arg(long)]
    all_update: bool,
}

impl AskOptions {
    /// Looks the names up in a table, and requires at least one feature.
    pub(crate) fn wanted_features(&self, table: &Table<'_>) -> Result<Wanted, Stop> {
        let wanted = self.wanted(table)?;
        if wanted.is_empty() {
            return Err(Stop::Usage(vec![vec![
                "no feature is chosen: name features with --feature or --update, or choose all with --all or --all-update".to_owned(),
                Known::all("feature", table.features.texts.iter().copied()).list(),
            ]]));
        }
        Ok(wanted)
    }

    /// Looks the names up in a table. Reports every unknown name.
    pub(crate) fn wanted(&self, table: &Table<'_>) -> Result<Wanted, Stop> {
        let mut wrong = Wrong::default();
        let features = Known::all("feature", table.features.texts.iter().copied());
        let mut chosen = vec![Access::Missing; table.features.len()];
        let asked = &self.features;
        for (all, names, access) in
            [(asked.all, &asked.features, Access::Base), (asked.all_update, &asked.updates, Access::Update)]
        {
            let named = wrong
                .resolve(&features, names, |text| features.without_case(text).ok_or_else(|| features.unknown(text)));
            for (feature, chosen) in chosen.iter_mut().enumerate() {
                if all || named.contains(&feature) {
                    *chosen = access;
                }
            }
        }
        let known = Known::all("condition", table.conditions.texts.iter().copied());
        let conditions =
            wrong.resolve(&known, &self.conditions, |text| known.exact(text).ok_or_else(|| known.unknown(text)));
        let mut options = Vec::new();
        for (names, kind) in [(&self.options, Delegated), (&self.option_roles, Application)] {
            let optional = Optional::new(table, kind);
            options.extend(wrong.resolve(&optional.known, names, |text| optional.find(text)));
        }
        if !wrong.0.is_empty() {
            return Err(Stop::Usage(wrong.0));
        }
        options.sort_unstable();
        options.dedup();
        let Self { supported, minimal, .. } = *self;
        Ok(Wanted { features: chosen, conditions, options, supported, minimal })
    }
}

/// The errors about names on the command line.
#[derive(Default)]
struct Wrong(Vec<Vec<String>>);

impl Wrong {
    /// The indexes of the known texts. Each unknown text is an error; the last of them lists the known names.
    fn resolve(
        &mut self,
        known: &Known<'_>,
        texts: &[String],
        find: impl Fn(&str) -> Result<usize, String>,
    ) -> Vec<usize> {
        let (mut found, mut unknown) = (Vec::new(), Vec::new());
        for text in texts {
            match find(text) {
                Ok(index) => found.push(index),
                Err(said) => unknown.push(vec![said]),
            }
        }
        if let Some(last) = unknown.last_mut() {
            last.push(known.list());
        }
        self.0.append(&mut unknown);
        found
    }
}

/// The optional permissions of one kind.
struct Optional<'t> {
    table: &'t Table<'t>,
    kind: Kind,
    known: Known<'t>,
}

impl<'t> Optional<'t> {
    fn new(table: &'t Table<'t>, kind: Kind) -> Self {
        let what = match kind {
            Delegated => "optional delegated permission",
            Application => "optional application permission",
        };
        Self { table, kind, known: Known { what, names: optional(table, kind) } }
    }

    fn find(&self, text: &str) -> Result<usize, String> {
        self.known.exact(text).ok_or_else(|| {
            let Self { table, kind, known } = self;
            let (other, option) = match kind {
                Delegated => (Application, "--option-role"),
                Application => (Delegated, "--option"),
            };
            if optional(table, other).iter().any(|&(_, name)| name == text) {
                format!("`{text}` is an optional {other} permission: name it with {option}")
            } else if (0..table.len()).any(|name| table.kind(name) == *kind && table.text(name) == text) {
                format!("`{text}` is not optional in the document: a sign-in requests it with its feature")
            } else {
                known.unknown(text)
            }
        })
    }
}

fn optional<'t>(table: &'t Table<'t>, kind: Kind) -> Vec<(usize, &'t str)> {
    let rows = (0..table.row_count()).filter_map(|row| table.row(row));
    let mut names: Vec<usize> = rows.filter(|row| row.optional && row.kind == kind).map(|row| row.name).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| (name, table.text(name))).collect()
}
