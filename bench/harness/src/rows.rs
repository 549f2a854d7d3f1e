//! The rows: what is compared.

mod against;
mod first;
mod gate;
mod programs;
mod rebuild;
mod size;

use crate::folder::Bench;
use crate::report::Report;

/// How much is run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Fewer repetitions.
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
pub const ROWS: [Row; 9] = [
    Row { name: "tree", what: "the first cargo build, beside serde, thiserror and oauth2", run: first::tree },
    Row { name: "cold", what: "the first cargo build of an empty crate", run: first::cold },
    Row { name: "rebuild", what: "cargo check after one row changed", run: rebuild::run },
    Row { name: "reading", what: "reading a document, dev profile", run: programs::reading },
    Row { name: "claim", what: "a claim of 31 names against 60 and 800", run: programs::claim },
    Row { name: "access", what: "from a claim to the access of every feature", run: programs::access },
    Row { name: "size", what: "what a permission adds to a program", run: size::run },
    Row { name: "gate", what: "check against the lock", run: gate::run },
    Row { name: "against", what: "check --against a commit of 100 documents", run: against::run },
];
