//! `rules`: lists every rule of reading and of the gate.

use schemars::JsonSchema;
use scopemark_gate::{AnyRule, Bump, GateRule, Party, catalogue};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::output::{self, Format};
use crate::page::Page;
use crate::{json, terms};

/// List all rules
///
/// Prints the rules for reading documents and the rules of the gate, which find incompatible edits, with the people whom
/// each rule of the gate protects.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark rules
  cargo scopemark rules --format json")]
pub(crate) struct Args {
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    match args.format {
        Format::Text => {
            let mut page = Page::default();
            let rows = catalogue().into_iter().map(|rule| {
                let protects = rule.gate.map_or_else(String::new, |rule| parties(rule).join(", "));
                [rule.id.to_owned(), rule.level.to_owned(), protects, rule.title.to_owned()]
            });
            page.table(["RULE", "LEVEL", "PROTECTS", "FINDS"], rows);
            page.line(format_args!(
                "A verdict is an error with a proof: a token that worked before the edit and no longer does."
            ));
            page.line(format_args!("`cargo scopemark explain RULE` explains a rule."));
            output::result(&page)?;
        }
        Format::Json => {
            let rules = catalogue().into_iter().map(Rule::from).collect();
            output::data(&json::pretty(&Output { format: terms::FORMAT, rules })?)?;
        }
    }
    Ok(Exit::Clean)
}

pub(crate) fn parties(rule: &GateRule) -> Vec<&'static str> {
    rule.parties.iter().map(|party: &Party| party.as_str()).collect()
}

/// What `rules` prints
#[derive(Serialize, JsonSchema)]
pub(crate) struct Output {
    /// The number of this format
    #[schemars(with = "terms::Format")]
    format: u32,
    /// Every rule, sorted by id
    rules: Vec<Rule>,
}

/// A rule. `write` is of rules of reading; `protects`, `bump` and `harmless` are of rules of the gate
#[derive(Serialize, JsonSchema)]
pub(crate) struct Rule {
    /// The stable id
    id: &'static str,
    /// What it finds, in one line
    title: &'static str,
    /// How bad its findings are. A verdict is an error with a token as proof
    #[schemars(with = "terms::RuleLevel")]
    level: &'static str,
    /// Why that matters
    explanation: &'static str,
    /// An example before the edit. If a document alone cannot show it: commands, each after `$ `, that make the files
    before: &'static str,
    /// The example after the edit
    after: &'static str,
    /// What to write
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "&'static str")]
    write: Option<&'static str>,
    #[serde(flatten)]
    gate: Option<OfGate>,
}

/// What only a rule of the gate has.
#[derive(Serialize, JsonSchema)]
struct OfGate {
    /// Whom it protects
    #[schemars(with = "Vec<terms::Party>")]
    protects: Vec<&'static str>,
    /// The part of the version that a release with its worst change must raise; null for rules of the lock, and where it can only be fixed
    #[schemars(with = "Option<terms::Bump>")]
    bump: Option<&'static str>,
    /// How to make such a change harmless
    harmless: &'static str,
}

impl From<AnyRule> for Rule {
    fn from(rule: AnyRule) -> Self {
        let AnyRule { id, title, level, explanation, before, after, remedy, gate } = rule;
        let write = gate.is_none().then_some(remedy);
        let gate =
            gate.map(|gate| OfGate { protects: parties(gate), bump: gate.bump().map(Bump::as_str), harmless: remedy });
        Self { id, title, level, explanation, before, after, write, gate }
    }
}
