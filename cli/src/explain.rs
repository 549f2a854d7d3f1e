//! `explain`: what one rule means.

use scopemark_gate::{AnyRule, GateRule};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::json;
use crate::output::{self, Format};
use crate::page::Page;
use crate::rules::{as_json, parties};

/// Explain a rule: what it means, and of a rule of the gate whom it protects, an example, and how to make it harmless
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark explain token/scope-replaced
  cargo scopemark explain consent/ask-grew --format json")]
pub(crate) struct Args {
    /// The rule, as a finding names it in brackets
    #[arg(value_parser = known)]
    rule: AnyRule,

    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

fn known(id: &str) -> Result<AnyRule, String> {
    scopemark_gate::explain(id).map_err(|unknown| format!("{unknown}; `cargo scopemark rules` lists them"))
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    match args.format {
        Format::Text => output::result(&page(args.rule))?,
        Format::Json => output::data(&json::pretty(&json!({ "format": json::FORMAT, "rule": as_json(args.rule) }))?)?,
    }
    Ok(Exit::Clean)
}

fn page(rule: AnyRule) -> Page {
    let mut page = Page::default();
    page.title(&format!("{}: {}", rule.id, rule.title));
    match rule.gate {
        None => page.line(format_args!("Level: {}.", rule.level)),
        Some(gate) => consequences(&mut page, gate),
    }
    page.gap();
    page.line(format_args!("{}", rule.explanation));
    // What is wrong in one document is shown, with what to do, where it is found.
    if let Some(gate) = rule.gate {
        example(&mut page, gate);
    }
    page
}

/// Whom a change hurts, and what a release with it must be.
fn consequences(page: &mut Page, rule: &GateRule) {
    page.line(format_args!("Level: {}. Protects: {}.", rule.level.as_str(), parties(rule).join(", ")));
    match rule.bump {
        Some(bump) => page.line(format_args!("A release with it, accepted, is a {} one at least.", bump.as_str())),
        None => page.line(format_args!("No release may carry it.")),
    }
}

fn example(page: &mut Page, rule: &GateRule) {
    for (title, example) in [("Before", rule.before), ("After", rule.after)] {
        page.title(title);
        for line in example.lines() {
            page.line(format_args!("{}", format!("    {line}").trim_end()));
        }
    }
    page.title("To make it harmless");
    page.line(format_args!("{}", rule.harmless));
}
