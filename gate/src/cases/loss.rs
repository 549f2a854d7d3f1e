//! A lost access, and the rules that claim to explain it. The most direct claim is reported.

use scopemark_compiler::model::{Access, Kind, Permission};

use crate::cases::case::{Case, FeaturePair};
use crate::cases::need::FeatureRow;
use crate::cases::tokens::{Cause, Clauses, Lost};
use crate::change::Tokens;
use crate::edits::diff::Diff;
use crate::edits::target::Target;
use crate::states::matching::RowChange;

/// An access that some token of a case loses.
pub(crate) struct Loss<'l, 'd> {
    pub(crate) diff: &'l Diff<'d>,
    pub(crate) case: &'l Case<'l, 'd>,
    pub(crate) access: Access,
    pub(crate) tokens: Tokens,
    /// The resource at which the tokens are judged, where the document has several.
    pub(crate) resource: Option<&'d str>,
    pub(crate) cause: Cause,
    /// The old row of the new one that is not satisfied, where there is one.
    pub(crate) old: Option<usize>,
    /// The old permissions that satisfied that row and do not any more, where the old row was needed in this case.
    pub(crate) shrunk: Option<Vec<usize>>,
}

/// How directly a rule explains a loss, the most direct first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Directness {
    /// The feature is gone.
    FeatureWent,
    /// Nothing but scopes of `OpenID` Connect is left to be checked.
    NeedEmptied,
    /// The row that is not satisfied is new.
    RowCame,
    /// The row is for the other kind of token now, or excludes the case.
    RowTurned,
    /// The row names another permission.
    NameChanged,
    /// The row was optional.
    BecameRequired,
    /// A row that gave base access is for updates only now, optional, or gone.
    BaseWent,
    /// The row lost an alternative.
    AlternativeWent,
    /// The row requires another condition.
    ConditionCame,
    /// The row changed in another way.
    RowChanged,
    /// A row that gave the access is gone.
    RowWent,
    /// The feature has base rows for the first time.
    BaseCame,
    /// A pair by which the row was satisfied is gone.
    CoverWent,
    /// A row now replaces it, or no longer does.
    Replacement,
    /// A pair by which a row replaced it is gone.
    ReplacementCoverWent,
    /// None of these.
    Other,
}

/// The claim of a rule to be why an access is lost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) directness: Directness,
    pub(crate) target: Target,
    /// The row that it is about, where there is one.
    pub(crate) row: RowChange,
}

impl Claim {
    /// The old row, of a rule whose claims all have one.
    pub(crate) fn old_row(self) -> usize {
        self.row.old.expect("the rule claims with an old row")
    }

    /// The new row, of a rule whose claims all have one.
    pub(crate) fn new_row(self) -> usize {
        self.row.new.expect("the rule claims with a new row")
    }
}

/// An old row that gave the access, with its new one where there is one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Giver {
    pub(crate) old: usize,
    pub(crate) new: Option<usize>,
    /// The edit that changed it, where one did.
    pub(crate) edit: Option<usize>,
}

impl<'l, 'd> Loss<'l, 'd> {
    pub(crate) fn new(
        diff: &'l Diff<'d>,
        case: &'l Case<'l, 'd>,
        clauses: &Clauses,
        Lost { access, tokens, resource, cause }: Lost,
    ) -> Self {
        let resource = resource.map(|number| case.of.resources[number].resource);
        let mut loss = Self { diff, case, access, tokens, resource, cause, old: None, shrunk: None };
        if let Cause::Row(new, group) = cause {
            loss.old = diff.matching.old_of[new];
            let need = case.of.old.need(&case.old_left, access, tokens).unwrap_or_default();
            let is_needed = |old: &usize| case.of.old.of(&need).any(|row| row.index == *old);
            let now = &clauses.new[new][group];
            let went = |old: usize| -> Vec<usize> {
                let keeps = |member: &usize| diff.pair.to_new[*member].iter().any(|new| now.binary_search(new).is_ok());
                let groups = clauses.old[old].iter();
                let went = groups.map(|group| group.iter().copied().filter(|member| !keeps(member)).collect());
                went.min_by_key(Vec::len).unwrap_or_default()
            };
            loss.shrunk = loss.old.filter(is_needed).map(went);
        }
        loss
    }

