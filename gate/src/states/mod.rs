//! The two states of a document, and which permission, condition, feature and row of one is which of the other.

pub(crate) mod matching;
pub(crate) mod pair;
pub(crate) mod permissions;
pub(crate) mod side;
