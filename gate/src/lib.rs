//! The gate: when an edit of the tables is incompatible, and for whom.
//!
//! [`compare`] tells the differences between two states of the documents, each judged by one of the [`rules()`]. Its heart is
//! the judgement of tokens: for each feature, access, kind of token and set of conditions and options of the old document, is
//! there a token that had the access and does not have it any more? Errors of the rules `token/*` are exactly those, each with
//! such a token, a [`Witness`].
//!
//! What the documents said before is kept in a [`lock`]. [`review`] compares with all that it has, and knows what of the
//! differences is accepted.

mod assert;
mod cases;
mod catalogue;
mod change;
mod compare;
mod edits;
mod finder;
mod fingerprint;
pub mod lock;
pub mod report;
pub mod review;
mod rule;
mod rules;
pub mod shell;
pub mod site;
mod states;

pub use assert::assert_compatible;
pub use catalogue::{AnyRule, UnknownRule, catalogue, explain};
pub use change::{Change, Place, Subject, What, Witness};
pub use compare::{Exists, compare, compare_with_catalogue};
pub use rule::{Bump, Family, FoundBy, GateRule, Party, RuleLevel};
pub use rules::rules;
