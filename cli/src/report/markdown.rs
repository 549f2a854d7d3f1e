//! The report as Markdown for a comment on a pull request. Text from documents is put in code spans, so that no platform
//! turns it into mentions, links or images.

use std::fmt::Write as _;

use scopemark_compiler::Finding;
use scopemark_gate::report::{Shown, details};
use scopemark_gate::review::Verdict;

use super::{Found, Report};
use crate::exit::Failure;
use crate::inert::code;
use crate::order;

pub(super) fn render(report: &Report<'_>) -> String {
    let result = if report.failures.is_empty() { report.verdict() } else { "not compared" };
    let mut out = format!("### Permission tables: {result}\n");
    let short = report.short();
    for Failure(why) in report.failures {
        writeln!(out, "\n- **error**: {}", code(why)).expect(INFALLIBLE);
    }
    for found in report.open() {
        match found {
            Found::Finding(finding) => push_finding(&mut out, finding),
            Found::Verdict(verdict, part) => push_verdict(&mut out, verdict, report.shown(part, &short)),
        }
    }
    let accepted = report.accepted();
    if !accepted.is_empty() {
        out.push_str("\n#### Accepted\n");
        for (verdict, part) in accepted {
            push_verdict(&mut out, verdict, report.shown(part, &short));
        }
    }
    let new = report.new_acceptances();
    if !new.is_empty() {
        out.push_str("\n#### New acceptances\n\n");
        for (fingerprints, reason) in new {
            let fingerprints: Vec<String> =
                fingerprints.iter().map(|fingerprint| code(short.of(fingerprint))).collect();
            let reason = reason.as_deref().map_or_else(|| "reason as above".to_owned(), code);
            writeln!(out, "- {}: {reason}", fingerprints.join(", ")).expect(INFALLIBLE);
        }
    }
    for release in report.new_releases() {
        writeln!(out, "\n- **new release**: {}", code(release)).expect(INFALLIBLE);
    }
    for note in report.remarks() {
        writeln!(out, "\n- **note**: {}", code(note)).expect(INFALLIBLE);
    }
    for (of, order) in report.orders() {
        let of = of.map_or_else(String::new, |of| format!(" for {}", code(of)));
        write!(out, "\n#### Who must do what{of}, in this order\n\n{}", order::markdown(order)).expect(INFALLIBLE);
    }
    for line in report.conclusion().iter().flat_map(|conclusion| conclusion.lines()) {
        writeln!(out, "\n{}", code(line)).expect(INFALLIBLE);
    }
    out
}

const INFALLIBLE: &str = "writing to a string cannot fail";

fn push(out: &mut String, level: &str, place: &str, rule: &str, message: &str) {
    writeln!(out, "\n- **{level}** at {} ({})", code(place), code(rule)).expect(INFALLIBLE);
    push_detail(out, "what", message);
}

fn push_detail(out: &mut String, sign: &str, text: &str) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        writeln!(out, "  - {sign}: {}", code(line)).expect(INFALLIBLE);
    }
}

fn push_finding(out: &mut String, finding: &Finding) {
    let place = format!("{}:{}:{}", finding.path, finding.position.line, finding.position.column);
    push(out, finding.level().as_str(), &place, finding.rule.id, &finding.message);
    push_detail(out, "help", &finding.help);
}

fn push_verdict(out: &mut String, verdict: &Verdict, shown: Shown<'_>) {
    let change = &verdict.primary().change;
    let place = &change.place;
    let place = if place.path.is_empty() { change.subject.document.clone() } else { place.to_string() };
    push(out, verdict.label(), &place, change.rule.id, &change.message);
    for (sign, text) in details(verdict, shown) {
        push_detail(out, sign, &text);
    }
}
