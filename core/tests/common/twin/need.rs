//! The need of an access to a feature, and the access that a set of held permissions gives.

use std::collections::BTreeSet;

use scopemark_core::model::{Access, Document, Kind};

use super::names::{Name, below, is_offline, is_openid, known, of_row, resource};
use super::rows::{Context, active, clauses};

/// One clause of a need, and the row that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) row: usize,
    pub(crate) accepts: BTreeSet<Name>,
}

impl Clause {
    pub(crate) fn holds(&self, held: &BTreeSet<Name>) -> bool {
        !self.accepts.is_disjoint(held)
    }
}

/// A need: all of the clauses, or `None` for false: "an empty need is never true".
pub(crate) type Need = Option<Vec<Clause>>;

pub(crate) fn holds(need: &Need, held: &BTreeSet<Name>) -> bool {
    need.as_ref().is_some_and(|clauses| clauses.iter().all(|clause| clause.holds(held)))
}

/// A row's clauses, "each widened by all that covers a member".
pub(crate) fn widened(document: &Document, row: usize) -> Vec<Clause> {
    let widen = |clause: BTreeSet<Name>| {
        let covering = |one: &Name| !below(document, one).is_disjoint(&clause);
        let more: Vec<Name> = known(document).into_iter().filter(covering).collect();
        Clause { row, accepts: clause.into_iter().chain(more).collect() }
    };
    clauses(&document.permissions[row]).into_iter().map(widen).collect()
}

/// "A feature whose rows in the document, whatever *C*, are all update rows has no base need of its own."
pub(crate) fn is_update_only(document: &Document, feature: usize) -> bool {
    let mut own = document.permissions.iter().filter(|row| row.feature == Some(feature)).peekable();
    own.peek().is_some() && own.all(|row| row.access == Access::Update)
}

pub(crate) fn has_update_rows(document: &Document, feature: usize) -> bool {
    document.permissions.iter().any(|row| row.feature == Some(feature) && row.access == Access::Update)
}

/// The base need or the update need alone.
///
/// "The *and*, over the active non-optional rows of that kind (always rows are in every feature's need), of their clauses."
/// "False where the feature has no own active row that is checked." "Judged on both kinds, the need is the *and* over the
/// kinds that have an own checked row active for that access; false where none has."
///
/// Silent: always rows of base access, where a kind has own update rows and no own base row. The update need takes them in,
/// as that of an update-only feature does; elsewhere the base need has them already.
pub(crate) fn part(document: &Document, feature: usize, access: Access, context: &Context) -> Need {
    let rows = &document.permissions;
    let active = active(document, feature, access, context);
    let own: Vec<usize> = active
        .iter()
        .copied()
        .filter(|&row| rows[row].feature == Some(feature) && rows[row].access == access)
        .collect();
    // "An access whose own active rows of the kinds judged, `offline_access` aside, are all optional is checked on those
    // opted in; nowhere else is an option part of a need."
    let is_offline = |row: usize| is_offline(document, &of_row(&rows[row]));
    let is_optional_only = own.iter().all(|&row| is_offline(row) || rows[row].optional);
    let counted: Vec<usize> = own.into_iter().filter(|&row| !rows[row].optional || is_optional_only).collect();
    let mut need = None;
    for &kind in &context.kinds {
        let counted: Vec<usize> = counted.iter().copied().filter(|&row| rows[row].kind == kind).collect();
        // "Where all own rows that the need of an access and kind counts are OpenID rows, they are checked,
        // `offline_access` excepted (those of always rows never)."
        let is_openid = |row: usize| is_openid(document, &of_row(&rows[row]));
        let all_openid = counted.iter().all(|&row| is_openid(row));
        let is_checked = |&row: &usize| !is_openid(row) || (all_openid && !is_offline(row));
        let checked: Vec<usize> = counted.into_iter().filter(is_checked).collect();
        if checked.is_empty() {
            continue;
        }
        let is_always = |&row: &usize| rows[row].feature.is_none() && rows[row].kind == kind && !rows[row].optional;
        let always = active.iter().copied().filter(is_always).filter(|&row| !is_openid(row));
        let clauses = checked.into_iter().chain(always).flat_map(|row| widened(document, row));
        need.get_or_insert_with(Vec::new).extend(clauses);
    }
    need
}

/// "Update access needs the base need and the update need." An update-only feature "is Update or Missing": what gives Base of
/// it is what gives Update.
pub(crate) fn need(document: &Document, feature: usize, access: Access, context: &Context) -> Need {
    if access == Access::Missing {
        return None;
    }
    if is_update_only(document, feature) {
        return part(document, feature, Access::Update, context);
    }
    let mut need = part(document, feature, Access::Base, context)?;
    if access == Access::Update {
        need.extend(part(document, feature, Access::Update, context)?);
    }
    Some(need)
}

/// "Access of a feature under a grant: Missing when the base need is false; Update when the update need holds too; else Base."
pub(crate) fn access(document: &Document, held: &BTreeSet<Name>, feature: usize, context: &Context) -> Access {
    let gives = |access| holds(&need(document, feature, access, context), held);
    match () {
        () if gives(Access::Update) => Access::Update,
        () if gives(Access::Base) => Access::Base,
        () => Access::Missing,
    }
}

/// "The options of optional-only accesses counted as opted in": all of the feature's own. Where a needed row is active, a need
/// leaves them out by itself.
pub(crate) fn own_options(document: &Document, feature: usize) -> BTreeSet<Name> {
    let own = document.permissions.iter().filter(|row| row.feature == Some(feature) && row.optional);
    own.map(of_row).collect()
}

/// The clauses of a need that are of a resource's rows, where one is given: "judge only its rows". False if none is left.
///
/// Silent: OpenID rows, which belong to no resource. They "go into each parameter", so they are judged with the resource's own
/// rows; and where a need has no other rows, with each resource.
pub(crate) fn of_resource(document: &Document, need: Need, wanted: Option<&str>) -> Need {
    let Some(wanted) = wanted else { return need };
    let name = |clause: &Clause| of_row(&document.permissions[clause.row]);
    let (openid, others): (Vec<Clause>, Vec<Clause>) =
        need?.into_iter().partition(|clause| is_openid(document, &name(clause)));
    let is_alone = others.is_empty();
    let own: Vec<Clause> = others.into_iter().filter(|clause| resource(document, &name(clause)) == wanted).collect();
    (is_alone || !own.is_empty()).then(|| own.into_iter().chain(openid).collect())
}

pub(crate) fn of_kind(document: &Document, clauses: Vec<Clause>, kind: Kind) -> Vec<Clause> {
    clauses.into_iter().filter(|clause| document.permissions[clause.row].kind == kind).collect()
}
