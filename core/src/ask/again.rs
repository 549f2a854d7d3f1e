//! What to request again: a refresh, which stays within the first grant, and a step-up, which is a new sign-in.

use super::asked::within;
use super::{Ask, Granted, List, RefreshParam, RowView, ScopeParam, Set, Table};
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
        let mut names = self.scopes().intersection(&first);
        let mut groups = self.groups();
        while let Some((_, access, mut left)) = groups.next() {
            while let Some(row) = left.next() {
                if within(row.access, access) && matches!(row.kind, Kind::Delegated) {
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
        let (mut answered, mut open, mut sends_offline) = (Set::EMPTY, false, false);
        let mut name = 0;
        while name < table.delegated() {
            if table.is_openid(name) {
                if first.contains(name) {
                    answered.insert(name);
                    open |= !table.is_offline_access(name);
                }
                let of = match granted.sent() {
                    Some(sent) => sent,
                    None => self.names(),
                };
                sends_offline |= table.is_offline_access(name) && of.contains(name);
            }
            name += 1;
        }
        let others = match granted.sent() {
            Some(sent) if !open => sent,
            _ => answered,
        };
        names = names.union(&answered).union(&others);
        let mut name = 0;
        while name < table.delegated() {
            if table.is_offline_access(name) {
                if sends_offline { _ = names.insert(name) } else { names.remove(name) }
            }
            name += 1;
        }
        Some(RefreshParam::new(ScopeParam::of(table, &names, 0)))
    }

    /// What to request in a new sign-in, so that nothing is lost and what is missing comes: what is asked, and what is granted
    /// already. Options that were declined are not in it. `None` if no delegated permission that is needed is missing.
    #[must_use]
    pub const fn step_up(&self, granted: &Granted<'_, W>) -> Option<ScopeParam<'a, W>> {
        if !self.check(granted).misses_scopes() {
            return None;
        }
        Some(ScopeParam::of(self.scene.table, &self.again(granted), 0))
    }

    /// What is asked without declined options, and what is granted.
    const fn again(&self, granted: &Granted<'_, W>) -> Set<W> {
        let required = self.left_names(false).intersection(&self.names());
        let held = granted.names().within(0, self.scene.table.delegated());
        let declined = self.check(granted).declined().difference(&required);
        self.scopes().difference(&declined).union(&held)
    }
}

/// Where nothing among `names` satisfies a row: adds what of the first grant does.
const fn add_what_satisfies<const W: usize>(table: &Table<'_>, row: &RowView<'_>, first: &Set<W>, names: &mut Set<W>) {
    if is_in(table, row.name, names) || some_is_in(table, row.alternatives, names) {
        return;
    }
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

/// Whether a permission, or one that covers it, is among names.
const fn is_in<const W: usize>(table: &Table<'_>, name: usize, names: &Set<W>) -> bool {
    let mut found = Set::EMPTY;
    add(table, name, names, &mut found);
    !found.is_empty()
}

const fn some_is_in<const W: usize>(table: &Table<'_>, list: List<'_>, names: &Set<W>) -> bool {
    let mut at = 0;
    while at < list.len() {
        if is_in(table, list.get(at), names) {
            return true;
        }
        at += 1;
    }
    false
}