    /// The feature in both states.
    pub(crate) fn of(&self) -> &'l FeaturePair<'l, 'd> {
        self.case.of
    }

    /// The row that is not satisfied, where it changed: its edit, and what it was and is.
    pub(crate) fn changed_row(&self) -> Option<(Claim, &'d Permission, &'d Permission)> {
        let (Cause::Row(new, _), Some(old)) = (self.cause, self.old) else { return None };
        let edit = self.diff.edits.of_new[new]?;
        let row = RowChange { old: Some(old), new: Some(new) };
        let claim = Claim { directness: Directness::RowChanged, target: Target::Edit(edit), row };
        Some((claim, self.diff.pair.old.rows[old], self.diff.pair.new.rows[new]))
    }

    /// The old rows that gave the access, where none is left.
    pub(crate) fn givers(&self) -> impl Iterator<Item = Giver> {
        let missing = match self.cause {
            Cause::NothingLeft(missing) => Some(missing),
            Cause::Row(..) => None,
        };
        missing.into_iter().flat_map(|access| self.givers_of(access))
    }

    /// The old rows that gave an access here.
    pub(crate) fn givers_of(&self, access: Access) -> impl Iterator<Item = Giver> + use<'l, 'd> {
        let old = &self.of().old;
        let given = old.givers(&self.case.old_left, access, self.tokens);
        let is_of = |row: &&FeatureRow| {
            let side = &self.diff.pair.old.permissions;
            self.resource.is_none_or(|resource| side.canonical_resource(row.name) == resource)
        };
        let given: Vec<usize> = old.of(&given).filter(is_of).map(|row| row.index).collect();
        let diff = self.diff;
        given.into_iter().map(|old| Giver { old, new: diff.matching.new_of[old], edit: diff.edits.of_old[old] })
    }

    /// The first of those rows that changed so that `is_why` is true, as a claim.
    pub(crate) fn changed_giver(
        &self,
        directness: Directness,
        is_why: impl Fn(&'d Permission, &'d Permission) -> bool,
    ) -> Option<Claim> {
        let pair = &self.diff.pair;
        let claim = |Giver { old, new, edit }: Giver| {
            let (new, edit) = (new?, edit?);
            let row = RowChange { old: Some(old), new: Some(new) };
            let claim = Claim { directness, target: Target::Edit(edit), row };
            is_why(pair.old.rows[old], pair.new.rows[new]).then_some(claim)
        };
        self.givers().find_map(claim)
    }

    /// The claim that the row is for the other kind of token now.
    pub(crate) fn turned_from(&self, kind: Kind) -> Option<Claim> {
        let turned = |was: &Permission, is: &Permission| was.kind == kind && is.kind != kind;
        let row = self.changed_row().filter(|(_, was, is)| turned(was, is));
        let claim = row.map(|(claim, ..)| Claim { directness: Directness::RowTurned, ..claim });
        claim.or_else(|| self.changed_giver(Directness::RowTurned, turned))
    }

    /// The claim that the row that is not satisfied names another permission, where `is_wider` tells whether it contains the
    /// old one.
    pub(crate) fn renamed(&self, is_wider: bool) -> Option<Claim> {
        let (claim, ..) = self.changed_row()?;
        let RowChange { old: Some(old), new: Some(new) } = claim.row else { return None };
        let pair = &self.diff.pair;
        let is_other = !self.diff.is_same_permission(old, new);
        let contained = is_other && pair.is_contained(pair.old.names[old], pair.new.names[new]);
        (is_other && contained == is_wider).then_some(Claim { directness: Directness::NameChanged, ..claim })
    }

    /// Whether the row requires a condition that it did not, and that does not hold here.
    pub(crate) fn lacks_new_condition(&self, was: &Permission, is: &Permission) -> bool {
        let gained = self.diff.pair.gained(&was.requires, &is.requires);
        !gained.is_empty() && !self.case.hold(&is.requires)
    }

    /// The first new base row of a feature that could only update and lost base access, with its edit.
    pub(crate) fn first_base_row(&self) -> Option<(usize, usize)> {
        if self.cause != Cause::NothingLeft(Access::Base) || !self.of().old.update_only {
            return None;
        }
        let mut rows = self.of().new.rows.iter().filter(|row| row.own && row.access == Access::Base);
        rows.find_map(|row| Some((row.index, self.diff.edits.of_new[row.index]?)))
    }
}
