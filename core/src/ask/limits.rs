//! What a table can hold, and the error for a document that has more.

use core::fmt;

use super::Conditions;

/// How many pairs of covering permissions a table can hold. The transitive covers of real documents are thousands of times
/// fewer; without a limit, a long chain of covers could fill the memory.
pub const MOST_PAIRS: usize = 1 << 22;

/// Why a document does not fit into a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TooMany {
    /// More than [`Conditions::MOST`] conditions.
    Conditions(usize),
    /// More than 65,535 permissions, or more rows than fit in 32 bits.
    Entries,
    /// More than [`MOST_PAIRS`] pairs of permissions of which one covers the other, directly or through others.
    Pairs,
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conditions(count) => {
                write!(f, "the document has {count} conditions; at most {} are supported", Conditions::MOST)
            }
            Self::Entries => f.write_str("the document has more permissions or rows than a table can hold"),
            Self::Pairs => write!(f, "the covers of the document relate more than {MOST_PAIRS} pairs of permissions"),
        }
    }
}

impl core::error::Error for TooMany {}

/// A number in the type of a column.
pub(super) fn narrow<T: TryFrom<usize>>(number: usize) -> Result<T, TooMany> {
    T::try_from(number).map_err(|_| TooMany::Entries)
}
