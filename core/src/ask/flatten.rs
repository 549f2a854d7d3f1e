//! Flattening: lays a document out as the arrays of a [`Table`].
//!
//! Only this file decides on the layout. Generated code holds the arrays as statics; the command borrows them.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::{vec, vec::Vec};
use core::slice;

use super::limits::{TooMany, narrow};
use super::resource::{same_resource, split_resource_in};
use super::table::{OPTIONAL, UPDATE};
use super::texts::{Texts, resources};
use super::{Conditions, NameColumns, RowColumns, Table};
use crate::model::Document;
use crate::{Access, Kind, NamesBuf};

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
    pub cells: Vec<u32>,
}

impl Flat<'_> {
    /// The table that borrows these arrays.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        let NameNumbers { resources, prefixes, flags: name_flags, stronger } = &self.names;
        let RowNumbers { names, flags, whens, alternatives, lines, cells } = &self.rows;
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
            rows: RowColumns { names, flags, whens, alternatives, lines, cells },
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
    let resources = resources(document);
    let (mut names, mut qualified) = (NameNumbers::default(), Vec::new());
    for (index, stronger) in texts.stronger(document)?.into_iter().enumerate() {
        let text = texts.all[index];
        let length = split_resource_in(&document.resource, text).map_or(0, |(_, name)| text.len() - name.len());
        let resource = texts.place(document, index).0.map_or(0, |resource| place_of(&resources, resource));
        if length > 0 {
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

/// Where a resource is in a list whose first is the document's own. The clouds of Microsoft Graph are one resource only there.
fn place_of(resources: &[&str], resource: &str) -> usize {
    let is_own = resources.first().is_some_and(|own| same_resource(own, resource));
    if is_own { 0 } else { resources.iter().position(|known| *known == resource).unwrap_or_default() }
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
    for (place, row) in document.permissions.iter().enumerate() {
        if let Some(group) = by_feature.get_mut(row.feature.unwrap_or(always)) {
            group.push((place, row));
        }
    }
    let cells = cells(document, texts, lists)?;
    let (mut rows, mut starts, mut whens) = (RowNumbers::default(), Vec::new(), vec![[0; 2]]);
    for group in by_feature {
        starts.push(narrow(rows.names.len())?);
        for (place, row) in group {
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
                rows.cells.push(cells[place]);
            }
        }
    }
    // Not the names: as long as they are, so many rows there are.
    rows.flags = unless_zero(rows.flags);
    rows.whens = unless_zero(rows.whens);
    rows.alternatives = unless_zero(rows.alternatives);
    rows.cells = unless_zero(rows.cells);
    Ok((rows, starts, whens))
}

/// What the rows of one cell agree on: all that a line says.
type Cell<'a> = (u32, Option<usize>, Access, &'a [String], &'a [String], &'a str);

/// Where the permissions of the cell that each optional row is from are listed, by the row's place in the document; 0 for a cell
/// of one permission. The rows of one cell are opted in together.
fn cells(document: &Document, texts: &Texts<'_>, lists: &mut Lists) -> Result<Vec<u32>, TooMany> {
    let mut cells: BTreeMap<Cell<'_>, Vec<usize>> = BTreeMap::new();
    for (place, row) in document.permissions.iter().enumerate() {
        // A document that is made by hand says no lines: each row is from a cell of its own then.
        if row.optional && row.position.line > 0 {
            let cell = (row.position.line, row.feature, row.access, &*row.requires, &*row.excludes, &*row.resource);
            cells.entry(cell).or_default().push(place);
        }
    }
    let rows = &document.permissions;
    let mut listed = vec![0; rows.len()];
    for places in cells.into_values() {
        let (delegated, application): (Vec<usize>, Vec<usize>) =
            places.into_iter().partition(|&place| rows[place].kind == Kind::Delegated);
        // A cell of both kinds has the same permissions in the same places; otherwise these are two cells of one line.
        let said = |place: &usize| (&rows[*place].scope, rows[*place].position);
        let known: BTreeSet<_> = delegated.iter().map(said).collect();
        let is_of_both = application.iter().any(|place| known.contains(&said(place)));
        let cells = if is_of_both { vec![[delegated, application].concat()] } else { vec![delegated, application] };
        for places in cells {
            let names: BTreeSet<u16> =
                places.iter().filter_map(|&place| texts.index(rows[place].kind, &rows[place].scope)).collect();
            let list = if names.len() > 1 { lists.place(names)? } else { 0 };
            for place in places {
                listed[place] = list;
            }
        }
    }
    Ok(listed)
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
