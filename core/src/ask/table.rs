//! The table that the engine works on: plain integers in flat arrays, which generated code writes as statics.

use super::Conditions;
use super::resource::{is_graph, same_resource, split_resource};
use crate::{Access, Kind, Names, Numbers};

/// All that a document says about asking and checking, borrowed.
///
/// Indexes point into the arrays of the same table. The arrays are as [`Flat`](super::Flat) makes them; where they are not,
/// an index out of range means nothing (no permission, no row, an empty list): the engine never panics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table<'a> {
    /// The document, as messages name it.
    pub path: &'a str,
    /// The resources that permissions belong to; the first is the document's own.
    pub resources: &'a [&'a str],
    /// The delegated permissions as the document writes them, in the order of their text. The index of one is the
    /// permission everywhere else. What a name is found by is its text without the document's own resource.
    pub scopes: Names<'a>,
    /// The application permissions, likewise; the index of one and the number of delegated permissions is the permission
    /// everywhere else.
    pub app_roles: Names<'a>,
    /// What else is known of each permission, the delegated ones first.
    pub names: NameColumns<'a>,
    /// The features, in the order of the document. The index of one is the feature everywhere else.
    pub features: Names<'a>,
    /// The conditions, in the order of their text; at most [`Conditions::MOST`]. The index of one is the condition
    /// everywhere else.
    pub conditions: Names<'a>,
    /// The rows: those of the first feature in the order of the document, those of the second, and so on; at the end those
    /// that are asked with every feature.
    pub rows: RowColumns<'a>,
    /// Where in [`rows`](Self::rows) each feature begins, then where the rows that are asked with every feature begin.
    pub starts: Numbers<'a>,
    /// The pairs of conditions that rows name: all of the first must hold and none of the second.
    pub whens: &'a [[u64; 2]],
    /// Lists of permissions, ascending, each preceded by its length; the list at 0 is empty.
    pub lists: Numbers<'a>,
}

/// What is known of permissions besides their text, a column each: `[resource, length, flags, stronger]`.
///
/// * `resource`: an index into [`Table::resources`].
/// * `length`: how many bytes of the text name the resource, with the `/` after it; 0 for a plain name.
/// * `flags`: [`CONSENT_NO`] or [`CONSENT_YES`] where it is known whether an administrator must consent, [`COVERS`] and
///   [`OPENID`].
/// * `stronger`: where in [`Table::lists`] the permissions stand that cover it, directly or through others.
pub type NameColumns<'a> = [Numbers<'a>; 4];

const RESOURCE: usize = 0;
const LENGTH: usize = 1;
const FLAGS: usize = 2;
const STRONGER: usize = 3;

/// The flag of a permission to which an administrator need not consent.
pub const CONSENT_NO: u32 = 1;
/// The flag of a permission to which an administrator must consent.
pub const CONSENT_YES: u32 = 2;
/// The flag of a permission that covers another: that others are looked through for that is for these alone.
pub const COVERS: u32 = 4;
/// The flag of a permission that is asked and never checked: one of the scopes of `OpenID` Connect.
pub const OPENID: u32 = 8;

/// Rows, a column each: `[permission, flags, when, alternatives, line]`.
///
/// * `permission`: its index.
/// * `flags`: [`UPDATE`] and [`OPTIONAL`].
/// * `when`: an index into [`Table::whens`].
/// * `alternatives`: where in [`Table::lists`] the permissions stand that do in its place.
/// * `line`: the line in the document, from 1.
pub type RowColumns<'a> = [Numbers<'a>; 5];

const NAME: usize = 0;
const ROW_FLAGS: usize = 1;
const WHEN: usize = 2;
const ALTERNATIVES: usize = 3;
const LINE: usize = 4;

/// The flag of a row that is asked only with the feature's update access.
pub const UPDATE: u32 = 1;
/// The flag of a row that is asked only when the integration opts in.
pub const OPTIONAL: u32 = 2;

/// A row, unpacked.
#[derive(Debug, Clone, Copy)]
pub struct RowView<'a> {
    /// The permission.
    pub name: usize,
    /// Its kind.
    pub kind: Kind,
    /// [`Access::Base`] or [`Access::Update`].
    pub access: Access,
    /// Asked only when the integration opts in.
    pub optional: bool,
    /// The row applies only when all of these hold.
    pub requires: Conditions,
    /// The row does not apply when any of these holds.
    pub excludes: Conditions,
    /// What does in its place.
    pub alternatives: List<'a>,
    /// The line in the document, from 1.
    pub line: u32,
}

