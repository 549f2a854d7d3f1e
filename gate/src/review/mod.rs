//! The judgement: the tables against everything that was promised before, and which of the differences are accepted.

mod baseline;
mod custody;
mod force;
mod tables;
mod verdict;

pub use tables::{Revision, Tables};
pub use verdict::{Item, Verdict};

use std::collections::BTreeMap;

use super::lock::{Acceptance, Date, Lock};
use super::{Bump, Change, FoundBy, GateRule, rules};
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

/// What is judged.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The tables as they are.
    pub tables: &'a Tables,
    /// Their facts, [canonical](super::lock::canonical), with paths as the lock has them.
    pub facts: &'a [Document],
    /// The lock as it is.
    pub lock: &'a Lock,
    /// Where the lock is, as it is shown.
    pub lock_path: &'a str,
    /// The revision that is compared with instead of the lock, where there is one. Then the supported releases, the
    /// tombstones and the history are those of the revision.
    pub against: Option<&'a Revision>,
    /// The day on which acceptances must still be in force.
    pub today: Date,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The changes, in the order of the documents and of their source; each once, with all that it shows against.
    pub verdicts: Vec<Verdict>,
    /// The acceptances that the revision compared with does not have.
    pub new_acceptances: Vec<Acceptance>,
}

impl Judgement {
    /// The changes against a single baseline without any lock. The `broken` documents, which cannot be read any more, are
    /// each a change of their own.
    #[must_use]
    pub fn of(baseline: &str, old: &[Document], broken: &[Document], changes: &[Change]) -> Self {
        let lost = broken.iter().filter(|document| old.iter().any(|old| old.name == document.name));
        let changes = lost.map(baseline::unreadable).chain(changes.iter().cloned());
        Self {
            verdicts: changes.map(|change| Verdict::new(change, baseline, |_| None)).collect(),
            new_acceptances: Vec::new(),
        }
    }

    /// The highest level of a change that is not accepted.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.verdicts.iter().filter_map(Verdict::level).max()
    }

    /// Whether an incompatible change of the tables is not accepted: then the lock must not follow them.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let judged = |rule: &GateRule| rule.found_by != FoundBy::Lock || rule == &rules::NAME_REUSED;
        self.open().any(|(_, item)| item.change.level == Level::Error && judged(item.change.rule))
    }

    /// The changes that are not accepted, each with the verdict that it is part of.
    pub fn open(&self) -> impl Iterator<Item = (&Verdict, &Item)> {
        self.verdicts
            .iter()
            .flat_map(|verdict| verdict.items.iter().map(move |item| (verdict, item)))
            .filter(|(_, item)| item.accepted.is_none())
    }

    /// The least part of a version that a release with these changes must raise, and a change that asks for it.
    #[must_use]
    pub fn bump(&self) -> Option<(Bump, &Item)> {
        let items = self.verdicts.iter().flat_map(|verdict| &verdict.items);
        let asked = items.filter_map(|item| Some((item.asked_bump()?, item)));
        // Of several the first: that is where the document begins.
        asked.fold(None, |most: Option<(Bump, &Item)>, next| match most {
            Some(most) if most.0 >= next.0 => Some(most),
            _ => Some(next),
        })
    }
}

/// Compares the tables with every baseline and applies the acceptances that are in force.
#[must_use]
pub fn judge(case: &Case<'_>) -> Judgement {
    let mut verdicts: Vec<Verdict> = Vec::new();
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for baseline in baseline::all(case) {
        for change in baseline.changes(case) {
            let verdict = Verdict::new(change, &baseline.name, |fingerprint| baseline.in_force(case, fingerprint));
            let alike = known.entry(verdict.primary().fingerprint.clone()).or_default();
            if let Some(&at) = alike.iter().find(|&&at| verdicts[at].is_same(&verdict)) {
                verdicts[at].against.extend(verdict.against);
            } else {
                alike.push(verdicts.len());
                verdicts.push(verdict);
            }
        }
    }
    custody::check(case, &mut verdicts);
    verdicts.sort_by_cached_key(|verdict| {
        let Item { change, fingerprint, .. } = verdict.primary();
        (change.place.clone(), change.rule.id, fingerprint.clone())
    });
    let new_acceptances =
        case.against.map_or_else(Vec::new, |revision| custody::new_acceptances(case.lock, &revision.lock));
    Judgement { verdicts, new_acceptances }
}
