//! The rows: what is compared.

mod cold;
mod gate;
mod programs;
mod rebuild;
mod size;

use crate::folder::Bench;
use crate::report::Report;

/// How much is run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Fewer repetitions and sizes.
    pub quick: bool,
}

impl Plan {
    /// How often, in a full run and in a quick one.
    pub fn rounds(self, full: usize, quick: usize) -> usize {
        if self.quick { quick } else { full }
    }
}

/// One comparison.
pub struct Row {
    /// What it is called on the command line.
    pub name: &'static str,
    /// In a few words.
    pub what: &'static str,
    /// Runs it.
    pub run: fn(&Bench, Plan, &mut Report) -> Result<(), String>,
}

/// All of them, in the order in which they run.
pub const ROWS: [Row; 8] = [
    Row { name: "cold", what: "the first cargo build of an empty adopter", run: cold::run },
    Row { name: "rebuild", what: "cargo check after one row changed", run: rebuild::run },
    Row { name: "growth", what: "the same for 1,000 to 50,000 rows", run: rebuild::growth },
    Row { name: "reading", what: "reading a document of 10,000 rows, unoptimised", run: programs::reading },
    Row { name: "claim", what: "a claim of 31 names against 800", run: programs::claim },
    Row { name: "check", what: "from a claim to the access of every feature", run: programs::check },
    Row { name: "size", what: "what a permission adds to a program", run: size::run },
    Row { name: "gate", what: "10,000 rows against the lock", run: gate::run },
];
