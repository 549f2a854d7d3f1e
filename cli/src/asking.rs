//! What is asked: the options that say so, and what they mean in a document.

use std::path::PathBuf;

use scopemark_core::Kind::{Application, Delegated};
use scopemark_core::ask::{Ask, Builder, Conditions, Table};
use scopemark_core::{Access, Kind};
use serde::Serialize;

use crate::documents;
use crate::exit::Stop;
use crate::names::Known;
use crate::output::Page;

/// A document, and names of it.
#[derive(Debug, clap::Args)]
pub(crate) struct AskOptions {
    /// A document, of any file name, or a folder of documents
    #[arg(value_name = "PATH", default_value = documents::DEFAULT)]
    pub(crate) path: PathBuf,

    /// Which document of the folder: its file name without the extension
    #[arg(long, value_name = "NAME")]
    pub(crate) document: Option<String>,

    #[command(flatten)]
    features: FeatureOptions,

    /// A condition that holds; repeatable
    #[arg(long = "when", value_name = "CONDITION")]
    conditions: Vec<String>,

    /// An optional delegated permission that is wanted; repeatable
    #[arg(long = "option", value_name = "PERMISSION")]
    options: Vec<String>,

    /// An optional application permission that is wanted; repeatable
    #[arg(long = "option-role", value_name = "PERMISSION")]
    option_roles: Vec<String>,

    /// Leave out the features that are not supported where the conditions hold, instead of failing
    #[arg(long)]
    supported: bool,

    /// Leave out the permissions that another asked one covers
    #[arg(long)]
    minimal: bool,
}

/// The features asked.
#[derive(Debug, clap::Args)]
struct FeatureOptions {
    /// Ask for the base access of a feature; repeatable
    #[arg(long = "feature", value_name = "FEATURE")]
    features: Vec<String>,

    /// Ask for the base and update access of a feature; repeatable
    #[arg(long = "update", value_name = "FEATURE")]
    updates: Vec<String>,

    /// Ask for the base access of every feature
    #[arg(long)]
    all: bool,

    /// Ask for the base and update access of every feature
    #[arg(long)]
    all_update: bool,
}

impl AskOptions {
    /// What the names mean in a table, and of these one feature at least.
    pub(crate) fn wanted_features(&self, table: &Table<'_>) -> Result<Wanted, Stop> {
        let wanted = self.wanted(table)?;
        if wanted.is_empty() {
            return Err(Stop::Usage(vec![vec![
                "no feature is asked: name it with --feature or --update, or all with --all or --all-update".to_owned(),
                Known::all("feature", table.features).list(),
            ]]));
        }
        Ok(wanted)
    }

    /// What the names mean in a table; every name that means nothing is told.
    pub(crate) fn wanted(&self, table: &Table<'_>) -> Result<Wanted, Stop> {
        let mut wrong = Wrong::default();
        let features = Known::all("feature", table.features);
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
        let known = Known::all("condition", table.conditions);
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

/// What is wrong with names on the command line.
#[derive(Default)]
struct Wrong(Vec<Vec<String>>);

impl Wrong {
    /// The indexes of the texts that have one. To each other one is said what to say, and to the last of them what is known.
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

/// The permissions of one kind that a row makes optional.
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
                format!("`{text}` is an optional {other} permission: {option} takes it")
            } else if (0..table.texts.len()).any(|name| table.kind(name) == *kind && table.text(name) == text) {
                format!("`{text}` is not optional in the document: no option asks for it")
            } else {
                known.unknown(text)
            }
        })
    }
}

fn optional<'t>(table: &'t Table<'t>, kind: Kind) -> Vec<(usize, &'t str)> {
    let rows = (0..table.rows.len()).filter_map(|row| table.row(row));
    let mut names: Vec<usize> = rows.filter(|row| row.optional && row.kind == kind).map(|row| row.name).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| (name, table.text(name))).collect()
}

/// What is asked, by the indexes of a table.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// The access asked of each feature.
    features: Vec<Access>,
    /// The conditions that hold.
    conditions: Vec<usize>,
    /// The optional permissions that are wanted, ascending.
    options: Vec<usize>,
    /// Whether features that are not supported are left out.
    pub(crate) supported: bool,
    minimal: bool,
}

impl Wanted {
    /// Whether no feature is asked.
    pub(crate) fn is_empty(&self) -> bool {
        self.features.iter().all(|&access| access == Access::Missing)
    }

    /// The same with the update access of every feature, as far as they are supported.
    pub(crate) fn everything(mut self) -> Self {
        self.features.fill(Access::Update);
        self.supported = true;
        self
    }

