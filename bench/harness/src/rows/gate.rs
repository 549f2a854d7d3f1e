//! Stub.
use super::Plan;
use crate::folder::Bench;
use crate::report::Report;

pub fn run(_: &Bench, _: Plan, report: &mut Report) -> Result<(), String> {
    report.skipped("10,000 rows against the lock", "not yet here");
    Ok(())
}
