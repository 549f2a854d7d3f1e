//! The rows of a document, packed: numbers in byte strings, from which the rows that users see are made.
//!
//! A row that users see has pointers, a permission and conditions. Written as such, ten thousand of them take rustc longer than
//! everything else in a module; packed, they cost it nothing until a program asks for them.

use crate::{Numbers, Permission, Source, Texts};

/// The rows of a document: those of the first feature, then those that are asked with every feature, the same for the second
/// feature, and so on; at the end those that are asked with every feature again.
#[derive(Debug, Clone, Copy)]
pub struct Rows<N: 'static, C: 'static> {
    /// The path of the document.
    pub path: &'static str,
    /// Where the rows of each feature begin, and those at the end; then how many rows there are.
    pub starts: Numbers<'static>,
    /// The permission of each row: which of all.
    pub names: Numbers<'static>,
    /// The flags of each row: [`UPDATE`](crate::ask::UPDATE) and [`OPTIONAL`](crate::ask::OPTIONAL).
    pub flags: Numbers<'static>,
    /// The line of each row.
    pub lines: Numbers<'static>,
    /// What else each row says: which of the sayings. The first of them says nothing.
    pub sayings: Numbers<'static>,
    /// The conditions that a saying requires, then those that it excludes, by saying.
    pub conditions: &'static [C],
    /// Where in these what a saying requires begins, and where what it excludes.
    pub condition_starts: Numbers<'static>,
    /// What does in the place of a row, by saying.
    pub alternatives: &'static [N],
    /// Where in these those of a saying begin.
    pub alternative_starts: Numbers<'static>,
    /// The notes of each saying.
    pub notes: Texts<'static>,
}

/// How many rows are made at a time: constant evaluation takes the square of the pointers that an array is filled with one by one.
pub const CHUNK: usize = 64;

/// So many rows from a place; past the last one, the last is repeated. `all` are the permissions of the document.
#[must_use]
#[inline]
pub const fn chunk<N: Copy, C: Copy>(rows: &Rows<N, C>, all: &[N], at: usize) -> [Permission<N, C>; CHUNK] {
    let mut chunk = [row(rows, all, at); CHUNK];
    let mut n = 1;
    while n < CHUNK && at + n < rows.names.len() {
        chunk[n] = row(rows, all, at + n);
        n += 1;
    }
    chunk
}

const fn row<N: Copy, C: Copy>(rows: &Rows<N, C>, all: &[N], at: usize) -> Permission<N, C> {
    let source = Source { path: rows.path, line: rows.lines.get(at) };
    let mut row = Permission::new(all[rows.names.get(at) as usize], source);
    let flags = rows.flags.get(at);
    if flags & crate::ask::UPDATE != 0 {
        row = row.with_update();
    }
    if flags & crate::ask::OPTIONAL != 0 {
        row = row.with_optional();
    }
    let saying = rows.sayings.get(at) as usize;
    if saying == 0 {
        return row;
    }
    row.with_requires(between(rows.conditions, &rows.condition_starts, 2 * saying))
        .with_excludes(between(rows.conditions, &rows.condition_starts, 2 * saying + 1))
        .with_alternatives(between(rows.alternatives, &rows.alternative_starts, saying))
        .with_notes(rows.notes.get(saying))
}

/// The `at`th of the slices that begin at `starts`; the last of those is the end.
#[must_use]
#[inline]
pub const fn between<T>(all: &'static [T], starts: &Numbers<'_>, at: usize) -> &'static [T] {
    let (before, _) = all.split_at(starts.get(at + 1) as usize);
    before.split_at(starts.get(at) as usize).1
}

#[cfg(test)]
mod tests {
    use super::between;
    use crate::Packed;

    #[test]
    fn slices_are_between_their_starts() {
        static ALL: [u8; 5] = [1, 2, 3, 4, 5];
        let starts = Packed::of(&[0, 2, 2, 5]);
        let slices: [&[u8]; 3] = core::array::from_fn(|at| between(&ALL, &starts.numbers(), at));
        assert_eq!(slices, [&[1, 2][..], &[], &[3, 4, 5]]);
    }
}
