//! What a feature needs and requests under each set of conditions and options: the rules of the engine, applied to the
//! facts of two states of a document.

use std::collections::BTreeMap;

use scopemark_compiler::model::{Access, Kind};

use crate::cases::row_set::RowSet;
use crate::cases::switches::{On, Options, Switches, old_options};
use crate::change::Tokens;
use crate::states::pair::Pair;
use crate::states::side::Side;

const ACCESSES: [Access; 2] = [Access::Base, Access::Update];
const KINDS: [Kind; 2] = [Kind::Delegated, Kind::Application];

/// One row as a feature sees it.
pub(crate) struct FeatureRow {
    /// The index among the rows of the document.
    pub(crate) index: usize,
    pub(crate) name: usize,
    pub(crate) kind: Kind,
    pub(crate) access: Access,
    pub(crate) optional: bool,
    /// Whether the row is the feature's own, and not one that every feature has.
    pub(crate) own: bool,
    /// The conditions required and excluded, by their bits: those of the old document, and those that only the new one has.
    requires: [u32; 2],
    excludes: [u32; 2],
    /// The options of the old document that opt in to an optional row.
    opted_by: Vec<usize>,
    /// Rows, by their place in the feature's list, that stand in for this one when they apply.
    replacers: Vec<usize>,
}

/// The rows of a feature in one state of the document, its own and those of every feature. Sets of rows are by their places in
/// the list.
#[derive(Default)]
pub(crate) struct FeatureRows {
    pub(crate) rows: Vec<FeatureRow>,
    /// Whether the feature's own rows are all of update access, whatever the conditions.
    pub(crate) update_only: bool,
    /// The rows of base access.
    base: RowSet,
    optional: RowSet,
    /// Of `OpenID` Connect: asked, and checked only where the feature has nothing else of its own for the access.
    pub(crate) openid: RowSet,
    /// Asked, never checked.
    offline_access: RowSet,
    /// The feature's own rows of each access and of what each kind of token holds.
    parts: [[Part; 3]; 2],
    /// The rows of each kind.
    kinds: [RowSet; 2],
    /// The rows of every feature that each access needs, of each kind.
    always: [[RowSet; 2]; 2],
}

/// The feature's own rows of one access and of what some tokens hold.
#[derive(Default)]
struct Part {
    own: RowSet,
    /// Those that a grant can be checked for.
    giving: RowSet,
    /// Those that are not optional.
    required: RowSet,
    /// Those of them that a grant can be checked for.
    firm: RowSet,
}

impl FeatureRows {
    /// `own` are the feature's own rows, `always` those that every feature has: indexes among the rows of the document.
    pub(crate) fn new(pair: &Pair<'_>, is_old: bool, own: &[usize], always: &[usize], switches: &Switches<'_>) -> Self {
        let side = if is_old { &pair.old } else { &pair.new };
        let all = own.iter().map(|&row| (row, true)).chain(always.iter().map(|&row| (row, false)));
        let mut rows: Vec<FeatureRow> =
            all.map(|(row, own)| FeatureRow::new(pair, is_old, row, own, switches)).collect();
        replacers(side, &mut rows);
        let with = |is: &dyn Fn(&FeatureRow) -> bool| -> RowSet {
            rows.iter().enumerate().filter(|(_, row)| is(row)).map(|(at, _)| at).collect()
        };
        let permissions = &side.permissions;
        let part = |access, tokens: Tokens| {
            let is_own = |row: &FeatureRow| row.own && row.access == access && tokens.kinds().contains(&row.kind);
            let gives = |row: &FeatureRow| is_own(row) && !permissions.is_offline_access(row.name);
            Part {
                own: with(&is_own),
                giving: with(&gives),
                required: with(&|row| is_own(row) && !row.optional),
                firm: with(&|row| gives(row) && !row.optional),
            }
        };
        let parts = |access| Tokens::ALL.map(|tokens| part(access, tokens));
        let always = |access| {
            KINDS.map(|kind| {
                with(&|row| {
                    let is_needed = !row.own && !row.optional && !permissions.is_openid(row.name);
                    is_needed && row.kind == kind && row.access <= access
                })
            })
        };
        Self {
            update_only: rows.iter().any(|row| row.own)
                && rows.iter().all(|row| !row.own || row.access == Access::Update),
            base: with(&|row| row.access == Access::Base),
            optional: with(&|row| row.optional),
            openid: with(&|row| permissions.is_openid(row.name)),
            offline_access: with(&|row| permissions.is_offline_access(row.name)),
            parts: ACCESSES.map(parts),
            kinds: KINDS.map(|kind| with(&|row| row.kind == kind)),
            always: ACCESSES.map(always),
            rows,
        }
    }

    /// The rows that are left where this is on.
    pub(crate) fn left(&self, on: On<'_>) -> RowSet {
        let is_left = |(at, row): &(usize, &FeatureRow)| {
            row.applies(on) && (row.replacers.is_empty() || self.replacers_at(*at, on).next().is_none())
        };
        self.rows.iter().enumerate().filter(is_left).map(|(at, _)| at).collect()
    }

