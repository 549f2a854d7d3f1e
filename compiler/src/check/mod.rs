//! What must hold of a whole document, once its rows are read.

pub mod names;
