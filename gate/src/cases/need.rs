//! What a feature needs and requests under each set of conditions and options: the rules of the engine, applied to the
//! facts of two states of a document.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::model::{Access, Kind};

use crate::states::pair::Pair;
use crate::states::side::Side;

/// How many conditions and options of a feature are judged: reading allows 12 in each state of a document, and the two may
/// name different ones.
pub(crate) const MOST_SWITCHES: usize = 20;

/// A condition or an option of the old document: what doubles the cases of a feature.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Switch<'d> {
    /// A condition, by its old name.
    Condition(&'d str),
    /// An optional permission, by its index in the old document.
    Option(usize),
}

/// One row as a feature sees it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and all combinations of them occur")]
pub(crate) struct FeatureRow {
    /// The index among the rows of the document.
    pub(crate) index: usize,
    pub(crate) name: usize,
    pub(crate) kind: Kind,
    pub(crate) access: Access,
    pub(crate) optional: bool,
    /// Whether the row is the feature's own, and not one that every feature has.
    pub(crate) own: bool,
    /// Of `OpenID` Connect: asked, and checked only where the feature has nothing else of its own for the access.
    openid: bool,
    /// Asked, never checked.
    offline_access: bool,
    /// Whether the row can apply at all: not under a condition that only the new document has.
    possible: bool,
    /// What must be switched on: the conditions required, and its option.
    on: u32,
    /// What must be switched off.
    off: u32,
    /// The conditions required.
    requires: u32,
    /// Rows, by their place in the feature's list, that stand in for this one when they apply.
    replacers: Vec<usize>,
}

/// The rows of a feature in one state of the document, its own and those of every feature.
pub(crate) struct FeatureRows {
    pub(crate) rows: Vec<FeatureRow>,
    /// Whether the feature's own rows are all of update access, whatever the conditions.
    update_only: bool,
}

/// The conditions and options of the old document that matter to a feature, in the order of their bits.
pub(crate) fn switches<'d>(pair: &Pair<'d>, old: &[usize], new: &[usize]) -> Vec<Switch<'d>> {
    let mut all: BTreeSet<Switch<'d>> = BTreeSet::new();
    for &row in old {
        let fact = pair.old.rows[row];
        all.extend(fact.requires.iter().chain(&fact.excludes).map(|name| Switch::Condition(name)));
        if fact.optional {
            all.insert(Switch::Option(pair.old.permissions.same(pair.old.names[row])));
        }
    }
    for &row in new {
        let fact = pair.new.rows[row];
        let known =
            fact.requires.iter().chain(&fact.excludes).filter_map(|name| pair.old_conditions.get(name.as_str()));
        all.extend(known.map(|name| Switch::Condition(name)));
    }
    all.into_iter().collect()
}

