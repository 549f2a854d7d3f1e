//! Leaves with the code of `emit` that uses it.

pub(crate) use scopemark_core::Index;
