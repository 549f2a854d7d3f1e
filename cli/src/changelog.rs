//! The changelog of a release: what breaks and why, and who must do what, in order.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::JsonSchema;
use scopemark_compiler::Level;
use scopemark_gate::Party;
use scopemark_gate::lock::Acceptance;
use scopemark_gate::order::Order;
use scopemark_gate::report::{proof, reason};
use scopemark_gate::review::{Judgement, Verdict};
use serde::Serialize;

use crate::exit::Failure;
use crate::inert::code;
use crate::json::pretty;
use crate::order::{self, Step};
use crate::terms;

const INFALLIBLE: &str = "writing to a string cannot fail";

/// What the changelog says.
pub(crate) struct Changelog<'a> {
    pub(crate) version: &'a str,
    /// The release before.
    pub(crate) previous: Option<&'a str>,
    /// What changed since that release.
    pub(crate) since: &'a Judgement,
    /// The acceptances that become part of this release.
    pub(crate) accepted: &'a [Acceptance],
    pub(crate) order: &'a Order,
}

/// The changes that were accepted for one reason.
struct Because<'a> {
    /// An acceptance with the reason. `None` for changes that nobody had to accept.
    first: Option<&'a Acceptance>,
    changes: Vec<&'a Verdict>,
    /// The accepted fingerprints that are in none of these changes.
    others: Vec<&'a str>,
}

impl Changelog<'_> {
    /// The changelog in Markdown.
    pub(crate) fn markdown(&self) -> String {
        let mut out = format!("## {}\n", self.version);
        if self.previous.is_none() {
            out.push_str("\nThis is the first release. Later ones are compared with it.\n");
        }
        let reasons = self.reasons();
        if !reasons.is_empty() {
            out.push_str("\n### Incompatible changes\n");
        }
        for because in &reasons {
            push_because(&mut out, because);
        }
        if !self.order.steps.is_empty() {
            write!(out, "\n### Who must do what, in this order\n\n{}", order::markdown(self.order)).expect(INFALLIBLE);
        }
        out
    }

    /// The same for programs.
    pub(crate) fn json(&self) -> Result<String, Failure> {
        pretty(&Output {
            format: terms::FORMAT,
            version: self.version,
            previous: self.previous,
            bump: self.since.bump().map(|(bump, _)| bump.as_str()),
            changes: self.since.verdicts.iter().flat_map(|verdict| &verdict.items).map(Released::from).collect(),
            reasons: self.reasons().iter().filter_map(|because| Why::new(because, self.accepted)).collect(),
            order: order::json(self.order),
        })
    }

    /// The incompatible and the accepted changes by their reason, in the order of the documents. Each reason is there once.
    fn reasons(&self) -> Vec<Because<'_>> {
        let mut all: Vec<Because<'_>> = Vec::new();
        let mut left: BTreeMap<&str, &Acceptance> =
            self.accepted.iter().map(|acceptance| (acceptance.fingerprint.as_str(), acceptance)).collect();
        for verdict in &self.since.verdicts {
            let is_break = verdict.items.iter().any(|item| item.change.level == Level::Error);
            let accepted: Vec<&Acceptance> =
                verdict.items.iter().filter_map(|item| left.remove(item.fingerprint.as_str())).collect();
            // The first reason decides where the change is told; another one follows with what it accepted.
            match accepted.split_first() {
                Some((first, rest)) => {
                    because(&mut all, Some(first)).changes.push(verdict);
                    for other in rest.iter().filter(|other| !is_same(first, other)) {
                        because(&mut all, Some(other)).others.push(&other.fingerprint);
                    }
                }
                None if is_break => because(&mut all, None).changes.push(verdict),
                None => {}
            }
        }
        for acceptance in left.into_values() {
            because(&mut all, Some(acceptance)).others.push(&acceptance.fingerprint);
        }
        all
    }
}

fn is_same(a: &Acceptance, b: &Acceptance) -> bool {
    (&a.reason, a.until) == (&b.reason, b.until)
}

