//! What is wrong with a lock that cannot be read, where, and what to do.

use core::fmt;

use scopemark_compiler::finding::Visible;

/// Why a lock cannot be read. It is never a reason to pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

/// `line N: what; help`.
impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}; {}", self.line, Visible(&self.what), Visible(&self.help))
    }
}

impl core::error::Error for LockError {}
