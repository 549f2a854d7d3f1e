//! `explain`: explains one rule.

use schemars::JsonSchema;
use scopemark_gate::{AnyRule, GateRule, RuleLevel};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::output::{self, Format};
use crate::page::Page;
use crate::rules::{Rule, parties};
use crate::{json, terms};

/// Explain a rule
///
/// Prints what the rule finds, why that matters, an example, and what to do. For a rule of the gate, prints also whom it
/// protects.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo scopemark explain read/header-slip
  cargo scopemark explain token/scope-replaced
  cargo scopemark explain consent/ask-grew --format json")]
pub(crate) struct Args {
    /// The id of the rule, which a finding shows in brackets
    #[arg(value_parser = known)]
    rule: AnyRule,

    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

fn known(id: &str) -> Result<AnyRule, String> {
    scopemark_gate::explain(id).map_err(|unknown| format!("{unknown} (`cargo scopemark rules` lists all rules)"))
}

pub(crate) fn run(args: &Args) -> Result<Exit, Failure> {
    match args.format {
        Format::Text => output::result(&page(args.rule))?,
        Format::Json => output::data(&json::pretty(&Output { format: terms::FORMAT, rule: args.rule.into() })?)?,
    }
    Ok(Exit::Clean)
}

/// What `explain` prints
#[derive(Serialize, JsonSchema)]
pub(crate) struct Output {
    /// The number of this format
    #[schemars(with = "terms::Format")]
    format: u32,
    /// The rule
    rule: Rule,
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
    example(&mut page, rule);
    page
}

/// Whom the rule protects, and what a release with such a change must be.
fn consequences(page: &mut Page, rule: &GateRule) {
    let level = match rule.level {
        RuleLevel::Proved => "error, always proved by a token",
        RuleLevel::ProvedOrWarning => "error if a token proves it, else warning",
        level => level.as_str(),
    };
    page.line(format_args!("Level: {level}. Protects: {}.", parties(rule).join(", ")));
    if let Some(bump) = rule.bump() {
        let most = match rule.level {
            RuleLevel::Error | RuleLevel::Proved | RuleLevel::Warning | RuleLevel::Note => "",
            RuleLevel::WarningOrNote => " if it is a warning",
            _ => " if it is an error",
        };
        page.line(format_args!("A release with such a change must be at least a {} release{most}.", bump.as_str()));
    }
    if !rule.acceptable {
        page.line(format_args!("Such a change cannot be accepted, only fixed."));
    }
}

fn example(page: &mut Page, rule: AnyRule) {
    for (title, example) in [("Before", rule.before), ("After", rule.after)] {
        page.title(title);
        for line in example.lines() {
            page.line(format_args!("{}", format!("    {line}").trim_end()));
        }
    }
    page.title(if rule.gate.is_some() { "To make it harmless" } else { "What to write" });
    page.line(format_args!("{}", rule.remedy));
}
