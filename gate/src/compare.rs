//! The comparison of two states of a folder: which document is which, then the stages for each pair of documents.

use core::cmp::Reverse;
use std::collections::BTreeSet;

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Kind};

use crate::cases::asks::Asks;
use crate::cases::case::{Case, each_case};
use crate::cases::loss::{Claim, Loss};
use crate::cases::tokens::{Clauses, Lost};
use crate::change::{Change, Subject};
use crate::edits::constants::changed_names;
use crate::edits::diff::Diff;
use crate::edits::findings::Findings;
use crate::edits::words;
use crate::finder::Finds;
use crate::rule::{Family, GateRule};
use crate::rules::{ENTRIES, feature_renamed, name_removed, new_in_document, unreadable};
use crate::states::pair::Pair;
use crate::states::side::Side;

/// How many names the witnesses of a document have at most together: one of a feature with thousands of rows has thousands, and
/// so many rows can change at once.
const MOST_WITNESS_NAMES: usize = 1 << 20;

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
    compared(old, new, None)
}

/// The same with a catalogue of the permissions that really exist: `exists` is asked for the resource, the kind and the name in
/// the resource. To replace a permission that never existed is a note: no token has it.
#[must_use]
pub fn compare_with_catalogue(old: &[Document], new: &[Document], exists: Exists<'_>) -> Vec<Change> {
    compared(old, new, Some(exists))
}

/// Whether a permission exists, by its resource, kind and name. What the catalogue does not know about, other resources say, it
/// must call existing.
pub type Exists<'c> = &'c dyn Fn(&str, Kind, &str) -> bool;

fn compared(old: &[Document], new: &[Document], exists: Option<Exists<'_>>) -> Vec<Change> {
    let mut changes = Vec::new();
    let Matched { pairs, gone, came } = matched(old, new);
    for (old, new) in pairs {
        if old.name != new.name {
            let message = format!("the document {} is called {} now, and so is its module", old.name, new.name);
            let facts = [old.name.clone(), new.name.clone()];
            changes.push(name_removed::of_document(&old.name, new, message, facts));
        }
        changes.extend(document(old, new, exists));
    }
    for old in gone {
        let message = format!("the document {} is gone, and with it its module", old.name);
        let mut change = name_removed::of_document(&old.name, old, message, [facts(old), String::new()]);
        for mut found in document(old, &nothing(old), exists) {
            change.attached.append(&mut found.attached);
            change.attached.push(found);
        }
        change.attached.sort_by_cached_key(rank);
        changes.push(change);
    }
    for new in came {
        let worst = document(&nothing(new), new, exists).iter().map(Change::highest_level).max();
        changes.push(new_in_document::of_document(new, worst.unwrap_or(Level::Note), facts(new)));
    }
    changes.sort_by_cached_key(|change| {
        let Change { subject, place, rule, after, .. } = change;
        (subject.document.clone(), place.clone(), *rule, subject.clone(), after.clone())
    });
    changes
}

/// The documents of both states that are the same, and those that are in one alone.
struct Matched<'d> {
    pairs: Vec<(&'d Document, &'d Document)>,
    gone: Vec<&'d Document>,
    came: Vec<&'d Document>,
}

fn matched<'d>(old: &'d [Document], new: &'d [Document]) -> Matched<'d> {
    let mut matched = Matched { pairs: Vec::new(), gone: old.iter().collect(), came: new.iter().collect() };
    let Matched { pairs, gone, came } = &mut matched;
    let mut take = |is_same: &dyn Fn(&Document, &Document) -> bool| {
        gone.retain(|old| match came.iter().position(|new| is_same(old, new)) {
            Some(at) => {
                pairs.push((*old, came.remove(at)));
                false
            }
            None => true,
        });
    };
    take(&|old, new| old.name == new.name && old.path == new.path);
    take(&|old, new| old.name == new.name);
    // A table that names no feature has the document's name for one: that it is another is part of the renaming.
    take(&|old, new| {
        let named = Document { name: old.name.clone(), ..new.clone() };
        let is_name = |change: &Change| change.rule == &feature_renamed::RULE;
        !old.permissions.is_empty() && document(old, &named, None).iter().flat_map(Change::each).all(is_name)
    });
    matched
}

/// A document of this name that says nothing.
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

