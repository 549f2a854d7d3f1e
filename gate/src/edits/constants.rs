//! The names that code may use: which constants are removed, renamed or spelled differently.

use std::collections::BTreeMap;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Name;
use scopemark_compiler::quoted;
use scopemark_compiler::read::condition_words::is_built_in;

use crate::change::{Subject, What};
use crate::edits::edit::Edit;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::rule::GateRule;
use crate::states::formerly::{self, followed, items};
use crate::states::names::Class;
use crate::states::pair::Pair;

/// A name of the old document that the new one does not have, or has with another constant.
pub(crate) struct ChangedName<'d> {
    pub(crate) class: Class,
    /// Its place among the names of the class.
    pub(crate) at: usize,
    pub(crate) old: &'d Name,
    pub(crate) now: Now<'d>,
}

/// What became of a name.
#[derive(Clone, Copy)]
pub(crate) enum Now<'d> {
    /// This one.
    Named(&'d Name),
    /// This one, and the document says so.
    SaidToBe(&'d Name),
    /// Nothing.
    Gone,
}

/// Every such name.
pub(crate) fn changed_names<'d>(pair: &Pair<'d>) -> Vec<ChangedName<'d>> {
    let mut changed = Vec::new();
    for class in Class::ALL {
        let (olds, news) = (class.of(pair.old.document), class.of(pair.new.document));
        let by_text: BTreeMap<&str, &Name> = news.iter().map(|name| (&*name.text, name)).collect();
        // If several are alike, the first counts.
        let reversed = || news.iter().rev();
        let by_ident: BTreeMap<&str, &Name> =
            reversed().filter_map(|name| Some((name.ident.as_deref()?, name))).collect();
        let folded: BTreeMap<String, &Name> = reversed().map(|name| (name.text.to_lowercase(), name)).collect();
        let said: BTreeMap<&str, &Name> = followed(class, pair.old.document, pair.new.document)
            .into_iter()
            .filter_map(|(old, new)| Some((old, *by_text.get(new)?)))
            .collect();
        for (at, old) in olds.iter().enumerate() {
            let now = if let Some(&same) = by_text.get(&*old.text) {
                if same.ident == old.ident || old.ident.is_none() {
                    continue;
                }
                Now::Named(same)
            } else if let Some(&said) = said.get(&*old.text) {
                Now::SaidToBe(said)
            } else {
                let by_ident = old.ident.as_deref().and_then(|ident| by_ident.get(ident));
                let alike = by_ident.or_else(|| folded.get(&old.text.to_lowercase())).copied();
                let alike = alike.or_else(|| matched(pair, class, at, old));
                // If the old document has the name too, it is not a new spelling.
                let alike = alike.filter(|new| !olds.iter().any(|other| other.text == new.text));
                alike.map_or(Now::Gone, Now::Named)
            };
            changed.push(ChangedName { class, at, old, now });
        }
    }
    changed
}

/// The name of the permission, feature or condition that says the same under another name.
fn matched<'d>(pair: &Pair<'d>, class: Class, at: usize, old: &Name) -> Option<&'d Name> {
    let new = pair.new.document;
    let called = |names: &'d [Name], text: &str| names.iter().find(|name| name.text == text);
    match class {
        Class::Feature => pair.features[at].or_else(|| pair.guessed_feature(at)).map(|to| &new.features[to]),
        Class::Condition => {
            let text = pair.old_conditions.iter().find(|(_, before)| **before == old.text)?.0;
            called(&new.conditions, text).filter(|new| !(is_built_in(&new.text) && is_built_in(&old.text)))
        }
        // Another spelling of the same permission: with its resource, or without.
        Class::Scope | Class::AppRole => {
            let permission = pair.old.permissions.find(class.kind()?, &old.text)?;
            let now = pair.to_new[permission].first()?;
            called(class.of(new), pair.new.permissions.text(*now))
        }
        Class::Resource => None,
    }
}

/// The subject of a name of the old document.
pub(crate) fn subject(pair: &Pair<'_>, class: Class, name: &Name) -> Subject {
    match class {
        Class::Feature => subjects::feature(pair, &name.text),
        Class::Condition => {
            Subject { what: What::Condition, condition: Some(name.text.clone()), ..subjects::document(pair) }
        }
        Class::Resource => Subject { resource: name.text.clone(), ..subjects::document(pair) },
        Class::Scope | Class::AppRole => match old_permission(pair, class, name) {
            Some(old) => subjects::permission(pair, &pair.old, old),
            None => Subject {
                what: What::Permission,
                kind: class.kind(),
                permission: name.text.clone(),
                ..subjects::document(pair)
            },
        },
    }
}

fn old_permission(pair: &Pair<'_>, class: Class, name: &Name) -> Option<usize> {
    pair.old.permissions.find(class.kind()?, &name.text)
}

/// The edit that removed a permission, or else the first edit about the name.
pub(crate) fn edit_of(findings: &Findings<'_, '_>, class: Class, name: &Name, subject: &Subject) -> Option<usize> {
    let (pair, edits) = (&findings.diff.pair, &findings.diff.edits);
    let Some(old) = old_permission(pair, class, name) else { return findings.of_subject(subject) };
    let mut rows = pair.old.rows_of(old).iter().chain(pair.old.rows_beside(old));
    let row = rows.find_map(|&row| findings.of_old_row(row));
    let cover = || edits.lost_covers.iter().find(|cover| cover.stronger == old || cover.weaker == old);
    row.or_else(|| cover().map(|cover| cover.edit))
}

/// Adds the change that a name has a new spelling.
pub(crate) fn add_respelled(
    findings: &mut Findings<'_, '_>,
    rule: &'static GateRule,
    name: &ChangedName<'_>,
    new: &Name,
    message: String,
) {
    let pair = &findings.diff.pair;
    let ChangedName { class, old, now, .. } = *name;
    let is_said = matches!(now, Now::SaidToBe(_));
    let level = if is_said { Level::Note } else { Level::Error };
    let needed = formerly::needed(class, [pair.old.document, pair.new.document], [&old.text, &new.text]);
    let subject = subject(pair, class, old);
    let (before, after, place) = (fact(class, old), fact(class, new), words::place(&pair.new, new.position));
    let edit = edit_of(findings, class, old, &subject).unwrap_or_else(|| {
        let (subject, before, after, place) = (subject.clone(), before.clone(), after.clone(), place.clone());
        findings.other(Edit { subject, before, after, place, ..Edit::default() })
    });
    if let Some(change) = findings.add_about(edit, subject, rule, level, message) {
        (change.before, change.after, change.place) = (before, after, place);
        if is_said {
            "nothing to do: the document says what it was".clone_into(&mut change.help);
        } else if old.text != new.text {
            change.help =
                format!("if it is the same, say so at the top of the document: <!-- scopemark: {} -->", items(&needed));
        } else if let Some(ident) = &old.ident {
            change.help = format!(
                "to keep the constant, say so at the top of the document: <!-- scopemark: rename.{} = {} -->",
                quoted(&new.text),
                quoted(ident)
            );
        }
    }
}

/// The Rust name, or the text if there is none.
pub(crate) fn ident(name: &Name) -> &str {
    name.ident.as_deref().unwrap_or(&name.text)
}

/// A name in canonical form: its constant and its text.
pub(crate) fn fact(class: Class, name: &Name) -> String {
    format!("{}::{} {}", class.as_str(), ident(name), name.text)
}