    /// The rows that need no look in any case, because another state has a row that is left and needed exactly where they are, and
    /// that says the same: nearly all, where an edit changed one row. `says_the_same` is given the place of a row and of the other.
    pub(crate) fn steady(&self, others: &Self, says_the_same: impl Fn(usize, usize) -> bool) -> RowSet {
        let is_plain = |rows: &Self, at: usize| {
            let row = &rows.rows[at];
            let is_checked = !rows.openid.has(at) && !rows.offline_access.has(at);
            row.own && !row.optional && row.replacers.is_empty() && is_checked
        };
        let is_same = |at: usize, other: usize| {
            let (row, same) = (&self.rows[at], &others.rows[other]);
            (row.kind, row.access, row.requires, row.excludes) == (same.kind, same.access, same.requires, same.excludes)
                && is_plain(others, other)
                && says_the_same(at, other)
        };
        let all = 0..others.rows.len();
        (0..self.rows.len()).filter(|&at| is_plain(self, at) && all.clone().any(|other| is_same(at, other))).collect()
    }

    /// The conditions that decide about a row, by its place: its own, and those of the rows that stand in for it.
    pub(crate) fn conditions(&self, at: usize) -> u32 {
        let row = &self.rows[at];
        row.replacers.iter().fold(row.conditions(), |all, &by| all | self.rows[by].conditions())
    }

    /// The rows that some of these conditions decide about, and that apply where a set of them holds.
    pub(crate) fn under(&self, conditions: u32, set: u32) -> impl Iterator<Item = usize> {
        let is_under = move |row: &FeatureRow| row.conditions() & conditions != 0 && row.applies_under([set, 0]);
        self.rows.iter().enumerate().filter(move |(_, row)| is_under(row)).map(|(at, _)| at)
    }

    /// The options that opt in to a row which applies where these conditions hold.
    pub(crate) fn opting(&self, conditions: u32) -> impl Iterator<Item = usize> {
        let applying = self.of(&self.optional).filter(move |row| row.applies_under([conditions, 0]));
        applying.flat_map(|row| &row.opted_by).copied()
    }

    /// The rows of these.
    pub(crate) fn of<'r>(&'r self, set: &'r RowSet) -> impl Iterator<Item = &'r FeatureRow> {
        set.iter().map(|at| &self.rows[at])
    }

    fn part(&self, access: Access, tokens: Tokens) -> &Part {
        &self.parts[usize::from(access == Access::Update)][tokens as usize]
    }

    /// The rows of a sign-in with this access: base access has none of the update rows.
    pub(crate) fn within(&self, left: &RowSet, access: Access) -> RowSet {
        if access == Access::Update { left.clone() } else { left.and(&self.base) }
    }

    /// The rows left that such tokens must satisfy to have an access; `None` where no token has it: the feature is not
    /// supported, or has no such access.
    ///
    /// This is the access that the engine reports: update access includes base access, unless the feature has update rows
    /// only, and then there is no other.
    pub(crate) fn need(&self, left: &RowSet, access: Access, tokens: Tokens) -> Option<RowSet> {
        match (access, self.update_only) {
            (Access::Update, true) => self.needed(left, Access::Update, tokens),
            (Access::Update, false) => {
                let (base, update) =
                    (self.needed(left, Access::Base, tokens)?, self.needed(left, Access::Update, tokens)?);
                Some(base.or(&update))
            }
            (_, true) => None,
            (_, false) => self.needed(left, Access::Base, tokens),
        }
    }

    /// What an access needs by itself: its own rows that are checked, and, for each kind that has one, the rows of every feature.
    fn needed(&self, left: &RowSet, access: Access, tokens: Tokens) -> Option<RowSet> {
        let counted = self.counted(left, access, tokens);
        let always = &self.always[usize::from(access == Access::Update)];
        let of_kind = |kind: Kind, counted: &RowSet| {
            let checked = self.checked(counted);
            let needed = || checked.or(&left.and(&always[kind as usize]));
            (!checked.is_empty()).then(needed)
        };
        match tokens {
            Tokens::Delegated => of_kind(Kind::Delegated, &counted),
            Tokens::Application => of_kind(Kind::Application, &counted),
            Tokens::Both => {
                let [delegated, application] =
                    KINDS.map(|kind| of_kind(kind, &counted.and(&self.kinds[kind as usize])));
                match (delegated, application) {
                    (Some(delegated), Some(application)) => Some(delegated.or(&application)),
                    (one, other) => one.or(other),
                }
            }
        }
    }

    /// The own rows of an access, of what these tokens hold: not the optional ones, unless there are no others.
    fn counted(&self, left: &RowSet, access: Access, tokens: Tokens) -> RowSet {
        let Part { own, required, firm, .. } = self.part(access, tokens);
        left.and(if left.meets(firm) { required } else { own })
    }

