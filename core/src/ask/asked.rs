//! An [`Ask`]: the permissions to request at sign-in, and the request parameters made from them.

use core::fmt;

use super::left::{Left, Scene};
use super::{AppScopeParam, AskedRows, Granted, Notes, Report, ScopeParam, ScopeParams, Set, Table, Unsupported};
use crate::{Access, Kind};

/// The permissions to request, and what they were derived from.
#[derive(Clone, Copy)]
#[must_use]
pub struct Ask<'a, const W: usize> {
    pub(super) scene: Scene<'a, W>,
    pub(super) features: Set<W>,
    /// The features requested with update access: a subset of `features`.
    pub(super) updates: Set<W>,
    /// The features wanted with update access, those dropped or lowered included.
    wanted_updates: Set<W>,
    dropped: Set<W>,
    lowered: Set<W>,
    names: Set<W>,
}

impl<'a, const W: usize> Ask<'a, W> {
    pub(super) const fn new(
        scene: Scene<'a, W>,
        features: Set<W>,
        wanted_updates: Set<W>,
        dropped: Set<W>,
        lowered: Set<W>,
    ) -> Self {
        let updates = wanted_updates.intersection(&features).difference(&lowered);
        let mut ask = Self { scene, features, updates, wanted_updates, dropped, lowered, names: Set::EMPTY };
        ask.names = ask.left_names(true);
        ask
    }

    /// The permissions of the rows left, with or without the optional ones that the integration opted in to.
    pub(super) const fn left_names(&self, optional: bool) -> Set<W> {
        let mut names = Set::EMPTY;
        let mut groups = self.groups();
        while let Some((_, access, mut left)) = groups.next() {
            while let Some(row) = left.next() {
                if within(row.access, access) && (optional || !row.optional) {
                    names.insert(row.name);
                }
            }
        }
        names
    }

    /// The rows left of each requested feature, with the access requested; then the rows requested with every feature.
    pub(super) const fn groups(&self) -> Groups<'a, W> {
        Groups { ask: *self, next: self.features.first(0), done: self.features.is_empty() }
    }

    /// The table that the indexes point into.
    #[must_use]
    pub const fn table(&self) -> &'a Table<'a> {
        self.scene.table
    }

    /// The permissions requested, of both kinds.
    #[must_use]
    pub const fn names(&self) -> Set<W> {
        self.names
    }

    /// The delegated permissions requested.
    #[must_use]
    pub const fn scopes(&self) -> Set<W> {
        self.names.within(0, self.scene.table.delegated())
    }

    /// The application permissions requested. Their indexes start at [`Table::delegated`].
    #[must_use]
    pub const fn app_roles(&self) -> Set<W> {
        self.names.within(self.scene.table.delegated(), usize::MAX)
    }

    /// Whether a permission of this kind is requested.
    #[must_use]
    pub const fn asks(&self, kind: Kind) -> bool {
        match kind {
            Kind::Delegated => !self.scopes().is_empty(),
            Kind::Application => !self.app_roles().is_empty(),
        }
    }

    /// The features requested, without those dropped.
    #[must_use]
    pub const fn features(&self) -> Set<W> {
        self.features
    }

    /// The access requested for a feature.
    #[must_use]
    pub const fn asked(&self, feature: usize) -> Access {
        match (self.features.contains(feature), self.updates.contains(feature)) {
            (false, _) => Access::Missing,
            (true, false) => Access::Base,
            (true, true) => Access::Update,
        }
    }

    /// The features that [`Builder::build_supported`](super::Builder::build_supported) dropped.
    #[must_use]
    pub const fn dropped(&self) -> Set<W> {
        self.dropped
    }

    /// Why a feature was dropped; `None` for one that was not.
    #[must_use]
    pub const fn why_dropped(&self, feature: usize) -> Option<Unsupported<'a>> {
        if self.dropped.contains(feature) {
            Some(self.scene.unsupported(feature, self.wanted_updates.contains(feature)))
        } else {
            None
        }
    }

    /// The features that were requested with update access and got base access, because
    /// [`Builder::build_supported`](super::Builder::build_supported) found no update row.
    #[must_use]
    pub const fn lowered(&self) -> Set<W> {
        self.lowered
    }

    /// Why a feature was lowered; `None` for one that was not.
    #[must_use]
    pub const fn why_lowered(&self, feature: usize) -> Option<Unsupported<'a>> {
        if self.lowered.contains(feature) { Some(self.scene.without_update(feature)) } else { None }
    }

    /// The same ask, as if what was dropped or lowered had not been asked for: a check then says nothing of it.
    pub const fn without_dropped(self) -> Self {
        Self { dropped: Set::EMPTY, lowered: Set::EMPTY, ..self }
    }

    /// The options none of whose rows applies: no requested feature has one under the conditions that hold.
    #[must_use]
    pub const fn unused_options(&self) -> Set<W> {
        self.scene.options.difference(&self.applying())
    }

    const fn applying(&self) -> Set<W> {
        let mut names = Set::EMPTY;
        let mut groups = self.groups();
        while let Some((feature, access, _)) = groups.next() {
            let (mut at, end) = self.scene.table.rows_of(feature);
            while at < end {
                if let Some(row) = self.scene.table.row(at)
                    && within(row.access, access)
                    && self.scene.applies(&row)
                {
                    names.insert(row.name);
                }
                at += 1;
            }
        }
        names
    }

    /// The value of the `scope` parameter (RFC 6749, section 3.3) of a request to a resource, an index into
    /// [`Table::resources`] (0 where the document has one, or none): the delegated permissions of the resource and the scopes of
    /// `OpenID` Connect, sorted by the text that is sent.
    #[must_use]
    pub const fn scope_param(&self, resource: usize) -> ScopeParam<'a, W> {
        ScopeParam::of(self.scene.table, &self.names, resource)
    }

    /// One `scope` parameter for each resource with a requested delegated permission, the document's own first.
    #[must_use]
    pub const fn scope_params(&self) -> ScopeParams<'a, W> {
        ScopeParams::new(*self)
    }

    /// The `scope` parameter of the client-credentials flow, which accepts only `RESOURCE/.default`
    /// (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>). `None` where the document has
    /// no such resource.
    #[must_use]
    pub const fn app_scope_param(&self, resource: usize) -> Option<AppScopeParam<'a>> {
        let resources = self.scene.table.resources;
        if resource >= resources.len() || resources[resource].is_empty() {
            return None;
        }
        Some(AppScopeParam::new(resources[resource]))
    }

    /// The same ask without the permissions that another requested permission covers.
    ///
    /// The covering permission must be required, and must not need stricter consent. Of two that cover each other, the first
    /// by name stays. A grant of what is left satisfies the same rows.
    pub const fn minimal(&self) -> Self {
        let required = self.left_names(false).intersection(&self.names);
        let mut minimal = *self;
        let mut next = self.names.first(0);
        while let Some(name) = next {
            if self.is_covered(name, &required) {
                minimal.names.remove(name);
            }
            next = self.names.first(name + 1);
        }
        minimal
    }

    const fn is_covered(&self, name: usize, by: &Set<W>) -> bool {
        let table = self.scene.table;
        let stronger = table.stronger(name);
        let mut at = 0;
        while at < stronger.len() {
            let other = stronger.get(at);
            if other != name
                && by.contains(other)
                && strictness(table, other) <= strictness(table, name)
                && !(name < other && table.covers(name, other))
            {
                return true;
            }
            at += 1;
        }
        false
    }

    /// The requested permissions that need an administrator's consent according to the document; every application
    /// permission does.
    #[must_use]
    pub const fn needs_admin_consent(&self) -> Set<W> {
        let mut names = self.names;
        let mut next = names.first(0);
        while let Some(name) = next {
            if !matches!(self.scene.table.admin_consent(name), Some(true)) {
                names.remove(name);
            }
            next = names.first(name + 1);
        }
        names
    }

    /// Why each permission is requested.
    #[must_use]
    pub const fn rows(&self) -> AskedRows<'a, W> {
        AskedRows::new(*self)
    }

    /// Remarks on this ask: nothing is wrong, but they are worth knowing.
    #[must_use]
    pub const fn notes(&self) -> Notes<'a, W> {
        Notes::new(*self)
    }

    /// What a grant allows of what is requested. Both must be of the same table.
    pub fn check(&self, granted: &Granted<'_, W>) -> Report<'a, W> {
        Report::new(*self, granted)
    }
}

