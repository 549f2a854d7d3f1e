//! A report: what a grant allows of what was requested, and what is missing.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::asked::{Groups, within};
use super::left::{Left, Scene, has_update_rows};
use super::missing::{Missing, MissingGroups, Named};
use super::need::Grounds;
use super::{Ask, Granted, Judged, RowView, Set};
use crate::{Access, Kind};

/// What a grant allows of what was requested.
#[derive(Debug, Clone)]
#[must_use]
pub struct Report<'a, const W: usize> {
    ask: Ask<'a, W>,
    grounds: Grounds<'a, W>,
    /// The same for the features that are not requested: no option plays a part.
    others: Grounds<'a, W>,
    /// What was read and is no name, but names between commas.
    commas: Vec<String>,
    is_blank: bool,
}

impl<'a, const W: usize> Report<'a, W> {
    pub(super) fn new(ask: Ask<'a, W>, granted: &Granted<'_, W>) -> Self {
        let others = Scene { options: Set::EMPTY, kinds: Judged::BOTH, ..ask.scene };
        let users = || granted.tokens().filter(|token| token.kind == Kind::Delegated);
        Self {
            ask,
            grounds: Grounds::of(granted, ask.scene),
            others: Grounds::of(granted, others),
            commas: users().flat_map(|token| token.between_commas(granted.table())).map(str::to_owned).collect(),
            is_blank: users().any(|token| token.is_blank),
        }
    }

    /// The tokens that were read, are no permission, and hold commas between permissions of the document, where that does not say
    /// that answers are separated by commas.
    pub fn commas(&self) -> impl Iterator<Item = &str> {
        self.commas.iter().map(String::as_str)
    }

    /// Whether a text without any token was read for a user's: such as GitHub answers for tokens of apps.
    #[must_use]
    pub const fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// Whether the grant is enough: no requested feature was dropped or lowered, every requested kind was judged, and every
    /// requested feature has the access that was [`wanted`](Self::wanted). Declined options do not matter.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        if !self.ask.dropped().is_empty() || !self.ask.lowered().is_empty() {
            return false;
        }
        if self.is_unjudged(Kind::Delegated) || self.is_unjudged(Kind::Application) {
            return false;
        }
        let features = self.ask.features();
        let mut next = features.first(0);
        while let Some(feature) = next {
            if (self.access(feature) as u8) < self.wanted(feature) as u8 {
                return false;
            }
            next = features.first(feature + 1);
        }
        true
    }

    /// The access to a feature, requested or not, under the conditions of the ask. Its options play a part for the requested
    /// ones.
    #[must_use]
    pub const fn access(&self, feature: usize) -> Access {
        let is_asked = self.ask.features().contains(feature) || self.ask.dropped().contains(feature);
        if is_asked { self.grounds.access(feature) } else { self.others.access(feature) }
    }

    /// What was requested.
    pub const fn ask(&self) -> Ask<'a, W> {
        self.ask
    }

    /// The kinds of permissions that the grant could judge.
    #[must_use]
    pub const fn judged(&self) -> Judged {
        self.others.scene.kinds
    }

    /// Whether permissions of this kind were requested that the grant could not judge.
    #[must_use]
    pub const fn is_unjudged(&self, kind: Kind) -> bool {
        self.ask.asks(kind) && !self.grounds.scene.kinds.contains(kind)
    }

    /// The access that is enough for a feature: what was requested, or base access if update was requested but the feature
    /// has no update rows in the document.
    #[must_use]
    pub const fn wanted(&self, feature: usize) -> Access {
        match self.ask.asked(feature) {
            Access::Update if !has_update_rows(self.ask.table(), feature) => Access::Base,
            access => access,
        }
    }

    /// What is missing, feature by feature in document order. A permission that every feature needs is listed for each.
    #[must_use]
    pub fn missing(&self) -> MissingRows<'a, W> {
        let next = self.ask.features().first(0);
        MissingRows { report: self.clone(), next, current: None }
    }

    /// The options that were requested but not granted, of the kinds judged.
    #[must_use]
    pub const fn declined(&self) -> Set<W> {
        let mut names = Set::EMPTY;
        let mut groups: Groups<'a, W> = self.ask.groups();
        while let Some((feature, access, mut left)) = groups.next() {
            while let Some(row) = left.next() {
                if within(row.access, access) && self.is_declined(feature, &row) {
                    names.insert(row.name);
                }
            }
        }
        names
    }

    /// Whether a row left was opted in to and not granted. Nothing says so of a scope of `OpenID` Connect that is not checked.
    pub(super) const fn is_declined(&self, feature: Option<usize>, row: &RowView<'_>) -> bool {
        let scene = self.grounds.scene;
        let is_checked = match feature {
            Some(feature) if scene.table.is_openid(row.name) => scene.counts(feature, row, row.access),
            _ => !scene.table.is_openid(row.name),
        };
        row.optional && scene.kinds.contains(row.kind) && is_checked && !self.grounds.satisfies(row)
    }

    /// Whether a row that a requested feature needs is missing.
    const fn is_missing(&self, feature: usize, of: Option<usize>, row: &RowView<'_>) -> bool {
        self.grounds.scene.needs(feature, of, row, self.wanted(feature)) && !self.grounds.satisfies(row)
    }
}

