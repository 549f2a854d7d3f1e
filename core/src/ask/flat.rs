//! Flattening: from a document's facts, by text, to the arrays of a [`Table`].
//!
//! The one owner of how those arrays are laid out. Generated code writes them down as statics; the command line borrows them
//! where they are.

use alloc::{collections::BTreeMap, collections::BTreeSet, vec, vec::Vec};
use core::fmt;

use super::resource::{same_resource, split_resource};
use super::table::{CONSENT_NO, CONSENT_YES, COVERS, OPENID, OPTIONAL, UPDATE};
use super::{Conditions, Table};
use crate::{Kind, Packed, PackedNames};

/// The scopes of `OpenID` Connect.
const OPENID_SCOPES: [&str; 4] = ["email", "offline_access", "openid", "profile"];

/// What a document says, by text.
#[derive(Debug, Clone, Default)]
pub struct Draft<'a> {
    /// The path of the document, as messages name it.
    pub path: &'a str,
    /// The document's own resource.
    pub resource: &'a str,
    /// The features, in the order of the document.
    pub features: Vec<&'a str>,
    /// The rows, in the order of the document.
    pub rows: Vec<DraftRow<'a>>,
    /// The declared pairs: kind, the stronger permission, the weaker one. Not closed transitively.
    pub covers: Vec<(Kind, &'a str, &'a str)>,
    /// The conditions; those that only rows name are added.
    pub conditions: Vec<&'a str>,
    /// The permissions; those that only rows, their alternatives and covers name are added.
    pub names: Vec<(Kind, &'a str)>,
}

/// One row of a [`Draft`].
#[derive(Debug, Clone)]
pub struct DraftRow<'a> {
    /// The permission.
    pub scope: &'a str,
    /// Its kind.
    pub kind: Kind,
    /// An index into [`Draft::features`]; `None` for a row that is asked with every feature.
    pub feature: Option<usize>,
    /// Whether the row is asked only with the feature's update access.
    pub update: bool,
    /// Whether an administrator must consent, where the document says.
    pub admin_consent: Option<bool>,
    /// Asked only when the integration opts in.
    pub optional: bool,
    /// The conditions that must all hold.
    pub requires: Vec<&'a str>,
    /// The conditions of which none may hold.
    pub excludes: Vec<&'a str>,
    /// What does in its place, of the same kind.
    pub alternatives: Vec<&'a str>,
    /// The line in the document, from 1.
    pub line: u32,
}

/// How many pairs of covering permissions a table holds: what real documents declare, closed, is thousands of times less, and a
/// chain of a few lines each could fill the memory.
pub const MOST_PAIRS: usize = 1 << 22;

/// Why a document cannot be a table: it has more of something than the arrays can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TooMany {
    /// More than [`Conditions::MOST`] conditions.
    Conditions(usize),
    /// More permissions or rows than 32 bits count.
    Entries,
    /// More pairs of permissions of which one covers the other, directly or through others, than [`MOST_PAIRS`].
    Pairs,
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conditions(count) => {
                write!(f, "the document has {count} conditions; at most {} are supported", Conditions::MOST)
            }
            Self::Entries => f.write_str("the document has more entries than 32 bits count"),
            Self::Pairs => write!(f, "in the document more than {MOST_PAIRS} pairs of permissions cover each other"),
        }
    }
}

impl core::error::Error for TooMany {}

/// The arrays of a [`Table`], owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the one of the same name in `Table`")]
pub struct Flat<'a> {
    pub path: &'a str,
    pub resources: Vec<&'a str>,
    pub scopes: PackedNames,
    pub app_roles: PackedNames,
    pub names: [Packed; 4],
    pub features: PackedNames,
    pub conditions: PackedNames,
    pub rows: [Packed; 5],
    pub starts: Packed,
    pub whens: Vec<[u64; 2]>,
    pub lists: Packed,
}

impl Flat<'_> {
    /// The table that borrows these arrays.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        Table {
            path: self.path,
            resources: &self.resources,
            scopes: self.scopes.names(),
            app_roles: self.app_roles.names(),
            names: self.names.each_ref().map(Packed::numbers),
            features: self.features.names(),
            conditions: self.conditions.names(),
            rows: self.rows.each_ref().map(Packed::numbers),
            starts: self.starts.numbers(),
            whens: &self.whens,
            lists: self.lists.numbers(),
        }
    }
}

