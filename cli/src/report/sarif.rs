//! The report as a SARIF 2.1.0 log (OASIS, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use scopemark_compiler::{Finding, Level};
use scopemark_gate::report::{proof, reason};
use scopemark_gate::review::{Item, Verdict};
use scopemark_gate::{AnyRule, GateRule, Party, Place, RuleLevel, catalogue};
use serde_json::{Value, json};

use super::{Part, Report};
use crate::exit::Failure;
use crate::json::pretty;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn render(report: &Report<'_>) -> Result<String, Failure> {
    let declared = declared();
    let numbers: BTreeMap<&str, usize> = declared.iter().enumerate().map(|(number, (id, _))| (*id, number)).collect();
    let findings = report.findings().map(|found| finding(found, report));
    let verdicts = report.verdicts().flat_map(|(verdict, part)| results(verdict, part, report));
    let results: Vec<Value> = findings
        .chain(verdicts)
        .map(|mut result| {
            let number = result["ruleId"].as_str().and_then(|id| numbers.get(id)).copied();
            result["ruleIndex"] = number.into();
            result
        })
        .collect();
    pretty(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "scopemark",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": declared.into_iter().map(|(_, rule)| rule).collect::<Vec<_>>(),
            } },
            "invocations": [invocation(report)],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// Whether the run could do its work. A log without results would else look like a pass.
fn invocation(report: &Report<'_>) -> Value {
    let notifications: Vec<Value> =
        report.failures.iter().map(|why| json!({ "level": "error", "message": { "text": why.0 } })).collect();
    json!({ "executionSuccessful": notifications.is_empty(), "toolExecutionNotifications": notifications })
}

/// Every rule, of reading and of the gate, sorted by id.
fn declared() -> Vec<(&'static str, Value)> {
    let declared = |rule: AnyRule| rule.gate.map_or_else(|| reading_rule(rule), gate_rule);
    catalogue().into_iter().map(|rule| (rule.id, declared(rule))).collect()
}

fn reading_rule(rule: AnyRule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": rule.remedy },
        "defaultConfiguration": { "level": rule.level },
    })
}

fn gate_rule(rule: &GateRule) -> Value {
    let level = match rule.level {
        RuleLevel::Warning | RuleLevel::WarningOrNote => "warning",
        RuleLevel::Note => "note",
        _ => "error",
    };
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.explanation },
        "help": { "text": format!("To make it harmless: {}.", rule.harmless) },
        "defaultConfiguration": { "level": level },
        "properties": { "tags": rule.parties.iter().map(|party: &Party| party.as_str()).collect::<Vec<_>>() },
    })
}

fn finding(finding: &Finding, report: &Report<'_>) -> Value {
    let text = if finding.help.is_empty() {
        finding.message.clone()
    } else {
        format!("{}\n{}", finding.message, finding.help)
    };
    json!({
        "ruleId": finding.rule.id,
        "level": finding.level().as_str(),
        "message": { "text": text },
        "locations": locations(&report.path_in_repository(&finding.path), finding.position.line, finding.position.column),
        "suppressions": [],
    })
}

/// The change and those attached to it. Each is its own result, because each has its own rule.
fn results(verdict: &Verdict, part: &Part<'_>, report: &Report<'_>) -> Vec<Value> {
    verdict.items.iter().map(|item| result(item, verdict, part, report)).collect()
}

fn result(item: &Item, verdict: &Verdict, part: &Part<'_>, report: &Report<'_>) -> Value {
    let Item { change, fingerprint, accepted } = item;
    let Place { path, line, column } = &change.place;
    let mut text = change.message.clone();
    let mut push = |line: String| write!(text, "\n{line}").expect("writing to a string cannot fail");
    // Whole, for programs.
    change.witness.iter().filter(|_| proof(change).is_some()).map(ToString::to_string).for_each(&mut push);
    push(format!("Compared with: {}", verdict.against.join(", ")));
    push(change.help.clone());
    let is_open = item.accepted.is_none() && item.is_acceptable() && change.level > Level::Note;
    if let Some(accept) = part.accept.as_ref().filter(|_| is_open) {
        push(accept.line([fingerprint.as_str()]));
    }
    let suppressions: Vec<Value> = accepted
        .iter()
        .map(|acceptance| json!({ "kind": "external", "status": "accepted", "justification": reason(acceptance) }))
        .collect();
    json!({
        "ruleId": change.rule.id,
        "level": level(change.level),
        "message": { "text": text },
        "locations": locations(&report.path_in_repository(path), *line, *column),
        "partialFingerprints": { "scopemark/v1": fingerprint },
        "suppressions": suppressions,
    })
}

fn level(level: Level) -> &'static str {
    level.as_str()
}

/// The location of a result. Empty if it is in no file.
fn locations(path: &str, line: u32, column: u32) -> Value {
    if path.is_empty() {
        return json!([]);
    }
    json!([{ "physicalLocation": {
        "artifactLocation": { "uri": uri(path) },
        "region": { "startLine": line.max(1), "startColumn": column.max(1) },
    } }])
}

/// A relative path as a URI reference (RFC 3986, section 4.2).
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string cannot fail");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{declared, uri};

    #[test]
    fn a_path_is_a_uri_reference() {
        assert_eq!(uri("docs-tables/my doc:ä%.md"), "docs-tables/my%20doc%3A%C3%A4%25.md");
    }

    #[test]
    fn every_rule_is_declared_once() {
        assert!(declared().windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