/// The changes of one document, stage by stage: the two sides, what is what, the edits, the cases, what each rule finds.
fn document(old: &Document, new: &Document, exists: Option<Exists<'_>>) -> Vec<Change> {
    let (old_side, new_side) = match (Side::sorted(old), Side::sorted(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(problem), _) | (_, Err(problem)) => return vec![unreadable::too_large(new, &problem.to_string())],
    };
    let diff = Diff::new(Pair::new(old_side, new_side));
    let mut findings = Findings::new(&diff);
    let asks = cases(&diff, &mut findings);
    let names = changed_names(&diff.pair);
    let finders = || ENTRIES.iter().flat_map(|entry| entry.finds);
    for finder in finders() {
        match finder {
            Finds::Asks(find) => find(&asks, &mut findings),
            Finds::Facts(find) => find(&mut findings),
            Finds::Losses { .. } | Finds::Names(_) | Finds::Baseline(_) | Finds::Lock(_) => {}
        }
    }
    // Last, for a name that is gone belongs to an edit of what it named.
    for finder in finders() {
        if let Finds::Names(find) = finder {
            find(&names, &mut findings);
        }
    }
    if let Some(exists) = exists {
        excuse(&mut findings, exists);
    }
    let edits: Vec<Vec<Change>> = findings.edits.into_iter().map(|(_, changes)| changes).collect();
    let edits = if diff.pair.resource_changed() { vec![one_edit(&edits, old, new)] } else { edits };
    edits.into_iter().filter_map(primary).collect()
}

/// Judges every case: finds why tokens lose an access, and returns what sign-ins request.
fn cases(diff: &Diff<'_>, findings: &mut Findings<'_, '_>) -> Asks {
    let clauses = Clauses::new(&diff.pair);
    let touched = diff.edits.touched(&diff.pair);
    let is_touched = |feature| touched.as_ref().is_none_or(|touched| touched.contains(&feature));
    let (mut asks, mut witness_names) = (Asks::default(), 0);
    asks.not_judged = each_case(&diff.pair, is_touched, |case| {
        for lost in clauses.lost(case) {
            tell_loss(diff, case, lost, &clauses, findings, &mut witness_names);
        }
        asks.look(diff, case);
    });
    asks
}

/// Tells a loss by the rule that explains it most directly, unless it told the same edit before.
fn tell_loss<'d>(
    diff: &Diff<'d>,
    case: &Case<'_, 'd>,
    what: Lost,
    clauses: &Clauses,
    findings: &mut Findings<'_, '_>,
    witness_names: &mut usize,
) {
    let loss = Loss::new(diff, case, what);
    let Some((rule, claim, message)) = explanation(&loss) else { unreachable!("one rule explains what no other does") };
    let edit = findings.at(claim.target);
    if findings.has(edit, rule) {
        return;
    }
    let message = message(&loss, claim);
    if *witness_names > MOST_WITNESS_NAMES {
        let message =
            format!("{message}: a token that could use it before no longer can; the document is too large to name it");
        findings.add(edit, rule, Level::Error, message);
        return;
    }
    let witness = clauses.witness(case, what);
    *witness_names += witness.token.len();
    if let Some(change) = findings.add(edit, rule, Level::Error, format!("{message}: {witness}")) {
        change.witness = Some(witness);
    }
}

type Explanation = (&'static GateRule, Claim, fn(&Loss<'_, '_>, Claim) -> String);

/// The most direct claim; of two that are as direct, that about the first row.
fn explanation(loss: &Loss<'_, '_>) -> Option<Explanation> {
    let finders = ENTRIES.iter().flat_map(|entry| entry.finds.iter().map(|finder| (entry.rule, finder)));
    let claims = finders.filter_map(|(rule, finder)| match finder {
        Finds::Losses { claim, message } => Some((rule, claim(loss)?, *message)),
        _ => None,
    });
    claims.min_by_key(|(_, claim, _)| (claim.directness, claim.row.old))
}

/// Makes a note of all that replacing a permission does which never existed, but for what the new one allows.
fn excuse(findings: &mut Findings<'_, '_>, exists: Exists<'_>) {
    let diff = findings.diff;
    let old = &diff.pair.old;
    for (edit, changes) in &mut findings.edits {
        let (Some(before), Some(after)) = (edit.row.old, edit.row.new) else { continue };
        let name = old.names[before];
        let (_, kind, short) = old.identity(name);
        if diff.is_same_permission(before, after) || exists(old.permissions.canonical_resource(name), kind, short) {
            continue;
        }
        for change in changes.iter_mut().filter(|change| change.rule.family != Family::Privilege) {
            change.level = Level::Note;
            change.message = format!("{}; but {short} never existed, so no token has it", change.message);
        }
    }
}

/// Where a document is about another resource, every permission is another: that is one edit.
fn one_edit(edits: &[Vec<Change>], old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = edits.concat();
    for change in &mut changes {
        change.message = format!("the resource was {} and is {}: {}", old.resource, new.resource, change.message);
    }
    changes
}

/// The order in which the changes of one edit tell what it is: the worst first, then tokens, consent, code, privilege.
fn rank(change: &Change) -> (Reverse<Level>, Family, &'static GateRule, Subject, String, String) {
    let Change { rule, subject, before, after, .. } = change;
    (Reverse(change.level), rule.family, rule, subject.clone(), before.clone(), after.clone())
}

/// The change that tells what an edit is, with the others attached.
fn primary(mut changes: Vec<Change>) -> Option<Change> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    changes.sort_by_cached_key(rank);
    changes.retain(|change| seen.insert(change.fingerprint()));
    let mut changes = changes.into_iter();
    let primary = changes.next()?;
    Some(Change { attached: changes.collect(), ..primary })
}
