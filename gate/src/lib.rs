//! The gate: finds incompatible edits of the tables, and whom they hurt.
//!
//! [`compare`] lists the differences between two states of the documents. One of the [`rules()`] judges each. At its heart
//! is the judgement of tokens: for each feature, access, kind of token and set of conditions and options of the old
//! document, it looks for a token that had the access and no longer has it. Each error of the rules `token/*` is such a
//! loss, with such a token as its [`Witness`].
//!
//! A [`lock`] keeps what the documents said before. [`review`] compares the documents with everything in it, and decides
//! which differences are accepted.

mod assert;
mod cases;
mod catalogue;
mod change;
mod compare;
mod edits;
mod finder;
pub mod fingerprint;
pub mod levels;
pub mod lock;
pub mod order;
mod proving;
pub mod report;
pub mod review;
mod rule;
mod rules;
pub mod shell;
pub mod site;
mod states;
mod work_tree;

pub use assert::assert_compatible;
pub use catalogue::{AnyRule, UnknownRule, catalogue, explain};
pub use change::{Change, Effect, Place, Subject, Tokens, What, Witness};
pub use compare::{compare, compare_with_catalogue};
pub use rule::{Bump, Family, FoundBy, GateRule, Party, RuleLevel};
pub use rules::rules;
