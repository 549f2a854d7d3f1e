//! Tombstones: removed names that code may still use, so that none returns with another meaning unseen.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use scopemark_compiler::model::{Access, Document, Kind, Name, Permission};

/// The namespace of a name in the module of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Space {
    /// The document itself: its module.
    Module,
    /// A feature.
    Feature,
    /// A condition.
    Condition,
    /// A delegated permission.
    Scope,
    /// An application permission.
    AppRole,
}

impl Space {
    /// The word in the lock and in every output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Feature => "feature",
            Self::Condition => "condition",
            Self::Scope => "scope",
            Self::AppRole => "app-role",
        }
    }

    /// The names of a document that have this namespace. Its module is none of them.
    pub(crate) fn of(self, document: &Document) -> &[Name] {
        match self {
            Self::Module => &[],
            Self::Feature => &document.features,
            Self::Condition => &document.conditions,
            Self::Scope => &document.scopes,
            Self::AppRole => &document.app_roles,
        }
    }
}

/// A removed name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// The document's name.
    pub document: String,
    /// What the name named.
    #[serde(rename = "named")]
    pub space: Space,
    /// The Rust name.
    pub ident: String,
    /// The text that it named. For a module, the resource.
    pub text: String,
    /// What a feature needed last: one line for each of its rows, sorted; the words of a condition that a directive declared.
    /// `None` for other names, and where an earlier scopemark left the tombstone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Vec<String>>,
}

/// A place where code may name something: document, space and Rust name.
type Place<'a> = (&'a str, Space, &'a str);

/// What a living name means.
#[derive(Clone, Copy)]
struct Meaning<'a> {
    document: &'a Document,
    text: &'a str,
    space: Space,
    /// Its place among the names of its namespace.
    at: usize,
}

impl Meaning<'_> {
    /// What a feature needs by its own rows, and the declared words of a condition.
    fn needs(self) -> Option<Vec<String>> {
        let document = self.document;
        let needs: BTreeSet<String> = match self.space {
            Space::Feature => {
                let rows = document.permissions.iter().filter(|row| row.feature == Some(self.at));
                rows.map(|row| need(row, document)).collect()
            }
            Space::Condition => {
                let words = document.condition_words.iter().filter(|(_, name)| name == self.text);
                words.map(|(words, _)| words.clone()).collect()
            }
            Space::Module | Space::Scope | Space::AppRole => return None,
        };
        // Of other words of a condition nothing is known.
        (self.space == Space::Feature || !needs.is_empty()).then(|| needs.into_iter().collect())
    }
}

/// What a row needs, and when, in one line: `Chat.Read or Chat.ReadWrite, update, if Guest`.
fn need(row: &Permission, document: &Document) -> String {
    let sorted = |names: &[String]| -> Vec<String> {
        let names: BTreeSet<&String> = names.iter().collect();
        names.into_iter().cloned().collect()
    };
    let mut line = if row.clauses.len() > 1 {
        let clauses: BTreeSet<String> =
            row.clauses.iter().map(|clause| format!("({})", sorted(clause).join(" or "))).collect();
        format!("{}: {}", row.scope, clauses.into_iter().collect::<Vec<_>>().join(" and "))
    } else {
        sorted(&[core::slice::from_ref(&row.scope), &row.alternatives].concat()).join(" or ")
    };
    if !row.resource.is_empty() && row.resource != document.resource {
        line.extend([", of ", &row.resource]);
    }
    for (holds, word) in [
        (row.kind == Kind::Application, Kind::Application.as_str()),
        (row.access == Access::Update, Access::Update.as_str()),
        (row.optional, "optional"),
    ] {
        if holds {
            line.extend([", ", word]);
        }
    }
    for (names, word) in [(&row.requires, "if"), (&row.excludes, "unless")] {
        for name in sorted(names) {
            line.extend([", ", word, " ", &name]);
        }
    }
    line
}

/// Every name of the documents that code may use, with what it means. A document that says what it was called has its names in
/// the module of that name too.
fn living(documents: &[Document]) -> BTreeMap<Place<'_>, Meaning<'_>> {
    let mut living = BTreeMap::new();
    for document in documents {
        let former = document.formerly_documents.iter().map(String::as_str);
        let former = former.filter(|former| documents.iter().all(|other| other.name != *former));
        for module in former.chain([&*document.name]) {
            let meaning = Meaning { document, text: &document.resource, space: Space::Module, at: 0 };
            living.insert((module, Space::Module, module), meaning);
            for space in [Space::Feature, Space::Condition, Space::Scope, Space::AppRole] {
                for (at, Name { text, ident, .. }) in space.of(document).iter().enumerate() {
                    if let Some(ident) = ident {
                        living.insert((module, space, ident), Meaning { document, text, space, at });
                    }
                }
            }
        }
    }
    living
}

/// The tombstones once `old` became `new`: those that there were and what `old` had alone, without names that are back.
/// Sorted.
pub(crate) fn after(tombstones: &[Tombstone], old: &[Document], new: &[Document]) -> Vec<Tombstone> {
    let living = living(new);
    let left = self::living(old).into_iter().filter(|(place, _)| !living.contains_key(place));
    let mut after: Vec<Tombstone> = left
        .map(|((document, space, ident), meaning)| Tombstone {
            document: document.to_owned(),
            space,
            ident: ident.to_owned(),
            text: meaning.text.to_owned(),
            needs: meaning.needs(),
        })
        .chain(tombstones.iter().filter(|tombstone| !living.contains_key(&tombstone.place())).cloned())
        .collect();
    after.sort();
    after.dedup();
    after
}

/// A name that is back with another meaning.
pub(crate) struct Reused<'t, 'd> {
    /// What it was.
    pub(crate) gone: &'t Tombstone,
    /// The document that has it now.
    pub(crate) document: &'d Document,
    /// What it names now.
    pub(crate) text: &'d str,
    /// What it needs now, if it is a feature; its words, if it is a condition.
    pub(crate) needs: Option<Vec<String>>,
}

impl Reused<'_, '_> {
    fn has_another_meaning(&self) -> bool {
        self.text != self.gone.text
            || match self.gone.space {
                Space::Feature => self.needs != self.gone.needs,
                Space::Condition => self.gone.needs.is_some() && self.needs != self.gone.needs,
                Space::Module | Space::Scope | Space::AppRole => false,
            }
    }
}

/// The tombstones whose names are back in the documents with another meaning. A feature whose tombstone does not say what it
/// needed never has the same, and a condition whose tombstone has no words always has.
pub(crate) fn reused<'t, 'd>(tombstones: &'t [Tombstone], documents: &'d [Document]) -> Vec<Reused<'t, 'd>> {
    let living = if tombstones.is_empty() { BTreeMap::new() } else { living(documents) };
    let back = tombstones.iter().filter_map(|gone| Some((gone, *living.get(&gone.place())?)));
    back.map(|(gone, meaning)| Reused { gone, document: meaning.document, text: meaning.text, needs: meaning.needs() })
        .filter(Reused::has_another_meaning)
        .collect()
}

impl Tombstone {
    fn place(&self) -> Place<'_> {
        (&self.document, self.space, &self.ident)
    }
}
