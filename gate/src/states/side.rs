//! One state of a document, ready to be compared: its rows in a fixed order, and the permission of each.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Cover, Document, Kind, Permission, Position};
use scopemark_core::ask::{TooMany, resources};

use crate::lock::ranks;
use crate::states::first_names::FirstNames;
use crate::states::permissions::{Identity, Permissions, canonical_resource};

/// One state of a document.
pub(crate) struct Side<'d> {
    pub(crate) document: &'d Document,
    /// Its rows and its covers, in the order in which they are compared.
    pub(crate) rows: Vec<&'d Permission>,
    covers: Vec<&'d Cover>,
    pub(crate) permissions: Permissions<'d>,
    /// Each row's permission.
    pub(crate) names: Vec<usize>,
    /// Each row's alternatives, ascending.
    pub(crate) alternatives: Vec<Vec<usize>>,
    /// The permissions that opt in to each row, where it is optional and that is not its own alone.
    cells: Vec<Vec<usize>>,
    /// The permissions that opt in to a row.
    opting: BTreeSet<usize>,
    /// The rows that request each permission, and those of which it is an alternative.
    requested: Vec<Vec<usize>>,
    beside: Vec<Vec<usize>>,
    pub(crate) first_names: FirstNames<'d>,
}

impl<'d> Side<'d> {
    /// The rows and covers in an order of what they say: where they stand has no part in what is found.
    pub(crate) fn sorted(document: &'d Document) -> Result<Self, TooMany> {
        let ranks = ranks(&document.features);
        let mut rows: Vec<usize> = (0..document.permissions.len()).collect();
        rows.sort_by_cached_key(|&row| {
            let row = &document.permissions[row];
            let Permission { kind, access, optional, admin_consent, scope, .. } = row;
            let Permission { requires, excludes, alternatives, clauses, resource, notes, other, position, .. } = row;
            let feature = row.feature.and_then(|at| ranks.get(at).copied());
            (
                (feature, kind, access, optional, admin_consent, scope),
                (requires, excludes, alternatives, clauses, resource, notes, other, position),
            )
        });
        let mut covers: Vec<&Cover> = document.covers.iter().collect();
        covers.sort_by_key(|cover| (cover.kind, &cover.covers, &cover.scope, cover.position));
        Self::of(document, &rows, covers)
    }

    /// The rows and covers as they stand.
    pub(crate) fn new(document: &'d Document) -> Result<Self, TooMany> {
        Self::of(document, &(0..document.permissions.len()).collect::<Vec<_>>(), document.covers.iter().collect())
    }

    /// `order` is that of the rows, by their places in the document.
    fn of(document: &'d Document, order: &[usize], covers: Vec<&'d Cover>) -> Result<Self, TooMany> {
        let rows: Vec<&Permission> = order.iter().map(|&row| &document.permissions[row]).collect();
        let covered = covers.iter().flat_map(|cover| [(cover.kind, &*cover.scope), (cover.kind, &*cover.covers)]);
        let in_rows =
            rows.iter().flat_map(|row| row.alternatives.iter().chain([&row.scope]).map(|text| (row.kind, &**text)));
        let texts: BTreeSet<(Kind, &str)> = in_rows.chain(covered).collect();
        let permissions = Permissions::new(document, texts.into_iter().collect())?;
        let find =
            |row: &Permission, text: &str| permissions.find(row.kind, text).expect("all that rows name is there");
        let names: Vec<usize> = rows.iter().map(|row| find(row, &row.scope)).collect();
        let others = |row: &&Permission| {
            let others: BTreeSet<usize> = row.alternatives.iter().map(|text| find(row, text)).collect();
            others.into_iter().collect()
        };
        let alternatives: Vec<Vec<usize>> = rows.iter().map(others).collect();
        let mut beside = vec![Vec::new(); permissions.count()];
        for (row, others) in alternatives.iter().enumerate() {
            for &name in others {
                beside[name].push(row);
            }
        }
        let mut requested = vec![Vec::new(); permissions.count()];
        for (row, &name) in names.iter().enumerate() {
            requested[name].push(row);
        }
        let cells = order.iter().map(|&row| permissions.cell(row).to_vec()).collect();
        let mut side = Self {
            document,
            rows,
            covers,
            cells,
            opting: BTreeSet::new(),
            permissions,
            names,
            alternatives,
            requested,
            beside,
            first_names: FirstNames::of(document),
        };
        let optional = (0..side.rows.len()).filter(|&row| side.rows[row].optional);
        side.opting = optional.flat_map(|row| side.options(row)).map(|name| side.permissions.same(name)).collect();
        Ok(side)
    }

