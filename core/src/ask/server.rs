//! A resource server's side: whether a token allows an access, and what to answer where it does not.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::builder::fitting;
use super::left::{Scene, is_update_only};
use super::need::Grounds;
use super::{Challenge, Conditions, Granted, Judged, RowView, Set, Table};
use crate::{Access, Kind};

impl<const W: usize> Granted<'_, W> {
    /// Whether the grant allows an access to a feature under conditions: its [`access`](Self::access) is at least that, where
    /// an access of only optional permissions needs them all. Never for [`Access::Missing`].
    ///
    /// In a document of several resources only what the access needs of this one is judged (an index into
    /// [`Table::resources`]), and where it needs nothing of it, it is not allowed.
    #[must_use]
    pub fn allows(&self, resource: usize, feature: usize, access: Access, conditions: Conditions) -> bool {
        let grounds = Grounds::of(self, scene(self.table(), feature, conditions, Judged::BOTH));
        grounds.allow(resource, feature, access)
    }
}

impl<const W: usize> Grounds<'_, W> {
    fn allow(&self, resource: usize, feature: usize, access: Access) -> bool {
        let Some(judged) = Judge::new(&self.scene, resource, feature, access) else { return false };
        let mut is_any = false;
        for &part in parts(self.scene.table, feature, access) {
            let mut needed = self.scene.needed(feature, part);
            while let Some((_, row)) = needed.next() {
                is_any |= judged.judges(&row);
                if judged.judges(&row) && !self.satisfies(&row) {
                    return false;
                }
            }
        }
        is_any
    }
}

/// Which rows of a need are judged at a resource: in a document of one, all. Of several, its own, and with them those of `OpenID`
/// Connect, which belong to no resource and go into each request; where a need has no other rows, these at each resource.
struct Judge<'a> {
    table: &'a Table<'a>,
    resource: usize,
    with_openid: bool,
}

impl<'a> Judge<'a> {
    /// `None` where a part of the access needs nothing: an empty need is never true.
    fn new<const W: usize>(scene: &Scene<'a, W>, resource: usize, feature: usize, access: Access) -> Option<Self> {
        let table = scene.table;
        let (mut has_own, mut has_others) = (false, false);
        for &part in parts(table, feature, access) {
            let (mut needed, mut is_empty) = (scene.needed(feature, part), true);
            while let Some((_, row)) = needed.next() {
                is_empty = false;
                has_own |= table.is_of(resource, row.name);
                has_others |= !table.is_openid(row.name);
            }
            if is_empty {
                return None;
            }
        }
        Some(Self { table, resource, with_openid: has_own || !has_others })
    }

    fn judges(&self, row: &RowView<'_>) -> bool {
        let is_openid = self.table.is_openid(row.name);
        !self.table.has_several_resources()
            || (is_openid && self.with_openid)
            || self.table.is_of(self.resource, row.name)
    }
}

/// The accesses whose rows an access needs.
fn parts(table: &Table<'_>, feature: usize, access: Access) -> &'static [Access] {
    match access {
        Access::Missing => &[],
        _ if is_update_only(table, feature) => &[Access::Update],
        Access::Base => &[Access::Base],
        Access::Update => &[Access::Base, Access::Update],
    }
}

impl Table<'_> {
    /// The challenge for a request whose token does not allow an access: the delegated permissions of a resource (an index into
    /// [`resources`](Self::resources)) that it needs as they would be requested, without each that the others make unnecessary.
    /// Answer 403 with it.
    ///
    /// `None` where no scope would help: the access needs no delegated permission of the resource, or its rows do not apply under
    /// the conditions. Answer 403 without a challenge.
    #[must_use]
    pub fn challenge<const W: usize>(
        &self,
        resource: usize,
        feature: usize,
        access: Access,
        conditions: Conditions,
    ) -> Option<Challenge> {
        self.challenged::<W>(resource, feature, access, conditions).map(Challenge::insufficient_scope)
    }

    /// The challenge for a request without a token, or, with [`Challenge::invalid_token`], for one whose token is expired,
    /// revoked or malformed. It names the scopes of [`challenge`](Self::challenge) where there are any. Answer 401 with it.
    pub fn unauthenticated<const W: usize>(
        &self,
        resource: usize,
        feature: usize,
        access: Access,
        conditions: Conditions,
    ) -> Challenge {
        Challenge::unauthenticated(self.challenged::<W>(resource, feature, access, conditions))
    }

    /// The scopes that are enough for an access, as requests send them, separated by spaces.
    fn challenged<const W: usize>(
        &self,
        resource: usize,
        feature: usize,
        access: Access,
        conditions: Conditions,
    ) -> Option<String> {
        let table = fitting::<W>(self);
        let scene = scene::<W>(table, feature, conditions, Judged::only(Kind::Delegated));
        let judged = Judge::new(&scene, resource, feature, access)?;
        let mut names = Set::EMPTY;
        for &part in parts(table, feature, access) {
            let mut needed = scene.needed(feature, part);
            while let Some((_, row)) = needed.next() {
                if judged.judges(&row) {
                    names.insert(row.name);
                }
            }
        }
        let all = names;
        for name in &all {
            let mut rest = names;
            rest.remove(name);
            if (Grounds { scene, names: rest }).allow(resource, feature, access) {
                names = rest;
            }
        }
        let mut sent: Vec<String> = names.iter().map(|name| table.sent(name).to_string()).collect();
        sent.sort();
        (!sent.is_empty()).then(|| sent.join(" "))
    }
}

/// What decides, with the feature's own options opted in: a need has them only where there is nothing else.
fn scene<'a, const W: usize>(
    table: &'a Table<'a>,
    feature: usize,
    conditions: Conditions,
    kinds: Judged,
) -> Scene<'a, W> {
    let (start, end) = table.rows_of(Some(feature));
    let own = (start..end).filter_map(|row| table.row(row)).filter(|row| row.optional);
    let mut options = Set::EMPTY;
    for row in own {
        options.insert(row.name);
    }
    Scene { table, conditions, options, kinds }
}
