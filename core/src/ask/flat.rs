//! Flattening: from a document's facts, by text, to the arrays of a [`Table`].
//!
//! The one owner of how those arrays are laid out. Generated code writes them down as statics; the command line borrows them
//! where they are.

use alloc::{format, vec, vec::Vec};
use core::fmt;

use super::resource::{same_resource, split_resource};
use super::table::{CONSENT_NO, CONSENT_YES, COVERS, OPENID, OPTIONAL, UPDATE};
use super::{Conditions, Table};
use crate::{Index, Kind, Packed, PackedNames};

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
    #[inline]
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
    #[inline]
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
#[inline]
pub fn flatten<'a>(draft: &Draft<'a>) -> Result<Flat<'a>, TooMany> {
    let texts = Texts::of(draft);
    let conditions = conditions(draft)?;
    let mut resources = Resources::new(draft.resource);
    let mut lists = Lists { flat: vec![0], ..Lists::default() };
    let stronger = texts.closure(draft)?;
    let mut flags = texts.flags(draft, &stronger);
    let mut names: [Vec<u32>; 4] = Default::default();
    for (index, &text) in texts.all.iter().enumerate() {
        let (resource, length) = match split_resource(text) {
            None => (0, 0),
            Some((resource, name)) => (resources.place(resource), text.len() - name.len()),
        };
        if index < texts.delegated && resource == 0 && OPENID_SCOPES.contains(&&text[length..]) {
            flags[index] |= OPENID;
        }
        push(&mut names, [narrow(resource)?, narrow(length)?, flags[index], lists.place(&stronger[index])?]);
    }
    let [of_resource, lengths, ..] = &names;
    let of_kind = |start: usize, end: usize| {
        // Tokens come without the document's own resource, or lose it before they are looked for.
        PackedNames::keyed(&texts.all[start..end], |at, text| match of_resource[start + at] {
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
    let (order, ends) = by_feature(draft);
    let mut starts = vec![0];
    let mut rows: [Vec<u32>; 5] = Default::default();
    let mut whens = vec![[0; 2]];
    let mut known = Index::default();
    let mut at = 0;
    for (group, end) in ends.iter().enumerate() {
        for &row in &order[at..*end] {
            let row = &draft.rows[row];
            let Some(name) = texts.index(row.kind, row.scope) else { continue };
            let flags = if row.update { UPDATE } else { 0 } | if row.optional { OPTIONAL } else { 0 };
            let mut when = 0;
            if !row.requires.is_empty() || !row.excludes.is_empty() {
                let masks = [mask(conditions, &row.requires), mask(conditions, &row.excludes)];
                let (number, is_new) = known.insert(&format!("{:x} {:x}", masks[0], masks[1]));
                if is_new {
                    whens.push(masks);
                }
                when = narrow(number + 1)?;
            }
            let mut alternatives: Vec<u32> =
                row.alternatives.iter().filter_map(|text| texts.index(row.kind, text)).collect();
            ascending(&mut alternatives);
            push(&mut rows, [name, flags, when, lists.place(&alternatives)?, row.line]);
        }
        at = *end;
        if group + 1 < ends.len() {
            starts.push(narrow(rows[0].len())?);
        }
    }
    Ok((rows, starts, whens))
}

/// The rows, those of the first feature first and those that are asked with every feature last, by index; and where each of
/// these groups ends.
fn by_feature(draft: &Draft<'_>) -> (Vec<usize>, Vec<usize>) {
    let always = draft.features.len();
    let group = |row: &DraftRow<'_>| row.feature.unwrap_or(always);
    let mut ends = vec![0; always + 1];
    for row in &draft.rows {
        if let Some(count) = ends.get_mut(group(row)) {
            *count += 1;
        }
    }
    let mut end = 0;
    for count in &mut ends {
        // First where the group begins: it grows to where it ends.
        (*count, end) = (end, end + *count);
    }
    let mut order = vec![0; end];
    for (index, row) in draft.rows.iter().enumerate() {
        if let Some(place) = ends.get_mut(group(row)) {
            order[*place] = index;
            *place += 1;
        }
    }
    (order, ends)
}

fn conditions<'a>(draft: &Draft<'a>) -> Result<Vec<&'a str>, TooMany> {
    let mut known = Index::default();
    let mut all = Vec::new();
    let mut add = |texts: &[&'a str]| {
        for &text in texts {
            if known.insert(text).1 {
                all.push(text);
            }
        }
    };
    add(&draft.conditions);
    for row in &draft.rows {
        add(&row.requires);
        add(&row.excludes);
    }
    if all.len() > Conditions::MOST {
        return Err(TooMany::Conditions(all.len()));
    }
    all.sort_unstable();
    Ok(all)
}

fn mask(all: &[&str], named: &[&str]) -> u64 {
    let places = named.iter().filter_map(|text| all.binary_search(text).ok());
    places.fold(Conditions::NONE, Conditions::with).0
}

fn narrow(number: usize) -> Result<u32, TooMany> {
    u32::try_from(number).map_err(|_| TooMany::Entries)
}

/// Sorts numbers, each of which is then there once.
fn ascending(numbers: &mut Vec<u32>) {
    if numbers.len() > 1 {
        numbers.sort_unstable();
        numbers.dedup();
    }
}

/// The resources, each once, the document's own first.
struct Resources<'a> {
    all: Vec<&'a str>,
    places: Index,
}

impl<'a> Resources<'a> {
    fn new(own: &'a str) -> Self {
        let mut places = Index::default();
        places.insert(own);
        Self { all: vec![own], places }
    }

    fn place(&mut self, resource: &'a str) -> usize {
        // Clouds are folded for the document's own resource alone.
        if same_resource(resource, self.all[0]) {
            return 0;
        }
        let (place, is_new) = self.places.insert(resource);
        if is_new {
            self.all.push(resource);
        }
        place
    }
}

