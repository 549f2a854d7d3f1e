//! The cases of features: what tokens lose or get and what sign-ins request in each.

pub(crate) mod asks;
pub(crate) mod case;
pub(crate) mod context;
pub(crate) mod gain;
pub(crate) mod loss;
pub(crate) mod need;
pub(crate) mod proofs;
pub(crate) mod replaced;
pub(crate) mod row_set;
pub(crate) mod sets;
pub(crate) mod switches;
pub(crate) mod tokens;