    /// Those of them, of one kind, for which a grant is checked.
    fn checked(&self, counted: &RowSet) -> RowSet {
        if !counted.meets(&self.openid) {
            return counted.clone();
        }
        let others = counted.minus(&self.openid);
        if others.is_empty() { counted.minus(&self.offline_access) } else { others }
    }

    /// Whether a need has an own row of an access that servers name in their answers.
    pub(crate) fn checks(&self, need: &RowSet, access: Access) -> bool {
        !need.and(&self.part(access, Tokens::Both).own).minus(&self.openid).is_empty()
    }

    /// The rows of a need that are judged at one resource of several: its own, and with them those of `OpenID` Connect, which
    /// belong to none; where a need has no other rows, these at each resource.
    pub(crate) fn judged(&self, need: &RowSet, of_resource: &RowSet) -> RowSet {
        let own = need.and(of_resource).minus(&self.openid);
        let openid = need.and(&self.openid);
        if own.is_empty() && !need.minus(&self.openid).is_empty() { own } else { own.or(&openid) }
    }

    /// Whether the feature has an access by what these tokens hold, whatever the conditions.
    pub(crate) fn has(&self, access: Access, tokens: Tokens) -> bool {
        let has_rows = !self.part(access, tokens).giving.is_empty();
        has_rows && (access == Access::Update || !self.update_only)
    }

    /// Whether a row is for updates only, of the feature or of every feature.
    pub(crate) fn has_updates(&self) -> bool {
        self.rows.iter().any(|row| row.access == Access::Update)
    }

    /// Whether the feature has an own row of this access, whatever the conditions.
    pub(crate) fn has_rows(&self, access: Access) -> bool {
        !self.part(access, Tokens::Both).own.is_empty()
    }

    /// Whether an ask for the feature with this access can be built, from the rows left.
    pub(crate) fn is_supported(&self, left: &RowSet, access: Access) -> bool {
        let has = |access| left.meets(&self.part(access, Tokens::Both).giving);
        match access {
            Access::Update if self.update_only => has(Access::Update),
            Access::Update => has(Access::Base) && (!self.has_rows(Access::Update) || has(Access::Update)),
            _ => has(Access::Base),
        }
    }

    /// The own rows left by which such tokens have an access.
    pub(crate) fn givers(&self, left: &RowSet, access: Access, tokens: Tokens) -> RowSet {
        self.counted(left, access, tokens).minus(&self.offline_access)
    }

    /// The rows of the document that stand in for one of it where this is on.
    pub(crate) fn replacers(&self, index: usize, on: On<'_>) -> Vec<usize> {
        let place = self.rows.iter().position(|row| row.index == index);
        let by = place.into_iter().flat_map(|place| self.replacers_at(place, on));
        by.map(|by| self.rows[by].index).collect()
    }

    /// The same by their places in the list.
    pub(crate) fn replacers_at(&self, place: usize, on: On<'_>) -> impl Iterator<Item = usize> {
        self.rows[place].replacers.iter().copied().filter(move |&by| self.rows[by].applies(on))
    }
}

impl FeatureRow {
    fn new(pair: &Pair<'_>, is_old: bool, index: usize, own: bool, switches: &Switches<'_>) -> Self {
        let side = if is_old { &pair.old } else { &pair.new };
        let fact = side.rows[index];
        Self {
            index,
            name: side.names[index],
            kind: fact.kind,
            access: fact.access,
            optional: fact.optional,
            own,
            requires: switches.bits(pair, is_old, &fact.requires),
            excludes: switches.bits(pair, is_old, &fact.excludes),
            opted_by: if fact.optional { old_options(pair, is_old, index) } else { Vec::new() },
            replacers: Vec::new(),
        }
    }

    #[inline]
    fn applies(&self, on: On<'_>) -> bool {
        self.applies_under([on.conditions, on.fresh])
            && (!self.optional
                || match on.options {
                    Options::All => true,
                    Options::These(options) => self.opted_by.iter().any(|option| options.contains(option)),
                })
    }

    /// Whether the row applies where these conditions hold, apart from being an option.
    #[inline]
    pub(crate) fn applies_under(&self, [old, fresh]: [u32; 2]) -> bool {
        let ([requires, fresh_requires], [excludes, fresh_excludes]) = (self.requires, self.excludes);
        let of_old = requires & !old == 0 && excludes & old == 0;
        of_old && fresh_requires & !fresh == 0 && fresh_excludes & fresh == 0
    }

    /// The conditions of the old document that the row names.
    fn conditions(&self) -> u32 {
        self.requires[0] | self.excludes[0]
    }

    /// Whether the row excludes this condition, which only the new document has.
    pub(crate) fn excludes_fresh(&self, condition: u32) -> bool {
        self.excludes[1] & condition != 0
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
        let is_part = row.requires.iter().zip(other.requires).all(|(part, whole)| part & !whole == 0);
        let more = is_part && row.requires != other.requires;
        if more && may && row.access == other.access && row.own == other.own {
            rows[at].replacers.push(by);
        }
    }
}
