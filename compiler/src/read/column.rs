//! A column of a table, and what a scope column adds.

use super::cells::Cells;
use super::header::Field;
use crate::model::{Access, Kind};

/// What the names in a scope column are.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Part {
    /// They are requested.
    Requested,
    /// The first is requested, and the others satisfy it.
    Ranked,
    /// The last is requested, and the others satisfy it.
    RankedBackwards,
    /// They satisfy what another column of the row requests.
    Higher,
}

/// A scope column.
#[derive(Clone, Debug)]
pub(crate) struct ScopeColumn {
    pub(crate) part: Part,
    /// The kinds that its header says.
    pub(crate) kinds: Option<&'static [Kind]>,
    /// The access that its header says.
    pub(crate) access: Option<Access>,
    pub(crate) is_optional: bool,
}

/// One column.
pub(crate) struct Column {
    pub(crate) header: String,
    /// Where the header is.
    pub(crate) at: usize,
    /// What its cells mean; `None` for text that only people read.
    pub(crate) field: Option<Field>,
    /// The field that the header names, and how telling it is (0 is the most).
    pub(crate) known: Option<(Field, usize)>,
    /// What a scope column adds.
    pub(crate) scope: Option<ScopeColumn>,
    /// The kinds that a yes in this column says.
    pub(crate) ticks: Option<&'static [Kind]>,
    /// Whether a directive gave it its field.
    pub(crate) is_declared: bool,
    pub(crate) cells: Cells,
}

impl Column {
    /// Whether it is a scope column whose header says an access.
    pub(crate) fn says_access(&self) -> bool {
        self.scope.as_ref().is_some_and(|scope| scope.access.is_some())
    }
}
