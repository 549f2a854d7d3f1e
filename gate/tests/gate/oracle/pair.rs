//! Two documents beside each other: which features, conditions and permissions of them are the same.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Document, Name, Renaming};

use super::facts::{Bits, Facts, Universe, bit, places};

/// An old document and a new one.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) old: Facts,
    pub(crate) new: Facts,
    pub(crate) universe: Universe,
    /// For each old feature, which new one it is.
    pub(crate) features: Vec<Option<usize>>,
    /// For each old condition, which new one it is; none where the new document does not name it.
    conditions: Vec<Bits>,
    /// Whether both documents, or one of them, are a resource server's.
    pub(crate) serves: [bool; 2],
    /// What each `formerly` of the new document is.
    pub(crate) formerly: BTreeSet<Formerly>,
}

/// What a `formerly` is: "`formerly` to or from a living name, or two that claim one old name", is an error, as is one
/// "between two conditions that both have a built-in meaning, or that the old document both had".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Formerly {
    /// It takes a new name for one that is gone.
    Right,
    /// An error, and names are compared as they are.
    Wrong,
    /// An error that leaves open what is compared with what.
    Unclear,
    /// Its names are in none of the documents.
    Idle,
}

/// The conditions that have a meaning in every document.
const BUILT_IN: [&str; 3] = ["LegacyInstall", "PersonalAccount", "SharedMailbox"];

fn what_it_is(it: &Renaming, old: &Document, new: &Document) -> Formerly {
    // Of each kind of names, which of the two names the documents have.
    let has = |names: &[Name], text: &str| names.iter().any(|name| name.text == text);
    let kinds = [
        [&old.features, &new.features],
        [&old.conditions, &new.conditions],
        [&old.scopes, &new.scopes],
        [&old.app_roles, &new.app_roles],
    ];
    let any = |is: &dyn Fn(&[Name], &[Name]) -> bool| kinds.iter().any(|[before, after]| is(before, after));
    let (key, value) = (&*it.key, &*it.value);
    let claims = new.formerly.iter().filter(|other| other.value == it.value).count();
    let is_built_in = |text: &str| BUILT_IN.contains(&text);
    match () {
        () if claims > 1 => Formerly::Unclear,
        () if is_built_in(key) && is_built_in(value) => Formerly::Wrong,
        () if any(&|_, after| has(after, key) && has(after, value)) => Formerly::Wrong,
        () if any(&|before, after| has(before, key) && has(before, value) && has(after, key)) => Formerly::Unclear,
        () if any(&|before, after| has(before, value) && has(after, key)) => Formerly::Right,
        () => Formerly::Idle,
    }
}

impl Pair {
    /// Whether a document names one permission in two ways.
    pub(crate) fn has_spellings(&self) -> bool {
        self.old.has_spellings() || self.new.has_spellings()
    }

    pub(crate) fn new(old: &Document, new: &Document, mut universe: Universe) -> Self {
        let (before, after) = (Facts::new(old, &mut universe), Facts::new(new, &mut universe));
        let all = || new.formerly.iter().map(|it| (it, what_it_is(it, old, new)));
        let formerly: Vec<(&str, &str)> =
            all().filter(|(_, is)| *is == Formerly::Right).map(|(it, _)| (&*it.key, &*it.value)).collect();
        let same = |text: &String, texts: &[String]| {
            let place = |text: &str| texts.iter().position(|other| other == text);
            let renamed = || formerly.iter().find(|(_, old)| old == text).and_then(|(new, _)| place(new));
            place(text).or_else(renamed)
        };
        let features = before.features.iter().map(|feature| same(feature, &after.features)).collect();
        let condition = |condition| same(condition, &after.conditions).map_or(0, bit);
        let conditions = before.conditions.iter().map(condition).collect();
        let serves = [old.serves, new.serves];
        let formerly = all().map(|(_, is)| is).collect();
        Self { old: before, new: after, universe, features, conditions, serves, formerly }
    }

    /// The conditions of the new document that hold where these of the old one do. "A condition that only the new document has
    /// does not hold in a verdict."
    pub(crate) fn conditions(&self, old: Bits) -> Bits {
        places(old).fold(0, |new, at| new | self.conditions[at])
    }

    /// The conditions that only the new document has.
    pub(crate) fn new_conditions(&self) -> Bits {
        let all = (0..self.new.conditions.len()).fold(0, |all, at| all | bit(at));
        self.conditions.iter().fold(all, |left, known| left & !known)
    }

    /// "Options of any feature count where they reach the feature judged": the old document's options that rows of this feature,
    /// before or after, or of every feature are of.
    pub(crate) fn options(&self, feature: usize) -> Bits {
        let all = |facts: &Facts| facts.rows.iter().filter(|row| row.optional).fold(0, |all, row| all | row.name);
        let new = self.features[feature].map_or(0, |feature| self.new.options(feature));
        all(&self.old) & (self.old.options(feature) | new)
    }
}
