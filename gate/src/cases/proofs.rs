//! What the cases of all features show besides what tokens lose.

use std::collections::{BTreeMap, BTreeSet};

use crate::cases::asks::Asks;
use crate::change::Witness;
use crate::edits::target::Target;

/// What the cases of all features show.
#[derive(Default)]
pub(crate) struct Proofs {
    pub(crate) asks: Asks,
    /// What lets tokens in, each with one that was refused, and the features that it gets into.
    pub(crate) gains: BTreeMap<Target, (Witness, BTreeSet<String>)>,
    /// What shuts features out under conditions that only the new document has, by edit: the features and the conditions.
    pub(crate) shut_out: BTreeMap<usize, (BTreeSet<String>, BTreeSet<String>)>,
    /// What left nothing but names of `OpenID` Connect to be checked.
    pub(crate) emptied: BTreeMap<Target, Emptied>,
}

/// Features that need nothing but names of `OpenID` Connect any more.
pub(crate) struct Emptied {
    /// A permission that was checked, in the old document.
    pub(crate) name: Option<usize>,
    /// A token that loses the access, if one does.
    pub(crate) witness: Option<Witness>,
    pub(crate) features: BTreeSet<String>,
}
