//! `privilege/new-in-document`: the first use of a permission in the document.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Document, Kind};

use crate::change::{Change, Place, Subject, What};
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/new-in-document",
    title: "the first use of a permission in the document",
    parties: &[Party::Security, Party::Admins],
    level: RuleLevel::ErrorOrWarning,
    explanation: "The application may do something that it never could. It is an error for an application permission and for one that \
                  needs an administrator, as the document or the catalogue says: somebody must review it and approve it in each \
                  tenant. A new feature or document has one finding for all that it is the first to request.",
    before: "| Feature | Permission | Type |\n|---|---|---|\n| Devices | Device.Read.All | Application |\n",
    after: "| Feature | Permission | Type |\n|---|---|---|\n| Devices | Device.Read.All | Application |\n| Rooms | Place.Read.All | \
            Application |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n| Mail | Mail.Read |\n| Mail | Chat.Read |\n",
    ]),
    harmless: "have it reviewed, and request the least that is enough",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (old, new) = (&diff.pair.old, &diff.pair.new);
    let mut by_edit: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for name in new.requested().filter(|&name| !diff.pair.from_old[name].iter().any(|&was| old.requests(was))) {
        if let Some(edit) = diff.edits.of_new[new.rows_of(name)[0]] {
            by_edit.entry(edit).or_default().push(name);
        }
    }
    for (edit, names) in by_edit {
        if findings.edits[edit].0.subject.what == What::Feature {
            add_feature(findings, edit, &names);
        } else {
            for name in names {
                add(findings, edit, name);
            }
        }
    }
}

fn add(findings: &mut Findings<'_, '_>, edit: usize, name: usize) {
    let pair = &findings.diff.pair;
    let new = &pair.new;
    let why = match (new.identity(name).1, new.consent(name)) {
        (Kind::Application, _) => ", and acts without a user: an administrator of each tenant must approve it",
        (_, Some(true)) => ", and only an administrator can approve it",
        _ => "",
    };
    let message = format!("the document requests {} for the first time{why}", words::name(new, name));
    let subject = subjects::permission(pair, new, name);
    if let Some(change) = findings.add_about(edit, subject, &RULE, level(new, name), message) {
        change.place = words::place(new, new.first_place(name));
        (change.before, change.after) = (String::new(), words::permission(new, name));
    }
}

/// One finding for all that a new feature is the first to request, as bad as the worst of it.
fn add_feature(findings: &mut Findings<'_, '_>, edit: usize, names: &[usize]) {
    let new = &findings.diff.pair.new;
    let (admin, other): (Vec<usize>, Vec<usize>) = names.iter().partition(|&&name| level(new, name) == Level::Error);
    let list = |names: &[usize]| names.iter().map(|&name| words::name(new, name)).collect::<Vec<_>>().join(", ");
    let feature = findings.edits[edit].0.subject.feature.clone().unwrap_or_default();
    let mut parts = Vec::new();
    if !admin.is_empty() {
        parts.push(format!("{}, which an administrator must approve", list(&admin)));
    }
    if !other.is_empty() {
        parts.push(list(&other));
    }
    let message = format!("{feature} is new, and is the first to request {}", parts.join("; and "));
    let worst = if admin.is_empty() { Level::Warning } else { Level::Error };
    let mut facts: Vec<String> = names.iter().map(|&name| words::permission(new, name)).collect();
    facts.sort_unstable();
    if let Some(change) = findings.add(edit, &RULE, worst, message) {
        change.after = facts.join("; ");
    }
}

/// An error for what an administrator must approve.
fn level(new: &Side<'_>, name: usize) -> Level {
    if new.consent(name) == Some(true) { Level::Error } else { Level::Warning }
}

/// A document that is new as a whole: as bad as the worst that it requests.
pub(crate) fn of_document(document: &Document, level: Level, facts: String) -> Change {
    let names: BTreeSet<&str> = document.permissions.iter().map(|row| row.scope.as_str()).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(" ");
    Change {
        level,
        decided: level,
        subject: Subject { document: document.name.clone(), ..Subject::default() },
        after: facts,
        place: Place { path: document.path.clone(), line: 1, column: 1 },
        ..Change::new(&RULE, format!("the document {} is new: it requests {names}", document.name))
    }
}
