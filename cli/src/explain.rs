//! `explain`: what one rule means.

use scopemark_compiler::finding::Rule;
use scopemark_compiler::rules as reading;
use scopemark_gate::{self as gate, GateRule};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::json;
use crate::output::{self, Format};
use crate::page::Page;
use crate::rules::{as_json, parties};

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
    let (page, rule) = match args.rule {
        Known::Gate(rule) => (page(rule), as_json(rule)),
        // What is wrong in one document is explained where it is found.
        Known::Reading(Rule { id, level, title }) => {
            let mut page = Page::default();
            page.title(&format!("{id}: {title}"));
            page.line(format_args!("Level: {}", level.as_str()));
            (page, json!({ "id": id, "title": title, "level": level.as_str() }))
        }
    };
    match args.format {
        Format::Text => output::result(&page)?,
        Format::Json => output::data(&json::pretty(&json!({ "format": json::FORMAT, "rule": rule }))?)?,
    }
    Ok(Exit::Clean)
}

fn page(rule: &GateRule) -> Page {
    let mut page = Page::default();
    page.title(&format!("{}: {}", rule.id, rule.title));
    page.line(format_args!("Level: {}. Protects: {}.", rule.level.as_str(), parties(rule).join(", ")));
    match rule.bump {
        Some(bump) => page.line(format_args!("A release with it, accepted, is a {} one at least.", bump.as_str())),
        None => page.line(format_args!("No release may carry it.")),
    }
    page.gap();
    page.line(format_args!("{}", rule.explanation));
    for (title, example) in [("Before", rule.before), ("After", rule.after)] {
        page.title(title);
        for line in example.lines() {
            page.line(format_args!("{}", format!("    {line}").trim_end()));
        }
    }
    page.title("To make it harmless");
    page.line(format_args!("{}", rule.harmless));
    page
}
