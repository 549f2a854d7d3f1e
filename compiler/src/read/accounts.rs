//! Rows whose kind differs only in parentheses: work or school accounts, and personal ones.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::vocabulary::fold;
use crate::model::Kind;

/// Whose accounts a row is for, by the parentheses of its kind.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Account {
    /// Nothing is said.
    Any,
    /// Work, school or organization.
    Work,
    Personal,
    /// Something else.
    Other,
}

impl Account {
    /// What the parentheses of a kind say.
    pub(crate) fn of(kind: &str) -> Self {
        let text = fold(kind);
        let Some((_, inside)) = text.split_once('(') else { return Self::Any };
        let work = ["work", "school", "organization", "organisation"].iter().any(|word| inside.contains(word));
        match (work, inside.contains("personal")) {
            (true, false) => Self::Work,
            (false, true) => Self::Personal,
            (true, true) => Self::Any,
            (false, false) => Self::Other,
        }
    }
}

impl Account {
    /// Gives a row the condition of these accounts.
    pub(crate) fn restrict(self, entry: &mut Entry) {
        match self {
            Self::Personal => insert(&mut entry.permission.requires),
            Self::Work => insert(&mut entry.permission.excludes),
            Self::Any | Self::Other => {}
        }
    }
}

/// A row of one kind, even of none that requests anything.
pub(crate) struct KindRow {
    pub(crate) feature: Option<usize>,
    pub(crate) kind: Kind,
    pub(crate) account: Account,
    /// What says its kind.
    pub(crate) said: String,
    /// The text of its other cells.
    pub(crate) others: String,
    /// Its permissions.
    pub(crate) entries: Range<usize>,
}

/// Makes one row of two that agree, and gives the others the condition of their accounts.
pub(crate) fn apply(rows: &[KindRow], entries: &mut [Entry]) {
    let mut groups: BTreeMap<(Option<usize>, Kind), Vec<&KindRow>> = BTreeMap::new();
    for row in rows {
        groups.entry((row.feature, row.kind)).or_default().push(row);
    }
    for rows in groups.values() {
        fold_other(rows, entries);
        let of = |account| rows.iter().copied().filter(move |row| row.account == account);
        if of(Account::Personal).next().is_none() {
            continue;
        }
        let mut work: Vec<&KindRow> = of(Account::Work).collect();
        let plain: Vec<&KindRow> = of(Account::Any).collect();
        if work.is_empty() && plain.len() == 1 {
            work = plain;
        }
        let mut by_text: BTreeMap<&str, Vec<&KindRow>> = BTreeMap::new();
        for row in &work {
            by_text.entry(&row.others).or_default().push(row);
        }
        let mut folded: BTreeSet<usize> = BTreeSet::new();
        for personal in of(Account::Personal) {
            let alike = by_text.get_mut(personal.others.as_str()).and_then(Vec::pop);
            for entry in &mut entries[personal.entries.clone()] {
                match alike {
                    Some(_) => entry.is_dropped = true,
                    None => insert(&mut entry.permission.requires),
                }
            }
            folded.extend(alike.map(|row| row.entries.start));
        }
        for row in work.iter().filter(|row| !folded.contains(&row.entries.start)) {
            for entry in &mut entries[row.entries.clone()] {
                insert(&mut entry.permission.excludes);
            }
        }
    }
}

/// Makes one row of those whose kinds differ in parentheses that say nothing of accounts, and which agree.
fn fold_other(rows: &[&KindRow], entries: &mut [Entry]) {
    let mut seen: BTreeMap<&str, BTreeMap<&str, Account>> = BTreeMap::new();
    for row in rows.iter().filter(|row| matches!(row.account, Account::Any | Account::Other)) {
        let alike = seen.entry(&row.others).or_default();
        let differ = row.account == Account::Other || alike.values().any(|account| *account == Account::Other);
        if !alike.is_empty() && !alike.contains_key(row.said.as_str()) && differ {
            for entry in &mut entries[row.entries.clone()] {
                entry.is_dropped = true;
            }
        }
        alike.insert(&row.said, row.account);
    }
}

fn insert(conditions: &mut Vec<String>) {
    if let Err(place) = conditions.binary_search_by(|name| name.as_str().cmp("PersonalAccount")) {
        conditions.insert(place, "PersonalAccount".to_owned());
    }
}
