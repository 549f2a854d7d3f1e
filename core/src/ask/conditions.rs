//! Sets of conditions: those that hold, and those that a row requires or excludes.

/// A set of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Conditions(pub(crate) u64);

impl Conditions {
    /// How many conditions a document can have.
    pub const MOST: usize = 64;

    /// No condition.
    pub const NONE: Self = Self(0);

    /// These conditions and one more, by its index in [`Table::conditions`](super::Table::conditions). An index of
    /// [`MOST`](Self::MOST) or more is ignored.
    #[must_use]
    pub const fn with(self, index: usize) -> Self {
        if index < Self::MOST { Self(self.0 | 1 << index) } else { self }
    }

    /// Whether a condition is among these.
    #[must_use]
    pub const fn contains(self, index: usize) -> bool {
        index < Self::MOST && self.0 & (1 << index) != 0
    }

    /// The conditions in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The conditions in these and not in the others.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of these are among the others.
    #[must_use]
    pub const fn is_subset(self, others: Self) -> bool {
        self.difference(others).is_empty()
    }

    /// The condition with the lowest index.
    #[must_use]
    pub const fn first(self) -> Option<usize> {
        if self.is_empty() { None } else { Some(self.0.trailing_zeros() as usize) }
    }
}

#[cfg(test)]
mod tests {
    use super::Conditions;

    #[test]
    fn conditions_are_a_set() {
        let some = Conditions::NONE.with(0).with(63).with(64);
        assert!(some.contains(0) && some.contains(63) && !some.contains(64) && !some.contains(1));
        assert_eq!(some.first(), Some(0));
        assert_eq!(some.difference(Conditions::NONE.with(0)).first(), Some(63));
        assert!(Conditions::NONE.is_subset(some) && !some.is_subset(Conditions::NONE));
        assert_eq!(Conditions::NONE.first(), None);
    }
}
