//! Two states of one document side by side: their tables, and which name of one is which name of the other.

use core::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use scopemark_core::ask::{TooMany, same_resource};

use super::ascending::Ascending;
use super::lock::{bare, ranks};
use super::texts::{Identity, Texts};
use scopemark_compiler::model::{Access, Cover, Document, Kind, Permission, Position};

/// One state of a document, with its table.
pub(super) struct Side<'d> {
    pub(super) document: &'d Document,
    /// Its rows and its covers, in the order in which they are compared.
    rows: Vec<&'d Permission>,
    pub(super) covers: Vec<&'d Cover>,
    pub(super) texts: Texts<'d>,
    /// Each row's permission: an index into the names of the table.
    pub(super) names: Vec<usize>,
    /// Each row's alternatives, as such indexes, ascending.
    pub(super) alternatives: Vec<Vec<usize>>,
    /// The rows that ask for each permission.
    asked: Vec<Vec<usize>>,
}

impl<'d> Side<'d> {
    /// The rows and covers as they stand.
    pub(super) fn new(document: &'d Document) -> Result<Self, TooMany> {
        Self::of(document, document.covers.iter().collect(), |_, _| ())
    }

    /// The rows and covers in an order of what they say: where they stand has no part in what is found.
    pub(super) fn sorted(document: &'d Document) -> Result<Self, TooMany> {
        let ranks = ranks(&document.features);
        let key = |row: &Permission, name: usize| {
            let feature = row.feature.and_then(|at| ranks.get(at).copied());
            // Names are numbered in the order of their texts.
            ((feature, row.kind, row.access), (row.optional, row.admin_consent, name))
        };
        let mut covers: Vec<&Cover> = document.covers.iter().collect();
        covers.sort_by_key(|cover| (cover.kind, &cover.covers, &cover.scope, cover.position));
        Self::of(document, covers, |rows, names| {
            let mut order: Vec<_> = (0..rows.len()).map(|at| (key(rows[at], names[at]), at)).collect();
            order.sort_by(|(a_key, a), (b_key, b)| {
                let lists = |at: usize| {
                    let Permission { requires, excludes, alternatives, notes, position, .. } = rows[at];
                    (requires, excludes, alternatives, notes, position)
                };
                a_key.cmp(b_key).then_with(|| lists(*a).cmp(&lists(*b)))
            });
            *names = order.iter().map(|&(_, at)| names[at]).collect();
            *rows = order.iter().map(|&(_, at)| rows[at]).collect();
        })
    }

    /// `arrange` puts the rows and their names into another order.
    fn of(
        document: &'d Document,
        covers: Vec<&'d Cover>,
        arrange: impl FnOnce(&mut Vec<&'d Permission>, &mut Vec<usize>),
    ) -> Result<Self, TooMany> {
        let mut rows: Vec<&Permission> = document.permissions.iter().collect();
        let covered = covers.iter().flat_map(|cover| [&cover.scope, &cover.covers].map(|text| (cover.kind, text)));
        let others = rows.iter().flat_map(|row| row.alternatives.iter().map(|text| (row.kind, text)));
        let said = rows.iter().map(|row| (row.kind, &row.scope)).chain(others).chain(covered);
        // Each text with where it is said: by this row, or by none.
        let mut said: Vec<((Kind, &str), usize)> =
            said.enumerate().map(|(place, (kind, text))| ((kind, text.as_str()), place)).collect();
        said.sort();
        let mut texts: Vec<(Kind, &str)> = Vec::with_capacity(said.len());
        let mut names = vec![0; rows.len()];
        for (text, place) in said {
            if texts.last() != Some(&text) {
                texts.push(text);
            }
            if let Some(name) = names.get_mut(place) {
                *name = texts.len() - 1;
            }
        }
        arrange(&mut rows, &mut names);
        let texts = Texts::new(document, texts)?;
        let alternatives = rows
            .iter()
            .map(|row| {
                let mut all: Vec<usize> =
                    row.alternatives.iter().filter_map(|text| texts.find(row.kind, text)).collect();
                all.sort_unstable();
                all.dedup();
                all
            })
            .collect();
        let mut asked = vec![Vec::new(); texts.count()];
        for (row, &name) in names.iter().enumerate() {
            asked[name].push(row);
        }
        Ok(Self { document, rows, covers, texts, names, alternatives, asked })
    }

    pub(super) fn rows(&self) -> &[&'d Permission] {
        &self.rows
    }

    /// The document with its rows and covers in the order in which they are compared, for trying what another would say.
    pub(super) fn to_document(&self) -> Document {
        Document {
            permissions: self.rows.iter().map(|row| bare(row)).collect(),
            covers: self.covers.iter().copied().cloned().collect(),
            ..self.document.clone()
        }
    }

    /// The feature of a row as text; `None` for a row that every feature has.
    pub(super) fn feature_of(&self, row: usize) -> Option<&'d str> {
        let feature = self.rows[row].feature?;
        self.document.features.get(feature).map(|name| name.text.as_str())
    }