    /// What the engine makes of it: unsupported features are dropped.
    pub(crate) fn ask<'a, const W: usize>(&self, table: &'a Table<'a>) -> Ask<'a, W> {
        let mut builder = Builder::new(table);
        for (feature, access) in self.features.iter().enumerate() {
            builder = match access {
                Access::Missing => builder,
                Access::Base => builder.feature(feature),
                Access::Update => builder.update(feature),
            };
        }
        builder = self.conditions.iter().fold(builder, |builder, &condition| builder.when(condition));
        builder = self.options.iter().fold(builder, |builder, &option| builder.option(option));
        builder.build_supported()
    }

    /// The same without what need not be asked, if that is wanted.
    pub(crate) fn reduced<'a, const W: usize>(&self, ask: Ask<'a, W>) -> Ask<'a, W> {
        if self.minimal { ask.minimal() } else { ask }
    }

    /// What was asked, for programs.
    pub(crate) fn shown<const W: usize>(&self, ask: &Ask<'_, W>) -> Asked {
        let table = ask.table();
        let features = self.features.iter().enumerate().filter(|&(_, &access)| access != Access::Missing);
        let mut conditions = self.conditions.clone();
        conditions.sort_unstable();
        conditions.dedup();
        Asked {
            features: features
                .map(|(feature, access)| AskedFeature {
                    feature: table.feature(feature).to_owned(),
                    access: access.as_str(),
                })
                .collect(),
            conditions: conditions.into_iter().map(|condition| table.condition(condition).to_owned()).collect(),
            options: self
                .options
                .iter()
                .map(|&option| AskedOption {
                    permission: Permission::new(table, option),
                    asked: ask.names().contains(option),
                })
                .collect(),
        }
    }
}

/// What was asked.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Asked {
    features: Vec<AskedFeature>,
    conditions: Vec<String>,
    options: Vec<AskedOption>,
}

impl Asked {
    /// A line for each option that changed nothing.
    pub(crate) fn push_idle_options(&self, out: &mut Page) {
        for AskedOption { permission, .. } in self.options.iter().filter(|option| !option.asked) {
            out.line(format_args!("note: the option {} is not asked: no feature asked here has it", permission.scope));
        }
    }
}

#[derive(Debug, Serialize)]
struct AskedFeature {
    feature: String,
    access: &'static str,
}

#[derive(Debug, Serialize)]
struct AskedOption {
    #[serde(flatten)]
    permission: Permission,
    /// Whether a row of a feature asked brings it in.
    asked: bool,
}

/// A permission, by its text and kind.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Permission {
    pub(crate) scope: String,
    pub(crate) kind: &'static str,
}

impl Permission {
    pub(crate) fn new(table: &Table<'_>, name: usize) -> Self {
        Self { scope: table.text(name).to_owned(), kind: table.kind(name).as_str() }
    }
}

/// The texts of conditions, in their order.
pub(crate) fn conditions(table: &Table<'_>, conditions: Conditions) -> Vec<String> {
    let holding = (0..table.conditions.len()).filter(|&condition| conditions.contains(condition));
    holding.map(|condition| table.condition(condition).to_owned()).collect()
}

/// A feature that is not supported where the conditions hold.
#[derive(Debug, Serialize)]
pub(crate) struct Unsupported {
    feature: String,
    condition: Option<String>,
    line: u32,
    message: String,
}

/// Why there is no answer: an error a feature that is not supported and must be. Empty where there is one.
pub(crate) fn refusal<const W: usize>(wanted: &Wanted, ask: &Ask<'_, W>) -> Vec<Vec<String>> {
    let mut errors: Vec<Vec<String>> = Vec::new();
    if !wanted.supported || ask.features().is_empty() {
        errors.extend(unsupported(ask).into_iter().map(|feature| vec![feature.message]));
        match errors.last_mut() {
            Some(_) if wanted.supported => errors.push(vec!["no feature that is asked is supported".to_owned()]),
            Some(last) => last.push("with --supported, features that are not supported are left out".to_owned()),
            None if ask.features().is_empty() => {
                errors.push(vec!["the document has no feature, and so there is nothing to ask or check".to_owned()]);
            }
            None => {}
        }
    }
    errors
}

/// A line for each feature that was left out.
pub(crate) fn push_unsupported(unsupported: &[Unsupported], out: &mut Page) {
    for Unsupported { message, .. } in unsupported {
        out.line(format_args!("left out: {message}"));
    }
}

/// The features that were dropped from an ask, in the order of the document.
pub(crate) fn unsupported<const W: usize>(ask: &Ask<'_, W>) -> Vec<Unsupported> {
    let table = ask.table();
    let dropped = ask.dropped();
    let why = dropped.iter().filter_map(|feature| ask.why_dropped(feature));
    why.map(|why| Unsupported {
        feature: table.feature(why.feature()).to_owned(),
        condition: why.condition().map(|condition| table.condition(condition).to_owned()),
        line: why.line(),
        message: why.to_string(),
    })
    .collect()
}
