//! Two documents beside each other: which features, conditions and permissions of them are the same.

use scopemark_compiler::model::Document;

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
    /// New names that a `formerly` takes for old ones although the old document had both, or that claim one name twice: an
    /// error, which leaves open what is compared with what.
    pub(crate) is_unclear: bool,
}

impl Pair {
    pub(crate) fn new(old: &Document, new: &Document, mut universe: Universe) -> Self {
        let (before, after) = (Facts::new(old, &mut universe), Facts::new(new, &mut universe));
        let formerly: Vec<(&str, &str)> = new.formerly.iter().map(|it| (&*it.key, &*it.value)).collect();
        let same = |text: &String, texts: &[String]| {
            let place = |text: &str| texts.iter().position(|other| other == text);
            let renamed = || formerly.iter().find(|(_, old)| old == text).and_then(|(new, _)| place(new));
            place(text).or_else(renamed)
        };
        let features = before.features.iter().map(|feature| same(feature, &after.features)).collect();
        let condition = |condition| same(condition, &after.conditions).map_or(0, bit);
        let conditions = before.conditions.iter().map(condition).collect();
        let is_unclear = formerly.iter().any(|(name, claimed)| {
            let had = |text: &str| {
                [&before.features, &before.conditions].into_iter().any(|names| names.iter().any(|name| name == text))
            };
            formerly.iter().filter(|(_, other)| other == claimed).count() > 1 || (had(name) && had(claimed))
        });
        let serves = [old.serves, new.serves];
        Self { old: before, new: after, universe, features, conditions, serves, is_unclear }
    }

    /// The conditions of the new document that hold where these of the old one do. "A condition that only the new document has
    /// does not hold in a verdict."
    pub(crate) fn conditions(&self, old: Bits) -> Bits {
        places(old).fold(0, |new, at| new | self.conditions[at])
    }

    /// "Options of any feature count where they reach the feature judged": the old document's options that rows of this feature,
    /// before or after, or of every feature are of.
    pub(crate) fn options(&self, feature: usize) -> Bits {
        let all = |facts: &Facts| facts.rows.iter().filter(|row| row.optional).fold(0, |all, row| all | row.name);
        let new = self.features[feature].map_or(0, |feature| self.new.options(feature));
        all(&self.old) & (self.old.options(feature) | new)
    }
}
