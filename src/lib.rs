//! The worked integration library.
