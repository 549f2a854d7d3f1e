//! The review: the tables against everything that was promised before, and which of the differences are accepted.

pub(crate) mod baseline;
pub(crate) mod custody;
mod force;
pub(crate) mod inputs;
mod judgement;
mod verdict;

pub use inputs::{Inputs, Revision, Tables};
pub use judgement::{Judgement, judge};
pub use verdict::{Item, Verdict};
