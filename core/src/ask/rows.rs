//! Why permissions are requested: the rows that request each of them.

use super::asked::{Groups, within};
use super::left::Left;
use super::{Ask, RowView};
use crate::Access;

/// A row that requests a permission of an ask.
#[derive(Debug, Clone, Copy)]
pub struct AskedRow<'a> {
    /// The feature that needs the permission; `None` for a row that is requested with every feature.
    pub feature: Option<usize>,
    /// The row.
    pub row: RowView<'a>,
}

/// The rows that request the permissions of an ask: feature by feature in document order, then those requested with every
/// feature. A permission has at least one.
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

    use std::borrow::ToOwned as _;
    use std::string::String;
    use std::vec;
    use std::vec::Vec;

    use crate::Kind;
    use crate::ask::{Builder, flatten};
    use crate::model::{Access, Cover, Document, Name, Permission, Position};

    fn row(scope: &str, feature: Option<usize>, update: bool, line: u32) -> Permission {
        Permission {
            scope: scope.to_owned(),
            kind: Kind::Delegated,
            feature,
            access: if update { Access::Update } else { Access::Base },
            admin_consent: None,
            optional: false,
            requires: Vec::new(),
            excludes: Vec::new(),
            alternatives: Vec::new(),
            clauses: Vec::new(),
            resource: String::new(),
            description: String::new(),
            notes: String::new(),
            reason: String::new(),
            other: Vec::new(),
            position: Position { line, column: 1 },
        }
    }

    #[test]
    fn every_permission_asked_has_the_rows_that_brought_it_in_and_no_others() {
        let nowhere = Position { line: 0, column: 0 };
        let document = Document {
            features: vec![Name::new("Mail"), Name::new("Chat")],
            permissions: vec![
                row("User.Read", None, false, 1),
                row("Chat.Read", Some(1), false, 2),
                row("Mail.Read", Some(0), false, 3),
                row("Mail.ReadWrite", Some(0), true, 4),
                row("Chat.ReadWrite", Some(1), true, 5),
                row("Mail.Read", Some(1), false, 6),
            ],
            covers: vec![Cover {
                kind: Kind::Delegated,
                scope: "Mail.ReadWrite".to_owned(),
                covers: "Mail.Read".to_owned(),
                position: nowhere,
                covers_position: nowhere,
            }],
            ..Document::default()
        };
        let flat = flatten(&document).unwrap();
        let table = flat.table();
        let ask = Builder::<1>::new(&table).update(0).feature(1).build().unwrap();
        let lines: Vec<_> = ask.rows().map(|asked| (asked.feature, asked.row.line)).collect();
        assert_eq!(lines, [(Some(0), 3), (Some(0), 4), (Some(1), 2), (Some(1), 6), (None, 1)]);
        let lines: Vec<_> = ask.minimal().rows().map(|asked| asked.row.line).collect();
        assert_eq!(lines, [4, 2, 1], "what is covered is not asked, and so has no reason");
        assert_eq!(Builder::<1>::new(&table).build().unwrap().rows().count(), 0);
    }
}
