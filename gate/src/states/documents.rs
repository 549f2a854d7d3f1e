//! Pairs the documents of two states: by name, by what `formerly.document` says, or else by what they say.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Document, Position, Renaming};
use scopemark_compiler::quoted;

/// The documents of both states.
pub(crate) struct Matched<'d> {
    pub(crate) pairs: Vec<Match<'d>>,
    /// Those that only the old state has.
    pub(crate) gone: Vec<&'d Document>,
    /// Those that only the new state has.
    pub(crate) came: Vec<&'d Document>,
    /// The `formerly.document` that cannot be true, each with its fault.
    pub(crate) invalid: Vec<(&'d Document, String)>,
}

/// One document in both states.
pub(crate) struct Match<'d> {
    pub(crate) old: &'d Document,
    pub(crate) new: &'d Document,
    /// How it is known that a document of another name is the same.
    pub(crate) how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// It has the same name.
    SameName,
    /// The document says what it was called.
    Said,
    /// It says the same as the one that is gone.
    Guessed,
}

impl<'d> Matched<'d> {
    /// `is_same` decides whether a document says the same as another of the same name.
    pub(crate) fn new(
        old: &'d [Document],
        new: &'d [Document],
        is_same: impl Fn(&Document, &Document) -> bool,
    ) -> Self {
        let mut matched =
            Self { pairs: Vec::new(), gone: old.iter().collect(), came: new.iter().collect(), invalid: Vec::new() };
        matched.take(How::SameName, |old, new| old.name == new.name && old.path == new.path);
        matched.take(How::SameName, |old, new| old.name == new.name);
        let faults: Vec<Option<String>> = new.iter().map(|document| fault(old, new, document)).collect();
        let is_valid = |document: &Document| {
            new.iter().zip(&faults).any(|(other, fault)| fault.is_none() && core::ptr::eq(other, document))
        };
        matched.take(How::Said, |old, new| new.formerly_document.as_ref() == Some(&old.name) && is_valid(new));
        matched.take(How::Guessed, |old, new| {
            let several: BTreeSet<&str> = old.permissions.iter().map(|row| row.scope.as_str()).collect();
            // Another tool may use the same single permission.
            several.len() > 1 && new.formerly_document.is_none() && is_same(old, &as_if_said(old, new))
        });
        matched.invalid = new.iter().zip(faults).filter_map(|(document, fault)| Some((document, fault?))).collect();
        matched
    }

    fn take(&mut self, how: How, is_same: impl Fn(&Document, &Document) -> bool) {
        let Self { pairs, gone, came, .. } = self;
        gone.retain(|old| match came.iter().position(|new| is_same(old, new)) {
            Some(at) => {
                pairs.push(Match { old, new: came.remove(at), how });
                false
            }
            None => true,
        });
    }
}

/// Why the `formerly.document` of a document cannot be true. What its state before said with the same fault is no news.
fn fault(old: &[Document], new: &[Document], document: &Document) -> Option<String> {
    let former = document.formerly_document.as_deref()?;
    let had = |name: &str| old.iter().find(|other| other.name == name);
    let is_known = |of: &[Document], name: &str| of.iter().any(|other| other.name == name);
    let said_before = had(&document.name).is_some_and(|before| before.formerly_document == document.formerly_document);
    if is_known(new, former) {
        let is_news = !(said_before && is_known(old, former));
        return is_news.then(|| format!("there still is a document {former}"));
    }
    if is_known(old, former) && is_known(old, &document.name) {
        return Some("there were both".to_owned());
    }
    let claims = |other: &&Document| other.name != document.name && other.formerly_document.as_deref() == Some(former);
    let other = new.iter().find(claims)?;
    let claimed_before = said_before && had(&other.name).is_some_and(|before| claims(&before));
    (!claimed_before).then(|| format!("{} is said to be {former} formerly too", other.name))
}

/// The items that say what a renamed document was called. The feature of tables that name none is the document's name, and so
/// has another name too.
pub(crate) fn items(old: &Document, new: &Document) -> String {
    let document = format!("formerly.document = {}", quoted(&old.name));
    if has_own_feature(old, new) {
        return format!("{document}, formerly.{} = {}", quoted(&new.name), quoted(&old.name));
    }
    document
}

/// The new document as if it said these items.
fn as_if_said(old: &Document, new: &Document) -> Document {
    let mut said = Document { formerly_document: Some(old.name.clone()), ..new.clone() };
    if has_own_feature(old, new) {
        let (key, value, position) = (new.name.clone(), old.name.clone(), Position { line: 1, column: 1 });
        said.formerly.push(Renaming { key, value, position });
    }
    said
}

fn has_own_feature(old: &Document, new: &Document) -> bool {
    let has = |document: &Document| document.features.iter().any(|name| name.text == document.name);
    has(old) && has(new)
}