/// Lays a document out as flat arrays.
///
/// A declared pair whose permissions belong to two resources says nothing (covers stay within one), and so does a row whose
/// feature is out of range; reading reports both.
///
/// # Errors
/// [`TooMany`] where the arrays cannot hold the document.
pub fn flatten<'a>(draft: &Draft<'a>) -> Result<Flat<'a>, TooMany> {
    let texts = Texts::of(draft);
    let conditions = conditions(draft)?;
    let mut resources = Resources { all: vec![draft.resource], places: BTreeMap::new() };
    let mut lists = Lists::default();
    let stronger = texts.closure(draft)?;
    let covering: BTreeSet<u32> = stronger.iter().flatten().copied().collect();
    let mut consent: BTreeMap<u32, u32> = BTreeMap::new();
    for row in &draft.rows {
        if let (Some(name), Some(needed)) = (texts.index(row.kind, row.scope), row.admin_consent) {
            consent.entry(name).or_insert(if needed { CONSENT_YES } else { CONSENT_NO });
        }
    }
    let mut names: [Vec<u32>; 4] = Default::default();
    for (index, (&(kind, text), stronger)) in texts.all.iter().zip(&stronger).enumerate() {
        let index = narrow(index)?;
        let (resource, length) = match split_resource(text) {
            None => (0, 0),
            Some((resource, name)) => (resources.place(resource), text.len() - name.len()),
        };
        let mut flags = consent.get(&index).copied().unwrap_or(0);
        if covering.contains(&index) {
            flags |= COVERS;
        }
        if kind == Kind::Delegated && resource == 0 && OPENID_SCOPES.contains(&&text[length..]) {
            flags |= OPENID;
        }
        push(&mut names, [narrow(resource)?, narrow(length)?, flags, lists.place(stronger)?]);
    }
    let [of_resource, lengths, ..] = &names;
    let of_kind = |start: usize, end: usize| {
        let all: Vec<&str> = texts.all[start..end].iter().map(|&(_, text)| text).collect();
        // Tokens come without the document's own resource, or lose it before they are looked for.
        PackedNames::keyed(&all, |at, text| match of_resource[start + at] {
            0 => &text[lengths[start + at] as usize..],
            _ => text,
        })
    };
    let (scopes, app_roles) = (of_kind(0, texts.delegated), of_kind(texts.delegated, texts.all.len()));
    let (rows, starts, whens) = rows(draft, &texts, &conditions, &mut lists)?;
    Ok(Flat {
        path: draft.path,
        resources: resources.all,
        scopes,
        app_roles,
        names: names.each_ref().map(|column| Packed::of(column)),
        features: PackedNames::of(&draft.features),
        conditions: PackedNames::of(&conditions),
        rows: rows.each_ref().map(|column| Packed::of(column)),
        starts: Packed::of(&starts),
        whens,
        lists: Packed::of(&lists.flat),
    })
}

/// Adds a row to columns.
fn push<const N: usize>(columns: &mut [Vec<u32>; N], row: [u32; N]) {
    for (column, number) in columns.iter_mut().zip(row) {
        column.push(number);
    }
}

type Rows = ([Vec<u32>; 5], Vec<u32>, Vec<[u64; 2]>);

fn rows(draft: &Draft<'_>, texts: &Texts<'_>, conditions: &[&str], lists: &mut Lists) -> Result<Rows, TooMany> {
    let always = draft.features.len();
    let mut grouped: Vec<(usize, &DraftRow<'_>)> = draft
        .rows
        .iter()
        .map(|row| (row.feature.unwrap_or(always), row))
        .filter(|&(group, _)| group <= always)
        .collect();
    grouped.sort_by_key(|&(group, _)| group);
    let mut starts = Vec::with_capacity(always + 1);
    let mut rows: [Vec<u32>; 5] = Default::default();
    let mut whens = vec![[0; 2]];
    let mut places = BTreeMap::from([([0; 2], 0)]);
    for (group, row) in grouped {
        while starts.len() <= group {
            starts.push(narrow(rows[0].len())?);
        }
        let Some(name) = texts.index(row.kind, row.scope) else {
            continue;
        };
        let mut flags = 0;
        if row.update {
            flags |= UPDATE;
        }
        if row.optional {
            flags |= OPTIONAL;
        }
        let when = [mask(conditions, &row.requires), mask(conditions, &row.excludes)];
        let next = narrow(whens.len())?;
        let when = *places.entry(when).or_insert_with(|| {
            whens.push(when);
            next
        });
        let alternatives = row.alternatives.iter().filter_map(|text| texts.index(row.kind, text));
        let alternatives = lists.place(&alternatives.collect())?;
        push(&mut rows, [name, flags, when, alternatives, row.line]);
    }
    while starts.len() <= always {
        starts.push(narrow(rows[0].len())?);
    }
    Ok((rows, starts, whens))
}

fn conditions<'a>(draft: &Draft<'a>) -> Result<Vec<&'a str>, TooMany> {
    let named = draft.rows.iter().flat_map(|row| row.requires.iter().chain(&row.excludes));
    let conditions: BTreeSet<&str> = draft.conditions.iter().chain(named).copied().collect();
    if conditions.len() > Conditions::MOST {
        return Err(TooMany::Conditions(conditions.len()));
    }
    Ok(conditions.into_iter().collect())
}