/// The group of this acceptance's reason.
fn because<'g, 'a>(all: &'g mut Vec<Because<'a>>, acceptance: Option<&'a Acceptance>) -> &'g mut Because<'a> {
    let is_its_own = |because: &Because<'_>| match (because.first, acceptance) {
        (Some(first), Some(acceptance)) => is_same(first, acceptance),
        (first, acceptance) => first.is_none() && acceptance.is_none(),
    };
    let at = all.iter().position(is_its_own).unwrap_or_else(|| {
        all.push(Because { first: acceptance, changes: Vec::new(), others: Vec::new() });
        all.len() - 1
    });
    &mut all[at]
}

fn push_because(out: &mut String, because: &Because<'_>) {
    if let Some(acceptance) = because.first {
        write!(out, "\nReason: {}\n", code(&reason(acceptance))).expect(INFALLIBLE);
    }
    out.push('\n');
    for verdict in &because.changes {
        let change = &verdict.primary().change;
        writeln!(out, "- {} ({})", code(&change.message), code(change.rule.id)).expect(INFALLIBLE);
        if let Some(proof) = proof(change) {
            writeln!(out, "  - proof: {}", code(&proof)).expect(INFALLIBLE);
        }
    }
    for fingerprint in &because.others {
        writeln!(out, "- {}", code(fingerprint)).expect(INFALLIBLE);
    }
}

/// What `release` prints
#[derive(Serialize, JsonSchema)]
pub(crate) struct Output<'a> {
    /// The number of this format
    #[schemars(with = "terms::Format")]
    format: u32,
    /// The version of the release
    version: &'a str,
    /// The version of the release before; null for the first one
    previous: Option<&'a str>,
    /// The part of the version that the changes since then require to be raised; null if nothing changed
    #[schemars(with = "Option<terms::Bump>")]
    bump: Option<&'static str>,
    /// What changed since then, in the order of the documents
    changes: Vec<Released<'a>>,
    /// Why changes were accepted; each reason once
    reasons: Vec<Why<'a>>,
    /// Who must do what, in this order; empty if only the developers have something to do
    order: Vec<Step<'a>>,
}

/// A change in a release
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ReleasedChange")]
struct Released<'a> {
    /// The rule that found it
    rule: &'a str,
    /// How bad it is
    #[schemars(with = "terms::Level")]
    level: &'static str,
    /// Identifies the change
    fingerprint: &'a str,
    /// Whom it hurts
    #[schemars(with = "Vec<terms::Party>")]
    parties: Vec<&'a str>,
    /// What happened
    message: &'a str,
    /// A token that worked before and no longer does, in words; null if there is none
    proof: Option<String>,
}

/// Why changes were accepted
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AcceptedBecause")]
struct Why<'a> {
    /// The reason
    reason: &'a str,
    /// The last day on which it is in force, as YYYY-MM-DD; null if it has no end
    until: Option<String>,
    /// The changes that it accepts
    fingerprints: Vec<&'a str>,
}

impl<'a> From<&'a scopemark_gate::review::Item> for Released<'a> {
    fn from(item: &'a scopemark_gate::review::Item) -> Self {
        let change = &item.change;
        Self {
            rule: change.rule.id,
            level: change.level.as_str(),
            fingerprint: &item.fingerprint,
            parties: change.parties().iter().map(|party: &Party| party.as_str()).collect(),
            message: &change.message,
            proof: change.witness.as_ref().map(ToString::to_string),
        }
    }
}

impl<'a> Why<'a> {
    fn new(because: &Because<'a>, accepted: &'a [Acceptance]) -> Option<Self> {
        let first = because.first?;
        let own = accepted.iter().filter(|acceptance| is_same(first, acceptance));
        Some(Self {
            reason: &first.reason,
            until: first.until.map(|until| until.to_string()),
            fingerprints: own.map(|acceptance| acceptance.fingerprint.as_str()).collect(),
        })
    }
}
