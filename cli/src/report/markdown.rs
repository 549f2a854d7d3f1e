//! The report as Markdown for a comment on a pull request. Text from documents is put in code spans, so that no platform
//! turns it into mentions, links or images.

use std::fmt::Write as _;

use scopemark_compiler::finding::Visible;
use scopemark_gate::report::{proof, reason};
use scopemark_gate::review::{Item, Verdict};

use super::Report;
use crate::exit::Failure;
use crate::output;

pub(super) fn render(report: &Report<'_>) -> String {
    let levels = report.levels();
    let (accepted, open): (Vec<&Verdict>, Vec<&Verdict>) =
        report.judgement.verdicts.iter().partition(|verdict| verdict.label() == "accepted");
    let result = if report.failures.is_empty() { output::counted(&levels) } else { "not compared".to_owned() };
    let mut out = format!("### Permission tables: {result}\n");
    for Failure(why) in report.failures {
        writeln!(out, "\n- **error**: {}", code(why)).expect(INFALLIBLE);
    }
    for finding in report.findings {
        let place = format!("{}:{}:{}", finding.path, finding.position.line, finding.position.column);
        push(&mut out, finding.level().as_str(), &place, finding.rule.id, &finding.message);
        push_detail(&mut out, "help", &finding.help);
    }
    for verdict in open {
        push_verdict(&mut out, verdict, report);
    }
    if !accepted.is_empty() {
        out.push_str("\n#### Accepted\n");
        for verdict in accepted {
            push_verdict(&mut out, verdict, report);
        }
    }
    if !report.judgement.new_acceptances.is_empty() {
        out.push_str("\n#### New acceptances\n\n");
        for acceptance in &report.judgement.new_acceptances {
            writeln!(out, "- {}: {}", code(&acceptance.fingerprint), code(&reason(acceptance))).expect(INFALLIBLE);
        }
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

fn push_verdict(out: &mut String, verdict: &Verdict, report: &Report<'_>) {
    let Item { change, accepted, .. } = verdict.primary();
    let place = &change.place;
    let place = if place.path.is_empty() {
        change.subject.document.clone()
    } else {
        format!("{}:{}:{}", place.path, place.line, place.column)
    };
    push(out, verdict.label(), &place, change.rule.id, &change.message);
    push_detail(out, "was", change.old_line.as_deref().unwrap_or_default());
    push_detail(out, "proof", &proof(change).unwrap_or_default());
    push_detail(out, "compared with", &verdict.against.join(", "));
    push_detail(out, "help", &change.help);
    push_detail(out, "reason", &accepted.as_ref().map(reason).unwrap_or_default());
    for Item { change, .. } in verdict.attached() {
        push_detail(
            out,
            &format!("also {}", change.level.as_str()),
            &format!("{} [{}]", change.message, change.rule.id),
        );
    }
    for item in verdict.to_mend() {
        if let Some((word, line)) = report.mending(item) {
            push_detail(out, word, &line);
        }
    }
}

/// A code span that shows the text and nothing else (CommonMark 0.31, section 6.1): its fence is longer than any run of
/// backticks in it. Line ends would end a list item.
pub(crate) fn code(text: &str) -> String {
    let text = Visible(text).to_string();
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || text.trim() != text || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("@team"), "`@team`");
        assert_eq!(code("a `b` ``c``"), "``` a `b` ``c`` ```");
        assert_eq!(code("a\n\n# b"), "`a\\u{a}\\u{a}# b`");
        assert_eq!(code("`"), "`` ` ``");
    }
}