/// How strict the consent to a permission is. Unknown is between a user's consent and an administrator's.
const fn strictness(table: &Table<'_>, name: usize) -> u8 {
    match table.admin_consent(name) {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    }
}

/// Whether a row of this access is part of a request for `asked`.
pub(super) const fn within(row: Access, asked: Access) -> bool {
    row as u8 <= asked as u8
}

/// Two asks are equal if they request the same for the same features under the same conditions. Both must be of the same
/// table: the table itself is not compared.
impl<const W: usize> PartialEq for Ask<'_, W> {
    fn eq(&self, other: &Self) -> bool {
        let key = |ask: &Self| (ask.features, ask.wanted_updates, ask.dropped, ask.lowered, ask.names);
        key(self) == key(other)
            && self.scene.conditions == other.scene.conditions
            && self.scene.options == other.scene.options
    }
}

impl<const W: usize> Eq for Ask<'_, W> {}

impl<const W: usize> core::hash::Hash for Ask<'_, W> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        (self.features, self.wanted_updates, self.dropped, self.lowered, self.names).hash(state);
        (self.scene.conditions, self.scene.options).hash(state);
    }
}

impl<const W: usize> fmt::Debug for Ask<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.scene.table;
        f.debug_struct("Ask")
            .field("scopes", &Texts { table, names: self.scopes() })
            .field("app_roles", &Texts { table, names: self.app_roles() })
            .finish_non_exhaustive()
    }
}

/// Permissions whose `Debug` shows their texts.
pub(super) struct Texts<'a, const W: usize> {
    pub(super) table: &'a Table<'a>,
    pub(super) names: Set<W>,
}

impl<const W: usize> fmt::Debug for Texts<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.names.iter().map(|name| self.table.text(name))).finish()
    }
}

/// The rows left of what is requested, group by group. A cursor instead of an iterator, because `Iterator::next` is not
/// const.
#[derive(Debug, Clone, Copy)]
pub(super) struct Groups<'a, const W: usize> {
    ask: Ask<'a, W>,
    next: Option<usize>,
    done: bool,
}

impl<'a, const W: usize> Groups<'a, W> {
    /// The feature (`None`: every feature), the access requested for it, and its rows left, of both accesses.
    pub(super) const fn next(&mut self) -> Option<(Option<usize>, Access, Left<'a, W>)> {
        if self.done {
            return None;
        }
        let Some(feature) = self.next else {
            self.done = true;
            let update = !self.ask.updates.is_empty();
            let access = if update { Access::Update } else { Access::Base };
            return Some((None, access, self.ask.scene.left(None)));
        };
        self.next = self.ask.features.first(feature + 1);
        let group = Some(feature);
        let access = self.ask.asked(feature);
        Some((group, access, self.ask.scene.left(group)))
    }
}