/// The permissions: each kind in the order of its text.
struct Texts<'a> {
    all: Vec<&'a str>,
    delegated: usize,
    scopes: Index,
    app_roles: Index,
}

impl<'a> Texts<'a> {
    fn of(draft: &Draft<'a>) -> Self {
        let (mut all, scopes) = Self::of_kind(draft, Kind::Delegated);
        let delegated = all.len();
        let (others, app_roles) = Self::of_kind(draft, Kind::Application);
        all.extend(others);
        Self { all, delegated, scopes, app_roles }
    }

    /// The permissions of one kind.
    fn of_kind(draft: &Draft<'a>, kind: Kind) -> (Vec<&'a str>, Index) {
        let (mut all, mut index) = (Vec::new(), Index::default());
        let mut is_sorted = true;
        let mut add = |text: &'a str| {
            if index.insert(text).1 {
                is_sorted = is_sorted && all.last().is_none_or(|&last| last < text);
                all.push(text);
            }
        };
        for &(_, text) in draft.names.iter().filter(|(of, _)| *of == kind) {
            add(text);
        }
        for row in draft.rows.iter().filter(|row| row.kind == kind) {
            add(row.scope);
            for &text in &row.alternatives {
                add(text);
            }
        }
        for &(_, stronger, weaker) in draft.covers.iter().filter(|(of, ..)| *of == kind) {
            add(stronger);
            add(weaker);
        }
        if !is_sorted {
            all.sort_unstable();
            index = Index::default();
            for text in &all {
                index.insert(text);
            }
        }
        (all, index)
    }

    fn index(&self, kind: Kind, text: &str) -> Option<u32> {
        let index = match kind {
            Kind::Delegated => self.scopes.find(text)?,
            Kind::Application => self.delegated + self.app_roles.find(text)?,
        };
        u32::try_from(index).ok()
    }

    /// What is known of each permission but for its text: whether an administrator must consent, as the first row says that
    /// says anything, and whether it covers another.
    fn flags(&self, draft: &Draft<'_>, stronger: &[Vec<u32>]) -> Vec<u32> {
        let mut flags = vec![0; self.all.len()];
        for row in &draft.rows {
            if let Some(needed) = row.admin_consent
                && let Some(name) = self.index(row.kind, row.scope)
                && flags[name as usize] == 0
            {
                flags[name as usize] = if needed { CONSENT_YES } else { CONSENT_NO };
            }
        }
        for &name in stronger.iter().flatten() {
            flags[name as usize] |= COVERS;
        }
        flags
    }

    /// The permissions of the document's own resource that are written with the resource and without: each is one permission,
    /// of which each spelling covers the other.
    fn spellings(&self, own: &str) -> Vec<Vec<u32>> {
        if !self.all.iter().any(|text| text.as_bytes().contains(&b':') && text.contains("://")) {
            return Vec::new();
        }
        let mut spellings: Vec<Vec<u32>> = Vec::new();
        let mut known = Index::default();
        for (index, &text) in (0..).zip(&self.all) {
            if index as usize == self.delegated {
                known = Index::default();
            }
            let name = match split_resource(text) {
                None => text,
                Some((resource, name)) if same_resource(resource, own) => name,
                Some(_) => continue,
            };
            let first = spellings.len() - known.len();
            let (number, is_new) = known.insert(name);
            if is_new {
                spellings.push(Vec::new());
            }
            spellings[first + number].push(index);
        }
        spellings
    }

    /// For each permission, all that cover it, directly or through others, ascending.
    fn closure(&self, draft: &Draft<'_>) -> Result<Vec<Vec<u32>>, TooMany> {
        let mut direct = vec![Vec::new(); self.all.len()];
        for &(kind, stronger, weaker) in &draft.covers {
            if !within_one_resource(draft.resource, stronger, weaker) {
                continue;
            }
            if let (Some(stronger), Some(weaker)) = (self.index(kind, stronger), self.index(kind, weaker)) {
                direct[weaker as usize].push(stronger);
            }
        }
        for spellings in self.spellings(draft.resource) {
            for &one in &spellings {
                direct[one as usize].extend(spellings.iter().filter(|&&other| other != one));
            }
        }
        let mut closed = vec![Vec::new(); direct.len()];
        let mut pairs = 0;
        // By permission, the last one for which it was found to cover it, and one more.
        let mut found_for = vec![0; direct.len()];
        for name in 0..direct.len() {
            if direct[name].is_empty() {
                continue;
            }
            let mut open = direct[name].clone();
            let mut all = Vec::new();
            while let Some(next) = open.pop() {
                let next_name = next as usize;
                if next_name != name && found_for[next_name] != name + 1 {
                    found_for[next_name] = name + 1;
                    all.push(next);
                    open.extend(&direct[next_name]);
                    pairs += 1;
                }
                if pairs > MOST_PAIRS {
                    return Err(TooMany::Pairs);
                }
            }
            ascending(&mut all);
            closed[name] = all;
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

/// The lists of permissions, each kept once; the empty one is at 0.
#[derive(Default)]
struct Lists {
    flat: Vec<u32>,
    known: Index,
    /// Where each of the known ones is.
    places: Vec<u32>,
}

impl Lists {
    /// The place of an ascending list.
    fn place(&mut self, list: &[u32]) -> Result<u32, TooMany> {
        if list.is_empty() {
            return Ok(0);
        }
        let (number, is_new) = self.known.insert(&format!("{list:?}"));
        if is_new {
            self.places.push(narrow(self.flat.len())?);
            self.flat.push(narrow(list.len())?);
            self.flat.extend(list);
        }
        Ok(self.places[number])
    }
}
