//! The table that the engine works on: a document as plain integers in flat arrays, which generated code holds as statics.

use super::Conditions;
use super::resource::is_graph;
use crate::{Access, Kind, Names};

/// Everything in a document that requests and checks depend on, borrowed.
///
/// Indexes point into the arrays of the same table. [`Flat`](super::Flat) makes the arrays. In other arrays an index may be
/// out of range: it then means nothing (no permission, no row, an empty list), and the engine does not panic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table<'a> {
    /// The document, as messages name it.
    pub path: &'a str,
    /// The resources that permissions belong to; the first is the document's own.
    pub resources: &'a [&'a str],
    /// What stands between names in answers besides a space.
    pub separator: Option<char>,
    /// What stands between names in requests in place of a space.
    pub request_separator: Option<char>,
    /// The delegated permissions as the document writes them, sorted by text. The index of one is the permission everywhere
    /// else.
    pub scopes: Names<'a>,
    /// The application permissions as the document writes them, sorted by text. The index of one plus the number of
    /// delegated permissions is the permission everywhere else.
    pub app_roles: Names<'a>,
    /// More about each permission, the delegated ones first.
    pub names: NameColumns<'a>,
    /// The permissions that the document writes with their resource.
    pub qualified: &'a [u16],
    /// The features, in document order. The index of one is the feature everywhere else.
    pub features: Names<'a>,
    /// The conditions, sorted by text; at most [`Conditions::MOST`]. The index of one is the condition everywhere else.
    pub conditions: Names<'a>,
    /// The rows: those of the first feature in document order, those of the second, and so on; at the end those that are
    /// requested with every feature.
    pub rows: RowColumns<'a>,
    /// Where in [`rows`](Self::rows) each feature begins, then where the rows begin that are requested with every feature.
    pub starts: &'a [u32],
    /// The pairs of conditions that rows name: all of the first must hold and none of the second.
    pub whens: &'a [[u64; 2]],
    /// Lists of permissions, ascending, each preceded by its length; the list at 0 is empty.
    pub lists: &'a [u32],
}

/// Columns about permissions, by permission. A column in which every number is 0 may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameColumns<'a> {
    /// An index into [`Table::resources`].
    pub resources: &'a [u16],
    /// How many bytes of the text name the resource, with the `/` after it; 0 for a plain name.
    pub prefixes: &'a [u16],
    /// [`CONSENT_NO`] or [`CONSENT_YES`] if it is known whether an administrator must consent, and [`OPENID`].
    pub flags: &'a [u8],
    /// Where in [`Table::lists`] the permissions are listed that cover it, directly or through others.
    pub stronger: &'a [u32],
}

/// Columns about rows, by row. A column in which every number is 0 may be empty, except `names`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowColumns<'a> {
    /// The permission.
    pub names: &'a [u16],
    /// [`UPDATE`] and [`OPTIONAL`].
    pub flags: &'a [u8],
    /// An index into [`Table::whens`].
    pub whens: &'a [u16],
    /// Where in [`Table::lists`] the alternatives are listed: permissions that also satisfy the row.
    pub alternatives: &'a [u32],
    /// The line in the document, from 1.
    pub lines: &'a [u32],
    /// Where in [`Table::lists`] the options are listed that opt in to an optional row: those of its cell. 0 where that is its own
    /// permission alone.
    pub cells: &'a [u32],
}

/// The number at an index of a column.
const fn at<T: Copy>(column: &[T], index: usize, otherwise: T) -> T {
    if index < column.len() { column[index] } else { otherwise }
}

/// The flag of a permission that does not need an administrator's consent.
pub const CONSENT_NO: u8 = 1;
/// The flag of a permission that needs an administrator's consent.
pub const CONSENT_YES: u8 = 2;
/// The flag of a scope of `OpenID` Connect: [`Table::is_openid`].
pub const OPENID: u8 = 4;

/// The flag of a row that is requested only with the feature's update access.
pub const UPDATE: u8 = 1;
/// The flag of a row that is requested only if the integration opts in.
pub const OPTIONAL: u8 = 2;

/// One row, as the engine sees it.
#[derive(Debug, Clone, Copy)]
pub struct RowView<'a> {
    /// The permission.
    pub name: usize,
    /// Its kind.
    pub kind: Kind,
    /// [`Access::Base`] or [`Access::Update`].
    pub access: Access,
    /// Whether the row is requested only if the integration opts in.
    pub optional: bool,
    /// The row applies only if all of these hold.
    pub requires: Conditions,
    /// The row does not apply if any of these holds.
    pub excludes: Conditions,
    /// The permissions that also satisfy the row.
    pub alternatives: List<'a>,
    /// The line in the document, from 1.
    pub line: u32,
    /// The options that opt in to it, if it is not its own permission alone: those of its cell.
    pub cell: List<'a>,
}

