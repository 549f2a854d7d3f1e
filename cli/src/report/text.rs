//! The report as text, for a terminal or the log of CI.

use std::fmt::Write as _;

use scopemark_compiler::finding::Visible;
use scopemark_gate::report::{reason, text};

use super::Report;
use crate::output;

pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut push = |text: &str| writeln!(out, "{text}\n").expect("writing to a string cannot fail");
    for finding in report.findings {
        push(&format!("{}: {finding}", finding.level().as_str()));
    }
    let (accepted, open): (Vec<_>, Vec<_>) =
        report.judgement.verdicts.iter().partition(|verdict| verdict.label() == "accepted");
    for verdict in open.iter().chain(&accepted) {
        push(&text(verdict, |path, line| report.lines.get(path, line), report.accept.as_ref()));
    }
    for acceptance in &report.judgement.new_acceptances {
        push(&format!(
            "new acceptance: {}\n  = reason: {}",
            Visible(&acceptance.fingerprint),
            Visible(&reason(acceptance))
        ));
    }
    let accepted = match accepted.len() {
        0 => String::new(),
        number => format!(", {number} accepted"),
    };
    // After a failure, "0 errors" would look like a pass. The failures themselves go to standard error.
    if report.failures.is_empty() {
        push(&format!("{}{accepted}", output::counted(&report.levels())));
    }
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
