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
    /// The `scope` parameter of a refresh (RFC 6749, section 6), which never leaves the first grant: what of it is asked, and
    /// what of it satisfies a row that this does not satisfy (a stronger permission, an alternative). Of the scopes of `OpenID`
    /// Connect it has those that were granted, or, where an answer names none, those that were sent; and `offline_access` where
    /// it was sent, or, for a grant read from text, where it is asked.
    ///
    /// `None` if nothing that was granted is still asked, `offline_access` aside: the user has to sign in again.
    #[must_use]
    pub const fn refresh_param(&self, granted: &Granted<'_, W>) -> Option<RefreshParam<'a, W>> {
        let table = self.scene.table;
        let first = granted.first();
        let both = self.scopes().intersection(&first);
        let mut names = both;
        let mut groups = self.groups();
        while let Some((_, access, mut left)) = groups.next() {
            while let Some(row) = left.next() {
                if within(row.access, access) && !table.is_openid(row.name) && !is_satisfied(table, &row, &both) {
                    add_what_satisfies(table, &row, &first, &mut names);
                }
            }
        }
        let mut next = names.first(0);
        let mut any = false;
        while let Some(name) = next {
            any |= !table.is_offline_access(name);
            next = names.first(name + 1);
        }
        if !any {
            return None;
        }
        let (mut answered, mut offline) = (Set::EMPTY, Set::EMPTY);
        let kept = match granted.sent() {
            Some(sent) => sent,
            None => self.names(),
        };
        let mut name = 0;
        while name < table.delegated() {
            if table.is_openid(name) && first.contains(name) {
                answered.insert(name);
            }
            if table.is_offline_access(name) && kept.contains(name) {
                offline.insert(name);
            }
            name += 1;
        }
        let others = match granted.sent() {
            Some(sent) if answered.is_empty() => sent,
            _ => answered,
        };
        names = names.union(&others).union(&offline);
        Some(RefreshParam::new(ScopeParam::of(table, &names, 0)))
    }

    /// What to request in a new sign-in, so that nothing is lost and what is missing comes: what is asked, and what is granted
    /// already. Options that were declined are not in it, unless a need counts them. `None` if no delegated permission that is
    /// needed is missing.
    #[must_use]
    pub fn step_up(&self, granted: &Granted<'_, W>) -> Option<ScopeParam<'a, W>> {
        self.misses_scopes(granted).then(|| ScopeParam::of(self.scene.table, &self.again(granted), 0))
    }

    /// The same after a resource server answered `insufficient_scope` (RFC 6750, section 3.1), with the `scope` of its
    /// challenge: the names in it that are in the document are requested as well, and [`ScopeParam::unknown`] lists the others.
    ///
    /// `None` if [`step_up`](Self::step_up) is and every name of the challenge, those of `OpenID` Connect aside, is granted by
    /// name: asking again would bring nothing.
    #[must_use]
    pub fn step_up_for(&self, granted: &Granted<'_, W>, challenge: &str) -> Option<ScopeParam<'a, W>> {
        let table = self.scene.table;
        let (mut names, mut unknown, mut seen) = (Set::EMPTY, Vec::new(), BTreeSet::new());
        // A challenge divides at spaces (RFC 6750, section 3), whatever the provider does in answers.
        for token in challenge.split(' ').filter(|token| !token.is_empty()) {
            if !table.grant(Kind::Delegated, token, &mut names) && seen.insert(token) {
                unknown.push(token.to_owned());
            }
        }
        let is_new = names.iter().any(|name| !table.is_openid(name) && !granted.names().contains(name));
        if !is_new && !self.misses_scopes(granted) {
            return None;
        }
        let names = self.again(granted).union(&names);
        let mut param = ScopeParam::of(table, &names, 0);
        param.unknown = unknown;
        Some(param)
    }

    /// Whether a delegated permission that is needed is missing. Where no user's token was read, all are.
    fn misses_scopes(&self, granted: &Granted<'_, W>) -> bool {
        let grounds = self.grounds_of_users(granted);
        let is_missing = |feature: usize, of: Option<usize>| {
            let mut left = grounds.scene.left(of);
            while let Some(row) = left.next() {
                if row.kind == Kind::Delegated
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

    /// What is asked without declined options, and what is granted.
    fn again(&self, granted: &Granted<'_, W>) -> Set<W> {
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
        let held = granted.names().within(0, self.scene.table.delegated()).union(&granted.first());
        self.scopes().intersection(&wanted).union(&held)
    }
}

/// Whether something among names satisfies a row.
const fn is_satisfied<const W: usize>(table: &Table<'_>, row: &RowView<'_>, names: &Set<W>) -> bool {
    let mut found = Set::EMPTY;
    add_what_satisfies(table, row, names, &mut found);
    !found.is_empty()
}

/// Adds what of the first grant satisfies a row.
const fn add_what_satisfies<const W: usize>(table: &Table<'_>, row: &RowView<'_>, first: &Set<W>, names: &mut Set<W>) {
    add(table, row.name, first, names);
    let mut at = 0;
    while at < row.alternatives.len() {
        add(table, row.alternatives.get(at), first, names);
        at += 1;
    }
}

/// Adds of a permission and those that cover it what is in the first grant.
const fn add<const W: usize>(table: &Table<'_>, name: usize, first: &Set<W>, names: &mut Set<W>) {
    if first.contains(name) {
        names.insert(name);
    }
    let stronger = table.stronger(name);
    let mut at = 0;
    while at < stronger.len() {
        if first.contains(stronger.get(at)) {
            names.insert(stronger.get(at));
        }
        at += 1;
    }
}
