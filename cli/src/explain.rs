//! `explain`: what one rule means.

use scopemark_compiler::finding::Rule;
use scopemark_compiler::gate::{self, GateRule};
use scopemark_compiler::rules as reading;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::output;
use crate::rules::{Format, as_json, parties};

/// Explain a rule: what it means, whom it protects, an example, and how to make such a change harmless
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark explain token/scope-replaced
  cargo scopemark explain consent/ask-grew --format json")]
pub(crate) struct Args {
    /// The rule, as a finding names it in brackets
    #[arg(value_parser = known)]
    rule: Known,

    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// A rule of the gate, or of reading.
#[derive(Debug, Clone, Copy)]
enum Known {
    Gate(&'static GateRule),
    Reading(&'static Rule),
}

fn known(id: &str) -> Result<Known, String> {
    if let Some(rule) = reading::ALL.iter().find(|rule| rule.id == id) {
        return Ok(Known::Reading(rule));
    }
    gate::explain(id).map(Known::Gate).map_err(|unknown| format!("{unknown}; `cargo scopemark rules` lists them"))
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    let (text, rule) = match args.rule {
        Known::Gate(rule) => (text(rule), as_json(rule)),
        // What is wrong in one document is explained where it is found.
        Known::Reading(Rule { id, level, title }) => (
            format!("{style}{id}{style:#}: {title}\n\nLevel: {}\n", level.as_str(), style = output::TITLE),
            json!({ "id": id, "title": title, "level": level.as_str() }),
        ),
    };
    match args.format {
        Format::Text => output::result(&text)?,
        Format::Json => {
            let json = json!({ "format": crate::json::FORMAT, "rule": rule });
            output::data(&crate::report::to_json(&json)?)?;
        }
    }
    Ok(Exit::Clean)
}

fn text(rule: &GateRule) -> String {
    let title = output::TITLE;
    let bump = rule.bump.map_or("no release may carry it", gate::Bump::as_str);
    format!(
        "{title}{}{title:#}: {}\n\nLevel: {}. Protects: {}. A release with it, accepted: {bump}.\n\n{}\n\n\
         {title}Before{title:#}\n\n{}\n{title}After{title:#}\n\n{}\n{title}To make it harmless{title:#}: {}\n",
        rule.id,
        rule.title,
        rule.level.as_str(),
        parties(rule).join(", "),
        rule.explanation,
        indented(rule.before),
        indented(rule.after),
        rule.harmless
    )
}

fn indented(text: &str) -> String {
    text.lines().flat_map(|line| ["    ", line, "\n"]).collect()
}