/// What is missing, feature by feature.
#[derive(Debug, Clone)]
pub struct MissingRows<'a, const W: usize> {
    report: Report<'a, W>,
    next: Option<usize>,
    /// The feature, and the rows to look at: its own (`Some`) before those that every feature needs (`None`).
    current: Option<(usize, Option<usize>, Left<'a, W>)>,
}

impl<'a, const W: usize> Iterator for MissingRows<'a, W> {
    type Item = Missing<'a, W>;

    fn next(&mut self) -> Option<Missing<'a, W>> {
        let (ask, scene) = (&self.report.ask, self.report.grounds.scene);
        loop {
            let Some((feature, of, left)) = &mut self.current else {
                let feature = self.next?;
                self.next = ask.features().first(feature + 1);
                self.current = Some((feature, Some(feature), scene.left(Some(feature))));
                continue;
            };
            while let Some(row) = left.next() {
                if self.report.is_missing(*feature, *of, &row) {
                    return Some(Missing { table: ask.scene.table, feature: *feature, every: false, row });
                }
            }
            match of.take() {
                Some(_) => *left = scene.left(None),
                None => self.current = None,
            }
        }
    }
}

/// A text for people, one sentence a line: each missing permission, the kinds that were not judged, the options that were
/// declined.
impl<const W: usize> fmt::Display for Report<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.ask.table();
        let mut lines = Lines { f, any: false };
        let features = self.ask.features();
        for feature in &features {
            self.write_missing(&mut lines, Some(feature), &[feature])?;
        }
        // Messages name what every feature needs once, not for each feature.
        self.write_missing(&mut lines, None, &features.iter().collect::<Vec<_>>())?;
        for feature in &self.ask.dropped().union(&self.ask.lowered()) {
            let why = self.ask.why_dropped(feature).or_else(|| self.ask.why_lowered(feature));
            if let Some(why) = why {
                lines.write(format_args!("{why}."))?;
            }
        }
        for (kind, remedy) in [
            (Kind::Delegated, "check the scopes of a user's token"),
            (Kind::Application, "check the roles of an app-only token"),
        ] {
            if self.is_unjudged(kind) {
                let kind = if kind as u8 == Kind::Delegated as u8 { "Delegated" } else { "Application" };
                lines.write(format_args!("{kind} permissions were requested but not checked: {remedy}."))?;
            }
        }
        if self.is_blank {
            lines.write(format_args!("No scope was granted: the text of the granted scopes is empty."))?;
        }
        for commas in self.commas() {
            lines.write(format_args!(
                "`{commas}` was read as one name: if the provider answers with commas, write at the top of {}: <!-- scopemark: \
                 separator = \",\" -->",
                table.path
            ))?;
        }
        if self.is_ok() {
            lines.write(format_args!("Everything needed was granted."))?;
        }
        for name in &self.declined() {
            let named = Named { table, name };
            lines.write(format_args!("{named} is optional and was not granted."))?;
        }
        Ok(())
    }
}

impl<const W: usize> Report<'_, W> {
    /// The missing ones among the rows left of a feature, or for `None` of those of every feature, that one of these needs.
    fn write_missing(&self, lines: &mut Lines<'_, '_>, of: Option<usize>, features: &[usize]) -> fmt::Result {
        let mut left = self.grounds.scene.left(of);
        let mut all: Vec<Missing<'_, W>> = Vec::new();
        while let Some(row) = left.next() {
            if features.iter().any(|&feature| self.is_missing(feature, of, &row)) {
                let feature = of.unwrap_or_default();
                all.push(Missing { table: self.ask.table(), feature, every: of.is_none(), row });
            }
        }
        // A row of several groups is several rows here, one after another.
        let cell = |missing: &Missing<'_, W>| (missing.row.name, missing.row.line, missing.row.access);
        for groups in all.chunk_by(|one, other| cell(one) == cell(other)) {
            lines.write(format_args!("{}", MissingGroups(groups)))?;
        }
        Ok(())
    }
}

/// Lines, without an empty one at the end.
struct Lines<'f, 'b> {
    f: &'f mut fmt::Formatter<'b>,
    any: bool,
}

impl Lines<'_, '_> {
    fn write(&mut self, line: fmt::Arguments<'_>) -> fmt::Result {
        if self.any {
            self.f.write_str("\n")?;
        }
        self.any = true;
        self.f.write_fmt(line)
    }
}
