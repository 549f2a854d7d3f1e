//! The table that the engine works on: plain integers in flat arrays, which generated code writes as statics.

use super::resource::{is_graph, same_resource, split_resource};
use crate::{Access, Kind, text};

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
    /// The permissions as the document writes them: the delegated ones in the order of their text, then the application
    /// ones in that order. The index into this array is the permission everywhere else.
    pub texts: &'a [&'a str],
    /// How many of the permissions are delegated.
    pub delegated: u32,
    /// What else is known of each permission, in the same order.
    pub names: &'a [Name],
    /// The permissions of the document's own resource, the delegated ones first, each kind in the order of the part of the
    /// text that follows the resource: first without ASCII case, then with.
    pub own: &'a [u32],
    /// How many of [`own`](Self::own) are delegated.
    pub own_delegated: u32,
    /// The features, in the order of the document. The index into this array is the feature everywhere else.
    pub features: &'a [&'a str],
    /// The conditions, in the order of their text; at most [`Conditions::MOST`]. The index into this array is the condition
    /// everywhere else.
    pub conditions: &'a [&'a str],
    /// The rows: those of the first feature in the order of the document, those of the second, and so on; at the end those
    /// that are asked with every feature.
    pub rows: &'a [Row],
    /// Where in [`rows`](Self::rows) each feature begins, then where the rows that are asked with every feature begin.
    pub starts: &'a [u32],
    /// The pairs of conditions that rows name: all of the first must hold and none of the second.
    pub whens: &'a [[u64; 2]],
    /// Lists of permissions, ascending, each preceded by its length; the list at 0 is empty.
    pub lists: &'a [u32],
}

/// What is known of a permission besides its text: `[resource, length, flags, stronger]`.
///
/// * `resource`: an index into [`Table::resources`].
/// * `length`: how many bytes of the text name the resource, with the `/` after it; 0 for a plain name.
/// * `flags`: [`CONSENT_NO`] or [`CONSENT_YES`] where it is known whether an administrator must consent, and [`COVERS`].
/// * `stronger`: where in [`Table::lists`] the permissions stand that cover it, directly or through others.
pub type Name = [u32; 4];

/// The flag of a permission to which an administrator need not consent.
pub const CONSENT_NO: u32 = 1;
/// The flag of a permission to which an administrator must consent.
pub const CONSENT_YES: u32 = 2;
/// The flag of a permission that covers another: that others are looked through for that is for these alone.
pub const COVERS: u32 = 4;

/// A row: `[permission, flags, when, alternatives, line]`.
///
/// * `permission`: an index into [`Table::texts`].
/// * `flags`: [`UPDATE`] and [`OPTIONAL`].
/// * `when`: an index into [`Table::whens`].
/// * `alternatives`: where in [`Table::lists`] the permissions stand that do in its place.
/// * `line`: the line in the document, from 1.
pub type Row = [u32; 5];

/// The flag of a row that is asked only with the feature's update access.
pub const UPDATE: u32 = 1;
/// The flag of a row that is asked only when the integration opts in.
pub const OPTIONAL: u32 = 2;

/// A set of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Conditions(pub(crate) u64);

impl Conditions {
    /// How many conditions a document can have.
    pub const MOST: usize = 64;

    /// No condition.
    pub const NONE: Self = Self(0);

    /// These conditions and one more, by its index in [`Table::conditions`]; an index of [`MOST`](Self::MOST) or more is
    /// no condition.
    #[must_use]
    pub const fn with(self, index: usize) -> Self {
        if index < Self::MOST { Self(self.0 | 1 << index) } else { self }
    }

    /// Whether a condition is among these.
    #[must_use]
    pub const fn contains(self, index: usize) -> bool {
        index < Self::MOST && self.0 & (1 << index) != 0
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in these and not in the others.
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
    pub alternatives: &'a [u32],
    /// The line in the document, from 1.
    pub line: u32,
}

/// The scopes of `OpenID` Connect, which shape a sign-in and are not promised in an access token (`OpenID` Connect Core 1.0,
/// sections 3.1.2.1, 5.4 and 11).
const OPENID: [&str; 4] = ["email", "offline_access", "openid", "profile"];

impl<'a> Table<'a> {
    /// The table of a document that says nothing.
    pub const EMPTY: Self = Self {
        path: "",
        resources: &[],
        texts: &[],
        delegated: 0,
        names: &[],
        own: &[],
        own_delegated: 0,
        features: &[],
        conditions: &[],
        rows: &[],
        starts: &[],
        whens: &[],
        lists: &[],
    };

    /// How many words the sets of this table need: the least `W` that fits.
    #[must_use]
    pub const fn words(&self) -> usize {
        let (names, features) = (super::words(self.texts.len()), super::words(self.features.len()));
        if names > features { names } else { features }
    }

    /// The text of a permission, as the document writes it.
    #[must_use]
    pub const fn text(&self, name: usize) -> &'a str {
        get(self.texts, name)
    }

