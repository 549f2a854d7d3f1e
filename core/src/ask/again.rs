//! What to request again: a refresh, which stays within the first grant, and a step-up, which is a new sign-in.

use alloc::borrow::ToOwned as _;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::asked::within;
use super::left::Scene;
use super::need::Grounds;
use super::{Ask, Granted, Judged, RefreshParam, RowView, ScopeParam, Set, Table};
use crate::Kind;

impl<'a, const W: usize> Ask<'a, W> {
    /// The `scope` parameter of a refresh (RFC 6749, section 6) for a resource, which never leaves the first grant: what of it is
    /// asked, and what of it satisfies a row that this does not satisfy (a stronger permission, an alternative). Of the scopes of
    /// `OpenID` Connect it has those that were granted, or, where an answer names none, those that were sent; and
    /// `offline_access` where it was sent, or, for a grant read from text, where it is asked.
    ///
    /// `None` if nothing that was granted is still asked, `offline_access` aside: the user has to sign in again. Of a resource of
    /// which no token was read, redeem the refresh token with [`scope_param`](Self::scope_param) and read the answer with
    /// [`Granted::from_response`].
    #[must_use]
    pub fn refresh_param(&self, granted: &Granted<'_, W>, resource: usize) -> Option<RefreshParam<'a, W>> {
        let (table, token) = (self.scene.table, granted.user(resource)?);
        let first = token.first;
        let both = self.scope_param(resource).names().intersection(&first);
        let mut names = both;
        let mut groups = self.groups();
        while let Some((_, access, mut left)) = groups.next() {
            while let Some(row) = left.next() {
                if within(row.access, access)
                    && row.kind == Kind::Delegated
                    && table.is_of(resource, row.name)
                    && !accepted(table, row).any(|name| both.contains(name))
                {
                    for name in accepted(table, row).filter(|&name| first.contains(name)) {
                        names.insert(name);
                    }
                }
            }
        }
        if names.iter().all(|name| table.is_offline_access(name)) {
            return None;
        }
        let answered = first.filter(|name| table.is_openid(name));
        let offline = token.sent.unwrap_or(self.names()).filter(|name| table.is_offline_access(name));
        let others = token.sent.filter(|_| answered.is_empty()).unwrap_or(answered);
        names = names.union(&others).union(&offline);
        Some(RefreshParam::new(ScopeParam::of(table, &names, resource)))
    }

    /// What to request in a new sign-in to a resource, so that nothing is lost and what is missing comes: what is asked, and what
    /// is granted already. Options that were declined are not in it, unless a need counts them. `None` if no delegated permission
    /// of the resource that is needed is missing.
    #[must_use]
    pub fn step_up(&self, granted: &Granted<'_, W>, resource: usize) -> Option<ScopeParam<'a, W>> {
        let again = || ScopeParam::of(self.scene.table, &self.again(granted, resource), resource);
        self.misses_scopes(granted, resource).then(again)
    }

    /// The same after a resource server answered `insufficient_scope` (RFC 6750, section 3.1), with the `scope` of its
    /// challenge: the names in it that are in the document are requested as well, and [`ScopeParam::unknown`] lists the others.
    ///
    /// `None` if [`step_up`](Self::step_up) is and every name of the challenge, those of `OpenID` Connect aside, is granted by
    /// name: asking again would bring nothing.
    #[must_use]
    pub fn step_up_for(&self, granted: &Granted<'_, W>, resource: usize, challenge: &str) -> Option<ScopeParam<'a, W>> {
        let table = self.scene.table;
        let (mut names, mut unknown, mut seen) = (Set::EMPTY, Vec::new(), BTreeSet::new());
        // A challenge divides at spaces (RFC 6750, section 3), whatever the provider does in answers.
        for token in challenge.split(' ').filter(|token| !token.is_empty()) {
            if !table.grant(resource, Kind::Delegated, token, &mut names) && seen.insert(token) {
                unknown.push(token.to_owned());
            }
        }
        let held = granted.user(resource).map_or(Set::EMPTY, |token| token.names);
        let is_new = names.iter().any(|name| !table.is_openid(name) && !held.contains(name));
        if !is_new && !self.misses_scopes(granted, resource) {
            return None;
        }
        let names = self.again(granted, resource).union(&names);
        let mut param = ScopeParam::of(table, &names, resource);
        param.unknown = unknown;
        Some(param)
    }

    /// Whether a delegated permission of the resource that is needed is missing. Where no user's token was read, all are.
    fn misses_scopes(&self, granted: &Granted<'_, W>, resource: usize) -> bool {
        let (table, grounds) = (self.scene.table, self.grounds_of_users(granted));
        let sent = self.scope_param(resource).names();
        // The scopes of `OpenID` Connect are missing for each resource whose parameter asks for them.
        let is_judged = |row: &RowView<'_>| {
            let is_sent = table.is_openid(row.name) && sent.contains(row.name);
            !table.has_several_resources() || is_sent || table.is_of(resource, row.name)
        };
        let is_missing = |feature: usize, of: Option<usize>| {
            let mut left = grounds.scene.left(of);
            while let Some(row) = left.next() {
                if row.kind == Kind::Delegated
                    && is_judged(&row)
                    && grounds.scene.needs(feature, of, &row, self.asked(feature))
                    && !grounds.satisfies(&row)
                {
                    return true;
                }
            }
            false
        };
        self.features().iter().any(|feature| is_missing(feature, Some(feature)) || is_missing(feature, None))
    }

    fn grounds_of_users(&self, granted: &Granted<'_, W>) -> Grounds<'a, W> {
        let judged = Judged { delegated: true, ..granted.judged() };
        let scene = Scene { kinds: self.scene.kinds.and(judged), ..self.scene };
        Grounds { scene, names: granted.names() }
    }

    /// What is asked without declined options, and what is granted for the resource.
    fn again(&self, granted: &Granted<'_, W>, resource: usize) -> Set<W> {
        let (report, scene) = (self.check(granted), self.grounds_of_users(granted).scene);
        let mut wanted = Set::EMPTY;
        let mut groups = self.groups();
        while let Some((feature, access, left)) = groups.next() {
            // A row of several groups is several rows here: one that fails declines them all.
            let source = |row: &RowView<'_>| (row.name, row.line, row.access as u8);
            let (mut rows, mut declined) = (left, Vec::new());
            while let Some(row) = rows.next() {
                let is_counted = || feature.is_some_and(|feature| scene.counts(feature, &row, row.access));
                if report.is_declined(feature, &row) && !is_counted() {
                    declined.push(source(&row));
                }
            }
            let mut rows = left;
            while let Some(row) = rows.next() {
                if within(row.access, access) && !declined.contains(&source(&row)) {
                    wanted.insert(row.name);
                }
            }
        }
        // A refresh may have left out what the refresh token still keeps.
        let held = granted.user(resource).map_or(Set::EMPTY, |token| token.names.union(&token.first));
        self.scopes().intersection(&wanted).union(&held)
    }
}

/// The permissions that satisfy a row: its own, the alternatives, and those that cover one of them.
fn accepted<'a>(table: &'a Table<'a>, row: RowView<'a>) -> impl Iterator<Item = usize> + 'a {
    let named = [row.name].into_iter().chain(row.alternatives.iter());
    named.flat_map(|name| [name].into_iter().chain(table.stronger(name).iter()))
}
