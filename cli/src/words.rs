//! Calls the engine with sets that are large enough for the table.

use scopemark_core::ask::Table;

use crate::exit::Failure;

/// Calls the engine compiled for the smallest of these sizes that is large enough.
macro_rules! sizes {
    ($question:expr, $table:expr, $($words:literal)*) => {
        match $table.words() {
            $(..=$words => Ok($question.put::<$words>($table)),)*
            _ => Err(Failure(format!(
                "{} has more than {} permissions or features, which is the limit of this command",
                $table.path,
                64 * [$($words),*].into_iter().fold(0, usize::max)
            ))),
        }
    };
}

/// A question to the engine, for any size of its sets.
pub(crate) trait Question {
    type Answer;

    /// Asks it. The table fits into sets of this many words.
    fn put<const W: usize>(&self, table: &Table<'_>) -> Self::Answer;
}

/// Puts a question to the engine.
pub(crate) fn put<Q: Question>(question: &Q, table: &Table<'_>) -> Result<Q::Answer, Failure> {
    sizes!(question, table, 1 4 16 64 256 1024)
}

#[cfg(test)]
mod tests {
    use super::{Question, put};
    use scopemark_core::Names;
    use scopemark_core::ask::Table;

    /// How many words the sets get.
    struct Size;

    impl Question for Size {
        type Answer = usize;

        fn put<const W: usize>(&self, _: &Table<'_>) -> usize {
            W
        }
    }

    #[test]
    fn sets_are_as_large_as_the_table_needs_and_there_is_an_end() {
        let size = |count: usize| {
            let scopes = Names { texts: &vec!["a"; count], ..Names::NONE };
            put(&Size, &Table { path: "a.md", scopes, ..Table::EMPTY })
        };
        for (count, words) in [(0, 1), (64, 1), (65, 4), (256, 4), (257, 16), (16_384, 256), (65_536, 1024)] {
            assert_eq!(size(count), Ok(words), "{count}");
        }
        assert_eq!(
            size(65_537).unwrap_err().to_string(),
            "a.md has more than 65536 permissions or features, which is the limit of this command"
        );
    }
}