    /// What satisfies a row: its permission, its alternatives, and all that covers any of these; ascending.
    pub(super) fn clause(&self, row: usize) -> Vec<usize> {
        let mut all = BTreeSet::new();
        for &name in self.alternatives[row].iter().chain([&self.names[row]]) {
            all.insert(name);
            all.extend(self.texts.stronger(name));
        }
        all.into_iter().collect()
    }

    /// What identifies a permission.
    pub(super) fn identity(&self, name: usize) -> Identity<'d> {
        self.texts.identity(name)
    }

    /// For each permission, the first one that is the same, however it is spelled.
    fn same(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.texts.count()).collect();
        order.sort_by_key(|&name| self.identity(name));
        let mut same = vec![0; order.len()];
        for group in order.chunk_by(|&a, &b| self.identity(a) == self.identity(b)) {
            for &name in group {
                same[name] = group[0];
            }
        }
        same
    }

    /// Whether an administrator must consent, as the document says. Where its rows disagree, which reading reports, the strictest
    /// counts.
    pub(super) fn consent(&self, name: usize) -> Option<bool> {
        match self.identity(name).1 {
            Kind::Application => Some(true),
            Kind::Delegated => self.rows_of(name).iter().filter_map(|&row| self.rows()[row].admin_consent).max(),
        }
    }

    /// The rows that ask for a permission.
    pub(super) fn rows_of(&self, name: usize) -> &[usize] {
        self.asked.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a row asks for a permission; not where it is only an alternative or in a cover.
    pub(super) fn asks(&self, name: usize) -> bool {
        !self.rows_of(name).is_empty()
    }

    /// The permissions that rows ask for, ascending.
    pub(super) fn asked(&self) -> impl Iterator<Item = usize> {
        (0..self.asked.len()).filter(|&name| self.asks(name))
    }

    /// Where a permission is asked first.
    pub(super) fn first_place(&self, name: usize) -> Position {
        let places = self.rows_of(name).iter().map(|&row| self.rows()[row].position);
        places.min().unwrap_or(Position { line: 0, column: 0 })
    }
}

/// Two states of one document.
pub(super) struct Pair<'d> {
    pub(super) old: Side<'d>,
    pub(super) new: Side<'d>,
    /// For each old permission, what a token with it means in the new document.
    pub(super) to_new: Vec<Vec<usize>>,
    /// For each new permission, the old ones that mean it.
    pub(super) from_old: Vec<Vec<usize>>,
    /// For each old permission, the first one that is the same permission, however it is spelled.
    pub(super) same: Vec<usize>,
    /// For each old feature, the new one.
    pub(super) features: Vec<Option<usize>>,
    /// For each new feature, the old one.
    pub(super) old_features: Vec<Option<usize>>,
    /// The old name of a new condition, where there is one.
    pub(super) old_conditions: BTreeMap<&'d str, &'d str>,
}

impl<'d> Pair<'d> {
    pub(super) fn new(old: Side<'d>, new: Side<'d>) -> Self {
        let to_new = meanings(&old, &new);
        let mut from_old = vec![Vec::new(); new.texts.count()];
        for (old, meant) in to_new.iter().enumerate() {
            for &new in meant {
                from_old[new].push(old);
            }
        }
        let same = old.same();
        let mut pair = Self {
            to_new,
            from_old,
            same,
            features: Vec::new(),
            old_features: vec![None; new.document.features.len()],
            old_conditions: BTreeMap::new(),
            old,
            new,
        };
        pair.old_conditions = pair.match_conditions();
        pair.match_features();
        pair
    }