/// What decides whether a row is left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) name: usize,
    flags: u32,
    pub(super) requires: Conditions,
    pub(super) excludes: Conditions,
}

impl Head {
    pub(super) const fn access(self) -> Access {
        if self.flags & UPDATE == 0 { Access::Base } else { Access::Update }
    }

    pub(super) const fn is_optional(self) -> bool {
        self.flags & OPTIONAL != 0
    }
}

impl<'a> Table<'a> {
    /// The table of a document that says nothing.
    pub const EMPTY: Self = Self {
        path: "",
        resources: &[],
        scopes: Names::NONE,
        app_roles: Names::NONE,
        names: [Numbers::NONE; 4],
        features: Names::NONE,
        conditions: Names::NONE,
        rows: [Numbers::NONE; 5],
        starts: Numbers::NONE,
        whens: &[],
        lists: Numbers::NONE,
    };

    /// How many words the sets of this table need: the least `W` that fits.
    #[must_use]
    #[inline]
    pub const fn words(&self) -> usize {
        let (names, features) = (super::words(self.len()), super::words(self.features.len()));
        if names > features { names } else { features }
    }

    /// How many permissions there are, of both kinds.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.scopes.len().saturating_add(self.app_roles.len())
    }

    /// Whether there is no permission.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of the permissions are delegated: the index of the first application permission.
    #[must_use]
    #[inline]
    pub const fn delegated(&self) -> usize {
        self.scopes.len()
    }

    /// The text of a permission, as the document writes it.
    #[must_use]
    #[inline]
    pub const fn text(&self, name: usize) -> &'a str {
        let delegated = self.delegated();
        if name < delegated { self.scopes.get(name) } else { self.app_roles.get(name - delegated) }
    }

    /// The text of a feature.
    #[must_use]
    #[inline]
    pub const fn feature(&self, feature: usize) -> &'a str {
        self.features.get(feature)
    }

    /// The text of a condition.
    #[must_use]
    #[inline]
    pub const fn condition(&self, condition: usize) -> &'a str {
        self.conditions.get(condition)
    }

    /// The document's own resource.
    #[must_use]
    #[inline]
    pub const fn resource(&self) -> &'a str {
        if let [own, ..] = self.resources { own } else { "" }
    }

    /// The kind of a permission.
    #[must_use]
    #[inline]
    pub const fn kind(&self, name: usize) -> Kind {
        if name < self.delegated() { Kind::Delegated } else { Kind::Application }
    }

    /// The resource that a permission belongs to: an index into [`resources`](Self::resources).
    #[must_use]
    #[inline]
    pub const fn resource_of(&self, name: usize) -> usize {
        self.names[RESOURCE].get(name) as usize
    }

    /// A permission's name in its resource: its text without the resource.
    #[must_use]
    #[inline]
    pub const fn short(&self, name: usize) -> &'a str {
        let text = self.text(name);
        match text.split_at_checked(self.names[LENGTH].get(name) as usize) {
            Some((_, short)) => short,
            None => text,
        }
    }

    /// Whether an administrator must consent, as the document says. An application permission always needs it
    /// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
    #[must_use]
    #[inline]
    pub const fn admin_consent(&self, name: usize) -> Option<bool> {
        let flags = self.names[FLAGS].get(name);
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
    #[inline]
    pub const fn stronger(&self, name: usize) -> List<'a> {
        self.list(self.names[STRONGER].get(name))
    }

    /// Whether who holds one permission needs not the other.
    #[must_use]
    #[inline]
    pub const fn covers(&self, stronger: usize, weaker: usize) -> bool {
        let list = self.stronger(weaker);
        let (mut low, mut high) = (0, list.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let found = list.get(middle);
            if found == stronger {
                return true;
            }
            if found < stronger {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        false
    }

    /// Whether a permission covers another or is covered by one.
    pub(super) const fn is_related(&self, name: usize) -> bool {
        self.names[FLAGS].get(name) & COVERS != 0 || !self.stronger(name).is_empty()
    }

    /// Whether a permission is one of `openid`, `profile`, `email` and `offline_access`, which shape a sign-in and are not
    /// promised in an access token (`OpenID` Connect Core 1.0, sections 3.1.2.1, 5.4 and 11): asked, never checked.
    #[must_use]
    #[inline]
    pub const fn is_openid(&self, name: usize) -> bool {
        self.names[FLAGS].get(name) & OPENID != 0
    }

    /// How many rows there are.
    #[must_use]
    #[inline]
    pub const fn row_count(&self) -> usize {
        self.rows[0].len()
    }

    /// The rows of a feature, or for `None` those that are asked with every feature: from the first index up to, not
    /// including, the second.
    #[must_use]
    #[inline]
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
        let end = if place + 1 < self.starts.len() && feature.is_some() {
            self.starts.get(place + 1) as usize
        } else {
            count
        };
        (self.starts.get(place) as usize, if end < count { end } else { count })
    }

    /// One row.
    #[must_use]
    #[inline]
    pub const fn row(&self, index: usize) -> Option<RowView<'a>> {
        match self.head(index) {
            Some(head) => Some(self.view(index, head)),
            None => None,
        }
    }

    /// What decides whether a row is left.
    #[inline]
    pub(super) const fn head(&self, index: usize) -> Option<Head> {
        let name = self.rows[NAME].get(index) as usize;
        if index >= self.rows[NAME].len() || name >= self.len() {
            return None;
        }
        let when = self.rows[WHEN].get(index) as usize;
        let [requires, excludes] = if when < self.whens.len() { self.whens[when] } else { [0, 0] };
        Some(Head {
            name,
            flags: self.rows[ROW_FLAGS].get(index),
            requires: Conditions(requires),
            excludes: Conditions(excludes),
        })
    }

    /// All of a row of which that much is known.
    pub(super) const fn view(&self, index: usize, head: Head) -> RowView<'a> {
        RowView {
            name: head.name,
            kind: self.kind(head.name),
            access: head.access(),
            optional: head.is_optional(),
            requires: head.requires,
            excludes: head.excludes,
            alternatives: self.list(self.rows[ALTERNATIVES].get(index)),
            line: self.rows[LINE].get(index),
        }
    }

    /// The part of a token that follows the document's own resource, or the whole of a plain one; `None` where it names
    /// another resource. For Microsoft Graph, the hosts of all its clouds are one resource.
    #[must_use]
    #[inline]
    pub const fn own_part<'t>(&self, token: &'t str) -> Option<&'t str> {
        match split_resource(token) {
            None => Some(token),
            Some((resource, name)) if same_resource(resource, self.resource()) => Some(name),
            Some(_) => None,
        }
    }

    /// Whether the document's own resource is Microsoft Graph.
    #[must_use]
    #[inline]
    pub const fn is_graph(&self) -> bool {
        is_graph(self.resource())
    }

    const fn list(&self, place: u32) -> List<'a> {
        let start = place as usize;
        let length = if place == 0 { 0 } else { self.lists.get(start) as usize };
        let most = self.lists.len().saturating_sub(start + 1);
        List { numbers: self.lists, start: start + 1, length: if length < most { length } else { most } }
    }
}

