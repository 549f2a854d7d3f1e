//! A naive twin of asking and checking: each function is a sentence of the specification, and nothing is fast.
//!
//! It works on the document itself, with sets of texts, and shares nothing with the engine but the model. Where the
//! specification is silent, it takes the reading that gives no access that was not granted; such a place says "Silent:".
#![allow(dead_code, reason = "each test program uses a part of what is shared")]

pub(crate) mod ask;
pub(crate) mod granted;
pub(crate) mod hand;
pub(crate) mod names;
pub(crate) mod need;
pub(crate) mod o365;
pub(crate) mod params;
pub(crate) mod picks;
pub(crate) mod random;
pub(crate) mod refresh;
pub(crate) mod report;
pub(crate) mod rows;
pub(crate) mod server;
pub(crate) mod step_up;