    /// The document with its rows and covers in the order in which they are compared, for trying what another would say.
    pub(crate) fn to_document(&self) -> Document {
        Document {
            permissions: self.rows.iter().copied().cloned().collect(),
            covers: self.covers.iter().copied().cloned().collect(),
            ..self.document.clone()
        }
    }

    /// The pairs that the document declares, the stronger permission first.
    pub(crate) fn declared(&self) -> Vec<(usize, usize, Position)> {
        let permissions = &self.permissions;
        let pairs = self.covers.iter().filter_map(|cover| {
            let (stronger, weaker) = (&cover.scope, &cover.covers);
            Some((permissions.find(cover.kind, stronger)?, permissions.find(cover.kind, weaker)?, cover.position))
        });
        pairs.filter(|(stronger, weaker, _)| permissions.covers(*stronger, *weaker)).collect()
    }

    /// The feature of a row as text; `None` for a row that every feature has.
    pub(crate) fn feature_of(&self, row: usize) -> Option<&'d str> {
        let feature = self.rows[row].feature?;
        self.document.features.get(feature).map(|name| name.text.as_str())
    }

    /// The groups of a row's cell: a permission of each satisfies the row.
    pub(crate) fn groups(&self, row: usize) -> Vec<Vec<usize>> {
        let Permission { kind, clauses, .. } = self.rows[row];
        let own = self.names[row];
        if clauses.len() < 2 {
            return vec![self.alternatives[row].iter().copied().chain([own]).collect()];
        }
        let of = |clause: &Vec<String>| {
            let members = clause.iter().filter_map(|text| self.permissions.find(*kind, text));
            members.chain([own]).collect()
        };
        clauses.iter().map(of).collect()
    }

    /// What satisfies a row: a member of each of its groups. Each has what covers its members, too, and is ascending.
    pub(crate) fn clauses(&self, row: usize) -> Vec<Vec<usize>> {
        self.groups(row).into_iter().map(|group| self.widened(group.into_iter())).collect()
    }

    /// These permissions, and all that cover any of them, ascending.
    fn widened(&self, names: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut all = BTreeSet::new();
        for name in names {
            all.insert(name);
            all.extend(self.permissions.stronger(name));
        }
        all.into_iter().collect()
    }

    /// The permissions that opt in to an optional row.
    pub(crate) fn options(&self, row: usize) -> impl Iterator<Item = usize> {
        self.cells[row].iter().copied().chain([self.names[row]])
    }

    /// The resources that permissions belong to, as facts name them.
    pub(crate) fn resources(&self) -> BTreeSet<&'d str> {
        resources(self.document).into_iter().map(canonical_resource).collect()
    }

    /// Whether a permission opts in to a row of the document.
    pub(crate) fn is_option(&self, name: usize) -> bool {
        self.opting.contains(&self.permissions.same(name))
    }

    /// What identifies a permission.
    pub(crate) fn identity(&self, name: usize) -> Identity<'d> {
        self.permissions.identity(name)
    }

    /// Whether an administrator must consent, as the document says. Where its rows disagree, which reading reports, the strictest
    /// counts.
    pub(crate) fn consent(&self, name: usize) -> Option<bool> {
        match self.identity(name).1 {
            Kind::Application => Some(true),
            Kind::Delegated => self.rows_of(name).iter().filter_map(|&row| self.rows[row].admin_consent).max(),
        }
    }

    /// The same as the document said it last: it may have been silent for a while, which only a lock remembers.
    pub(crate) fn stated_consent(&self, name: usize) -> Option<bool> {
        let text = self.permissions.text(name);
        let last = || self.document.last_consents.iter().find(|(of, _)| of == text).map(|(_, consent)| *consent);
        self.consent(name).or_else(last)
    }

    /// The rows that request a permission.
    pub(crate) fn rows_of(&self, name: usize) -> &[usize] {
        &self.requested[name]
    }

    /// The rows of which a permission is an alternative.
    pub(crate) fn rows_beside(&self, name: usize) -> &[usize] {
        &self.beside[name]
    }

    /// Whether a row requests a permission; not where it is only an alternative or in a cover.
    pub(crate) fn requests(&self, name: usize) -> bool {
        !self.rows_of(name).is_empty()
    }

    /// The permissions that rows request, ascending.
    pub(crate) fn requested(&self) -> impl Iterator<Item = usize> {
        (0..self.requested.len()).filter(|&name| self.requests(name))
    }

    /// Where a permission is requested first.
    pub(crate) fn first_place(&self, name: usize) -> Position {
        let places = self.rows_of(name).iter().map(|&row| self.rows[row].position);
        places.min().unwrap_or(Position { line: 0, column: 0 })
    }
}
