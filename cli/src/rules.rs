//! `rules`: lists what reading and the gate look for.

use scopemark_gate::{AnyRule, Bump, GateRule, Party, catalogue};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::json;
use crate::output::{self, Format};
use crate::page::Page;

/// List the rules of reading and of the gate, and whom each protects
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
            let rows = catalogue().into_iter().map(|rule| {
                let protects = rule.gate.map_or_else(String::new, |rule| parties(rule).join(", "));
                [rule.id.to_owned(), rule.level.to_owned(), protects, rule.title.to_owned()]
            });
            page.table(["RULE", "LEVEL", "PROTECTS", "FINDS"], rows);
            output::result(&page)?;
        }
        Format::Json => {
            let rules: Vec<_> = catalogue().into_iter().map(as_json).collect();
            output::data(&json::pretty(&json!({ "format": json::FORMAT, "rules": rules }))?)?;
        }
    }
    Ok(Exit::Clean)
}

pub(crate) fn parties(rule: &GateRule) -> Vec<&'static str> {
    rule.parties.iter().map(|party: &Party| party.as_str()).collect()
}

/// A rule of reading has no more than what all rules have: what to do is said where it finds something.
pub(crate) fn as_json(rule: AnyRule) -> serde_json::Value {
    let mut json = json!({
        "id": rule.id,
        "title": rule.title,
        "level": rule.level,
        "explanation": rule.explanation,
    });
    if let Some(rule) = rule.gate {
        json["protects"] = json!(parties(rule));
        json["bump"] = json!(rule.bump.map(Bump::as_str));
        json["before"] = json!(rule.before);
        json["after"] = json!(rule.after);
        json["harmless"] = json!(rule.harmless);
    }
    json
}
