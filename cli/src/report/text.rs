//! The report as text, for a terminal or the log of CI.

use std::fmt::Write as _;

use scopemark_compiler::finding::Visible;
use scopemark_gate::report::text;

use super::{Found, Report};
use crate::order;

pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut push = |text: &str| writeln!(out, "{text}\n").expect("writing to a string cannot fail");
    let short = report.short();
    let verdict = |verdict, part| text(verdict, |path, line| report.lines.get(path, line), report.shown(part, &short));
    for found in report.open() {
        match found {
            Found::Finding(finding) => push(&format!("{}: {finding}", finding.level().as_str())),
            Found::Verdict(open, part) => push(&verdict(open, part)),
        }
    }
    for (accepted, part) in report.accepted() {
        push(&verdict(accepted, part));
    }
    for (fingerprints, reason) in report.new_acceptances() {
        let fingerprints: Vec<&str> = fingerprints.iter().map(|fingerprint| short.of(fingerprint)).collect();
        let reason = reason.as_deref().unwrap_or("as above");
        push(&format!("new acceptance: {}\n  = reason: {}", fingerprints.join(" "), Visible(reason)));
    }
    for release in report.new_releases() {
        push(&format!("new release: {}", Visible(release)));
    }
    for note in report.remarks() {
        push(&format!("note: {}", Visible(note)));
    }
    for (of, order) in report.orders() {
        push(&order::text(order, of));
    }
    if let Some(conclusion) = report.conclusion() {
        push(&conclusion);
    }
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
