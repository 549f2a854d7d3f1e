//! Flattening: lays a document out as the arrays of a [`Table`].
//!
//! Only this file decides on the layout. Generated code holds the arrays as statics; the command borrows them.

use alloc::collections::btree_map::Entry;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::{vec, vec::Vec};
use core::{fmt, slice};

use super::resource::{same_resource, split_resource_in};
use super::table::{CONSENT_NO, CONSENT_YES, OPENID, OPTIONAL, UPDATE};
use super::{Conditions, NameColumns, RowColumns, Table};
use crate::model::{Document, Permission};
use crate::{Access, Kind, NamesBuf};

/// The scopes of `OpenID` Connect that requests use: they belong to no resource.
pub const OPENID_SCOPES: [&str; 4] = ["email", "offline_access", "openid", "profile"];

/// How many pairs of covering permissions a table can hold. The transitive covers of real documents are thousands of times
/// fewer; without a limit, a long chain of covers could fill the memory.
pub const MOST_PAIRS: usize = 1 << 22;

/// Why a document does not fit into a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TooMany {
    /// More than [`Conditions::MOST`] conditions.
    Conditions(usize),
    /// More than 65,535 permissions, or more rows than fit in 32 bits.
    Entries,
    /// More than [`MOST_PAIRS`] pairs of permissions of which one covers the other, directly or through others.
    Pairs,
}

impl fmt::Display for TooMany {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conditions(count) => {
                write!(f, "the document has {count} conditions; at most {} are supported", Conditions::MOST)
            }
            Self::Entries => f.write_str("the document has more permissions or rows than a table can hold"),
            Self::Pairs => write!(f, "the covers of the document relate more than {MOST_PAIRS} pairs of permissions"),
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
    pub separator: Option<char>,
    pub request_separator: Option<char>,
    pub scopes: NamesBuf<'a>,
    pub app_roles: NamesBuf<'a>,
    pub names: NameNumbers,
    pub qualified: Vec<u16>,
    pub features: NamesBuf<'a>,
    pub conditions: NamesBuf<'a>,
    pub rows: RowNumbers,
    pub starts: Vec<u32>,
    pub whens: Vec<[u64; 2]>,
    pub lists: Vec<u32>,
}

/// The columns of [`NameColumns`], owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the one of the same name in `NameColumns`")]
pub struct NameNumbers {
    pub resources: Vec<u16>,
    pub prefixes: Vec<u16>,
    pub flags: Vec<u8>,
    pub stronger: Vec<u32>,
}

/// The columns of [`RowColumns`], owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the one of the same name in `RowColumns`")]
pub struct RowNumbers {
    pub names: Vec<u16>,
    pub flags: Vec<u8>,
    pub whens: Vec<u16>,
    pub alternatives: Vec<u32>,
    pub lines: Vec<u32>,
}

impl Flat<'_> {
    /// The table that borrows these arrays.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        let NameNumbers { resources, prefixes, flags: name_flags, stronger } = &self.names;
        let RowNumbers { names, flags, whens, alternatives, lines } = &self.rows;
        Table {
            path: self.path,
            resources: &self.resources,
            separator: self.separator,
            request_separator: self.request_separator,
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
/// It ignores a declared cover between two resources, and a row whose feature is out of range. Reading reports both.
///
/// # Errors
/// [`TooMany`] where the arrays cannot hold the document.
pub fn flatten(document: &Document) -> Result<Flat<'_>, TooMany> {
    let texts = Texts::of(document)?;
    let conditions = conditions(document)?;
    let mut lists = Lists { flat: vec![0], places: BTreeMap::new() };
    let mut resources = vec![document.resource.as_str()];
    let (mut names, mut qualified) = (NameNumbers::default(), Vec::new());
    for (index, stronger) in texts.stronger(document)?.into_iter().enumerate() {
        let (resource, length) = match place(&mut resources, texts.all[index]) {
            // A plain name belongs to the resource that its row says.
            (0, 0) => (texts.resource(index).map_or(0, |resource| of_row(&mut resources, resource)), 0),
            qualified => qualified,
        };
        if resource == 0 && length > 0 {
            qualified.push(narrow(index)?);
        }
        let flags = texts.flags(index);
        names.resources.push(narrow(resource)?);
        names.prefixes.push(narrow(length)?);
        names.flags.push(flags);
        names.stronger.push(lists.place(stronger)?);
    }
    let (rows, starts, whens) = rows(document, &texts, &conditions, &mut lists)?;
    names.resources = unless_zero(names.resources);
    names.prefixes = unless_zero(names.prefixes);
    names.flags = unless_zero(names.flags);
    names.stronger = unless_zero(names.stronger);
    let (scopes, app_roles) = texts.all.split_at(texts.delegated);
    Ok(Flat {
        path: &document.path,
        resources,
        separator: document.separator,
        request_separator: document.request_separator,
        scopes: NamesBuf::of(scopes.to_vec()),
        app_roles: NamesBuf::of(app_roles.to_vec()),
        names,
        qualified,
        features: NamesBuf::of(document.features.iter().map(|feature| feature.text.as_str()).collect()),
        conditions: NamesBuf::of(conditions),
        rows,
        starts,
        whens,
        lists: lists.flat,
    })
}

