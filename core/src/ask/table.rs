//! The table that the engine works on: plain integers in flat arrays, which generated code writes as statics.

use crate::{Access, Kind, text};

/// All that a document says about asking and checking, borrowed.
///
/// Indexes point into the arrays of the same table. The arrays are as [`Flat`](super::Flat) makes them; where they are not,
/// an index out of range means nothing (no permission, no row, an empty list): the engine never panics.
#[derive(Debug, Clone, Copy)]
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

/// What is known of a permission besides its text: `[resource, length, consent, stronger]`.
///
/// * `resource`: an index into [`Table::resources`].
/// * `length`: how many bytes of the text name the resource, with the `/` after it; 0 for a plain name.
/// * `consent`: whether an administrator must consent: 0 unknown, 1 no, 2 yes.
/// * `stronger`: where in [`Table::lists`] the permissions stand that cover it, directly or through others.
pub type Name = [u32; 4];

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

/// The hosts of Microsoft Graph in the global and the national clouds
/// (<https://learn.microsoft.com/graph/deployments>).
const GRAPH_HOSTS: [&str; 4] =
    ["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"];

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
        match (self.kind(name), self.name(name)[2]) {
            (Kind::Application, _) | (_, 2) => Some(true),
            (_, 1) => Some(false),
            _ => None,
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

/// The resource and the name of a text such as `api://app/Name` or `https://host/Name`, divided at its last `/`; `None` for
/// a plain name.
#[must_use]
pub const fn split_resource(text: &str) -> Option<(&str, &str)> {
    let bytes = text.as_bytes();
    let mut slash = bytes.len();
    while slash > 0 && bytes[slash - 1] != b'/' {
        slash -= 1;
    }
    // `slash` is now the length of the part up to and with the last slash.
    if slash == 0 || slash == bytes.len() {
        return None;
    }
    let (Some((resource, _)), Some((_, name))) = (text.split_at_checked(slash - 1), text.split_at_checked(slash))
    else {
        return None;
    };
    if has_authority(resource.as_bytes()) { Some((resource, name)) } else { None }
}

/// Whether a text holds `://` with something before and after it.
const fn has_authority(text: &[u8]) -> bool {
    let mut at = 1;
    while at + 3 < text.len() {
        if text[at] == b':' && text[at + 1] == b'/' && text[at + 2] == b'/' {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether two URIs name one resource: the same but for a `/` at the end, or both Microsoft Graph, whose scheme and host have
/// no case (RFC 3986, section 6.2.2.1).
#[must_use]
pub const fn same_resource(a: &str, b: &str) -> bool {
    text::equal(without_slash(a), without_slash(b)) || is_graph(a) && is_graph(b)
}

const fn is_graph(resource: &str) -> bool {
    let mut host = 0;
    while host < GRAPH_HOSTS.len() {
        if let Some((scheme, rest)) = without_slash(resource).split_at_checked("https://".len())
            && text::equal_folded(scheme, "https://")
            && text::equal_folded(rest, GRAPH_HOSTS[host])
        {
            return true;
        }
        host += 1;
    }
    false
}

const fn without_slash(resource: &str) -> &str {
    if let Some(b'/') = resource.as_bytes().last()
        && let Some((rest, _)) = resource.split_at_checked(resource.len() - 1)
    {
        return rest;
    }
    resource
}

#[cfg(test)]
mod tests {
    use super::{Conditions, Table, same_resource, split_resource};

    #[test]
    fn a_name_is_divided_from_its_resource_at_the_last_slash() {
        for (text, parts) in [
            ("Mail.Read", None),
            ("repo/read", None),
            ("https://graph.microsoft.com/Mail.Read", Some(("https://graph.microsoft.com", "Mail.Read"))),
            ("api://5f1c/Things.Read", Some(("api://5f1c", "Things.Read"))),
            (
                "https://www.googleapis.com/auth/calendar.readonly",
                Some(("https://www.googleapis.com/auth", "calendar.readonly")),
            ),
            (
                "https://management.azure.com//user_impersonation",
                Some(("https://management.azure.com/", "user_impersonation")),
            ),
            ("https://mail.google.com/", None),
            ("https://host", None),
            ("https:///x", None),
            ("://a/b", None),
            ("/", None),
            ("", None),
            ("api://é/ü", Some(("api://é", "ü"))),
        ] {
            assert_eq!(split_resource(text), parts, "{text}");
        }
    }

    #[test]
    fn the_clouds_of_graph_are_one_resource_and_nothing_else_is() {
        let graph = "https://graph.microsoft.com";
        for host in
            ["graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn", "GRAPH.microsoft.com/"]
        {
            assert!(same_resource(&std::format!("https://{host}"), graph), "{host}");
        }
        for other in [
            "http://graph.microsoft.com",
            "https://graph.microsoft.com.evil.example",
            "https://graph.microsoft.de",
            "api://other",
            "",
        ] {
            assert!(!same_resource(other, graph), "{other}");
        }
        assert!(same_resource("https://management.azure.com/", "https://management.azure.com"));
        assert!(!same_resource("api://A", "api://a"));
    }

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

    extern crate std;
}
