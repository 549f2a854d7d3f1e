//! Flattening: from a document to the arrays of a [`Table`].
//!
//! The one owner of how those arrays are laid out. Generated code writes them down as statics; the command line borrows them
//! where they are.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::{vec, vec::Vec};
use core::fmt;

use super::resource::{same_resource, split_resource_in};
use super::table::{CONSENT_NO, CONSENT_YES, OPENID, OPTIONAL, UPDATE};
use super::{Conditions, NameColumns, RowColumns, Table};
use crate::model::{Document, Permission};
use crate::{Access, Kind, NamesBuf};

/// The scopes of `OpenID` Connect.
const OPENID_SCOPES: [&str; 4] = ["email", "offline_access", "openid", "profile"];

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
    pub scopes: NamesBuf<'a>,
    pub app_roles: NamesBuf<'a>,
    pub names: [Vec<u32>; 4],
    pub qualified: Vec<u32>,
    pub features: NamesBuf<'a>,
    pub conditions: NamesBuf<'a>,
    pub rows: [Vec<u32>; 5],
    pub starts: Vec<u32>,
    pub whens: Vec<[u64; 2]>,
    pub lists: Vec<u32>,
}

impl Flat<'_> {
    /// The table that borrows these arrays.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        let [resources, prefixes, name_flags, stronger] = &self.names;
        let [names, flags, whens, alternatives, lines] = &self.rows;
        Table {
            path: self.path,
            resources: &self.resources,
            scopes: self.scopes.names(),
            app_roles: self.app_roles.names(),
            names: NameColumns { resources, prefixes, flags: name_flags, stronger },
            qualified: &self.qualified,
            features: self.features.names(),
            conditions: self.conditions.names(),
            rows: RowColumns { names, flags, whens, alternatives, lines },
            starts: &self.starts,
            whens: &self.whens,
            lists: &self.lists,
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
pub fn flatten(document: &Document) -> Result<Flat<'_>, TooMany> {
    let texts = Texts::of(document);
    let conditions = conditions(document)?;
    let mut lists = Lists { flat: vec![0], places: BTreeMap::new() };
    let mut resources = vec![document.resource.as_str()];
    let (mut names, mut qualified) = (Vec::new(), Vec::new());
    for (index, stronger) in texts.stronger(document)?.into_iter().enumerate() {
        let (resource, length) = place(&mut resources, texts.all[index]);
        if resource == 0 && length > 0 {
            qualified.push(narrow(index)?);
        }
        let flags = texts.flags(index, resource == 0, length);
        names.push([narrow(resource)?, narrow(length)?, flags, lists.place(stronger)?]);
    }
    let (rows, starts, whens) = rows(document, &texts, &conditions, &mut lists)?;
    // How many rows there are is how long the first column is.
    let [row_names, rest @ ..] = columns(&rows);
    let [flags, of_whens, alternatives, lines] = rest.map(unless_zero);
    let (scopes, app_roles) = texts.all.split_at(texts.delegated);
    Ok(Flat {
        path: &document.path,
        resources,
        scopes: NamesBuf::of(scopes.to_vec()),
        app_roles: NamesBuf::of(app_roles.to_vec()),
        names: columns(&names).map(unless_zero),
        qualified,
        features: NamesBuf::of(document.features.iter().map(|feature| feature.text.as_str()).collect()),
        conditions: NamesBuf::of(conditions),
        rows: [row_names, flags, of_whens, alternatives, lines],
        starts,
        whens,
        lists: lists.flat,
    })
}

/// Rows of numbers as columns.
fn columns<const N: usize>(rows: &[[u32; N]]) -> [Vec<u32>; N] {
    core::array::from_fn(|column| rows.iter().map(|row| row[column]).collect())
}

/// A column, or nothing where every number is 0.
fn unless_zero(column: Vec<u32>) -> Vec<u32> {
    if column.iter().all(|&number| number == 0) { Vec::new() } else { column }
}