/// The column, or an empty one if every number is 0.
fn unless_zero<T: Default + PartialEq>(column: Vec<T>) -> Vec<T> {
    if column.iter().all(|number| *number == T::default()) { Vec::new() } else { column }
}

/// The resource of a permission (an index into `resources`), and how many bytes of its text name it.
fn place<'a>(resources: &mut Vec<&'a str>, text: &'a str) -> (usize, usize) {
    let Some((resource, name)) = split_resource_in(resources[0], text) else { return (0, 0) };
    // The clouds of Microsoft Graph count as one resource only for the document's own.
    let known = |place: usize, other: &str| if place == 0 { same_resource(resource, other) } else { resource == other };
    let place = resources.iter().enumerate().position(|(place, other)| known(place, other)).unwrap_or_else(|| {
        resources.push(resource);
        resources.len() - 1
    });
    (place, text.len() - name.len())
}

/// The resource that a row says, as an index into `resources`.
fn of_row<'a>(resources: &mut Vec<&'a str>, resource: &'a str) -> usize {
    if same_resource(resources[0], resource) {
        return 0;
    }
    resources.iter().skip(1).position(|known| *known == resource).map_or_else(
        || {
            resources.push(resource);
            resources.len() - 1
        },
        |place| place + 1,
    )
}

type Rows = (RowNumbers, Vec<u32>, Vec<[u64; 2]>);

/// The rows by feature, where the rows of each feature begin, and the pairs of conditions that rows name.
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
    let (mut rows, mut starts, mut whens) = (RowNumbers::default(), Vec::new(), vec![[0; 2]]);
    for group in by_feature {
        starts.push(narrow(rows.names.len())?);
        for row in group {
            let Some(name) = texts.index(row.kind, &row.scope) else { continue };
            let flags = if row.access == Access::Update { UPDATE } else { 0 } | if row.optional { OPTIONAL } else { 0 };
            let pair = [mask(&row.requires), mask(&row.excludes)];
            let when = whens.iter().position(|known| *known == pair).unwrap_or_else(|| {
                whens.push(pair);
                whens.len() - 1
            });
            // A row of several groups needs a member of each: it is that many rows here, of the same permission.
            let groups =
                if row.clauses.len() > 1 { row.clauses.as_slice() } else { slice::from_ref(&row.alternatives) };
            for group in groups {
                let others = group.iter().filter(|text| **text != row.scope);
                let alternatives = others.filter_map(|text| texts.index(row.kind, text)).collect();
                rows.names.push(name);
                rows.flags.push(flags);
                rows.whens.push(narrow(when)?);
                rows.alternatives.push(lists.place(alternatives)?);
                rows.lines.push(row.position.line);
            }
        }
    }
    // Not the names: as long as they are, so many rows there are.
    rows.flags = unless_zero(rows.flags);
    rows.whens = unless_zero(rows.whens);
    rows.alternatives = unless_zero(rows.alternatives);
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