impl FeatureRows {
    /// `rows` are the feature's own, `always` those that every feature has: indexes among the rows of the document.
    pub(crate) fn new(
        pair: &Pair<'_>,
        is_old: bool,
        rows: &[usize],
        always: &[usize],
        switches: &[Switch<'_>],
    ) -> Self {
        let side = if is_old { &pair.old } else { &pair.new };
        let own = rows.iter().map(|&row| (row, true));
        let all = own.chain(always.iter().map(|&row| (row, false)));
        let mut rows: Vec<FeatureRow> =
            all.map(|(row, own)| FeatureRow::new(pair, is_old, row, own, switches)).collect();
        replacers(side, &mut rows);
        let counted = || rows.iter().filter(|row| row.own);
        let update_only = counted().next().is_some() && counted().all(|row| row.access == Access::Update);
        Self { rows, update_only }
    }

    /// The rows that are left where these switches are on, by their place in the list.
    pub(crate) fn left(&self, on: u32) -> Vec<&FeatureRow> {
        let is_replaced = |row: &FeatureRow| row.replacers.iter().any(|&other| self.rows[other].applies(on));
        self.rows.iter().filter(|row| row.applies(on) && !is_replaced(row)).collect()
    }

    /// The rows that a token must satisfy to have an access, of one kind, from the rows left; `None` where no token has it:
    /// the feature is not supported, or has no such access.
    ///
    /// This is the access that the engine reports: update access includes base access, unless the feature has update rows
    /// only, and then there is no other.
    pub(crate) fn need(&self, left: &[&FeatureRow], access: Access, kind: Kind) -> Option<Vec<usize>> {
        let update = access == Access::Update || self.update_only;
        // An access of only optional rows needs those opted in.
        let required = |access| left.iter().any(|row| row.gives(access, kind) && !row.optional);
        let counts = |row: &&&FeatureRow| {
            row.kind == kind
                && (update || row.access == Access::Base)
                && (!row.optional || (row.own && !required(row.access)))
        };
        let counted = || left.iter().filter(counts);
        let beside = |row: &FeatureRow| counted().any(|other| other.own && other.access == row.access && !other.openid);
        let checked = || counted().filter(|row| !row.openid || (row.own && !row.offline_access && !beside(row)));
        let has = |access| checked().any(|row| row.own && row.access == access);
        let is_there = (self.update_only || has(Access::Base)) && (!update || has(Access::Update));
        is_there.then(|| checked().map(|row| row.index).collect())
    }

    /// The rows of the document that stand in for one of it where these switches are on.
    pub(crate) fn replacers(&self, index: usize, on: u32) -> Vec<usize> {
        let row = self.rows.iter().find(|row| row.index == index);
        let by = row.into_iter().flat_map(|row| &row.replacers).map(|&by| &self.rows[by]);
        by.filter(|row| row.applies(on)).map(|row| row.index).collect()
    }

    /// Whether the feature has an access in this state of the document, whatever the conditions.
    pub(crate) fn has(&self, access: Access) -> bool {
        match access {
            Access::Missing | Access::Base => !self.update_only,
            Access::Update => self.rows.iter().any(|row| row.own && row.access == Access::Update),
        }
    }

    /// Whether an ask for the feature with this access can be built, from the rows left.
    pub(crate) fn is_supported(&self, left: &[&FeatureRow], access: Access) -> bool {
        let wanted = if access == Access::Update && self.update_only { Access::Update } else { Access::Base };
        left.iter().any(|row| row.own && row.access == wanted && !row.offline_access)
    }
}

impl FeatureRow {
    fn new(pair: &Pair<'_>, is_old: bool, index: usize, own: bool, switches: &[Switch<'_>]) -> Self {
        let side = if is_old { &pair.old } else { &pair.new };
        let fact = side.rows[index];
        let name = side.names[index];
        let bit = |switch: &Switch<'_>| switches.binary_search(switch).map_or(0, |at| 1 << at);
        let condition = |name: &String| -> u32 {
            let old = if is_old { Some(name.as_str()) } else { pair.old_conditions.get(name.as_str()).copied() };
            old.map_or(0, |old| bit(&Switch::Condition(old)))
        };
        let requires: u32 = fact.requires.iter().map(condition).fold(0, |all, bit| all | bit);
        let mut possible = fact.requires.iter().all(|name| condition(name) != 0);
        let mut on = requires;
        if fact.optional {
            let old = if is_old { vec![name] } else { pair.from_old.get(name).cloned().unwrap_or_default() };
            let option = old.iter().map(|&old| bit(&Switch::Option(pair.old.permissions.same(old)))).max().unwrap_or(0);
            possible &= option != 0;
            on |= option;
        }
        Self {
            index,
            name,
            kind: fact.kind,
            access: fact.access,
            optional: fact.optional,
            own,
            openid: side.permissions.is_openid(name),
            offline_access: side.permissions.is_offline_access(name),
            possible,
            on,
            off: fact.excludes.iter().map(condition).fold(0, |all, bit| all | bit),
            requires,
            replacers: Vec::new(),
        }
    }

    /// Whether the feature has this access, for tokens of this kind, by the row.
    pub(crate) fn gives(&self, access: Access, kind: Kind) -> bool {
        self.own && self.kind == kind && self.access == access && !self.offline_access
    }

    fn applies(&self, on: u32) -> bool {
        self.possible && self.on & !on == 0 && self.off & on == 0
    }
}

/// A row replaces another of the same access whose conditions are a strict part of its own, where one covers the other. An
/// optional row never replaces a required one, and a required one replaces an optional one only if it covers it.
fn replacers(side: &Side<'_>, rows: &mut [FeatureRow]) {
    let permissions = &side.permissions;
    let mut by_name: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_name.entry(row.name).or_default().push(at);
    }
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for stronger in permissions.stronger(row.name) {
            for &other in by_name.get(stronger).into_iter().flatten() {
                found.push((at, other, true));
                found.push((other, at, false));
            }
        }
    }
    for (at, by, covers) in found {
        let (row, other) = (&rows[at], &rows[by]);
        let may = if other.optional { row.optional } else { covers || !row.optional };
        let more = row.requires & !other.requires == 0 && row.requires != other.requires;
        if more && may && other.possible && row.access == other.access && row.own == other.own {
            rows[at].replacers.push(by);
        }
    }
}

/// All sets of so many switches, the smaller ones first.
pub(crate) fn subsets(count: usize) -> Vec<u32> {
    let mut all: Vec<u32> = (0..1_u32 << count.min(MOST_SWITCHES)).collect();
    all.sort_by_key(|set| (set.count_ones(), *set));
    all
}
