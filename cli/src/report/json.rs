//! The report as JSON, as `docs/json.md` and `schema` describe it.

use schemars::JsonSchema;
use scopemark_compiler::model::{Access, Kind};
use scopemark_compiler::{Level, finding};
use scopemark_gate::lock::Acceptance;
use scopemark_gate::review::{Item, Verdict};
use scopemark_gate::{Bump, Change, Party, Place, Tokens, Witness};
use serde::Serialize;

use super::{Part, Report};
use crate::exit::Failure;
use crate::json::{Finding, pretty};
use crate::order;
use crate::terms;
use crate::terms::FORMAT;

pub(super) fn render(report: &Report<'_>) -> Result<String, Failure> {
    pretty(&Output {
        format: FORMAT,
        error: report.error(),
        baseline: report.baseline(),
        commit: report.compared().find_map(|compared| compared.commit.as_deref()),
        bump: report.parts.iter().filter_map(Part::bump).max().map(Bump::as_str),
        findings: report.findings().map(|finding: &finding::Finding| Finding::from(finding)).collect(),
        changes: report.verdicts().map(|(verdict, part)| Edit::new(verdict, part)).collect(),
        elsewhere: report.elsewhere(),
        new_acceptances: report.acceptances().map(Accepted::from).collect(),
        new_releases: report.new_releases(),
        notes: report.remarks(),
        sites: report.parts.iter().map(Site::from).collect(),
        order: report.compared().flat_map(|compared| order::json(&compared.order)).collect(),
    })
}

/// What `check` and `diff` print
#[derive(Serialize, JsonSchema)]
pub(crate) struct Output<'a> {
    /// The number of this format
    #[schemars(with = "terms::Format")]
    format: u32,
    /// Why something could not be read or compared; null if everything was. Otherwise this is not a pass, whatever was found
    error: Option<String>,
    /// What was compared with, in words; null if nothing was. Of several folders, all of them
    baseline: Option<String>,
    /// The id of its commit; null if it is not a revision, and in `diff`
    commit: Option<&'a str>,
    /// The part of the version that the next release must raise; null if nothing changed since the last one. Of several folders,
    /// the largest
    #[schemars(with = "Option<terms::Bump>")]
    bump: Option<&'static str>,
    /// The findings of reading
    findings: Vec<Finding<'a>>,
    /// One entry for each edit, in the order of the documents
    changes: Vec<Edit<'a>>,
    /// How many findings and open changes are outside of the paths on the command line: they are counted, and not listed
    elsewhere: usize,
    /// With `--against`: the acceptances that the revision does not have
    new_acceptances: Vec<Accepted<'a>>,
    /// With `--against`: the versions of the releases that the revision does not have
    new_releases: Vec<&'a str>,
    /// With `--against`: what the revision lacks, in words
    notes: Vec<&'a str>,
    /// What follows for the documents of each folder, which have a lock of their own; the keys beside are about all of them. Of
    /// `diff` one entry, about B
    sites: Vec<Site<'a>>,
    /// Who must do what, in this order; empty if only the developers have something to do, and in `diff`
    order: Vec<order::Step<'a>>,
}

/// The documents of one folder, or one document
#[derive(Serialize, JsonSchema)]
struct Site<'a> {
    /// The path of the documents
    documents: &'a str,
    /// What was compared with, in words; null if nothing was
    baseline: Option<&'a str>,
    /// The part of the version that the next release must raise; null if nothing changed since the last one
    #[schemars(with = "Option<terms::Bump>")]
    bump: Option<&'static str>,
}

impl<'a> From<&'a Part<'_>> for Site<'a> {
    fn from(part: &'a Part<'_>) -> Self {
        Self {
            documents: &part.documents,
            baseline: part.compared.as_ref().map(|compared| compared.baseline.as_str()),
            bump: part.bump().map(Bump::as_str),
        }
    }
}

/// An edit, as the change that says most about it
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    #[serde(flatten)]
    change: One<'a>,
    /// The baselines against which the change shows
    against: &'a [String],
    /// The other changes that the edit causes
    attached: Vec<One<'a>>,
}

