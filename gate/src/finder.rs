//! How the changes of a rule are found: which stage of the comparison asks it, and what it is given to look at.

use crate::cases::asks::Asks;
use crate::cases::loss::{Claim, Loss};
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
    /// Why a token of some case loses an access: an error with that token. Of all rules the most direct claim counts.
    Losses { claim: fn(&Loss<'_, '_>) -> Option<Claim>, message: fn(&Loss<'_, '_>, Claim) -> String },
    /// What sign-ins request.
    Asks(fn(&Asks, &mut Findings<'_, '_>)),
    /// What the facts of the two states say.
    Facts(fn(&mut Findings<'_, '_>)),
    /// Names that code may use and that are gone or spelled in another way.
    Names(fn(&[ChangedName<'_>], &mut Findings<'_, '_>)),
    /// What shows besides the facts of a baseline. It may take changes that it explains out of those that were found.
    Baseline(fn(&Inputs<'_>, &Baseline<'_>, &mut Vec<Change>) -> Vec<Change>),
    /// What is wrong with the lock.
    Lock(fn(&Custody<'_>) -> Vec<Change>),
}
