//! The judgement: compares the tables with every baseline, and decides which differences are accepted.

use std::collections::BTreeMap;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

use super::baseline::{self, Baseline};
use super::beta::Beta;
use super::custody::{self, Custody};
use super::force;
use super::inputs::{Inputs, Tables};
use super::notes;
use super::verdict::{Item, Verdict};
use crate::change::Change;
use crate::compare::{compare, compare_with_catalogue, with_guessed_names};
use crate::finder::Finds;
use crate::lock::{Acceptance, Date, FILE, Lock};
use crate::rule::{Bump, FoundBy, GateRule};
use crate::rules::{ENTRIES, ask_grew, beta_entered, name_reused, of_fingerprint, unreadable};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    /// The changes, in the order of the documents and of their source. Each is listed once, with every baseline against
    /// which it shows.
    pub verdicts: Vec<Verdict>,
    /// The acceptances that the revision does not have.
    pub new_acceptances: Vec<Acceptance>,
    /// What a reader must know of the comparison itself, one line each: which baselines differ or are missing.
    pub notes: Vec<String>,
}

impl Judgement {
    /// The changes against one baseline, without a lock. Each of the `broken` documents, which can no longer be read, is a
    /// change of its own.
    #[must_use]
    pub fn of(baseline: &str, old: &[Document], broken: &[Document], changes: &[Change]) -> Self {
        let lost = broken.iter().filter(|document| old.iter().any(|old| old.name == document.name));
        let beta = Beta::of(old, &[]);
        let changes = lost.map(unreadable::of_document).chain(changes.iter().cloned());
        let verdicts = changes.map(|change| Verdict::new(softened(change, &beta), baseline, |_| None)).collect();
        Self { verdicts, ..Self::default() }
    }

    /// The changes of these tables against documents, without a lock: nothing is accepted.
    #[must_use]
    pub fn between(baseline: &str, old: &[Document], new: &Tables) -> Self {
        let lock = Lock::new("", []);
        let inputs = Inputs {
            tables: new,
            facts: &[],
            lock: &lock,
            lock_path: FILE,
            against: None,
            catalogue: None,
            settings: &lock.settings,
            today: Date::default(),
        };
        let beta = Beta::of(old, &new.documents);
        let found = changes(&inputs, &Baseline::alone(&inputs, baseline, old), &new.documents);
        let mut verdicts: Vec<Verdict> =
            found.into_iter().map(|change| Verdict::new(softened(change, &beta), baseline, |_| None)).collect();
        sort(&mut verdicts);
        Self { verdicts, ..Self::default() }
    }

    /// The highest level of a change that is not accepted.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.verdicts.iter().filter_map(Verdict::level).max()
    }

    /// Whether an incompatible change of the tables is not accepted. The lock must not be updated then.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.of_tables().any(|level| level == Level::Error)
    }

    /// Whether nothing above a note is left to accept in the tables.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.of_tables().any(|level| level > Level::Note)
    }

    /// The levels of what is found in the tables and not accepted.
    fn of_tables(&self) -> impl Iterator<Item = Level> {
        let judged = |rule: &GateRule| {
            rule.found_by != FoundBy::Lock || [&name_reused::RULE, &beta_entered::RULE].contains(&rule)
        };
        self.open().filter(move |(_, item)| judged(item.change.rule)).map(|(_, item)| item.change.level)
    }

    /// The changes that are not accepted, each with its verdict.
    pub fn open(&self) -> impl Iterator<Item = (&Verdict, &Item)> {
        self.verdicts
            .iter()
            .flat_map(|verdict| verdict.items.iter().map(move |item| (verdict, item)))
            .filter(|(_, item)| item.accepted.is_none())
    }

    /// The part of it that shows against one baseline, such as [`Release::baseline`](crate::lock::Release::baseline).
    #[must_use]
    pub fn against(&self, baseline: &str) -> Self {
        let shows = |verdict: &&Verdict| verdict.against.iter().any(|name| name == baseline);
        Self { verdicts: self.verdicts.iter().filter(shows).cloned().collect(), ..Self::default() }
    }

    /// Whether users who signed in before are asked to consent again, accepted or not.
    #[must_use]
    pub fn asks_again(&self) -> bool {
        self.verdicts.iter().flat_map(|verdict| &verdict.items).any(|item| item.change.rule == &ask_grew::RULE)
    }

    /// The part of the version that a release with these changes must raise at least, and a change that requires it.
    #[must_use]
    pub fn bump(&self) -> Option<(Bump, &Item)> {
        let items = self.verdicts.iter().flat_map(|verdict| &verdict.items);
        let asked = items.filter_map(|item| Some((item.asked_bump()?, item)));
        // The first of several, in the order of the documents.
        asked.fold(None, |most: Option<(Bump, &Item)>, next| match most {
            Some(most) if most.0 >= next.0 => Some(most),
            _ => Some(next),
        })
    }
}

