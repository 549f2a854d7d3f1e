//! A verdict: the changes that one edit causes, the baselines they show against, and the acceptances.

use scopemark_compiler::finding::Level;

use crate::change::Change;
use crate::lock::{Acceptance, FILE};
use crate::rule::{Bump, Family};
use crate::rules::{acceptance_invalid, stale};

/// One edit, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The main change, then those attached to it. No change in this list has attached changes itself.
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
    /// The verdict on a change, from the acceptances in force. Attached changes are accepted together with the main one,
    /// unless they need their own acceptance.
    pub(super) fn new(mut change: Change, against: &str, in_force: impl Fn(&str) -> Option<Acceptance>) -> Self {
        let attached = core::mem::take(&mut change.attached);
        let fingerprint = change.fingerprint();
        let accepted = in_force(&fingerprint).filter(|_| is_acceptable(&change));
        let mut items = vec![Item { change, fingerprint, accepted: accepted.clone() }];
        for change in attached {
            let fingerprint = change.fingerprint();
            let with_the_primary = accepted.clone().filter(|_| !change.needs_own_acceptance());
            let accepted = in_force(&fingerprint).or(with_the_primary);
            items.push(Item { change, fingerprint, accepted });
        }
        Self { items, against: vec![against.to_owned()] }
    }

    /// The change that the others are attached to.
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
            && self
                .items
                .iter()
                .zip(&other.items)
                .all(|(a, b)| a.fingerprint == b.fingerprint && a.accepted == b.accepted)
    }
}

impl Item {
    /// Whether it can be accepted. A stale lock, an invalid acceptance and an unreadable document can only be fixed.
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        is_acceptable(&self.change)
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
        self.change.rule == &stale::RULE && !self.is_acceptable()
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

/// A lock that is behind its own tables is brought up to date, not accepted.
fn is_acceptable(change: &Change) -> bool {
    change.rule.acceptable && !(change.rule == &stale::RULE && change.before.is_empty())
}
