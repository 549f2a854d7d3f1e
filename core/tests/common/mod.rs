//! What the tests of the engine share.
#![allow(dead_code, reason = "each test program uses a part of what is shared")]

pub(crate) mod draft;
pub(crate) mod facts;
pub(crate) mod o365;