    /// Whether the documents' own resources are two.
    pub(super) fn resource_changed(&self) -> bool {
        !same_resource(&self.old.document.resource, &self.new.document.resource)
    }

    /// The old text of a new name, as `formerly` says.
    pub(super) fn formerly(&self, new: &str) -> Option<&'d str> {
        let says = self.new.document.formerly.iter().find(|says| says.key == new)?;
        Some(&says.value)
    }

    /// A new row's conditions by their old names, sorted; a condition that is new keeps its own.
    pub(super) fn old_names<'a>(&'a self, conditions: &'a [String]) -> Vec<&'a str> {
        let mut names: Vec<&str> =
            conditions.iter().map(|name| self.old_conditions.get(name.as_str()).copied().unwrap_or(name)).collect();
        names.sort_unstable();
        names
    }

    fn match_conditions(&self) -> BTreeMap<&'d str, &'d str> {
        let texts = |side: &Side<'d>| -> BTreeSet<&'d str> {
            side.document.conditions.iter().map(|name| name.text.as_str()).collect()
        };
        let (old, new) = (texts(&self.old), texts(&self.new));
        let mut found: BTreeMap<&str, &str> = new.intersection(&old).map(|&text| (text, text)).collect();
        let mut gone: Vec<&str> = old.difference(&new).copied().collect();
        for &text in new.difference(&old) {
            let same = self
                .formerly(text)
                .and_then(|before| gone.iter().position(|&text| text == before))
                .or_else(|| gone.iter().position(|before| uses(&self.old, before) == uses(&self.new, text)));
            if let Some(at) = same {
                found.insert(text, gone.remove(at));
            }
        }
        found
    }

    fn match_features(&mut self) {
        let (old, new) = (&self.old.document.features, &self.new.document.features);
        let places: BTreeMap<&str, usize> = new.iter().enumerate().map(|(at, name)| (name.text.as_str(), at)).collect();
        let mut features: Vec<Option<usize>> = old.iter().map(|name| places.get(name.text.as_str()).copied()).collect();
        let mut taken: BTreeSet<usize> = features.iter().flatten().copied().collect();
        if features.iter().any(Option::is_none) {
            for (at, name) in old.iter().enumerate() {
                let says = |to: &usize| self.formerly(&new[*to].text) == Some(&name.text);
                if features[at].is_none()
                    && let Some(to) = (0..new.len()).find(|to| !taken.contains(to) && says(to))
                {
                    features[at] = Some(to);
                    taken.insert(to);
                }
            }
            let mut needs: BTreeMap<_, Vec<usize>> = BTreeMap::new();
            for to in (0..new.len()).rev().filter(|to| !taken.contains(to)) {
                needs.entry(self.needs(false, to)).or_default().push(to);
            }
            for feature in (0..old.len()).filter(|&at| features[at].is_none()).collect::<Vec<_>>() {
                let key = self.needs(true, feature);
                if !key.is_empty()
                    && let Some(to) = needs.get_mut(&key).and_then(Vec::pop)
                {
                    features[feature] = Some(to);
                }
            }
        }
        for (at, to) in features.iter().enumerate() {
            if let Some(to) = *to {
                self.old_features[to] = Some(at);
            }
        }
        self.features = features;
    }

    /// All facts of a feature's rows, by old names: what tells a renamed feature from another.
    fn needs(&self, old: bool, feature: usize) -> BTreeSet<RowFacts<'_>> {
        let side = if old { &self.old } else { &self.new };
        let rows = side.rows().iter().enumerate().filter(|(_, row)| row.feature == Some(feature));
        rows.map(|(at, _)| self.facts(old, at)).collect()
    }

    /// What a row says, but for its feature, its consent and its texts; the same for rows of both sides that say the same.
    pub(super) fn facts(&self, old: bool, at: usize) -> RowFacts<'_> {
        let side = if old { &self.old } else { &self.new };
        let row = &side.rows()[at];
        let conditions = |list: &'d [String]| {
            if old {
                let mut list: Vec<&str> = list.iter().map(String::as_str).collect();
                list.sort_unstable();
                list
            } else {
                self.old_names(list)
            }
        };
        // A permission is known by the least of the old names that mean it, else by its own text.
        let name = |name: usize| {
            let known = if old { Some(name) } else { self.from_old.get(name).and_then(|list| list.first().copied()) };
            let first = known.and_then(|known| {
                let meant = self.to_new.get(known).and_then(|list| list.first().copied());
                meant.and_then(|meant| self.from_old[meant].first().copied()).or(Some(known))
            });
            match first {
                Some(first) => Called { known: true, name: first, text: self.old.texts.text(first) },
                None => Called { known: false, name, text: side.texts.text(name) },
            }
        };
        RowFacts {
            kind: row.kind,
            name: name(side.names[at]),
            access: row.access,
            optional: row.optional,
            requires: conditions(&row.requires),
            excludes: conditions(&row.excludes),
            alternatives: side.alternatives[at].iter().map(|&other| name(other)).collect(),
        }
    }
}

