//! The permissions of a document by their texts: the kind, the resource and the consent of each, and what covers it.

use alloc::collections::btree_map::Entry;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec;
use alloc::vec::Vec;

use super::limits::{MOST_PAIRS, TooMany, narrow};
use super::resource::{same_resource, split_resource_in};
use super::table::{CONSENT_NO, CONSENT_YES, OPENID};
use crate::Kind;
use crate::model::{Document, Permission};

/// The scopes of `OpenID` Connect that requests use: they belong to no resource.
pub const OPENID_SCOPES: [&str; 4] = ["email", "offline_access", "openid", "profile"];

/// The permissions of a document: delegated first, each kind sorted by text.
pub(super) struct Texts<'a> {
    pub(super) all: Vec<&'a str>,
    pub(super) delegated: usize,
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
    pub(super) fn of(document: &'a Document) -> Result<Self, TooMany> {
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

    pub(super) fn index(&self, kind: Kind, text: &str) -> Option<u16> {
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
    pub(super) fn flags(&self, index: usize) -> u8 {
        let (kind, text) = (self.kind(index), self.all[index]);
        let consent = match self.consents.get(&(kind, text)) {
            Some(true) => CONSENT_YES,
            Some(false) => CONSENT_NO,
            None => 0,
        };
        consent | if self.is_openid(index) { OPENID } else { 0 }
    }

    /// The resource of a permission, as its text or its rows say, and its name there; `None` for the document's own resource.
    pub(super) fn place(&self, document: &Document, index: usize) -> (Option<&'a str>, &'a str) {
        let own = document.resource.as_str();
        let text = self.all[index];
        let (resource, name) = match split_resource_in(own, text) {
            Some((resource, name)) => (Some(resource), name),
            None => (self.resources.get(&(self.kind(index), text)).copied(), text),
        };
        (resource.filter(|resource| !same_resource(resource, own)), name)
    }

    /// For each permission, those declared to cover it, and its other spellings: a permission can be written with its resource,
    /// or without it where the document or the row says which.
    fn declared(&self, document: &Document) -> Vec<Vec<u16>> {
        let mut declared = vec![Vec::new(); self.all.len()];
        let place = |index: u16| self.place(document, usize::from(index));
        for cover in &document.covers {
            if let Some(stronger) = self.index(cover.kind, &cover.scope)
                && let Some(weaker) = self.index(cover.kind, &cover.covers)
                && place(stronger).0 == place(weaker).0
                && self.is_openid(usize::from(stronger)) == self.is_openid(usize::from(weaker))
            {
                declared[usize::from(weaker)].push(stronger);
            }
        }
        let mut spellings: BTreeMap<(Kind, Option<&str>, &str), Vec<u16>> = BTreeMap::new();
        for (index, _) in (0..).zip(&self.all) {
            // `email` is no other spelling of `api://app/email`.
            if !self.is_openid(usize::from(index)) {
                let (resource, name) = place(index);
                spellings.entry((self.kind(usize::from(index)), resource, name)).or_default().push(index);
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
    pub(super) fn stronger(&self, document: &Document) -> Result<Vec<BTreeSet<u16>>, TooMany> {
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

/// The resources that the permissions of a document belong to: the document's own first (empty where it has none), then the
/// others in the order of the rows, of what else rows name, of the covers, and of the names.
#[must_use]
pub fn resources(document: &Document) -> Vec<&str> {
    let own = document.resource.as_str();
    let rows = &document.permissions;
    let of_rows = rows.iter().map(|row| (row.scope.as_str(), row.resource.as_str()));
    let beside = rows.iter().flat_map(|row| row.alternatives.iter().map(|text| (text.as_str(), row.resource.as_str())));
    let of_covers = document.covers.iter().flat_map(|cover| [(cover.scope.as_str(), ""), (cover.covers.as_str(), "")]);
    let listed = document.scopes.iter().chain(&document.app_roles).map(|name| (name.text.as_str(), ""));
    let mut found = vec![own];
    for (text, said) in of_rows.chain(beside).chain(of_covers).chain(listed) {
        let resource = split_resource_in(own, text).map_or(said, |(resource, _)| resource);
        if !resource.is_empty() && !same_resource(resource, own) && !found.contains(&resource) {
            found.push(resource);
        }
    }
    if own.is_empty() && found.len() > 1 {
        found.remove(0);
    }
    found
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
