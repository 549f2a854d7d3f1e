//! The report for GitHub Actions: the full text, then workflow commands that annotate lines
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).

use std::collections::BTreeMap;

use scopemark_compiler::finding::Visible;
use scopemark_compiler::{Finding, Level};
use scopemark_gate::report::{Short, pasted, proof};
use scopemark_gate::review::Verdict;

use super::{Found, Part, Report, text};
use crate::exit::Failure;

/// GitHub shows this many annotations of one level for a step, and silently drops the rest.
const SHOWN: usize = 10;

pub(super) fn render(report: &Report<'_>) -> String {
    let mut out = harmless(&text::render(report));
    for (level, command) in [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Note, "notice")] {
        for annotation in grouped(all(report, level)) {
            let Annotation { path, line, column, title, message } = annotation;
            let place = match (&*path, line) {
                ("", _) => String::new(),
                // Facts of a lock have no places.
                (path, 0) => format!("file={},", property(path)),
                (path, line) => format!("file={},line={line},col={column},", property(path)),
            };
            out.extend(["::", command, " ", &place, "title=", &property(&title), "::", &data(&message), "\n"]);
        }
    }
    out
}

/// The text without workflow commands. A runner looks for both forms of them in every line.
pub(super) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let start = line.len() - line.trim_start().len();
        let (margin, rest) = line.split_at(start);
        out.push_str(margin);
        if rest.starts_with("::") {
            out.push('\\');
        }
        out.push_str(&rest.replace("##[", "##\\["));
        out.push('\n');
    }
    out
}

#[derive(Clone)]
struct Annotation {
    path: String,
    line: u32,
    column: u32,
    title: String,
    message: String,
}

/// What is shown of one level.
fn all(report: &Report<'_>, level: Level) -> Vec<Annotation> {
    let short = report.short();
    let annotation = |found| match found {
        Found::Finding(finding) => of_finding(report, finding),
        Found::Verdict(verdict, part) => of_verdict(report, verdict, part, &short),
    };
    let failures = report.failures.iter().filter(|_| level == Level::Error).map(|Failure(why)| Annotation {
        path: String::new(),
        line: 1,
        column: 1,
        title: "scopemark".to_owned(),
        message: why.clone(),
    });
    failures.chain(report.open().into_iter().filter(|found| found.level() == level).map(annotation)).collect()
}

fn of_finding(report: &Report<'_>, finding: &Finding) -> Annotation {
    Annotation {
        path: report.path_in_repository(&finding.path),
        line: finding.position.line,
        column: finding.position.column,
        title: finding.rule.id.to_owned(),
        message: format!("{}\n{}", finding.message, finding.help),
    }
}

fn of_verdict(report: &Report<'_>, verdict: &Verdict, part: &Part<'_>, short: &Short) -> Annotation {
    let change = &verdict.primary().change;
    let mut message = change.message.clone();
    message.extend(proof(change).map(|proof| format!("\n{proof}")));
    message.push('\n');
    message.push_str(&change.help);
    for help in verdict.attached().iter().filter_map(pasted) {
        message.extend(["\n", help]);
    }
    for (_, line) in part.accept.iter().flat_map(|accept| accept.mending(verdict, short)) {
        message.extend(["\n", &line]);
    }
    Annotation {
        path: report.path_in_repository(&change.place.path),
        line: change.place.line,
        column: change.place.column,
        title: change.rule.id.to_owned(),
        message,
    }
}

/// No more than are shown: those of one rule in one document together where there are too many, and in the end a count.
fn grouped(annotations: Vec<Annotation>) -> Vec<Annotation> {
    if annotations.len() <= SHOWN {
        return annotations;
    }
    let mut order = Vec::new();
    let mut groups: BTreeMap<(String, String), Vec<Annotation>> = BTreeMap::new();
    for annotation in annotations {
        let key = (annotation.path.clone(), annotation.title.clone());
        let group = groups.entry(key.clone()).or_default();
        if group.is_empty() {
            order.push(key);
        }
        group.push(annotation);
    }
    let mut shown: Vec<Annotation> = Vec::new();
    let total = order.len();
    for (number, key) in order.into_iter().enumerate() {
        let group = groups.remove(&key).unwrap_or_default();
        let Some(first) = group.first() else { continue };
        if total > SHOWN && number == SHOWN - 1 {
            shown.push(Annotation {
                path: String::new(),
                line: 1,
                column: 1,
                title: "scopemark".into(),
                message: format!("{} more kinds of findings are in the log of this step", total - number),
            });
            break;
        }
        let mut message = first.message.clone();
        for other in &group[1..] {
            let head = other.message.lines().next().unwrap_or_default();
            let place = if other.path.is_empty() { String::new() } else { format!("line {}: ", other.line) };
            message.extend(["\n", &place, head]);
        }
        shown.push(Annotation { message, ..first.clone() });
    }
    shown
}

/// The text of an annotation, in which a line end would end the command.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| Visible(line).to_string()).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace("##[", "##\\[")
}

/// The value of a property, which a comma or a colon would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{Annotation, SHOWN, data, grouped, harmless, property};

    #[test]
    fn no_line_of_text_is_a_command() {
        let text = harmless("::error::x\n  ::set-output name=a::b\n\u{a0}::stop\nsafe ##[error]x\na :: b\n");
        for line in text.lines() {
            assert!(!line.trim().starts_with("::"), "{line}");
            assert!(!line.contains("##["), "{line}");
        }
        assert!(text.contains("a :: b"));
    }

    #[test]
    fn values_cannot_leave_their_place() {
        assert_eq!(data("a%\r\nb"), "a%25%0Ab");
        assert_eq!(data("a\rb"), "a\\u{d}b");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }

    #[test]
    fn no_more_than_are_shown_and_none_is_lost_without_a_word() {
        let annotation = |rule: usize, line| Annotation {
            path: "a.md".into(),
            line,
            column: 1,
            title: format!("rule/{rule}"),
            message: format!("message {line}"),
        };
        let few: Vec<_> = (0..10).map(|line| annotation(0, line)).collect();
        assert_eq!(grouped(few).len(), 10);
        let one_rule: Vec<_> = (0..30).map(|line| annotation(0, line)).collect();
        let [only] = &grouped(one_rule)[..] else { panic!("one group") };
        assert!((0..30).all(|line| only.message.contains(&format!("message {line}"))), "{}", only.message);
        let many: Vec<_> = (0..40).map(|line| annotation(line as usize % 20, line)).collect();
        let many = grouped(many);
        assert_eq!(many.len(), SHOWN);
        assert!(many[SHOWN - 1].message.contains("11 more"), "{}", many[SHOWN - 1].message);
    }
}
