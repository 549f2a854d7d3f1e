//! The directives `formerly`: which cannot be true, so that what they would hide is reported instead, and which a new name needs.

use scopemark_compiler::model::{Document, Name, Position, Renaming};
use scopemark_compiler::quoted;
use scopemark_compiler::read::condition_words::is_built_in;

use crate::states::names::Class;

/// A `formerly` of the new document that the gate does not follow.
pub(crate) struct Invalid<'d> {
    pub(crate) class: Class,
    pub(crate) says: &'d Renaming,
    pub(crate) why: Why<'d>,
}

/// Why it cannot be true.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why<'d> {
    /// The document still has the old name, or its constant.
    StillThere(&'d str),
    /// The old document had both names.
    HadBoth,
    /// The old name was the former name of this other one.
    WasOf(&'d str),
    /// Another name claims the same old one.
    ClaimedBy(&'d str),
    /// Both are conditions with a fixed meaning.
    FixedMeanings,
}

/// Every such directive. One that the old document had with the same fault is no news.
pub(crate) fn invalid<'d>(old: &'d Document, new: &'d Document) -> Vec<Invalid<'d>> {
    let mut found = Vec::new();
    for class in Class::ALL {
        for says in new.formerly.iter().filter(|says| has(class.of(new), &says.key)) {
            let before = old.formerly.iter().any(|other| (&other.key, &other.value) == (&says.key, &says.value));
            let known = if before { in_one(class, old, says) } else { None };
            let had_both =
                || (has(class.of(old), &says.key) && has(class.of(old), &says.value)).then_some(Why::HadBoth);
            let why = in_one(class, new, says).filter(|why| known != Some(*why));
            let why = why.or_else(|| had_both().filter(|_| known.is_none()));
            let why = why.or_else(|| was_of(class, [old, new], says).filter(|_| !before).map(Why::WasOf));
            found.extend(why.map(|why| Invalid { class, says, why }));
        }
    }
    found
}

/// What shows in one state of the document alone.
fn in_one<'d>(class: Class, document: &'d Document, says: &Renaming) -> Option<Why<'d>> {
    let names = class.of(document);
    // Respelled, a name keeps its constant.
    let is_living =
        |name: &&Name| name.text == says.value || name.text != says.key && is_constant_of(name, &says.value);
    if let Some(living) = names.iter().find(is_living) {
        return Some(Why::StillThere(&living.text));
    }
    if class == Class::Condition && is_built_in(&says.key) && is_built_in(&says.value) {
        return Some(Why::FixedMeanings);
    }
    let claims = |other: &&Renaming| other.value == says.value && other.key != says.key && has(names, &other.key);
    document.formerly.iter().find(claims).map(|other| Why::ClaimedBy(&other.key))
}

/// The other name that had the old one as its former name, and that the new name was not.
fn was_of<'d>(class: Class, [old, new]: [&'d Document; 2], says: &Renaming) -> Option<&'d str> {
    let is_of = |before: &&Renaming| {
        let renamed = || new.formerly.iter().any(|now| now.key == says.key && now.value == before.key);
        before.value == says.value && before.key != says.key && has(class.of(old), &before.key) && !renamed()
    };
    old.formerly.iter().find(is_of).map(|before| &*before.key)
}

/// Whether the constant of a name is the one that the text had.
fn is_constant_of(name: &Name, text: &str) -> bool {
    let former = scopemark_compiler::check::former_ident(text);
    name.ident.as_deref().is_some_and(|ident| former.as_deref() == Some(ident))
}

fn has(names: &[Name], text: &str) -> bool {
    names.iter().any(|name| name.text == text)
}

/// The directives of a class that are followed: the old names with the new one of each.
pub(crate) fn followed<'d>(class: Class, old: &'d Document, new: &'d Document) -> Vec<(&'d str, &'d str)> {
    let invalid = invalid(old, new);
    let is_invalid =
        |says: &Renaming| invalid.iter().any(|found| found.class == class && core::ptr::eq(found.says, says));
    let names = class.of(new);
    let followed = new.formerly.iter().filter(|says| has(names, &says.key) && !is_invalid(says));
    followed.map(|says| (&*says.value, &*says.key)).collect()
}

/// What the new document needs for one of its names to be an old one: that it was that, and all that the old one was. Without the
/// names before, code that uses one of those would break. What the document says of those is left out, and so is what cannot be true.
pub(crate) fn needed(class: Class, [old, new]: [&Document; 2], [was, is]: [&str; 2]) -> Vec<Renaming> {
    let says = |value: &str| {
        let position = Position { line: 1, column: 1 };
        Renaming { key: is.to_owned(), value: value.to_owned(), position }
    };
    let is_said = |value: &str| new.formerly.iter().any(|says| says.key == is && says.value == value);
    let before = old.formerly.iter().filter(|says| says.key == was).map(|says| &*says.value);
    let before = before.filter(|value| *value != is && !has(class.of(old), value) && !is_said(value));
    let needed: Vec<Renaming> = core::iter::once(was).chain(before).map(says).collect();
    let said = Document { formerly: [&*new.formerly, &needed].concat(), ..new.clone() };
    let invalid = invalid(old, &said);
    let is_valid =
        |says: &Renaming| says.value == was || !invalid.iter().any(|found| found.class == class && found.says == says);
    needed.into_iter().filter(is_valid).collect()
}

/// The items of a directive that say so.
pub(crate) fn items(says: &[Renaming]) -> String {
    let item = |says: &Renaming| format!("formerly.{} = {}", quoted(&says.key), quoted(&says.value));
    says.iter().map(item).collect::<Vec<_>>().join(", ")
}
