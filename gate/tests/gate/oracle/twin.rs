//! The naive twin of asking and checking that tests the engine: its names are used here, its needs check those of the oracle.
#![allow(dead_code, reason = "the oracle uses a part of the twin")]

#[path = "../../../../core/tests/common/twin/ask.rs"]
pub(crate) mod ask;
#[path = "../../../../core/tests/common/twin/names.rs"]
pub(crate) mod names;
#[path = "../../../../core/tests/common/twin/need.rs"]
pub(crate) mod need;
#[path = "../../../../core/tests/common/twin/rows.rs"]
pub(crate) mod rows;
