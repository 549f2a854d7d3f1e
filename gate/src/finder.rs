//! How a rule finds its changes: the stage of the comparison that calls it, and the data it gets.

use crate::cases::loss::{Claim, Loss};
use crate::cases::proofs::Proofs;
use crate::change::Change;
use crate::edits::constants::ChangedName;
use crate::edits::findings::Findings;
use crate::review::baseline::Baseline;
use crate::review::custody::Custody;
use crate::review::inputs::Inputs;
use crate::rule::GateRule;

/// A rule with what finds it.
pub(crate) struct Entry {
    pub(crate) rule: &'static GateRule,
    pub(crate) finds: &'static [Finds],
}

/// One way to find changes of a rule, in the order of the stages.
pub(crate) enum Finds {
    /// Explains why a token loses an access in some case. The most direct claim of all rules counts, and that token proves it.
    Losses { claim: fn(&Loss<'_, '_>) -> Option<Claim>, message: fn(&Loss<'_, '_>, Claim) -> String },
    /// Looks at what the cases of all features show: what sign-ins request, and what tokens get.
    Proofs(fn(&Proofs, &mut Findings<'_, '_>)),
    /// Looks at the facts of the two states.
    Facts(fn(&mut Findings<'_, '_>)),
    /// Looks at names that code may use and that are removed or spelled differently.
    Names(fn(&[ChangedName<'_>], &mut Findings<'_, '_>)),
    /// Looks beyond the facts of a baseline. May attach changes that were already found and that it explains.
    Baseline(fn(&Inputs<'_>, &Baseline<'_>, &mut Vec<Change>) -> Vec<Change>),
    /// Looks at the lock.
    Lock(fn(&Custody<'_>) -> Vec<Change>),
}
