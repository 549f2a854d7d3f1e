//! A permission that a row names, with where it comes from, until the model is made of all of them.

use std::collections::BTreeSet;

use super::condition_words::Condition;
use crate::model::{Cover, Name, Permission};

/// What the rows of a document say.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) features: Vec<Name>,
    /// The features that may still change, as texts, sorted.
    pub(crate) beta: Vec<String>,
    pub(crate) entries: Vec<Entry>,
    /// The conditions as notes name them.
    pub(crate) conditions: BTreeSet<Condition>,
    /// What the rows themselves say.
    pub(crate) covers: Vec<Cover>,
    /// What tables say that only declare covers.
    pub(crate) declared_covers: Vec<Declared>,
    /// The resource of the document; empty for none.
    pub(crate) resource: String,
}

impl Rows {
    /// The words of conditions that notes name by nothing but the words of directives, each with its condition; sorted.
    pub(crate) fn condition_words(&self) -> Vec<(String, String)> {
        let others: BTreeSet<&String> =
            self.conditions.iter().filter(|it| it.words.is_none()).map(|it| &it.name).collect();
        let named = self.conditions.iter().filter(|it| !others.contains(&it.name));
        let mut words: Vec<(String, String)> =
            named.filter_map(|it| Some((it.words.clone()?, it.name.clone()))).collect();
        words.sort_unstable();
        words
    }
}

/// A permission and where it comes from.
pub(crate) struct Entry {
    pub(crate) permission: Permission,
    /// Its table, by its place among those that are read.
    pub(crate) table: usize,
    /// Where it is in the text.
    pub(crate) at: usize,
    /// Whether its row names a resource that is not known, which is said already.
    pub(crate) has_unknown_resource: bool,
    /// Whether another row stands for it.
    pub(crate) is_dropped: bool,
}

/// A cover that a table of covers declares.
pub(crate) struct Declared {
    pub(crate) cover: Cover,
    /// Its table, by its place among those that are read.
    pub(crate) table: usize,
    /// Where the weaker permission is in the text.
    pub(crate) at: usize,
}
