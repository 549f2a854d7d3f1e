//! Why permissions are asked: the rows that brought each of them in.

use super::asked::{Groups, within};
use super::left::Left;
use super::{Ask, RowView};
use crate::Access;

/// A row that brought a permission into an ask.
#[derive(Debug, Clone, Copy)]
pub struct AskedRow<'a> {
    /// The feature that needs the permission; `None` for a row that is asked with every feature.
    pub feature: Option<usize>,
    /// The row.
    pub row: RowView<'a>,
}

/// The rows that brought in what is asked: feature by feature in the order of the document, then those that are asked with
/// every feature. A permission has one at least, and may have several.
#[derive(Debug, Clone)]
pub struct AskedRows<'a, const W: usize> {
    ask: Ask<'a, W>,
    groups: Groups<'a, W>,
    current: Option<(Option<usize>, Access, Left<'a, W>)>,
}

impl<'a, const W: usize> AskedRows<'a, W> {
    pub(super) const fn new(ask: Ask<'a, W>) -> Self {
        Self { ask, groups: ask.groups(), current: None }
    }
}

impl<'a, const W: usize> Iterator for AskedRows<'a, W> {
    type Item = AskedRow<'a>;

    #[inline]
    fn next(&mut self) -> Option<AskedRow<'a>> {
        loop {
            let Some((feature, access, left)) = &mut self.current else {
                self.current = Some(self.groups.next()?);
                continue;
            };
            while let Some(row) = left.next() {
                if within(row.access, *access) && self.ask.names().contains(row.name) {
                    return Some(AskedRow { feature: *feature, row });
                }
            }
            self.current = None;
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::vec;
    use std::vec::Vec;

    use crate::Kind;
    use crate::ask::{Builder, Draft, DraftRow, flatten};

    fn row(scope: &'static str, feature: Option<usize>, update: bool, line: u32) -> DraftRow<'static> {
        DraftRow {
            scope,
            kind: Kind::Delegated,
            feature,
            update,
            admin_consent: None,
            optional: false,
            requires: Vec::new(),
            excludes: Vec::new(),
            alternatives: Vec::new(),
            line,
        }
    }

    #[test]
    fn every_permission_asked_has_the_rows_that_brought_it_in_and_no_others() {
        let draft = Draft {
            features: vec!["Mail", "Chat"],
            rows: vec![
                row("User.Read", None, false, 1),
                row("Chat.Read", Some(1), false, 2),
                row("Mail.Read", Some(0), false, 3),
                row("Mail.ReadWrite", Some(0), true, 4),
                row("Chat.ReadWrite", Some(1), true, 5),
                row("Mail.Read", Some(1), false, 6),
            ],
            covers: vec![(Kind::Delegated, "Mail.ReadWrite", "Mail.Read")],
            ..Draft::default()
        };
        let flat = flatten(&draft).unwrap();
        let table = flat.table();
        let ask = Builder::<1>::new(&table).update(0).feature(1).build().unwrap();
        let lines: Vec<_> = ask.rows().map(|asked| (asked.feature, asked.row.line)).collect();
        assert_eq!(lines, [(Some(0), 3), (Some(0), 4), (Some(1), 2), (Some(1), 6), (None, 1)]);
        let lines: Vec<_> = ask.minimal().rows().map(|asked| asked.row.line).collect();
        assert_eq!(lines, [4, 2, 1], "what is covered is not asked, and so has no reason");
        assert_eq!(Builder::<1>::new(&table).build().unwrap().rows().count(), 0);
    }
}
