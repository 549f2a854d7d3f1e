//! Pairs the documents of two states: by name, by what `formerly.document` says, or else by what they say.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Document, Renaming};
use scopemark_compiler::quoted;

use crate::states::formerly;
use crate::states::names::Class;

/// The documents of both states.
pub(crate) struct Matched<'d> {
    pub(crate) pairs: Vec<Match<'d>>,
    /// Those that only the old state has.
    pub(crate) gone: Vec<&'d Document>,
    /// Those that only the new state has.
    pub(crate) came: Vec<&'d Document>,
    /// Each `formerly.document` that cannot be true.
    pub(crate) invalid: Vec<InvalidName<'d>>,
}

/// A former name of a document that the gate does not follow.
pub(crate) struct InvalidName<'d> {
    pub(crate) document: &'d Document,
    pub(crate) former: &'d str,
    /// Why it cannot be true.
    pub(crate) fault: String,
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
        let invalid: Vec<InvalidName<'d>> = new.iter().flat_map(|document| invalid_names(old, new, document)).collect();
        let is_valid = |document: &Document, former: &str| {
            !invalid.iter().any(|found| core::ptr::eq(found.document, document) && found.former == former)
        };
        matched
            .take(How::Said, |gone, came| came.formerly_documents.contains(&gone.name) && is_valid(came, &gone.name));
        matched.take(How::Guessed, |gone, came| {
            let several: BTreeSet<&str> = gone.permissions.iter().map(|row| row.scope.as_str()).collect();
            // What says that it was another document is that one, unless this one said so too.
            let is_other = |former: &String| is_named(former, old) && !gone.formerly_documents.contains(former);
            // Another tool may use the same single permission.
            several.len() > 1 && !came.formerly_documents.iter().any(is_other) && is_same(gone, &as_if_said(gone, came))
        });
        matched.invalid = invalid;
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

/// The former names of a document that cannot be true. What its state before said with the same fault is no news.
fn invalid_names<'d>(old: &'d [Document], new: &'d [Document], document: &'d Document) -> Vec<InvalidName<'d>> {
    let invalid =
        |former: &'d String| Some(InvalidName { document, former, fault: fault(old, new, document, former)? });
    document.formerly_documents.iter().filter_map(invalid).collect()
}

fn fault(old: &[Document], new: &[Document], document: &Document, former: &String) -> Option<String> {
    let said_before = |document: &Document| was(old, new, document).any(|was| was.formerly_documents.contains(former));
    if is_named(former, new) {
        let is_news = !(said_before(document) && is_named(former, old));
        return is_news.then(|| format!("there still is a document {former}"));
    }
    if is_named(former, old) {
        if is_named(&document.name, old) {
            return Some("there were both".to_owned());
        }
        let is_second = |other: &&String| *other != former && is_named(other, old) && !is_named(other, new);
        if let Some(other) = document.formerly_documents.iter().find(is_second) {
            return Some(format!("it is said to be {other} formerly too, and there were both"));
        }
    }
    let claims = |other: &&Document| other.name != document.name && other.formerly_documents.contains(former);
    let other = new.iter().find(claims)?;
    let claimed_before = said_before(document) && said_before(other);
    (!claimed_before).then(|| format!("{} is said to be {former} formerly too", other.name))
}

/// What a document was in the old state: the one of its name, and those that it says it was and that are gone.
fn was<'d>(old: &'d [Document], new: &[Document], document: &Document) -> impl Iterator<Item = &'d Document> {
    old.iter().filter(|before| {
        before.name == document.name
            || document.formerly_documents.contains(&before.name) && !is_named(&before.name, new)
    })
}

fn is_named(name: &str, documents: &[Document]) -> bool {
    documents.iter().any(|document| document.name == name)
}

/// Whether code may name a module so: one of the documents has the name, or says that it had it.
pub(crate) fn is_module(name: &String, documents: &[Document]) -> bool {
    documents.iter().any(|document| document.name == *name || document.formerly_documents.contains(name))
}

/// The items that say what a renamed document was called, and what it was called before that, unless one of all documents says
/// so. The feature of tables that name none is the document's name, and so has other names too.
pub(crate) fn items(old: &Document, new: &Document, all: &[Document]) -> String {
    let before = old.formerly_documents.iter().filter(|former| !is_module(former, all));
    let documents = core::iter::once(&old.name).chain(before);
    let documents = documents.map(|former| format!("formerly.document = {}", quoted(former)));
    let features = own_feature(old, new);
    let features = (!features.is_empty()).then(|| formerly::items(&features));
    documents.chain(features).collect::<Vec<_>>().join(", ")
}

/// The new document as if it said these items.
pub(crate) fn as_if_said(old: &Document, new: &Document) -> Document {
    let formerly = [&*new.formerly, &own_feature(old, new)].concat();
    let mut formerly_documents = [&new.formerly_documents[..], core::slice::from_ref(&old.name)].concat();
    formerly_documents.sort_unstable();
    Document { formerly, formerly_documents, ..new.clone() }
}

/// What makes the feature of the old document's name that of the new one's.
fn own_feature(old: &Document, new: &Document) -> Vec<Renaming> {
    let has = |document: &Document| document.features.iter().any(|name| name.text == document.name);
    if has(old) && has(new) { formerly::needed(Class::Feature, [old, new], [&old.name, &new.name]) } else { Vec::new() }
}