    /// The text of a feature.
    #[must_use]
    pub const fn feature(&self, feature: usize) -> &'a str {
        get(self.features, feature)
    }

    /// The text of a condition.
    #[must_use]
    pub const fn condition(&self, condition: usize) -> &'a str {
        get(self.conditions, condition)
    }

    /// The document's own resource.
    #[must_use]
    pub const fn resource(&self) -> &'a str {
        get(self.resources, 0)
    }

    /// The kind of a permission.
    #[must_use]
    pub const fn kind(&self, name: usize) -> Kind {
        if name < self.delegated as usize { Kind::Delegated } else { Kind::Application }
    }

    /// The resource that a permission belongs to: an index into [`resources`](Self::resources).
    #[must_use]
    pub const fn resource_of(&self, name: usize) -> usize {
        self.name(name)[0] as usize
    }

    /// A permission's name in its resource: its text without the resource.
    #[must_use]
    pub const fn short(&self, name: usize) -> &'a str {
        let text = self.text(name);
        match text.split_at_checked(self.name(name)[1] as usize) {
            Some((_, short)) => short,
            None => text,
        }
    }

    /// Whether an administrator must consent, as the document says. An application permission always needs it
    /// (<https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview>).
    #[must_use]
    pub const fn admin_consent(&self, name: usize) -> Option<bool> {
        let flags = self.name(name)[2];
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
    pub const fn stronger(&self, name: usize) -> &'a [u32] {
        self.list(self.name(name)[3])
    }

    /// Whether who holds one permission needs not the other.
    #[must_use]
    pub const fn covers(&self, stronger: usize, weaker: usize) -> bool {
        let list = self.stronger(weaker);
        let (mut low, mut high) = (0, list.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let found = list[middle] as usize;
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
        self.name(name)[2] & COVERS != 0 || !self.stronger(name).is_empty()
    }

    /// Whether a permission is one of `openid`, `profile`, `email` and `offline_access`: asked, never checked.
    #[must_use]
    pub const fn is_openid(&self, name: usize) -> bool {
        if !matches!(self.kind(name), Kind::Delegated) || self.resource_of(name) != 0 {
            return false;
        }
        is_one_of(self.short(name), &OPENID)
    }

    /// The rows of a feature, or for `None` those that are asked with every feature: from the first index up to, not
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
        let end = if place + 1 < self.starts.len() && feature.is_some() {
            self.starts[place + 1] as usize
        } else {
            self.rows.len()
        };
        let end = if end < self.rows.len() { end } else { self.rows.len() };
        (self.starts[place] as usize, end)
    }

    /// One row.
    #[must_use]
    pub const fn row(&self, index: usize) -> Option<RowView<'a>> {
        if index >= self.rows.len() {
            return None;
        }
        let [name, flags, when, alternatives, line] = self.rows[index];
        let name = name as usize;
        let [requires, excludes] = if (when as usize) < self.whens.len() { self.whens[when as usize] } else { [0, 0] };
        if name >= self.texts.len() {
            return None;
        }
        Some(RowView {
            name,
            kind: self.kind(name),
            access: if flags & UPDATE == 0 { Access::Base } else { Access::Update },
            optional: flags & OPTIONAL != 0,
            requires: Conditions(requires),
            excludes: Conditions(excludes),
            alternatives: self.list(alternatives),
            line,
        })
    }

    /// The part of a token that follows the document's own resource, or the whole of a plain one; `None` where it names
    /// another resource. For Microsoft Graph, the hosts of all its clouds are one resource.
    #[must_use]
    pub const fn own_part<'t>(&self, token: &'t str) -> Option<&'t str> {
        match split_resource(token) {
            None => Some(token),
            Some((resource, name)) if same_resource(resource, self.resource()) => Some(name),
            Some(_) => None,
        }
    }

    /// Whether the document's own resource is Microsoft Graph.
    #[must_use]
    pub const fn is_graph(&self) -> bool {
        is_graph(self.resource())
    }

    const fn name(&self, name: usize) -> Name {
        if name < self.names.len() { self.names[name] } else { [0; 4] }
    }

    const fn list(&self, place: u32) -> &'a [u32] {
        let Some((_, rest)) = self.lists.split_at_checked(place as usize) else {
            return &[];
        };
        let Some((length, rest)) = rest.split_first() else {
            return &[];
        };
        match rest.split_at_checked(*length as usize) {
            Some((list, _)) => list,
            None => &[],
        }
    }
}

const fn get<'a>(texts: &[&'a str], index: usize) -> &'a str {
    if index < texts.len() { texts[index] } else { "" }
}

const fn is_one_of(text: &str, list: &[&str]) -> bool {
    let mut at = 0;
    while at < list.len() {
        if text::equal(text, list[at]) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Conditions, Table};

    #[test]
    fn an_index_out_of_range_means_nothing() {
        const BROKEN: Table<'static> = Table {
            texts: &["A", "B"],
            names: &[[9, 9, 9, 9]],
            features: &["F"],
            rows: &[[7, 0, 0, 0, 1], [1, 0, 9, 9, 2]],
            starts: &[1, 99],
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