/// The resource of a permission, an index into these, and how many bytes of its text name it.
fn place<'a>(resources: &mut Vec<&'a str>, text: &'a str) -> (usize, usize) {
    let Some((resource, name)) = split_resource_in(resources[0], text) else { return (0, 0) };
    // Clouds are folded for the document's own resource alone.
    let known = |place: usize, other: &str| if place == 0 { same_resource(resource, other) } else { resource == other };
    let place = resources.iter().enumerate().position(|(place, other)| known(place, other)).unwrap_or_else(|| {
        resources.push(resource);
        resources.len() - 1
    });
    (place, text.len() - name.len())
}

type Rows = (Vec<[u32; 5]>, Vec<u32>, Vec<[u64; 2]>);

/// The rows by feature, where those of each feature begin, and the pairs of conditions that they name.
fn rows(document: &Document, texts: &Texts<'_>, conditions: &[&str], lists: &mut Lists) -> Result<Rows, TooMany> {
    let mask = |named: &[String]| {
        let places = named.iter().filter_map(|text| conditions.binary_search(&text.as_str()).ok());
        places.fold(Conditions::NONE, Conditions::with).0
    };
    let always = document.features.len();
    let mut by_feature = vec![Vec::new(); always + 1];
    for row in &document.permissions {
        if let Some(group) = by_feature.get_mut(row.feature.unwrap_or(always)) {
            group.push(row);
        }
    }
    let (mut rows, mut starts, mut whens) = (Vec::new(), Vec::new(), vec![[0; 2]]);
    for group in by_feature {
        starts.push(narrow(rows.len())?);
        for row in group {
            let Some(name) = texts.index(row.kind, &row.scope) else { continue };
            let flags = if row.access == Access::Update { UPDATE } else { 0 } | if row.optional { OPTIONAL } else { 0 };
            let pair = [mask(&row.requires), mask(&row.excludes)];
            let when = whens.iter().position(|known| *known == pair).unwrap_or_else(|| {
                whens.push(pair);
                whens.len() - 1
            });
            let alternatives = row.alternatives.iter().filter_map(|text| texts.index(row.kind, text)).collect();
            rows.push([name, flags, narrow(when)?, lists.place(alternatives)?, row.position.line]);
        }
    }
    Ok((rows, starts, whens))
}

fn conditions(document: &Document) -> Result<Vec<&str>, TooMany> {
    let of_rows = document.permissions.iter().flat_map(|row| row.requires.iter().chain(&row.excludes));
    let listed = document.conditions.iter().map(|condition| &condition.text);
    let all: BTreeSet<&str> = listed.chain(of_rows).map(String::as_str).collect();
    if all.len() > Conditions::MOST {
        return Err(TooMany::Conditions(all.len()));
    }
    Ok(all.into_iter().collect())
}

fn narrow(number: usize) -> Result<u32, TooMany> {
    u32::try_from(number).map_err(|_| TooMany::Entries)
}

