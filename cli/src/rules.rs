//! `rules`: lists what the gate looks for.

use clap::ValueEnum;
use comfy_table::{Table, presets};
use scopemark_compiler::gate::{self, Party};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::output;

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

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON object, described in docs/json.md
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    match args.format {
        Format::Text => {
            let mut table = Table::new();
            table.load_style(presets::NOTHING);
            table.set_header(["RULE", "LEVEL", "PROTECTS", "FINDS"]);
            for rule in gate::rules() {
                table.add_row([rule.id, rule.level.as_str(), &parties(rule).join(", "), rule.title]);
            }
            let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
            output::result(&lines.concat())?;
        }
        Format::Json => {
            let rules: Vec<_> = gate::rules().iter().map(|rule| as_json(rule)).collect();
            output::data(&crate::report::to_json(&json!({ "format": crate::json::FORMAT, "rules": rules }))?)?;
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