fn narrow<T: TryFrom<usize>>(number: usize) -> Result<T, TooMany> {
    T::try_from(number).map_err(|_| TooMany::Entries)
}

/// The permissions of a document: delegated first, each kind sorted by text.
struct Texts<'a> {
    all: Vec<&'a str>,
    delegated: usize,
    indexes: BTreeMap<(Kind, &'a str), u16>,
    /// Whether an administrator must consent, from the first row that says so.
    consents: BTreeMap<(Kind, &'a str), bool>,
    /// Whether all four scopes of `OpenID` Connect are those.
    has_openid: bool,
    /// The resource of plain names, from the first row that names them and says one. The scopes of `OpenID` Connect have none.
    resources: BTreeMap<(Kind, &'a str), &'a str>,
}

impl<'a> Texts<'a> {
    /// The permissions that the document lists, and those named only in its rows and covers.
    fn of(document: &'a Document) -> Result<Self, TooMany> {
        let mut names: BTreeSet<(Kind, &str)> = BTreeSet::new();
        for (kind, listed) in [(Kind::Delegated, &document.scopes), (Kind::Application, &document.app_roles)] {
            names.extend(listed.iter().map(|name| (kind, name.text.as_str())));
        }
        let mut consents = BTreeMap::new();
        let mut resources = BTreeMap::new();
        for Permission { kind, scope, alternatives, admin_consent, resource, .. } in &document.permissions {
            let all = [scope].into_iter().chain(alternatives).map(|text| (*kind, text.as_str()));
            names.extend(all.clone());
            let is_openid = |(kind, text): (Kind, &str)| kind == Kind::Delegated && OPENID_SCOPES.contains(&text);
            for name in all.filter(|name| !resource.is_empty() && !is_openid(*name)) {
                resources.entry(name).or_insert(resource.as_str());
            }
            if let Some(consent) = admin_consent {
                consents.entry((*kind, scope.as_str())).or_insert(*consent);
            }
        }
        for cover in &document.covers {
            names.extend([&cover.scope, &cover.covers].map(|text| (cover.kind, text.as_str())));
        }
        along_covers(document, &mut resources);
        let index = |(index, &name)| Ok((name, narrow(index)?));
        Ok(Self {
            all: names.iter().map(|&(_, text)| text).collect(),
            delegated: names.iter().filter(|(kind, _)| *kind == Kind::Delegated).count(),
            indexes: names.iter().enumerate().map(index).collect::<Result<_, TooMany>>()?,
            consents,
            has_openid: !document.resource.is_empty() || !resources.is_empty() || has_openid(document, &names),
            resources,
        })
    }

    fn resource(&self, index: usize) -> Option<&'a str> {
        self.resources.get(&(self.kind(index), self.all[index])).copied()
    }

    fn index(&self, kind: Kind, text: &str) -> Option<u16> {
        self.indexes.get(&(kind, text)).copied()
    }

    const fn kind(&self, index: usize) -> Kind {
        if index < self.delegated { Kind::Delegated } else { Kind::Application }
    }

    /// Whether a permission is one of `OpenID` Connect: written bare, it belongs to no resource. In a document without a
    /// resource that holds for `profile` and `email` only beside `openid`; otherwise they are the provider's own.
    fn is_openid(&self, index: usize) -> bool {
        let text = self.all[index];
        let is_certain = self.has_openid || matches!(text, "openid" | "offline_access");
        self.kind(index) == Kind::Delegated && is_certain && OPENID_SCOPES.contains(&text)
    }

    /// The flags of a permission, as in [`NameColumns::flags`].
    fn flags(&self, index: usize) -> u8 {
        let (kind, text) = (self.kind(index), self.all[index]);
        let consent = match self.consents.get(&(kind, text)) {
            Some(true) => CONSENT_YES,
            Some(false) => CONSENT_NO,
            None => 0,
        };
        consent | if self.is_openid(index) { OPENID } else { 0 }
    }

    /// For each permission, those declared to cover it, and its other spellings: a permission of the document's own resource
    /// can be written with or without the resource.
    fn declared(&self, document: &Document) -> Vec<Vec<u16>> {
        let own = document.resource.as_str();
        let resource =
            |text| split_resource_in(own, text).map(|(resource, _)| resource).filter(|it| !same_resource(it, own));
        let mut declared = vec![Vec::new(); self.all.len()];
        for cover in &document.covers {
            if resource(&cover.scope) == resource(&cover.covers)
                && let Some(stronger) = self.index(cover.kind, &cover.scope)
                && let Some(weaker) = self.index(cover.kind, &cover.covers)
                && self.is_openid(usize::from(stronger)) == self.is_openid(usize::from(weaker))
            {
                declared[usize::from(weaker)].push(stronger);
            }
        }
        let mut spellings: BTreeMap<(Kind, &str), Vec<u16>> = BTreeMap::new();
        for (index, &text) in (0..).zip(&self.all) {
            // `email` is no other spelling of `api://app/email`.
            if resource(text).is_none() && !self.is_openid(usize::from(index)) {
                let short = split_resource_in(own, text).map_or(text, |(_, name)| name);
                spellings.entry((self.kind(usize::from(index)), short)).or_default().push(index);
            }
        }
        for spellings in spellings.values() {
            for &one in spellings {
                declared[usize::from(one)].extend(spellings.iter().filter(|&&other| other != one));
            }
        }
        declared
    }

    /// For each permission, all those that cover it, directly or through others.
    fn stronger(&self, document: &Document) -> Result<Vec<BTreeSet<u16>>, TooMany> {
        let declared = self.declared(document);
        let mut all = Vec::with_capacity(declared.len());
        let mut pairs = 0;
        for (name, direct) in (0..).zip(&declared) {
            let mut open = direct.clone();
            let mut found = BTreeSet::new();
            while let Some(next) = open.pop() {
                if next != name && found.insert(next) {
                    open.extend(&declared[usize::from(next)]);
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

/// Gives a permission that only covers name the resource of what it covers, or is covered by: both belong to one.
fn along_covers<'a>(document: &'a Document, resources: &mut BTreeMap<(Kind, &'a str), &'a str>) {
    let mut beside: BTreeMap<(Kind, &str), Vec<&str>> = BTreeMap::new();
    for cover in &document.covers {
        beside.entry((cover.kind, cover.scope.as_str())).or_default().push(&cover.covers);
        beside.entry((cover.kind, cover.covers.as_str())).or_default().push(&cover.scope);
    }
    let mut next: Vec<((Kind, &str), &str)> = resources.iter().map(|(name, resource)| (*name, *resource)).collect();
    while let Some(((kind, text), resource)) = next.pop() {
        for other in beside.get(&(kind, text)).into_iter().flatten() {
            if let Entry::Vacant(place) = resources.entry((kind, other)) {
                place.insert(resource);
                next.push(((kind, other), resource));
            }
        }
    }
}

/// Whether a row is about `openid`; where there are no rows, whether the name is there.
fn has_openid(document: &Document, names: &BTreeSet<(Kind, &str)>) -> bool {
    let is_openid = |row: &Permission| row.kind == Kind::Delegated && row.scope == "openid";
    document.permissions.iter().any(is_openid)
        || (document.permissions.is_empty() && names.contains(&(Kind::Delegated, "openid")))
}

/// The lists of permissions, each stored once; the empty list is at 0.
struct Lists {
    flat: Vec<u32>,
    places: BTreeMap<BTreeSet<u16>, u32>,
}

impl Lists {
    /// Where the list is stored; stores it if it is new.
    fn place(&mut self, list: BTreeSet<u16>) -> Result<u32, TooMany> {
        if list.is_empty() {
            return Ok(0);
        }
        if let Some(place) = self.places.get(&list) {
            return Ok(*place);
        }
        let place = narrow(self.flat.len())?;
        self.flat.push(narrow(list.len())?);
        self.flat.extend(list.iter().map(|&name| u32::from(name)));
        self.places.insert(list, place);
        Ok(place)
    }
}
