//! The comparison of two states of a folder: which document is which, and the changes of each in their order.

use core::cmp::Reverse;
use std::collections::BTreeSet;

use super::change::{Change, Place, Subject, What};
use super::comparison::{Comparison, Edit};
use super::facts::{Pair, Side};
use super::rules;
use super::words;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Kind};

/// What changed between two states of the documents, in a fixed order: by document, then by place.
///
/// Both are what was read, or what a lock keeps. Places, descriptions, reasons and further columns are not compared, and may be
/// zero or empty; of two documents without places it is not said that rows moved. A document is known by its name; one that
/// has another name and says the same as one that is gone is the same, renamed.
///
/// What cannot be compared (a feature with too many conditions for every case to be judged, more than the engine holds) is a
/// change of the rule `document/unreadable`, never left out.
#[must_use]
pub fn compare(old: &[Document], new: &[Document]) -> Vec<Change> {
    compared(old.iter().collect(), new.iter().collect(), None)
}

/// The same with a catalogue of the permissions that really exist: `exists` is asked for the resource, the kind and the name in
/// the resource. To replace a permission that never existed is a note: no token has it.
#[must_use]
pub fn compare_with_catalogue(old: &[Document], new: &[Document], exists: Catalogue<'_>) -> Vec<Change> {
    compared(old.iter().collect(), new.iter().collect(), Some(exists))
}

/// Whether a permission exists, by its resource, kind and name. What the catalogue does not know about, other resources say, it
/// must call existing.
pub type Catalogue<'c> = &'c dyn Fn(&str, Kind, &str) -> bool;

/// The changes of these documents.
pub(super) fn compared(old: Vec<&Document>, new: Vec<&Document>, exists: Option<Catalogue<'_>>) -> Vec<Change> {
    let mut changes = Vec::new();
    let (pairs, gone, came) = matched(old, new);
    for (old, new) in pairs {
        if old.name != new.name {
            changes.push(renamed(old, new));
        }
        changes.extend(document(old, new, exists));
    }
    let nothing = |like: &Document| Document {
        name: like.name.clone(),
        path: like.path.clone(),
        resource: like.resource.clone(),
        ..Document::default()
    };
    for old in gone {
        let all = document(old, &nothing(old), exists);
        let message = format!("the document {} is gone, and with it its module", old.name);
        changes.push(whole(old, &rules::NAME_REMOVED, message, (facts(old), String::new()), all));
    }
    for new in came {
        let all = document(&nothing(new), new, exists);
        let message = format!("the document {} is new: it asks {}", new.name, asked(new));
        let mut change = whole(new, &rules::NEW_IN_DOCUMENT, message, (String::new(), facts(new)), Vec::new());
        change.level = all.iter().flat_map(Change::each).map(|change| change.level).max().unwrap_or(Level::Note);
        changes.push(change);
    }
    let name = |change: &Change| change.subject.document.clone();
    changes.sort_by_cached_key(|change| {
        (name(change), change.place.clone(), change.rule.id, change.subject.clone(), change.after.clone())
    });
    changes
}

/// The documents of both states that are the same, and those that are in one alone.
type Matched<'d> = (Vec<(&'d Document, &'d Document)>, Vec<&'d Document>, Vec<&'d Document>);

fn matched<'d>(mut olds: Vec<&'d Document>, mut news: Vec<&'d Document>) -> Matched<'d> {
    let mut pairs = Vec::new();
    let mut take = |same: &dyn Fn(&Document, &Document) -> bool| {
        olds.retain(|old| match news.iter().position(|new| same(old, new)) {
            Some(at) => {
                pairs.push((*old, news.remove(at)));
                false
            }
            None => true,
        });
    };
    take(&|old, new| old.name == new.name && old.path == new.path);
    take(&|old, new| old.name == new.name);
    // A table that names no feature has the document's name for one: that it is another is part of the renaming.
    let is_name = |change: &Change| change.rule.id == rules::FEATURE_RENAMED.id;
    take(&|old, new| {
        let named = Document { name: old.name.clone(), ..new.clone() };
        !old.permissions.is_empty() && document(old, &named, None).iter().flat_map(Change::each).all(is_name)
    });
    (pairs, olds, news)
}

fn facts(document: &Document) -> String {
    let Ok(side) = Side::new(document) else { return String::new() };
    let mut rows: Vec<String> = (0..document.permissions.len()).map(|at| words::row(&side, at)).collect();
    rows.sort_unstable();
    rows.join("; ")
}

