//! `rules`: lists what the gate looks for.

use scopemark_gate::{self as gate, Party};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::json;
use crate::output::{self, Format};
use crate::page::Page;

/// List the rules of the gate, and whom each protects
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark rules
  cargo scopemark rules --format json")]
pub(crate) struct Args {
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    match args.format {
        Format::Text => {
            let mut page = Page::default();
            let rows = gate::rules().iter().map(|rule| {
                [rule.id.to_owned(), rule.level.as_str().to_owned(), parties(rule).join(", "), rule.title.to_owned()]
            });
            page.table(["RULE", "LEVEL", "PROTECTS", "FINDS"], rows);
            output::result(&page)?;
        }
        Format::Json => {
            let rules: Vec<_> = gate::rules().iter().map(|rule| as_json(rule)).collect();
            output::data(&json::pretty(&json!({ "format": json::FORMAT, "rules": rules }))?)?;
        }
    }
    Ok(Exit::Clean)
}

pub(crate) fn parties(rule: &gate::GateRule) -> Vec<&'static str> {
    rule.parties.iter().map(|party: &Party| party.as_str()).collect()
}

pub(crate) fn as_json(rule: &gate::GateRule) -> serde_json::Value {
    json!({
        "id": rule.id,
        "title": rule.title,
        "level": rule.level.as_str(),
        "protects": parties(rule),
        "bump": rule.bump.map(gate::Bump::as_str),
        "explanation": rule.explanation,
        "before": rule.before,
        "after": rule.after,
        "harmless": rule.harmless,
    })
}