/// The permissions: each kind in the order of its text.
struct Texts<'a> {
    all: Vec<&'a str>,
    delegated: usize,
    indexes: BTreeMap<(Kind, &'a str), u32>,
    /// What the first row that speaks of an administrator's consent says of it.
    consents: BTreeMap<(Kind, &'a str), bool>,
}

impl<'a> Texts<'a> {
    /// The permissions that the document lists, and those that only its rows and covers name.
    fn of(document: &'a Document) -> Self {
        let mut names: BTreeSet<(Kind, &str)> = BTreeSet::new();
        for (kind, listed) in [(Kind::Delegated, &document.scopes), (Kind::Application, &document.app_roles)] {
            names.extend(listed.iter().map(|name| (kind, name.text.as_str())));
        }
        let mut consents = BTreeMap::new();
        for Permission { kind, scope, alternatives, admin_consent, .. } in &document.permissions {
            names.extend([scope].into_iter().chain(alternatives).map(|text| (*kind, text.as_str())));
            if let Some(consent) = admin_consent {
                consents.entry((*kind, scope.as_str())).or_insert(*consent);
            }
        }
        for cover in &document.covers {
            names.extend([&cover.scope, &cover.covers].map(|text| (cover.kind, text.as_str())));
        }
        Self {
            all: names.iter().map(|&(_, text)| text).collect(),
            delegated: names.iter().filter(|(kind, _)| *kind == Kind::Delegated).count(),
            indexes: (0..).zip(&names).map(|(index, &name)| (name, index)).collect(),
            consents,
        }
    }

    fn index(&self, kind: Kind, text: &str) -> Option<u32> {
        self.indexes.get(&(kind, text)).copied()
    }

    const fn kind(&self, index: usize) -> Kind {
        if index < self.delegated { Kind::Delegated } else { Kind::Application }
    }

    /// What is known of a permission besides its text.
    fn flags(&self, index: usize, is_own: bool, length: usize) -> u32 {
        let (kind, text) = (self.kind(index), self.all[index]);
        let consent = match self.consents.get(&(kind, text)) {
            Some(true) => CONSENT_YES,
            Some(false) => CONSENT_NO,
            None => 0,
        };
        let openid = is_own && kind == Kind::Delegated && OPENID_SCOPES.contains(&&text[length..]);
        consent | if openid { OPENID } else { 0 }
    }

    /// For each permission those that cover it as the document says, and its other spellings: a permission of the document's
    /// own resource can be written with the resource and without.
    fn declared(&self, document: &Document) -> Vec<Vec<u32>> {
        let own = document.resource.as_str();
        let resource =
            |text| split_resource_in(own, text).map(|(resource, _)| resource).filter(|it| !same_resource(it, own));
        let mut declared = vec![Vec::new(); self.all.len()];
        for cover in &document.covers {
            if resource(&cover.scope) == resource(&cover.covers)
                && let Some(stronger) = self.index(cover.kind, &cover.scope)
                && let Some(weaker) = self.index(cover.kind, &cover.covers)
            {
                declared[weaker as usize].push(stronger);
            }
        }
        let mut spellings: BTreeMap<(Kind, &str), Vec<u32>> = BTreeMap::new();
        for (index, &text) in (0..).zip(&self.all) {
            if resource(text).is_none() {
                let short = split_resource_in(own, text).map_or(text, |(_, name)| name);
                spellings.entry((self.kind(index as usize), short)).or_default().push(index);
            }
        }
        for spellings in spellings.values() {
            for &one in spellings {
                declared[one as usize].extend(spellings.iter().filter(|&&other| other != one));
            }
        }
        declared
    }

    /// For each permission, all that cover it, directly or through others.
    fn stronger(&self, document: &Document) -> Result<Vec<BTreeSet<u32>>, TooMany> {
        let declared = self.declared(document);
        let mut all = Vec::with_capacity(declared.len());
        let mut pairs = 0;
        for (name, direct) in (0..).zip(&declared) {
            let mut open = direct.clone();
            let mut found = BTreeSet::new();
            while let Some(next) = open.pop() {
                if next != name && found.insert(next) {
                    open.extend(&declared[next as usize]);
                    pairs += 1;
                }
                if pairs > MOST_PAIRS {
                    return Err(TooMany::Pairs);
                }
            }
            all.push(found);
        }
        Ok(all)
    }
}

/// The lists of permissions, each kept once; the empty one is at 0.
struct Lists {
    flat: Vec<u32>,
    places: BTreeMap<Vec<u32>, u32>,
}

impl Lists {
    /// The place of a list.
    fn place(&mut self, list: BTreeSet<u32>) -> Result<u32, TooMany> {
        if list.is_empty() {
            return Ok(0);
        }
        let list: Vec<u32> = list.into_iter().collect();
        if let Some(place) = self.places.get(&list) {
            return Ok(*place);
        }
        let place = narrow(self.flat.len())?;
        self.flat.push(narrow(list.len())?);
        self.flat.extend(&list);
        self.places.insert(list, place);
        Ok(place)
    }
}
