//! What a document needs and requests in one case, as the specification of asking says it.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Access, Kind};

use super::facts::{Bits, Facts, Row, bit};

/// The kinds that are judged: "for delegated, application, and both together".
pub(crate) const KINDS: [&[Kind]; 3] =
    [&[Kind::Delegated], &[Kind::Application], &[Kind::Delegated, Kind::Application]];

/// One clause of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Clause {
    pub(crate) accepts: Bits,
    pub(crate) resource: Option<usize>,
    pub(crate) is_openid: bool,
    pub(crate) is_own: bool,
}

/// A need: all of the clauses, or `None` for false.
pub(crate) type Need = Option<BTreeSet<Clause>>;

/// What decides a need beside feature and access.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    pub(crate) kinds: &'static [Kind],
    /// Conditions of the document that hold.
    pub(crate) conditions: Bits,
    /// The permissions that are opted in to.
    pub(crate) options: Bits,
}

impl Facts {
    /// "Its access is within the access asked, `requires ⊆ C`, `excludes ∩ C = ∅`, and it is not optional or was opted in."
    fn applies(row: &Row, case: &Case) -> bool {
        case.kinds.contains(&row.kind)
            && row.requires & !case.conditions == 0
            && row.excludes & case.conditions == 0
            && (!row.optional || row.options & case.options != 0)
    }

    /// The active rows of a feature, or those of every feature, of exactly one access: "what applies and is not replaced".
    /// Only rows of one feature, access, kind and resource replace each other.
    fn active(&self, feature: Option<usize>, access: Access, case: &Case) -> Vec<&Row> {
        let its = |row: &Row| row.feature == feature && row.access == access && Self::applies(row, case);
        let replaced = self.rows.iter().filter(|row| its(row)).fold(0, |replaced, row| replaced | row.replaces);
        let is_left = |(at, row): &(usize, &Row)| its(row) && replaced & bit(*at) == 0;
        self.rows.iter().enumerate().filter(is_left).map(|(_, row)| row).collect()
    }

    /// "A feature whose rows in the document, whatever *C*, are all update rows has no base need of its own."
    pub(crate) fn is_update_only(&self, feature: usize) -> bool {
        self.own(feature).all(|row| row.access == Access::Update)
    }

    pub(crate) fn has_update_rows(&self, feature: usize) -> bool {
        self.own(feature).any(|row| row.access == Access::Update)
    }

    fn own(&self, feature: usize) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.feature == Some(feature))
    }

    /// The options of the rows of a feature, and of those of every feature: what can change what is asked for it.
    pub(crate) fn options(&self, feature: usize) -> Bits {
        let reaches = |row: &&Row| row.optional && row.feature.is_none_or(|own| own == feature);
        self.rows.iter().filter(reaches).fold(0, |all, row| all | row.name)
    }

    /// The base need or the update need alone. "False where the feature has no own active row that is checked."
    pub(crate) fn part(&self, feature: usize, access: Access, case: &Case) -> Need {
        let own = self.active(Some(feature), access, case);
        // "An access whose own active rows of the kinds judged, `offline_access` aside, are all optional is checked on those
        // opted in; nowhere else is an option part of a need."
        let is_optional_only = own.iter().all(|row| row.is_offline || row.optional);
        let counted: Vec<&Row> = own.into_iter().filter(|row| !row.optional || is_optional_only).collect();
        let mut need = None;
        // "The *and* over the kinds that have an own checked row active for that access; false where none has."
        for kind in case.kinds {
            let counted: Vec<&Row> = counted.iter().copied().filter(|row| row.kind == *kind).collect();
            // "Where all own rows that the need of an access and kind counts are OpenID rows, they are checked,
            // `offline_access` excepted (those of always rows never)."
            let is_all_openid = counted.iter().all(|row| row.is_openid);
            let checked = |row: &&Row| !row.is_offline && (!row.is_openid || is_all_openid);
            let checked: Vec<&Row> = counted.into_iter().filter(checked).collect();
            if checked.is_empty() {
                continue;
            }
            // The base need has the always rows of base access; an update need takes them in too, for a feature that has no
            // base need of this kind.
            let mut always = self.active(None, Access::Base, case);
            if access == Access::Update {
                always.extend(self.active(None, Access::Update, case));
            }
            let always = always.into_iter().filter(|row| row.kind == *kind && !row.optional && !row.is_openid);
            let clauses = checked.into_iter().chain(always).flat_map(clauses);
            need.get_or_insert_with(BTreeSet::new).extend(clauses);
        }
        need
    }

    /// The need of an access. "Update access needs the base need and the update need." Base access of a feature that has only
    /// update rows has none: "it is Update or Missing, and asking Base of it is an error".
    pub(crate) fn need(&self, feature: usize, access: Access, case: &Case) -> Need {
        if self.is_update_only(feature) {
            return if access == Access::Update { self.part(feature, access, case) } else { None };
        }
        let mut need = self.part(feature, Access::Base, case)?;
        if access == Access::Update {
            need.extend(self.part(feature, Access::Update, case)?);
        }
        Some(need)
    }

    /// What an integration that asks this feature requests; `None` where the builder refuses.
    pub(crate) fn asked(&self, feature: usize, access: Access, case: &Case) -> Option<Bits> {
        let accesses = || [Access::Base, Access::Update].into_iter().filter(|part| *part <= access);
        // "No own base row is active (optional ones count where opted in); or, asked with `update`, a feature with update rows
        // of which none is active." "What no grant can satisfy is unsupported."
        let lacks = |part| self.active(Some(feature), part, case).iter().all(|row| row.is_offline);
        let is_update_only = self.is_update_only(feature);
        let needs_base = access == Access::Base || !is_update_only;
        let needs_update = access == Access::Update && self.has_update_rows(feature);
        if (needs_base && (is_update_only || lacks(Access::Base))) || (needs_update && lacks(Access::Update)) {
            return None;
        }
        let active = accesses().flat_map(|part| [Some(feature), None].map(|of| self.active(of, part, case)));
        Some(active.flatten().fold(0, |all, row| all | row.name))
    }
}

fn clauses(row: &Row) -> impl Iterator<Item = Clause> {
    let Row { resource, is_openid, .. } = *row;
    let is_own = row.feature.is_some();
    row.clauses.iter().map(move |&accepts| Clause { accepts, resource, is_openid, is_own })
}

/// "The need is formed over all resources and then only its clauses are judged (false if none is left)." OpenID names belong to
/// each resource: they are judged with its own rows, and alone where the need has no others.
pub(crate) fn of_resource(need: Need, resource: usize) -> Need {
    let (openid, others): (BTreeSet<Clause>, BTreeSet<Clause>) = need?.into_iter().partition(|clause| clause.is_openid);
    let is_alone = others.is_empty();
    let own: BTreeSet<Clause> = others.into_iter().filter(|clause| clause.resource == Some(resource)).collect();
    (is_alone || !own.is_empty()).then(|| own.into_iter().chain(openid).collect())
}
