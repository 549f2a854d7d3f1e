//! The two states of a document, and how the permissions, conditions, features and rows of one correspond to the other.

pub(crate) mod documents;
pub(crate) mod first_names;
pub(crate) mod formerly;
pub(crate) mod matching;
pub(crate) mod names;
pub(crate) mod pair;
pub(crate) mod permissions;
pub(crate) mod side;