/// Compares the tables with every baseline and applies the acceptances that are in force.
#[must_use]
pub fn judge(inputs: &Inputs<'_>) -> Judgement {
    let mut verdicts: Vec<Verdict> = Vec::new();
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let baselines = baseline::all(inputs);
    let old = baselines.iter().flat_map(|baseline| &baseline.documents);
    let beta = Beta::of(old, &inputs.tables.documents);
    let documents = &inputs.tables.documents;
    // A renaming that the nearest baseline shows is one against every other, too.
    let told = baselines.first().map(|nearest| with_guessed_names(&nearest.documents, documents)).unwrap_or_default();
    for (at, baseline) in baselines.iter().enumerate() {
        for change in changes(inputs, baseline, if at == 0 { documents } else { &told }) {
            let mut change = softened(change, &beta);
            inputs.settings.levels.apply(baseline.levels, &mut change);
            let in_force = |fingerprint: &str| force::find(inputs, &baseline.since, fingerprint);
            let verdict = Verdict::new(change, &baseline.name, in_force);
            let alike = known.entry(verdict.primary().fingerprint.clone()).or_default();
            if let Some(&at) = alike.iter().find(|&&at| verdicts[at].is_same(&verdict)) {
                let known = &mut verdicts[at].against;
                known.extend(verdict.against.into_iter().filter(|name| !known.contains(name)).collect::<Vec<_>>());
            } else {
                alike.push(verdicts.len());
                verdicts.push(verdict);
            }
        }
    }
    let about_lock = about_lock(inputs, &verdicts);
    verdicts.extend(about_lock);
    // Bringing the lock up to date is the last step; before it there is something else to mend.
    let is_stale = |verdict: &Verdict| verdict.primary().is_stale_lock();
    if verdicts.iter().any(|verdict| !is_stale(verdict) && verdict.level() == Some(Level::Error)) {
        verdicts.retain(|verdict| !is_stale(verdict));
    } else if verdicts.iter().any(|verdict| verdict.level() == Some(Level::Warning)) {
        for stale in verdicts.iter_mut().filter(|verdict| is_stale(verdict)) {
            stale.advise_to_accept();
        }
    }
    sort(&mut verdicts);
    let new_acceptances =
        inputs.against.map_or_else(Vec::new, |revision| custody::new_acceptances(inputs.lock, revision.lock.as_ref()));
    let notes = inputs.against.map_or_else(|| notes::of_levels(&inputs.settings.levels), notes::of_revision);
    Judgement { verdicts, new_acceptances, notes }
}

fn softened(mut change: Change, beta: &Beta<'_>) -> Change {
    beta.soften(&mut change);
    change
}

/// In the order of the documents and of their source.
fn sort(verdicts: &mut [Verdict]) {
    verdicts.sort_by_cached_key(|verdict| {
        let Item { change, fingerprint, .. } = verdict.primary();
        (change.place.clone(), change.rule, fingerprint.clone())
    });
}

/// The differences of the tables to a baseline.
fn changes(inputs: &Inputs<'_>, baseline: &Baseline<'_>, new: &[Document]) -> Vec<Change> {
    let old = &baseline.documents;
    let mut found = match inputs.catalogue {
        Some(catalogue) => compare_with_catalogue(old, new, catalogue),
        None => compare(old, new),
    };
    let mut more = Vec::new();
    for finder in ENTRIES.iter().flat_map(|entry| entry.finds) {
        if let Finds::Baseline(find) = finder {
            more.extend(find(inputs, baseline, &mut found));
        }
    }
    found.extend(more);
    found
}

/// What is wrong with the lock, beside these verdicts of all baselines.
fn about_lock(inputs: &Inputs<'_>, verdicts: &[Verdict]) -> Vec<Verdict> {
    let items = verdicts.iter().flat_map(|verdict| &verdict.items);
    let used = items.map(|item| item.fingerprint.as_str()).collect();
    let custody = Custody { inputs, used, rule_of: of_fingerprint };
    let mut found = Vec::new();
    for finder in ENTRIES.iter().flat_map(|entry| entry.finds) {
        if let Finds::Lock(find) = finder {
            found.extend(find(&custody));
        }
    }
    // Removing history can be intended, too.
    let in_force = |fingerprint: &str| custody.in_force(fingerprint);
    found.into_iter().map(|change| Verdict::new(change, inputs.lock_path, in_force)).collect()
}
