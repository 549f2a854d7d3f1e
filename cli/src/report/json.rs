//! The report as JSON, as `docs/json.md` describes it.

use scopemark_compiler::finding;
use scopemark_compiler::model::{Access, Kind};
use scopemark_gate::lock::Acceptance;
use scopemark_gate::review::{Item, Verdict};
use scopemark_gate::{Change, Party, Place, Witness};
use serde::Serialize;

use super::Report;
use crate::exit::Failure;
use crate::json::{FORMAT, Finding, pretty};

pub(super) fn render(report: &Report<'_>) -> Result<String, Failure> {
    let verdicts = &report.judgement.verdicts;
    pretty(&Output {
        format: FORMAT,
        findings: report.findings.iter().map(|finding: &finding::Finding| Finding::from(finding)).collect(),
        changes: verdicts.iter().map(|verdict| Edit::new(verdict, report)).collect(),
        new_acceptances: report.judgement.new_acceptances.iter().map(Accepted::from).collect(),
    })
}

#[derive(Serialize)]
struct Output<'a> {
    format: u32,
    findings: Vec<Finding<'a>>,
    changes: Vec<Edit<'a>>,
    new_acceptances: Vec<Accepted<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    change: One<'a>,
    against: &'a [String],
    attached: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    rule: &'a str,
    level: &'static str,
    fingerprint: &'a str,
    parties: Vec<&'a str>,
    subject: Subject<'a>,
    path: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    help: &'a str,
    before: &'a str,
    after: &'a str,
    old: Option<Old<'a>>,
    witness: Option<Token<'a>>,
    accepted: Option<Accepted<'a>>,
    accept: Option<String>,
}

#[derive(Serialize)]
struct Subject<'a> {
    document: &'a str,
    what: &'a str,
    resource: Option<&'a str>,
    kind: Option<&'static str>,
    permission: Option<&'a str>,
    feature: Option<&'a str>,
    access: Option<&'static str>,
    condition: Option<&'a str>,
}

#[derive(Serialize)]
struct Old<'a> {
    path: Option<&'a str>,
    line: Option<u32>,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Token<'a> {
    feature: &'a str,
    access: &'static str,
    kind: &'static str,
    conditions: &'a [String],
    options: &'a [String],
    permissions: &'a [String],
    text: String,
}

#[derive(Serialize)]
struct Accepted<'a> {
    fingerprint: &'a str,
    reason: &'a str,
    until: Option<String>,
}

impl<'a> Edit<'a> {
    fn new(verdict: &'a Verdict, report: &Report<'_>) -> Self {
        Self {
            change: One::new(verdict.primary(), report),
            against: &verdict.against,
            attached: verdict.attached().iter().map(|item| One::new(item, report)).collect(),
        }
    }
}

impl<'a> One<'a> {
    fn new(item: &'a Item, report: &Report<'_>) -> Self {
        let Item { change, fingerprint, accepted } = item;
        let Place { path, line, column } = &change.place;
        let accept = report.mending(item).filter(|_| accepted.is_none() && item.is_acceptable());
        Self {
            rule: change.rule.id,
            level: change.level.as_str(),
            fingerprint,
            parties: change.parties().iter().map(|party: &Party| party.as_str()).collect(),
            subject: Subject::from(change),
            path,
            line: *line,
            column: *column,
            message: &change.message,
            help: &change.help,
            before: &change.before,
            after: &change.after,
            old: Old::of(change),
            witness: change.witness.as_ref().map(Token::from),
            accepted: accepted.as_ref().map(Accepted::from),
            accept: accept.map(|(_, line)| line),
        }
    }
}

impl<'a> From<&'a Change> for Subject<'a> {
    fn from(change: &'a Change) -> Self {
        let subject = &change.subject;
        let told = |text: &'a str| (!text.is_empty()).then_some(text);
        Self {
            document: &subject.document,
            what: subject.what.as_str(),
            resource: told(&subject.resource),
            kind: subject.kind.map(Kind::as_str),
            permission: told(&subject.permission),
            feature: subject.feature.as_deref(),
            access: subject.access.map(Access::as_str),
            condition: subject.condition.as_deref(),
        }
    }
}

impl<'a> Old<'a> {
    fn of(change: &'a Change) -> Option<Self> {
        let place = change.old_place.as_ref().filter(|place| place.line > 0);
        let text = change.old_line.as_deref();
        (place.is_some() || text.is_some()).then(|| Self {
            path: place.map(|place| place.path.as_str()),
            line: place.map(|place| place.line),
            text,
        })
    }
}

impl<'a> From<&'a Witness> for Token<'a> {
    fn from(witness: &'a Witness) -> Self {
        Self {
            feature: &witness.feature,
            access: witness.access.as_str(),
            kind: witness.kind.as_str(),
            conditions: &witness.conditions,
            options: &witness.options,
            permissions: &witness.token,
            text: witness.to_string(),
        }
    }
}

impl<'a> From<&'a Acceptance> for Accepted<'a> {
    fn from(acceptance: &'a Acceptance) -> Self {
        Self {
            fingerprint: &acceptance.fingerprint,
            reason: &acceptance.reason,
            until: acceptance.until.map(|until| until.to_string()),
        }
    }
}