/// A list of permissions, ascending.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    numbers: Numbers<'a>,
    start: usize,
    length: usize,
}

impl<'a> List<'a> {
    /// How many there are.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there is none.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The permission at an index below [`len`](Self::len).
    #[must_use]
    #[inline]
    pub const fn get(&self, index: usize) -> usize {
        self.numbers.get(self.start.wrapping_add(index)) as usize
    }

    /// The permissions, in order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = usize> + use<'a> {
        let list = *self;
        (0..list.length).map(move |index| list.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use crate::{Names, Numbers, Places, Texts};

    const fn few(count: u32, bytes: &'static [u8]) -> Numbers<'static> {
        Numbers::new(1, count, bytes)
    }

    const fn names(all: &'static str, count: u32, starts: &'static [u8]) -> Names<'static> {
        Names { texts: Texts { all, starts: few(count, starts) }, places: Places::NONE }
    }

    #[test]
    fn an_index_out_of_range_means_nothing() {
        const BROKEN: Table<'static> = Table {
            scopes: names("AB", 3, b"\0\x01\x02\0\0\0"),
            names: [few(1, b"\x09\0\0\0"); 4],
            features: names("F", 2, b"\0\x01\0\0\0"),
            rows: [
                few(2, b"\x07\x01\0\0\0"),
                Numbers::NONE,
                few(2, b"\0\x09\0\0\0"),
                few(2, b"\0\x09\0\0\0"),
                few(2, b"\x01\x02\0\0\0"),
            ],
            starts: few(2, b"\x01\x63\0\0\0"),
            lists: few(2, b"\x05\x01\0\0\0"),
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
