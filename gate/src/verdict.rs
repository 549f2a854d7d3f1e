//! The verdict on tokens and the comparison of asks: every case of a feature, one after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Witness;
use super::facts::Pair;
use super::need::{Feature, MOST_SWITCHES, Switch, subsets, switches};
use scopemark_compiler::model::{Access, Kind};

/// Why a token that had an access does not have it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// It does not satisfy this new row.
    Row(usize),
    /// No row of this access is left: the feature is not supported, or cannot update.
    NothingLeft(Access),
}

/// One case: a feature with one set of conditions and options.
pub(super) struct Case<'c, 'd> {
    /// The feature, in the old document.
    pub(super) feature: usize,
    pub(super) access: Access,
    pub(super) on: u32,
    pub(super) switches: &'c [Switch<'d>],
    pub(super) old: &'c Feature,
    pub(super) new: &'c Feature,
    /// The rows left in each state, by their place in the feature's list.
    pub(super) old_left: &'c [usize],
    pub(super) new_left: &'c [usize],
}

/// What the cases of a pair of documents give.
pub(super) trait Judge<'d> {
    /// A token of this kind had the access and does not have it any more; `witness` makes that token.
    fn lost(&mut self, of: &Case<'_, 'd>, kind: Kind, cause: Cause, witness: &dyn Fn() -> Witness);

    /// The sign-in list of an ask that could and can be built has a new permission.
    fn ask_grew(&mut self, case: &Case<'_, 'd>, new: usize);

    /// The sign-in list of such an ask does not have `offline_access` any more: the old row.
    fn offline_access_lost(&mut self, case: &Case<'_, 'd>, old: usize);

    /// The feature has too many conditions and options for every case to be judged.
    fn too_many(&mut self, feature: usize, count: usize);
}

/// The rows of each feature, and at the end of every feature.
fn grouped(count: usize, rows: impl Iterator<Item = Option<usize>>) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); count + 1];
    for (at, feature) in rows.enumerate() {
        if let Some(group) = groups.get_mut(feature.unwrap_or(count)) {
            group.push(at);
        }
    }
    groups
}

/// Judges every case of the old features that `is_touched` names, by their index.
pub(super) fn judge<'d>(pair: &Pair<'d>, is_touched: &dyn Fn(Option<usize>) -> bool, judge: &mut impl Judge<'d>) {
    let old_count = pair.old.document.features.len();
    let new_count = pair.new.document.features.len();
    let old_rows = grouped(old_count, pair.old.rows().iter().map(|row| row.feature));
    let new_rows = grouped(new_count, pair.new.rows().iter().map(|row| row.feature));
    let (old_always, new_always) = (&old_rows[old_count], &new_rows[new_count]);
    let always_touched = is_touched(None);
    let mut clauses = Clauses::new(pair);
    for (feature, old_own) in old_rows.iter().enumerate().take(old_count) {
        if !always_touched && !is_touched(Some(feature)) {
            continue;
        }
        let new_own: &[usize] = pair.features[feature].map_or(&[], |to| &new_rows[to]);
        let olds: Vec<usize> = old_own.iter().chain(old_always).copied().collect();
        let news: Vec<usize> = new_own.iter().chain(new_always).copied().collect();
        let switches = switches(pair, &olds, &news);
        if switches.len() > MOST_SWITCHES {
            judge.too_many(feature, switches.len());
            continue;
        }
        let old = Feature::new(pair, true, old_own, old_always, &switches);
        // A feature that is gone has not even the rows that every feature has.
        let always: &[usize] = if pair.features[feature].is_some() { new_always } else { &[] };
        let new = Feature::new(pair, false, new_own, always, &switches);
        let (mut old_left, mut new_left) = (Vec::new(), Vec::new());
        for on in subsets(switches.len()) {
            old.left(on, &mut old_left);
            new.left(on, &mut new_left);
            for access in [Access::Base, Access::Update] {
                let case = Case {
                    feature,
                    access,
                    on,
                    switches: &switches,
                    old: &old,
                    new: &new,
                    old_left: &old_left,
                    new_left: &new_left,
                };
                if old.has(access) {
                    tokens(pair, &case, &mut clauses, judge);
                }
                asks(pair, &case, judge);
            }
        }
    }
}