impl<'a> Table<'a> {
    /// The table of an empty document.
    pub const EMPTY: Self = Self {
        path: "",
        resources: &[],
        separator: None,
        request_separator: None,
        scopes: Names::NONE,
        app_roles: Names::NONE,
        names: NameColumns { resources: &[], prefixes: &[], flags: &[], stronger: &[] },
        qualified: &[],
        features: Names::NONE,
        conditions: Names::NONE,
        rows: RowColumns { names: &[], flags: &[], whens: &[], alternatives: &[], lines: &[], cells: &[] },
        starts: &[],
        whens: &[],
        lists: &[],
    };

    /// How many words the sets of this table need: the smallest `W` that fits.
    #[must_use]
    pub const fn words(&self) -> usize {
        let (names, features) = (super::words(self.len()), super::words(self.features.len()));
        if names > features { names } else { features }
    }

    /// How many permissions there are, of both kinds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.scopes.len().saturating_add(self.app_roles.len())
    }

    /// Whether there is no permission.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of the permissions are delegated: the index of the first application permission.
    #[must_use]
    pub const fn delegated(&self) -> usize {
        self.scopes.len()
    }

    /// The text of a permission, as the document writes it.
    #[must_use]
    pub const fn text(&self, name: usize) -> &'a str {
        let delegated = self.delegated();
        if name < delegated { self.scopes.get(name) } else { self.app_roles.get(name - delegated) }
    }

    /// The text of a feature.
    #[must_use]
    pub const fn feature(&self, feature: usize) -> &'a str {
        self.features.get(feature)
    }

    /// The text of a condition.
    #[must_use]
    pub const fn condition(&self, condition: usize) -> &'a str {
        self.conditions.get(condition)
    }

    /// The document's own resource.
    #[must_use]
    pub const fn resource(&self) -> &'a str {
        if let [own, ..] = self.resources { own } else { "" }
    }

    /// The kind of a permission.
    #[must_use]
    pub const fn kind(&self, name: usize) -> Kind {
        if name < self.delegated() { Kind::Delegated } else { Kind::Application }
    }

    /// The resource that a permission belongs to: an index into [`resources`](Self::resources).
    #[must_use]
    pub const fn resource_of(&self, name: usize) -> usize {
        at(self.names.resources, name, 0) as usize
    }

    /// A permission's name in its resource: its text without the resource.
    #[must_use]
    pub const fn short(&self, name: usize) -> &'a str {
        let text = self.text(name);
        match text.split_at_checked(at(self.names.prefixes, name, 0) as usize) {
            Some((_, short)) => short,
            None => text,
        }
    }

    /// Whether an administrator must consent, according to the document. An application permission always needs it
    /// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
    #[must_use]
    pub const fn admin_consent(&self, name: usize) -> Option<bool> {
        let flags = at(self.names.flags, name, 0);
        if matches!(self.kind(name), Kind::Application) || flags & CONSENT_YES != 0 {
            Some(true)
        } else if flags & CONSENT_NO != 0 {
            Some(false)
        } else {
            None
        }
    }

    /// The permissions that cover one, directly or through others, ascending.
    #[must_use]
    pub const fn stronger(&self, name: usize) -> List<'a> {
        self.list(at(self.names.stronger, name, 0))
    }

    /// Whether one permission covers the other, directly or through others.
    #[must_use]
    pub const fn covers(&self, stronger: usize, weaker: usize) -> bool {
        let list = self.stronger(weaker);
        let mut at = 0;
        while at < list.len() {
            if list.get(at) == stronger {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether a permission is one of `openid`, `profile`, `email` and `offline_access`. They shape a sign-in, and an access
    /// token need not carry them (`OpenID` Connect Core 1.0, sections 3.1.2.1, 5.4 and 11): they are requested, and checked
    /// only where a feature needs nothing else.
    #[must_use]
    pub const fn is_openid(&self, name: usize) -> bool {
        at(self.names.flags, name, 0) & OPENID != 0
    }

    /// Whether a permission is `offline_access`: it brings a refresh token, and gives access to nothing.
    #[must_use]
    pub const fn is_offline_access(&self, name: usize) -> bool {
        // The longest of the four; texts cannot be compared in constants.
        self.is_openid(name) && self.short(name).len() == "offline_access".len()
    }

    /// How many rows there are.
    #[must_use]
    pub const fn row_count(&self) -> usize {
        self.rows.names.len()
    }

    /// The rows of a feature, or for `None` those that are requested with every feature: from the first index up to, but not
    /// including, the second.
    #[must_use]
    pub const fn rows_of(&self, feature: Option<usize>) -> (usize, usize) {
        let place = match feature {
            Some(feature) if feature < self.features.len() => feature,
            Some(_) => return (0, 0),
            None => self.features.len(),
        };
        if place >= self.starts.len() {
            return (0, 0);
        }
        let count = self.row_count();
        let end =
            if place + 1 < self.starts.len() && feature.is_some() { self.starts[place + 1] as usize } else { count };
        (self.starts[place] as usize, if end < count { end } else { count })
    }

    /// One row.
    #[must_use]
    pub const fn row(&self, index: usize) -> Option<RowView<'a>> {
        let RowColumns { names, flags, whens, alternatives, lines, cells } = self.rows;
        let (name, flags, when) = (at(names, index, 0) as usize, at(flags, index, 0), at(whens, index, 0) as usize);
        if index >= names.len() || name >= self.len() {
            return None;
        }
        let [requires, excludes] = if when < self.whens.len() { self.whens[when] } else { [0, 0] };
        Some(RowView {
            name,
            kind: self.kind(name),
            access: if flags & UPDATE == 0 { Access::Base } else { Access::Update },
            optional: flags & OPTIONAL != 0,
            requires: Conditions(requires),
            excludes: Conditions(excludes),
            alternatives: self.list(at(alternatives, index, 0)),
            line: at(lines, index, 0),
            cell: self.list(at(cells, index, 0)),
        })
    }

    /// Whether permissions belong to more than one resource: a request goes to one of them, and a token is for one.
    #[must_use]
    pub const fn has_several_resources(&self) -> bool {
        self.resources.len() > 1
    }

    /// Whether a resource is Microsoft Graph, in any cloud.
    #[must_use]
    pub fn is_graph(&self, resource: usize) -> bool {
        self.resources.get(resource).is_some_and(|resource| is_graph(resource))
    }

    const fn list(&self, place: u32) -> List<'a> {
        if place > 0
            && let Some((_, [length, list @ ..])) = self.lists.split_at_checked(place as usize)
            && let Some((list, _)) = list.split_at_checked(*length as usize)
        {
            return List(list);
        }
        List(&[])
    }
}