/// A change
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct One<'a> {
    /// The stable id of what was found
    rule: &'a str,
    /// How bad it is
    #[schemars(with = "terms::Level")]
    level: &'static str,
    /// Identifies the change for `accept`; does not depend on wording or place
    fingerprint: &'a str,
    /// Whom it hurts
    #[schemars(with = "Vec<terms::Party>")]
    parties: Vec<&'a str>,
    /// What it is about
    subject: Subject<'a>,
    /// The path of the document after the edit
    path: &'a str,
    /// The line, from 1
    line: u32,
    /// The column, from 1, in Unicode scalars
    column: u32,
    /// What the edit breaks
    message: &'a str,
    /// What to do
    help: &'a str,
    /// What the document said before; may be empty
    before: &'a str,
    /// What it says now; may be empty
    after: &'a str,
    /// The place and text before the edit; null if neither is known
    old: Option<Old<'a>>,
    /// A token that worked before the edit and no longer does: the proof of an error of the rules `token/*`
    witness: Option<Token<'a>>,
    /// The acceptance in force
    accepted: Option<Accepted<'a>>,
    /// The command that accepts this change alone, for a POSIX shell; null if it is accepted, a note or can only be fixed, and
    /// in `diff`
    accept: Option<String>,
}

/// What a change is about; null where it is about no single one
#[derive(Serialize, JsonSchema)]
struct Subject<'a> {
    /// The name of the document
    document: &'a str,
    /// What has changed
    #[schemars(with = "terms::What")]
    what: &'a str,
    /// The resource
    resource: Option<&'a str>,
    /// The kind of permission
    #[schemars(with = "Option<terms::Kind>")]
    kind: Option<&'static str>,
    /// The permission
    permission: Option<&'a str>,
    /// The feature
    feature: Option<&'a str>,
    /// The access of the row
    #[schemars(with = "Option<terms::RowAccess>")]
    access: Option<&'static str>,
    /// The condition
    condition: Option<&'a str>,
}

/// The place and text before an edit
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OldPlace")]
struct Old<'a> {
    /// The path; null if it is not known
    path: Option<&'a str>,
    /// The line, from 1; null if it is not known
    line: Option<u32>,
    /// The text of the line; null if it is not known
    text: Option<&'a str>,
}

/// A token that worked before an edit and no longer does
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Witness")]
struct Token<'a> {
    /// The feature that the token gave access to, or gives from now on
    feature: &'a str,
    /// The access that it gave, or gives
    #[schemars(with = "terms::RowAccess")]
    access: &'static str,
    /// Which tokens: a user's, an app-only one, or one of each
    #[schemars(with = "terms::Tokens")]
    kind: &'static str,
    /// The resource that judges, where only its part of the need changed
    resource: Option<&'a str>,
    /// The conditions that hold
    conditions: &'a [String],
    /// The optional permissions that were requested
    options: &'a [String],
    /// The optional application permissions that were requested
    role_options: &'a [String],
    /// Whether all options of the document count, as at a resource server
    all_options: bool,
    /// The permissions of the token; of one of each, those of the user's
    permissions: &'a [String],
    /// Of one of each, the permissions of the app-only token
    app_roles: &'a [String],
    /// The proof in words
    text: String,
}

/// An acceptance of a change
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Acceptance")]
struct Accepted<'a> {
    /// The accepted change
    fingerprint: &'a str,
    /// Why it is accepted
    reason: &'a str,
    /// The last day on which it is accepted, as YYYY-MM-DD; null if it has no end
    until: Option<String>,
}

impl<'a> Edit<'a> {
    fn new(verdict: &'a Verdict, part: &Part<'_>) -> Self {
        Self {
            change: One::new(verdict.primary(), part),
            against: &verdict.against,
            attached: verdict.attached().iter().map(|item| One::new(item, part)).collect(),
        }
    }
}

impl<'a> One<'a> {
    fn new(item: &'a Item, part: &Part<'_>) -> Self {
        let Item { change, fingerprint, accepted } = item;
        let Place { path, line, column } = &change.place;
        let accept =
            part.accept.as_ref().filter(|_| accepted.is_none() && item.is_acceptable() && change.level > Level::Note);
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
            accept: accept.map(|accept| accept.line([fingerprint.as_str()])),
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
        let is_app_only = witness.tokens == Tokens::Application;
        Self {
            feature: &witness.feature,
            access: witness.access.as_str(),
            kind: witness.tokens.as_str(),
            resource: witness.resource.as_deref(),
            conditions: &witness.conditions,
            options: &witness.options,
            role_options: &witness.role_options,
            all_options: witness.all_options,
            permissions: if is_app_only { &witness.app_roles } else { &witness.scopes },
            app_roles: if is_app_only { &[] } else { &witness.app_roles },
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