/// Where a condition is used: feature, permission, access, and whether it is required there.
type Use<'a> = (Option<&'a str>, (&'a str, Kind, &'a str), Access, bool);

/// All uses of a condition: what tells a renamed one from another.
fn uses<'a>(side: &'a Side<'_>, condition: &str) -> BTreeSet<Use<'a>> {
    let mut uses = BTreeSet::new();
    for (at, row) in side.rows().iter().enumerate() {
        for (required, list) in [(true, &row.requires), (false, &row.excludes)] {
            if list.iter().any(|name| name == condition) {
                uses.insert((side.feature_of(at), side.identity(side.names[at]), row.access, required));
            }
        }
    }
    uses
}

/// What a row says, comparable between the two sides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowFacts<'a> {
    pub(super) kind: Kind,
    pub(super) name: Called<'a>,
    pub(super) access: Access,
    pub(super) optional: bool,
    pub(super) requires: Vec<&'a str>,
    pub(super) excludes: Vec<&'a str>,
    pub(super) alternatives: BTreeSet<Called<'a>>,
}

/// What a permission of either document is called, in the order of the texts of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Called<'a> {
    /// Whether the old document knows it.
    known: bool,
    /// Its number there, else in the new one.
    name: usize,
    /// Its text there, else in the new one.
    pub(super) text: &'a str,
}

/// For each old permission what a token with it means in the new document: the same permission, in each spelling; for
/// Microsoft Graph also one that differs in ASCII case only, where that is unambiguous.
fn meanings<'s>(old: &'s Side<'_>, new: &'s Side<'_>) -> Vec<Vec<usize>> {
    let own_changed = !same_resource(&old.document.resource, &new.document.resource);
    let folds = new.texts.is_graph() && !own_changed;
    // Where the own resource is another, a permission of it is foreign to the other side.
    let key = |side: &'s Side<'_>, name: usize| match side.identity(name) {
        ("", kind, short) if own_changed => (side.document.resource.as_str(), kind, short),
        identity => identity,
    };
    let names = 0..new.texts.count();
    let keys = Ascending::new(names.clone().map(|name| (key(new, name), name)));
    let exact = |key: Identity<'_>| keys.get(&key).copied().collect::<Vec<usize>>();
    let folded: OnceCell<Ascending<(Kind, String), &str>> = OnceCell::new();
    let fold = || {
        let own = names.clone().map(|name| new.identity(name)).filter(|identity| identity.0.is_empty());
        Ascending::new(own.map(|(_, kind, short)| ((kind, short.to_ascii_lowercase()), short)))
    };
    let meaning = |name: usize| {
        let found = exact(key(old, name));
        if !found.is_empty() || !folds {
            return found;
        }
        let (resource, kind, short) = old.identity(name);
        let mut alike: Vec<&str> = folded.get_or_init(fold).get(&(kind, short.to_ascii_lowercase())).copied().collect();
        alike.sort_unstable();
        alike.dedup();
        match alike[..] {
            [alike] if resource.is_empty() => exact(("", kind, alike)),
            _ => found,
        }
    };
    (0..old.texts.count()).map(meaning).collect()
}