/// A list of permissions, ascending.
#[derive(Debug, Clone, Copy)]
pub struct List<'a>(&'a [u32]);

impl<'a> List<'a> {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The permission at an index below [`len`](Self::len).
    #[must_use]
    pub const fn get(&self, index: usize) -> usize {
        self.0[index] as usize
    }

    /// The permissions, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.0.iter().map(|&name| name as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{NameColumns, RowColumns, Table};
    use crate::Names;

    #[test]
    fn an_index_out_of_range_means_nothing() {
        const BROKEN: Table<'static> = Table {
            scopes: Names { texts: &["A", "B"], ..Names::NONE },
            names: NameColumns { resources: &[9], prefixes: &[9], flags: &[9], stronger: &[9] },
            features: Names { texts: &["F"], ..Names::NONE },
            rows: RowColumns {
                names: &[7, 1],
                flags: &[],
                whens: &[0, 9],
                alternatives: &[0, 9],
                lines: &[1, 2],
                cells: &[9],
            },
            starts: &[1, 0x63],
            lists: &[5, 1],
            ..Table::EMPTY
        };
        assert_eq!(BROKEN.text(2), "");
        assert_eq!(BROKEN.short(0), "A");
        assert!(
            BROKEN.stronger(0).is_empty() && BROKEN.stronger(1).is_empty() && BROKEN.stronger(usize::MAX).is_empty()
        );
        assert!(BROKEN.row(0).is_none() && BROKEN.row(2).is_none());
        let row = BROKEN.row(1).unwrap();
        assert!(row.requires.is_empty() && row.alternatives.is_empty());
        assert_eq!(BROKEN.rows_of(Some(0)), (1, 2));
        assert_eq!(BROKEN.rows_of(Some(1)), (0, 0));
        assert_eq!(BROKEN.rows_of(None), (99, 2));
        assert_eq!(Table::EMPTY.rows_of(None), (0, 0));
        assert_eq!(Table::EMPTY.resource(), "");
    }
}
