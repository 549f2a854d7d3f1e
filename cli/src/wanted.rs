//! What the command line requests: handed to the engine, and shown in words and for programs.

use schemars::JsonSchema;
use scopemark_core::Access;
use scopemark_core::ask::{self, Ask, Builder, Conditions, Table};
use serde::Serialize;

use crate::page::Page;
use crate::terms;

/// What is requested, as indexes into a table.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// The access requested for each feature.
    pub(crate) features: Vec<Access>,
    /// The conditions that hold.
    pub(crate) conditions: Vec<usize>,
    /// The optional permissions that are wanted, ascending.
    pub(crate) options: Vec<usize>,
    /// Whether features that are not supported are left out.
    pub(crate) supported: bool,
    /// Whether permissions that another requested one covers are left out.
    pub(crate) minimal: bool,
}

impl Wanted {
    /// Whether no feature is requested.
    pub(crate) fn is_empty(&self) -> bool {
        self.features.iter().all(|&access| access == Access::Missing)
    }

    /// The same with update access to every supported feature.
    pub(crate) fn everything(mut self) -> Self {
        self.features.fill(Access::Update);
        self.supported = true;
        self
    }

    /// The engine's ask for it, without the unsupported features.
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

    /// The same without covered permissions, if `minimal` is set.
    pub(crate) fn reduced<'a, const W: usize>(&self, ask: Ask<'a, W>) -> Ask<'a, W> {
        if self.minimal { ask.minimal() } else { ask }
    }

    /// What was requested, for programs.
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

/// What the command line named
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Asked {
    /// The features, in document order
    features: Vec<AskedFeature>,
    /// The conditions that hold, sorted
    conditions: Vec<String>,
    /// The optional permissions that are wanted
    options: Vec<AskedOption>,
}

impl Asked {
    /// A line for each option that changed nothing.
    pub(crate) fn push_idle_options(&self, out: &mut Page) {
        for AskedOption { permission, .. } in self.options.iter().filter(|option| !option.asked) {
            out.line(format_args!("note: the option {} is not requested: no chosen feature has it", permission.scope));
        }
    }
}

/// A feature that the command line named
#[derive(Debug, Serialize, JsonSchema)]
struct AskedFeature {
    /// The feature
    feature: String,
    /// The requested access
    #[schemars(with = "terms::RowAccess")]
    access: &'static str,
}

/// An optional permission that the command line named
#[derive(Debug, Serialize, JsonSchema)]
struct AskedOption {
    #[serde(flatten)]
    permission: Permission,
    /// Whether a requested feature has it
    asked: bool,
}

/// A permission, by its name and kind
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Permission {
    /// The permission's name
    pub(crate) scope: String,
    /// Who acts with it
    #[schemars(with = "terms::Kind")]
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

/// A feature that is not supported where the conditions hold
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Unsupported {
    /// The feature
    feature: String,
    /// The access that is unsupported: `update`, if base access is requested instead
    #[schemars(with = "terms::RowAccess")]
    access: &'static str,
    /// The condition that rules it out, or null
    condition: Option<String>,
    /// The line of the row that says so
    line: u32,
    /// The same in words
    message: String,
}

/// Why there is no answer: an error for each feature that must be supported and is not. Empty if there is an answer.
pub(crate) fn refusal<const W: usize>(wanted: &Wanted, ask: &Ask<'_, W>) -> Vec<Vec<String>> {
    let mut errors: Vec<Vec<String>> = Vec::new();
    if !wanted.supported || ask.features().is_empty() {
        errors.extend(unsupported(ask).into_iter().map(|feature| vec![feature.message]));
        match errors.last_mut() {
            Some(_) if wanted.supported => errors.push(vec!["none of the chosen features is supported".to_owned()]),
            Some(last) => last.push("use --supported to leave out features that are not supported".to_owned()),
            None if ask.features().is_empty() => {
                errors.push(vec!["the document has no feature, so there is nothing to request or check".to_owned()]);
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

/// The features that were dropped from an ask or got only base access, in the order of the document.
pub(crate) fn unsupported<const W: usize>(ask: &Ask<'_, W>) -> Vec<Unsupported> {
    let table = ask.table();
    let (dropped, lowered) = (ask.dropped(), ask.lowered());
    let why_dropped = dropped.iter().filter_map(|feature| ask.why_dropped(feature));
    let why_lowered = lowered.iter().filter_map(|feature| ask.why_lowered(feature));
    let mut why: Vec<_> = why_dropped.chain(why_lowered).collect();
    why.sort_by_key(ask::Unsupported::feature);
    why.into_iter()
        .map(|why| Unsupported {
            feature: table.feature(why.feature()).to_owned(),
            access: why.access().as_str(),
            condition: why.condition().map(|condition| table.condition(condition).to_owned()),
            line: why.line(),
            message: why.to_string(),
        })
        .collect()
}
