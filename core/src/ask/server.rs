//! A resource server's side: whether a token allows an access, and what to answer where it does not.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::builder::fitting;
use super::left::{Scene, is_update_only};
use super::need::Grounds;
use super::{Challenge, Conditions, Granted, Judged, Set, Table};
use crate::{Access, Kind};

impl<const W: usize> Granted<'_, W> {
    /// Whether the grant allows an access to a feature under conditions: its [`access`](Self::access) is at least that, where
    /// an access of only optional permissions needs them all. Never for [`Access::Missing`].
    #[must_use]
    pub fn allows(&self, feature: usize, access: Access, conditions: Conditions) -> bool {
        let scene = scene(self.table(), feature, conditions, Judged::BOTH);
        access != Access::Missing && Grounds::of(self, scene).access(feature) >= access
    }
}

impl Table<'_> {
    /// The challenge for a request whose token does not allow an access: the delegated permissions that it needs as they would
    /// be requested, without each that the others make unnecessary. Answer 403 with it.
    ///
    /// `None` where no scope would help: the access needs no delegated permission, or its rows do not apply under the
    /// conditions. Answer 403 without a challenge.
    #[must_use]
    pub fn challenge<const W: usize>(
        &self,
        feature: usize,
        access: Access,
        conditions: Conditions,
    ) -> Option<Challenge> {
        self.challenged::<W>(feature, access, conditions).map(Challenge::insufficient_scope)
    }

    /// The challenge for a request without a token, or, with [`Challenge::invalid_token`], for one whose token is expired,
    /// revoked or malformed. It names the scopes of [`challenge`](Self::challenge) where there are any. Answer 401 with it.
    pub fn unauthenticated<const W: usize>(&self, feature: usize, access: Access, conditions: Conditions) -> Challenge {
        Challenge::unauthenticated(self.challenged::<W>(feature, access, conditions))
    }

    /// The scopes that are enough for an access, as requests send them, separated by spaces.
    fn challenged<const W: usize>(&self, feature: usize, access: Access, conditions: Conditions) -> Option<String> {
        let table = fitting::<W>(self);
        let scene = scene::<W>(table, feature, conditions, Judged::only(Kind::Delegated));
        let accesses: &[Access] = match access {
            Access::Missing => &[],
            _ if is_update_only(table, feature) => &[Access::Update],
            Access::Base => &[Access::Base],
            Access::Update => &[Access::Base, Access::Update],
        };
        let mut names = Set::EMPTY;
        for &part in accesses {
            let mut needed = scene.needed(feature, part);
            let mut any = false;
            while let Some((_, row)) = needed.next() {
                names.insert(row.name);
                any = true;
            }
            if !any {
                return None;
            }
        }
        let all = names;
        for name in &all {
            let mut rest = names;
            rest.remove(name);
            if (Grounds { scene, names: rest }).access(feature) >= access {
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