fn mask(all: &[&str], named: &[&str]) -> u64 {
    let places = named.iter().filter_map(|text| all.binary_search(text).ok());
    places.fold(Conditions::NONE, Conditions::with).0
}

fn narrow(number: usize) -> Result<u32, TooMany> {
    u32::try_from(number).map_err(|_| TooMany::Entries)
}

/// The resources, each once, the document's own first.
struct Resources<'a> {
    all: Vec<&'a str>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Resources<'a> {
    fn place(&mut self, resource: &'a str) -> usize {
        // Clouds are folded for the document's own resource alone.
        if same_resource(resource, self.all[0]) {
            return 0;
        }
        let all = &mut self.all;
        *self.places.entry(resource).or_insert_with(|| {
            all.push(resource);
            all.len() - 1
        })
    }
}

/// The permissions: each kind in the order of its text.
struct Texts<'a> {
    all: Vec<(Kind, &'a str)>,
    delegated: usize,
}

impl<'a> Texts<'a> {
    fn of(draft: &Draft<'a>) -> Self {
        let mut all: BTreeSet<(Kind, &str)> = draft.names.iter().copied().collect();
        for row in &draft.rows {
            all.insert((row.kind, row.scope));
            all.extend(row.alternatives.iter().map(|&text| (row.kind, text)));
        }
        for &(kind, stronger, weaker) in &draft.covers {
            all.extend([(kind, stronger), (kind, weaker)]);
        }
        let all: Vec<(Kind, &str)> = all.into_iter().collect();
        let delegated = all.partition_point(|&(kind, _)| kind == Kind::Delegated);
        Self { all, delegated }
    }

    fn index(&self, kind: Kind, text: &str) -> Option<u32> {
        let index = self.all.binary_search(&(kind, text)).ok()?;
        u32::try_from(index).ok()
    }

    /// The permissions of the document's own resource by kind and name: one that is written with the resource and without is
    /// one permission, of which each spelling covers the other.
    fn spellings(&self, own: &str) -> BTreeMap<(Kind, &'a str), Vec<u32>> {
        let mut spellings: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        if !self.all.iter().any(|(_, text)| text.contains("://")) {
            return spellings;
        }
        for (index, &(kind, text)) in (0..).zip(&self.all) {
            match split_resource(text) {
                None => spellings.entry((kind, text)).or_default().push(index),
                Some((resource, name)) if same_resource(resource, own) => {
                    spellings.entry((kind, name)).or_default().push(index);
                }
                Some(_) => {}
            }
        }
        spellings
    }

    /// For each permission, all that cover it, directly or through others.
    fn closure(&self, draft: &Draft<'_>) -> Result<Vec<BTreeSet<u32>>, TooMany> {
        let mut direct = vec![Vec::new(); self.all.len()];
        for &(kind, stronger, weaker) in &draft.covers {
            if !within_one_resource(draft.resource, stronger, weaker) {
                continue;
            }
            if let (Some(stronger), Some(weaker)) = (self.index(kind, stronger), self.index(kind, weaker)) {
                direct[weaker as usize].push(stronger);
            }
        }
        for spellings in self.spellings(draft.resource).into_values() {
            for &one in &spellings {
                direct[one as usize].extend(spellings.iter().filter(|&&other| other != one));
            }
        }
        let mut closed = Vec::with_capacity(direct.len());
        let mut pairs = 0;
        for (name, list) in direct.iter().enumerate() {
            let mut all = BTreeSet::new();
            let mut open = list.clone();
            while let Some(next) = open.pop() {
                if next as usize != name && all.insert(next) {
                    open.extend(&direct[next as usize]);
                    pairs += 1;
                }
                if pairs > MOST_PAIRS {
                    return Err(TooMany::Pairs);
                }
            }
            closed.push(all);
        }
        Ok(closed)
    }
}

fn within_one_resource(own: &str, a: &str, b: &str) -> bool {
    let resource = |text| match split_resource(text) {
        Some((resource, _)) if !same_resource(resource, own) => Some(resource),
        _ => None,
    };
    resource(a) == resource(b)
}

/// The lists of permissions, each kept once.
#[derive(Default)]
struct Lists {
    flat: Vec<u32>,
    places: BTreeMap<Vec<u32>, u32>,
}

impl Lists {
    fn place(&mut self, list: &BTreeSet<u32>) -> Result<u32, TooMany> {
        if self.flat.is_empty() {
            self.flat.push(0);
            self.places.insert(Vec::new(), 0);
        }
        let list: Vec<u32> = list.iter().copied().collect();
        if let Some(&place) = self.places.get(&list) {
            return Ok(place);
        }
        let place = narrow(self.flat.len())?;
        self.flat.push(narrow(list.len())?);
        self.flat.extend(&list);
        self.places.insert(list, place);
        Ok(place)
    }
}
