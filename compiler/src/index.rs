//! The one map of the compiler from texts to what is known of them.

pub(crate) use scopemark_core::Index;
