//! A document as small numbers: permissions, conditions and rows are bits, so that all cases can be enumerated.

use scopemark_compiler::model::{Access, Document, Kind};

use super::twin::names::{self, Name, bare, below, is_graph, is_offline, is_openid, known, of_row, resource};
use super::twin::rows;

/// A set of permissions, conditions or rows.
pub(crate) type Bits = u32;

pub(crate) fn bit(place: usize) -> Bits {
    assert!(place < 32, "more than 32 names");
    1 << place
}

pub(crate) fn places(bits: Bits) -> impl Iterator<Item = usize> {
    (0..32).filter(move |&place| bits & 1 << place != 0)
}

/// All subsets of a set, the empty one first.
pub(crate) fn subsets(of: Bits) -> impl Iterator<Item = Bits> {
    let mut next = Some(0_u32);
    core::iter::from_fn(move || {
        let now = next?;
        next = (now != of).then(|| now.wrapping_sub(of) & of);
        Some(now)
    })
}

/// What a permission is, in each document that names it: "a permission is (resource, kind, name)".
///
/// Two documents mean one permission where a grant of the one matches the other: "the document's own [resource], and for Graph
/// its national-cloud hosts, are folded away", "for Graph, also without ASCII case".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) resource: String,
    pub(crate) kind: Kind,
    pub(crate) name: String,
}

/// The permissions of a pair of documents: a bit is a place here.
#[derive(Debug, Clone, Default)]
pub(crate) struct Universe {
    keys: Vec<Key>,
    /// Whether the texts alone are compared, so that a row that asks another resource for the same name is the same.
    is_of_texts: bool,
}

impl Universe {
    pub(crate) fn of_texts() -> Self {
        Self { is_of_texts: true, ..Self::default() }
    }

    fn place(&mut self, document: &Document, name: &Name) -> usize {
        let of = resource(document, name);
        let bare = bare(document, name);
        let key = match () {
            () if is_openid(document, name) => Key { resource: String::new(), kind: name.kind, name: bare },
            () if is_graph(&of) => {
                Key { resource: names::GRAPH[0].to_owned(), kind: name.kind, name: bare.to_ascii_lowercase() }
            }
            () => Key { resource: of, kind: name.kind, name: bare },
        };
        let key = if self.is_of_texts {
            Key { resource: String::new(), kind: key.kind, name: key.name.to_ascii_lowercase() }
        } else {
            key
        };
        self.keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        })
    }

    pub(crate) fn of_kind(&self, kind: Kind) -> Bits {
        (0..self.keys.len()).filter(|&place| self.keys[place].kind == kind).fold(0, |all, place| all | bit(place))
    }

    pub(crate) fn texts(&self, bits: Bits) -> Vec<String> {
        let text = |place: usize| format!("{} ({})", self.keys[place].name, self.keys[place].kind.as_str());
        places(bits).map(text).collect()
    }
}

impl Facts {
    /// Whether two names are one permission and differ in case.
    pub(crate) fn has_spellings(&self) -> bool {
        let bare = |name: &'_ Name| name.text.rsplit('/').next().unwrap_or_default().to_owned();
        let is_other = |(name, bit): &(Name, Bits)| {
            self.texts.iter().any(|(other, same)| bit == same && bare(other) != bare(name))
        };
        self.texts.iter().any(is_other)
    }
}

/// A row of a document.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: Bits,
    pub(crate) kind: Kind,
    pub(crate) feature: Option<usize>,
    pub(crate) access: Access,
    pub(crate) optional: bool,
    pub(crate) requires: Bits,
    pub(crate) excludes: Bits,
    /// "Each widened by all that covers a member."
    pub(crate) clauses: Vec<Bits>,
    /// A place in [`Facts::resources`]; of an OpenID name, which belongs to none, `None`.
    pub(crate) resource: Option<usize>,
    /// Whether it is OpenID's, and whether it is `offline_access` of these.
    pub(crate) is_openid: bool,
    pub(crate) is_offline: bool,
    /// What opts in to it: the names of the optional rows of its cell.
    pub(crate) options: Bits,
    /// The rows that it replaces where both apply.
    pub(crate) replaces: Bits,
}

/// A document.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) features: Vec<String>,
    pub(crate) conditions: Vec<String>,
    pub(crate) resources: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// The texts of the document's permissions, each with its bit.
    pub(crate) texts: Vec<(Name, Bits)>,
    /// The resource of each of them.
    pub(crate) resource_of: Vec<String>,
}

impl Facts {
    pub(crate) fn new(document: &Document, universe: &mut Universe) -> Self {
        let texts: Vec<(Name, Bits)> =
            known(document).into_iter().map(|name| (name.clone(), bit(universe.place(document, &name)))).collect();
        let conditions: Vec<String> = document.conditions.iter().map(|condition| condition.text.clone()).collect();
        let resources = names::resources(document);
        let rows =
            (0..document.permissions.len()).map(|at| row(document, at, &texts, &conditions, &resources)).collect();
        Self {
            features: document.features.iter().map(|feature| feature.text.clone()).collect(),
            conditions,
            resources,
            rows,
            resource_of: texts.iter().map(|(name, _)| resource(document, name)).collect(),
            texts,
        }
    }
}

fn row(document: &Document, at: usize, texts: &[(Name, Bits)], conditions: &[String], resources: &[String]) -> Row {
    let all = &document.permissions;
    let row = &all[at];
    let bit_of = |name: &Name| {
        let (_, bit) = texts.iter().find(|(known, _)| known == name).expect("each name of a row is known");
        *bit
    };
    let name = of_row(row);
    let covering = |member: &Name| {
        texts.iter().filter(|(other, _)| below(document, other).contains(member)).fold(0, |all, (_, bit)| all | bit)
    };
    let clauses = rows::clauses(row)
        .iter()
        .map(|clause| clause.iter().fold(0, |all, member| all | bit_of(member) | covering(member)))
        .collect();
    let condition = |text: &String| bit(conditions.iter().position(|known| known == text).expect("it is listed"));
    let its_resource = resource(document, &name);
    let cell = rows::cell(document, at);
    let optional = cell.iter().filter(|&&member| all[member].optional);
    let options = optional.fold(0, |options, &member| options | bit_of(&of_row(&all[member])));
    let replaces = (0..all.len()).filter(|&other| rows::replaces(document, row, &all[other]));
    Row {
        name: bit_of(&name),
        kind: row.kind,
        feature: row.feature,
        access: row.access,
        optional: row.optional,
        requires: row.requires.iter().map(condition).fold(0, |all, bit| all | bit),
        excludes: row.excludes.iter().map(condition).fold(0, |all, bit| all | bit),
        clauses,
        resource: resources.iter().position(|known| *known == its_resource).filter(|_| !is_openid(document, &name)),
        is_openid: is_openid(document, &name),
        is_offline: is_offline(document, &name),
        options,
        replaces: replaces.fold(0, |replaced, other| replaced | bit(other)),
    }
}
