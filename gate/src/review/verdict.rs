//! A verdict: one edit with all that it brings, what it shows against, and what of it is accepted.

use scopemark_compiler::finding::Level;

use crate::change::Change;
use crate::lock::{Acceptance, FILE};
use crate::rule::Bump;
use crate::rules::{acceptance_invalid, stale};

/// One edit, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The change itself first, then what is attached to it. Nothing in it has anything attached itself.
    pub items: Vec<Item>,
    /// The baselines that it shows against, in words.
    pub against: Vec<String>,
}

/// One change of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The change, without what is attached to it.
    pub change: Change,
    /// Its fingerprint.
    pub fingerprint: String,
    /// The acceptance that is in force for it.
    pub accepted: Option<Acceptance>,
}

impl Verdict {
    /// The verdict on a change, from the acceptances in force. What is attached is accepted with the change itself,
    /// unless it needs an acceptance of its own.
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
    /// Never: a verdict has a change.
    #[must_use]
    pub fn primary(&self) -> &Item {
        &self.items[0]
    }

    /// What is attached to it.
    #[must_use]
    pub fn attached(&self) -> &[Item] {
        &self.items[1..]
    }

    /// The highest level of what is not accepted; `None` where all is.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.items.iter().filter(|item| item.accepted.is_none()).map(|item| item.change.level).max()
    }

    /// Whether the other says the same, about another baseline perhaps.
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
    /// Whether it can be accepted. A lock that is not up to date, an acceptance that does not hold and a document that
    /// cannot be read can only be mended.
    #[must_use]
    pub fn is_acceptable(&self) -> bool {
        is_acceptable(&self.change)
    }

    /// The fingerprint of the acceptance that does not hold, where that is what it says.
    #[must_use]
    pub fn invalid_acceptance(&self) -> Option<&str> {
        let change = &self.change;
        change.subject.condition.as_deref().filter(|_| change.rule == &acceptance_invalid::RULE)
    }

    /// Whether it says that the lock must be brought up to date.
    #[must_use]
    pub fn is_stale_lock(&self) -> bool {
        self.change.rule == &stale::RULE && !self.is_acceptable()
    }

    /// Whether it is about the lock rather than about the tables.
    #[must_use]
    pub fn is_about_lock(&self) -> bool {
        self.change.subject.document == FILE
    }

    /// The least part of a version that a release must raise for it: what its rule asks where it is as bad as the rule
    /// can have it, and no more than a minor one where it is not an error.
    #[must_use]
    pub fn asked_bump(&self) -> Option<Bump> {
        let bump = self.change.rule.bump?;
        Some(match self.change.level {
            Level::Error => bump,
            Level::Warning => bump.min(Bump::Minor),
            Level::Note => bump.min(Bump::Patch),
        })
    }
}

/// A lock that is behind its own tables is brought up to date, not accepted.
fn is_acceptable(change: &Change) -> bool {
    change.rule.acceptable && !(change.rule == &stale::RULE && change.before.is_empty())
}
