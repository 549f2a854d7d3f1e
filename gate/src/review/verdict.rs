//! A verdict: the changes that one edit causes, the baselines they show against, and the acceptances.

use core::cmp::Reverse;

use scopemark_compiler::finding::Level;

use crate::change::Change;
use crate::lock::{Acceptance, FILE};
use crate::rule::{Bump, Family};
use crate::rules::{acceptance_invalid, stale};

/// One edit, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The main change, then those attached to it; accepted ones and notes after all others. No change in this list has
    /// attached changes itself.
    pub items: Vec<Item>,
    /// The baselines against which it shows, in words.
    pub against: Vec<String>,
}

/// One change of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The change, without attached changes.
    pub change: Change,
    /// Its fingerprint.
    pub fingerprint: String,
    /// The acceptance in force for it.
    pub accepted: Option<Acceptance>,
}

impl Verdict {
    /// Of a stale lock beside warnings: `accept` brings it up to date, and after `lock` nothing is left to accept.
    pub(super) fn advise_to_accept(&mut self) {
        for item in &mut self.items {
            stale::BESIDE_WARNINGS.clone_into(&mut item.change.help);
        }
    }

    /// The verdict on a change, from the acceptances in force: each change is accepted by its own fingerprint alone. What
    /// must still be accepted or fixed comes first.
    pub(super) fn new(mut change: Change, against: &str, in_force: impl Fn(&str) -> Option<Acceptance>) -> Self {
        let attached = core::mem::take(&mut change.attached);
        let item = |change: Change| {
            let fingerprint = change.fingerprint();
            let accepted = in_force(&fingerprint).filter(|_| change.rule.acceptable);
            Item { change, fingerprint, accepted }
        };
        let mut items: Vec<Item> = core::iter::once(change).chain(attached).map(item).collect();
        items.sort_by_key(|item| {
            let level = item.change.level;
            (item.accepted.is_some() || level == Level::Note, Reverse(level))
        });
        Self { items, against: vec![against.to_owned()] }
    }

    /// The change that the others are attached to: the first that is open.
    ///
    /// # Panics
    ///
    /// Never, because a verdict always has a change.
    #[must_use]
    pub fn primary(&self) -> &Item {
        &self.items[0]
    }

    /// The attached changes.
    #[must_use]
    pub fn attached(&self) -> &[Item] {
        &self.items[1..]
    }

    /// The highest level of the items that are not accepted. `None` if all are accepted.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.items.iter().filter(|item| item.accepted.is_none()).map(|item| item.change.level).max()
    }

    /// Whether the other verdict is the same, perhaps against another baseline.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.items.len() == other.items.len()
            && self.items.iter().zip(&other.items).all(|(a, b)| {
                a.fingerprint == b.fingerprint && a.change.level == b.change.level && a.accepted == b.accepted
            })
    }
}

impl Item {
    /// Whether it can be accepted. A stale lock, an invalid acceptance and an unreadable document can only be fixed.
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        self.change.rule.acceptable
    }

    /// The fingerprint of the invalid acceptance, if that is what it reports.
    #[must_use]
    pub fn invalid_acceptance(&self) -> Option<&str> {
        let change = &self.change;
        change.subject.condition.as_deref().filter(|_| change.rule == &acceptance_invalid::RULE)
    }

    /// Whether it reports that the lock must be brought up to date.
    #[must_use]
    pub fn is_stale_lock(&self) -> bool {
        self.change.rule == &stale::RULE
    }

    /// Whether it is about the lock rather than the tables.
    #[must_use]
    pub fn is_about_lock(&self) -> bool {
        self.change.subject.document == FILE
    }

    /// The least part of a version that a release must raise for it. It depends on the level alone; what is about the lock
    /// asks for nothing.
    #[must_use]
    pub fn asked_bump(&self) -> Option<Bump> {
        let of_level = match self.change.level {
            Level::Error => Bump::Major,
            Level::Warning => Bump::Minor,
            Level::Note => Bump::Patch,
        };
        (self.change.rule.family != Family::Lock).then_some(of_level)
    }
}
