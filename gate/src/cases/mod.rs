//! The cases of features: what tokens lose in each, and what signing in requests.

pub(crate) mod asks;
pub(crate) mod case;
pub(crate) mod loss;
pub(crate) mod need;
pub(crate) mod replaced;
pub(crate) mod tokens;
