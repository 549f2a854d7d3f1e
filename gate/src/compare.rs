//! Compares two states of a folder: pairs the documents, then runs the stages of the comparison for each pair.

use core::cmp::Reverse;
use std::collections::BTreeSet;

use rayon::prelude::*;
use scopemark_compiler::catalogue::Catalogue;
use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Kind};

use crate::change::{Change, Subject};
use crate::edits::constants::changed_names;
use crate::edits::diff::Diff;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::lock::own_resource;
use crate::proving;
use crate::rule::Family;
use crate::rules::{ENTRIES, formerly_invalid, name_removed, new_in_document, order, renamed, unreadable};
use crate::states::documents::{How, Match, Matched, as_if_said};
use crate::states::pair::Pair;
use crate::states::side::Side;

/// What changed between two states of the documents, in a fixed order: by document, then by place.
///
/// A state comes from reading documents or from a lock. Places, descriptions and reasons are not compared, and may be zero or
/// empty. Moved rows are reported only if both states have places. A document is identified by its name, or by one
/// that it says it had. If one is gone and a new one says the same under another name, it is renamed.
///
/// A document that cannot be compared is a change of the rule `document/unreadable` and is never left out: a feature has too
/// many conditions to judge every case, or the document is too large for the engine.
#[must_use]
pub fn compare(old: &[Document], new: &[Document]) -> Vec<Change> {
    compare_with(old, new, None)
}

/// The same with a catalogue of the permissions that the provider has.
///
/// Where it knows who must consent to a permission, it decides, whatever the documents say. Replacing a permission that never
/// existed is only a note, because no token has it. A new permission that it does not have is a warning.
#[must_use]
pub fn compare_with_catalogue(old: &[Document], new: &[Document], catalogue: &Catalogue) -> Vec<Change> {
    compare_with(old, new, Some(catalogue))
}

fn compare_with(old: &[Document], new: &[Document], catalogue: Option<&Catalogue>) -> Vec<Change> {
    let [old, new] = [old, new].map(|state| state.iter().map(|document| prepared(document, catalogue)).collect());
    let (old, new): (Vec<Document>, Vec<Document>) = (old, new);
    compared(&old, &new, catalogue)
}

/// The document with the consents that the catalogue knows, and of several resources with the own one that its facts have, wherever
/// its rows stand.
fn prepared(document: &Document, catalogue: Option<&Catalogue>) -> Document {
    let mut known = Document { resource: own_resource(document).to_owned(), ..document.clone() };
    for row in known.permissions.iter_mut().filter(|row| row.kind == Kind::Delegated) {
        let resource = document.resource_of(row);
        let consent = catalogue.and_then(|catalogue| catalogue.admin_consent(resource, row.kind, &row.scope));
        row.admin_consent = consent.or(row.admin_consent);
    }
    known
}

/// The new documents, where those that are renamed by guess say so: of one state that is a guess, and of an earlier one, in which more
/// differs, it is the same renaming.
pub(crate) fn with_guessed_names(old: &[Document], new: &[Document]) -> Vec<Document> {
    let mut told = new.to_vec();
    for pair in Matched::new(old, new, is_same).pairs.iter().filter(|pair| pair.how == How::Guessed) {
        if let Some(document) = told.iter_mut().find(|document| document.name == pair.new.name) {
            *document = as_if_said(pair.old, pair.new);
        }
    }
    told
}

/// Whether two documents say the same, apart from what they say of their names.
fn is_same(old: &Document, new: &Document) -> bool {
    let named = Document { name: old.name.clone(), ..new.clone() };
    let found = document(old, &named, None);
    found.iter().flat_map(Change::each).all(|change| change.rule.family == Family::Code && change.level == Level::Note)
}

fn compared(old: &[Document], new: &[Document], catalogue: Option<&Catalogue>) -> Vec<Change> {
    let mut changes = Vec::new();
    let Matched { pairs, gone, came, invalid } = Matched::new(old, new, is_same);
    changes.extend(invalid.iter().map(formerly_invalid::of_document));
    // On all processors: a hundred documents of features with twelve conditions, of which an edit concerns many, take seconds on
    // one. What is guessed is where nothing else differs.
    let judge = |pair: &Match<'_>| {
        if pair.how == How::Guessed { Vec::new() } else { document(pair.old, pair.new, catalogue) }
    };
    let judged: Vec<Vec<Change>> = pairs.par_iter().map(judge).collect();
    for (pair, found) in pairs.into_iter().zip(judged) {
        if pair.how != How::SameName {
            changes.push(renamed::of_document(&pair, new));
        }
        changes.extend(name_removed::of_former_modules(pair.old, pair.new, new));
        changes.extend(found);
    }
    for old in gone {
        let message = format!("the document {} is gone, and with it its module", old.name);
        let mut change = name_removed::of_document(&old.name, old, message, [facts(old), String::new()]);
        for mut found in document(old, &nothing(old), catalogue) {
            change.attached.append(&mut found.attached);
            change.attached.push(found);
        }
        change.attached.sort_by_cached_key(rank);
        changes.push(change);
    }
    for new in came {
        let (wrong, found): (Vec<Change>, Vec<Change>) = document(&nothing(new), new, catalogue)
            .into_iter()
            .partition(|change| change.rule == &formerly_invalid::RULE);
        changes.extend(wrong);
        let worst = found.iter().map(Change::highest_level).max();
        changes.push(new_in_document::of_document(new, worst.unwrap_or(Level::Note), facts(new)));
    }
    changes.sort_by_cached_key(|change| {
        let Change { subject, place, rule, after, .. } = change;
        (subject.document.clone(), place.clone(), *rule, subject.clone(), after.clone())
    });
    changes
}

