//! The review: compares the tables with every baseline, and decides which differences are accepted.

pub(crate) mod baseline;
mod beta;
pub(crate) mod custody;
mod force;
pub(crate) mod inputs;
mod judgement;
mod notes;
mod verdict;

pub use inputs::{Inputs, Revision, Tables};
pub use judgement::{Judgement, judge};
pub use verdict::{Item, Verdict};
