//! Tombstones: names that code may still know, so that none returns with another meaning unseen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use scopemark_compiler::model::{Document, Name};

/// Where a name lived in the module of its document.
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
}

/// A name that is gone.
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
    /// The text that it stood for: of a module, the resource.
    pub text: String,
}

/// A place where code may name something: document, space and Rust name.
type Place<'a> = (&'a str, Space, &'a str);

/// Every name of the documents that code may use, with what it means.
pub(super) fn living(documents: &[Document]) -> BTreeMap<Place<'_>, &str> {
    let mut living = BTreeMap::new();
    for document in documents {
        living.insert((&*document.name, Space::Module, &*document.name), &*document.resource);
        for (space, names) in [
            (Space::Feature, &document.features),
            (Space::Condition, &document.conditions),
            (Space::Scope, &document.scopes),
            (Space::AppRole, &document.app_roles),
        ] {
            for Name { text, ident, .. } in names {
                if let Some(ident) = ident {
                    living.insert((&document.name, space, ident), text);
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
    let mut after: Vec<Tombstone> = self::living(old)
        .into_iter()
        .map(|((document, space, ident), text)| Tombstone {
            document: document.to_owned(),
            space,
            ident: ident.to_owned(),
            text: text.to_owned(),
        })
        .chain(tombstones.iter().cloned())
        .filter(|tombstone| !living.contains_key(&tombstone.place()))
        .collect();
    after.sort();
    after.dedup();
    after
}

/// The tombstones whose names are back in the documents with another meaning, each with that meaning.
pub(crate) fn reused<'t, 'd>(
    tombstones: &'t [Tombstone],
    documents: &'d [Document],
) -> impl Iterator<Item = (&'t Tombstone, &'d str)> {
    let living = if tombstones.is_empty() { BTreeMap::new() } else { living(documents) };
    tombstones.iter().filter_map(move |tombstone| {
        let text = living.get(&tombstone.place()).copied()?;
        (text != tombstone.text).then_some((tombstone, text))
    })
}

impl Tombstone {
    fn place(&self) -> Place<'_> {
        (&self.document, self.space, &self.ident)
    }
}