fn tokens<'d>(pair: &Pair<'d>, case: &Case<'_, 'd>, clauses: &mut Clauses, judge: &mut impl Judge<'d>) {
    let (mut old_need, mut new_need) = (Vec::new(), Vec::new());
    for kind in [Kind::Delegated, Kind::Application] {
        if !case.old.need(case.old_left, case.access, kind, &mut old_need) {
            continue;
        }
        let olds: Vec<usize> = old_need.iter().map(|&at| case.old.rows[at].index).collect();
        let witness = |avoid: &[usize]| witness(pair, case, kind, &olds, avoid);
        if !case.new.need(case.new_left, case.access, kind, &mut new_need) {
            let missing = missing(case, kind);
            judge.lost(case, kind, Cause::NothingLeft(missing), &|| witness(&[]));
            continue;
        }
        let ids: BTreeSet<usize> = olds.iter().map(|&row| clauses.old(pair, row)).collect();
        for &at in &new_need {
            let row = case.new.rows[at].index;
            let id = clauses.new_clause(pair, row);
            let implied =
                ids.contains(&id) || ids.iter().any(|&old| is_subset(&clauses.members[old], &clauses.members[id]));
            if !implied {
                judge.lost(case, kind, Cause::Row(row), &|| witness(&clauses.members[id]));
            }
        }
    }
}

/// Which access of the feature has no row left in the new document.
fn missing(case: &Case<'_, '_>, kind: Kind) -> Access {
    let base = case.new_left.iter().map(|&at| &case.new.rows[at]);
    let has_base =
        base.into_iter().any(|row| row.own && !row.optional && row.kind == kind && row.access == Access::Base);
    if has_base || !case.new.has(Access::Base) { Access::Update } else { Access::Base }
}

/// A token that satisfies the old rows without any of the names to avoid, and from which no name can be taken.
fn witness(pair: &Pair<'_>, case: &Case<'_, '_>, kind: Kind, olds: &[usize], avoid: &[usize]) -> Witness {
    let clauses: Vec<Vec<usize>> = olds
        .iter()
        .map(|&row| pair.old.clause(row).into_iter().filter(|name| avoid.binary_search(name).is_err()).collect())
        .collect();
    let own: BTreeSet<usize> = olds.iter().map(|&row| pair.old.names[row]).collect();
    // The permissions that the rows name are kept before what else does.
    let mut order: Vec<usize> = clauses.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    order.sort_by_key(|name| (own.contains(name), core::cmp::Reverse(*name)));
    let mut containing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, clause) in clauses.iter().enumerate() {
        for &name in clause {
            containing.entry(name).or_default().push(at);
        }
    }
    let mut held: Vec<usize> = clauses.iter().map(Vec::len).collect();
    let mut token = Vec::new();
    for name in order {
        let places = &containing[&name];
        if places.iter().all(|&at| held[at] > 1) {
            for &at in places {
                held[at] -= 1;
            }
        } else {
            token.push(name);
        }
    }
    let mut token: Vec<String> = token.into_iter().map(|name| token_text(pair, name)).collect();
    token.sort_unstable();
    token.dedup();
    let (conditions, options) = case.switched_on(pair);
    let feature = pair.old.document.features.get(case.feature).map(|name| name.text.clone()).unwrap_or_default();
    Witness { feature, access: case.access, kind, conditions, options, token }
}

/// A permission as a token that means it in both states: where the document is about another resource now, a plain name is
/// written with the one that it had.
fn token_text(pair: &Pair<'_>, name: usize) -> String {
    let text = pair.old.texts.text(name);
    if pair.resource_changed() && !text.contains("://") {
        return format!("{}/{text}", pair.old.texts.resource(name).trim_end_matches('/'));
    }
    text.to_owned()
}

