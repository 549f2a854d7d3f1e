//! The gate: when an edit of the tables is incompatible, and for whom.
//!
//! [`compare`] tells the differences between two states of the documents, each judged by one of the [`rules()`]. Its heart is
//! the verdict on tokens: for each feature, access, kind of token and set of conditions and options of the old document, is
//! there a token that had the access and does not have it any more? Errors of the rules `token/*` are exactly those, each with
//! such a token, a [`Witness`].
//!
//! What the documents said before is kept in a [`lock`]. [`review`] compares with all that it has, and knows what of the
//! differences is accepted.

mod ascending;
mod blame;
mod change;
mod comparison;
mod covers;
mod edits;
mod effects;
mod facts;
mod fingerprint;
mod folder;
mod judge;
pub mod lock;
mod names;
mod need;
mod notes;
pub mod report;
pub mod review;
mod rules;
pub mod site;
mod test;
mod texts;
mod verdict;
mod words;

pub use change::{Change, Place, Subject, What, Witness};
use folder::compared;
pub use folder::{Catalogue, compare, compare_with_catalogue};
pub use rules::{Bump, FoundBy, GateRule, Party, RuleLevel, UnknownRule, explain, rules};
pub use test::assert_compatible;