/// An empty document of this name.
fn nothing(like: &Document) -> Document {
    let Document { name, path, resource, .. } = like.clone();
    Document { name, path, resource, ..Document::default() }
}

fn facts(document: &Document) -> String {
    let Ok(side) = Side::new(document) else { return String::new() };
    let mut rows: Vec<String> = (0..document.permissions.len()).map(|at| words::row(&side, at)).collect();
    rows.sort_unstable();
    rows.join("; ")
}

/// The changes of one document, stage by stage: the two sides, the pairs, the edits, the cases, the rules.
fn document(old: &Document, new: &Document, catalogue: Option<&Catalogue>) -> Vec<Change> {
    let (old_side, new_side) = match (Side::sorted(old), Side::sorted(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(problem), _) | (_, Err(problem)) => return vec![unreadable::too_large(new, &problem.to_string())],
    };
    let diff = Diff::new(Pair::new(old_side, new_side));
    let mut findings = Findings::new(&diff, catalogue);
    let proofs = proving::judge(&diff, &mut findings);
    let names = changed_names(&diff.pair);
    let finders = || ENTRIES.iter().flat_map(|entry| entry.finds);
    for finder in finders() {
        match finder {
            Finds::Proofs(find) => find(&proofs, &mut findings),
            Finds::Facts(find) => find(&mut findings),
            Finds::Losses { .. } | Finds::Names(_) | Finds::Baseline(_) | Finds::Lock(_) => {}
        }
    }
    // Names come last, because a removed name belongs to an edit of the row or feature that it named.
    for finder in finders() {
        if let Finds::Names(find) = finder {
            find(&names, &mut findings);
        }
    }
    if let Some(catalogue) = catalogue {
        excuse(&mut findings, catalogue);
    }
    let edits: Vec<Vec<Change>> = findings.edits.into_iter().map(|(_, changes)| changes).collect();
    let edits = if diff.pair.resource_changed() { vec![one_edit(&edits, old, new)] } else { edits };
    edits.into_iter().filter_map(primary).collect()
}

/// Lowers the changes caused by replacing a permission that never existed to notes, except for what the new one allows.
fn excuse(findings: &mut Findings<'_, '_>, catalogue: &Catalogue) {
    let diff = findings.diff;
    let old = &diff.pair.old;
    for (edit, changes) in &mut findings.edits {
        let (Some(before), Some(after)) = (edit.row.old, edit.row.new) else { continue };
        let name = old.names[before];
        let exists = |name: usize| {
            let (_, kind, short) = old.identity(name);
            catalogue.has(old.permissions.canonical_resource(name), kind, short)
        };
        // A token may have had what satisfied it.
        let satisfying = old.alternatives[before].iter().chain(old.permissions.stronger(name)).copied();
        if diff.is_same_permission(before, after) || core::iter::once(name).chain(satisfying).any(exists) {
            continue;
        }
        let short = old.identity(name).2;
        for change in changes.iter_mut().filter(|change| change.rule.family != Family::Privilege) {
            change.decide(Level::Note);
            change.message = format!("{}; but {short} never existed, so no token has it", change.message);
        }
    }
}

/// If the document's resource changed, every permission changed. That is one edit.
fn one_edit(edits: &[Vec<Change>], old: &Document, new: &Document) -> Vec<Change> {
    let became = match (old.resource.as_str(), new.resource.as_str()) {
        ("", is) => format!("the document had no resource and has {is}"),
        (was, "") => format!("the document had the resource {was} and has none"),
        (was, is) => format!("the resource was {was} and is {is}"),
    };
    let mut changes = edits.concat();
    for change in changes.iter_mut().filter(|change| change.rule.family != Family::Resource) {
        change.message = format!("{became}: {}", change.message);
    }
    changes
}

/// The order in which one change of an edit becomes its main one: the worst first, then as the rules are ordered.
fn rank(change: &Change) -> (Reverse<Level>, usize, Subject, String, String) {
    let Change { rule, subject, before, after, .. } = change;
    (Reverse(change.level), order(rule), subject.clone(), before.clone(), after.clone())
}

/// The main change of an edit, with the others attached.
fn primary(mut changes: Vec<Change>) -> Option<Change> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    changes.sort_by_cached_key(rank);
    changes.retain(|change| seen.insert(change.fingerprint()));
    let mut changes = changes.into_iter();
    let primary = changes.next()?;
    Some(Change { attached: changes.collect(), ..primary })
}