fn asked(document: &Document) -> String {
    let names: BTreeSet<&str> = document.permissions.iter().map(|row| row.scope.as_str()).collect();
    names.into_iter().collect::<Vec<_>>().join(" ")
}

/// A change about a document as a whole.
fn whole(
    document: &Document,
    rule: &'static rules::GateRule,
    message: String,
    (before, after): (String, String),
    changes: Vec<Change>,
) -> Change {
    let mut attached = Vec::new();
    for mut change in changes {
        attached.append(&mut change.attached);
        attached.push(change);
    }
    attached.sort_by_cached_key(rank);
    Change {
        rule,
        level: Level::Error,
        subject: Subject { document: document.name.clone(), what: What::Document, ..Subject::default() },
        before,
        after,
        message,
        help: rule.harmless.to_owned(),
        witness: None,
        place: Place { path: document.path.clone(), line: 1, column: 1 },
        old_place: None,
        old_line: None,
        attached,
    }
}

fn renamed(old: &Document, new: &Document) -> Change {
    let message = format!("the document {} is called {} now, and so is its module", old.name, new.name);
    let mut change = whole(new, &rules::NAME_REMOVED, message, (old.name.clone(), new.name.clone()), Vec::new());
    change.subject.document.clone_from(&old.name);
    change
}

/// The changes of one document.
fn document(old: &Document, new: &Document, exists: Option<Catalogue<'_>>) -> Vec<Change> {
    let (old_side, new_side) = match (Side::sorted(old), Side::sorted(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(problem), _) | (_, Err(problem)) => {
            let message = format!("the document cannot be compared: {problem}");
            let change = whole(new, &rules::UNREADABLE, message, (String::new(), problem.to_string()), Vec::new());
            return vec![change];
        }
    };
    let pair = Pair::new(old_side, new_side);
    let mut comparison = Comparison::new(&pair);
    comparison.judge();
    comparison.effects();
    comparison.names();
    comparison.aliases();
    comparison.judge_additions();
    if let Some(exists) = exists {
        comparison.excuse(exists);
    }
    let mut edits = comparison.edits;
    if pair.resource_changed() {
        edits = one_edit(edits, old, new);
    }
    edits.into_iter().filter_map(primary).collect()
}

impl Comparison<'_, '_> {
    /// Makes a note of all that replacing a permission does which never existed, but for what the new one allows.
    fn excuse(&mut self, exists: Catalogue<'_>) {
        let side = &self.pair.old;
        for edit in &mut self.edits {
            let (Some(old), Some(new)) = (edit.row.old, edit.row.new) else { continue };
            let name = side.names[old];
            if self.pair.from_old[self.pair.new.names[new]].contains(&name) {
                continue;
            }
            let (_, kind, short) = side.identity(name);
            if exists(words::canonical_resource(side.texts.resource(name)), kind, short) {
                continue;
            }
            for change in edit.changes.iter_mut().filter(|change| !change.rule.id.starts_with("privilege/")) {
                change.level = Level::Note;
                change.message = format!("{}; but {short} never existed, so no token has it", change.message);
            }
        }
    }
}

/// Where a document is about another resource, every permission is another: that is one edit.
fn one_edit(edits: Vec<Edit>, old: &Document, new: &Document) -> Vec<Edit> {
    let mut edits = edits.into_iter().filter(|edit| !edit.changes.is_empty());
    let Some(mut first) = edits.next() else { return Vec::new() };
    first.changes.extend(edits.flat_map(|edit| edit.changes));
    for change in &mut first.changes {
        change.message = format!("the resource was {} and is {}: {}", old.resource, new.resource, change.message);
    }
    vec![first]
}

/// The order in which the changes of one edit tell what it is: the worst first, then tokens, consent, code, privilege.
fn rank(change: &Change) -> (Reverse<Level>, usize, &'static str, Subject, String, String) {
    let families = ["token/", "consent/", "code/", "privilege/"];
    let family = families.iter().position(|family| change.rule.id.starts_with(family)).unwrap_or(families.len());
    (Reverse(change.level), family, change.rule.id, change.subject.clone(), change.before.clone(), change.after.clone())
}

/// The change that tells what an edit is, with the others attached.
fn primary(edit: Edit) -> Option<Change> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut changes = edit.changes;
    changes.sort_by_cached_key(rank);
    changes.retain(|change| seen.insert(change.fingerprint()));
    let mut changes = changes.into_iter();
    let mut primary = changes.next()?;
    primary.attached = changes.collect();
    Some(primary)
}