fn asks<'d>(pair: &Pair<'d>, case: &Case<'_, 'd>, judge: &mut impl Judge<'d>) {
    if !case.old.is_supported(case.old_left, case.access) || !case.new.is_supported(case.new_left, case.access) {
        return;
    }
    let names = |feature: &Feature, left: &[usize]| -> BTreeSet<usize> {
        let rows = left.iter().map(|&at| &feature.rows[at]);
        rows.filter(|row| row.access <= case.access).map(|row| row.name).collect()
    };
    let olds = names(case.old, case.old_left);
    let news = names(case.new, case.new_left);
    for &new in &news {
        if !pair.from_old[new].iter().any(|old| olds.contains(old)) {
            judge.ask_grew(case, new);
        }
    }
    for &old in olds.iter().filter(|&&old| pair.old.identity(old) == ("", Kind::Delegated, "offline_access")) {
        if !pair.to_new[old].iter().any(|new| news.contains(new)) {
            judge.offline_access_lost(case, old);
        }
    }
}

/// What satisfies each row, as old permissions, each set once.
struct Clauses {
    members: Vec<Vec<usize>>,
    ids: BTreeMap<Vec<usize>, usize>,
    old: Vec<Option<usize>>,
    new: Vec<Option<usize>>,
}

impl Clauses {
    fn new(pair: &Pair<'_>) -> Self {
        let (old, new) = (vec![None; pair.old.rows().len()], vec![None; pair.new.rows().len()]);
        Self { members: Vec::new(), ids: BTreeMap::new(), old, new }
    }

    fn id(&mut self, members: Vec<usize>) -> usize {
        if let Some(&id) = self.ids.get(&members) {
            return id;
        }
        let id = self.members.len();
        self.members.push(members.clone());
        self.ids.insert(members, id);
        id
    }

    fn old(&mut self, pair: &Pair<'_>, row: usize) -> usize {
        if let Some(id) = self.old[row] {
            return id;
        }
        let id = self.id(pair.old.clause(row));
        self.old[row] = Some(id);
        id
    }

    /// The old permissions that satisfy a new row.
    fn new_clause(&mut self, pair: &Pair<'_>, row: usize) -> usize {
        if let Some(id) = self.new[row] {
            return id;
        }
        let names: BTreeSet<usize> =
            pair.new.clause(row).into_iter().flat_map(|name| pair.from_old[name].iter().copied()).collect();
        let id = self.id(names.into_iter().collect());
        self.new[row] = Some(id);
        id
    }
}

/// Whether all of one ascending list is in another.
pub(super) fn is_subset(part: &[usize], whole: &[usize]) -> bool {
    part.len() <= whole.len() && part.iter().all(|member| whole.binary_search(member).is_ok())
}

impl Case<'_, '_> {
    /// The conditions that hold, and the options that are opted in to, as the old document writes them; sorted.
    pub(super) fn switched_on(&self, pair: &Pair<'_>) -> (Vec<String>, Vec<String>) {
        let (mut conditions, mut options) = (Vec::new(), Vec::new());
        for (at, switch) in self.switches.iter().enumerate() {
            match switch {
                _ if self.on & (1 << at) == 0 => {}
                Switch::Condition(name) => conditions.push((*name).to_owned()),
                Switch::Option(name) => options.push(pair.old.texts.text(*name).to_owned()),
            }
        }
        options.sort_unstable();
        (conditions, options)
    }

    fn holds(&self, pair: &Pair<'_>, name: &str) -> bool {
        let old = pair.old_conditions.get(name);
        old.and_then(|old| self.switches.binary_search(&Switch::Condition(old)).ok())
            .is_some_and(|at| self.on & (1 << at) != 0)
    }

    /// Whether all of these conditions of the new document hold here.
    pub(super) fn holds_all(&self, pair: &Pair<'_>, names: &[String]) -> bool {
        names.iter().all(|name| self.holds(pair, name))
    }

    /// Whether one of these conditions of the new document holds here.
    pub(super) fn holds_any(&self, pair: &Pair<'_>, names: &[String]) -> bool {
        names.iter().any(|name| self.holds(pair, name))
    }
}
