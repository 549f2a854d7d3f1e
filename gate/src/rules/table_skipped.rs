//! `document/table-skipped`: a table that was read is now skipped by a directive.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Document, Permission};

use crate::change::{Change, Place, Subject};
use crate::finder::Finds;
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "document/table-skipped",
    title: "a table that was read is now skipped by a directive",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    found_by: FoundBy::Reading,
    explanation: "All that the table said is gone, for everybody, by a comment that no reader of the document sees.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n\n| Feature | Permission |\n|---|---|\n| Mail | Mail.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n\n<!-- scopemark: skip -->\n| Feature | Permission |\n|---|---|\n| Mail | Mail.Read |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
        "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n\n<!-- scopemark: skip -->\n| Feature | Permission |\n|---|---|\n| Mail | Mail.Read |\n",
    ]),
    harmless: "delete the rows instead, one reviewed change after the other",
    ..GateRule::of(Family::Document)
};

pub(super) static FINDS: &[Finds] = &[Finds::Baseline(find)];

fn find(inputs: &Inputs<'_>, baseline: &Baseline<'_>, found: &mut Vec<Change>) -> Vec<Change> {
    inputs.tables.unskipped.iter().filter_map(|hidden| skipped(inputs, baseline, hidden, found)).collect()
}

/// The change that rows of the baseline are in the document still, and skipped. What it explains is attached to it.
fn skipped(inputs: &Inputs<'_>, baseline: &Baseline<'_>, hidden: &Document, found: &mut Vec<Change>) -> Option<Change> {
    let before = baseline.documents.iter().find(|document| document.name == hidden.name)?;
    let now = inputs.tables.documents.iter().find(|document| document.name == hidden.name);
    let has = |document: &Document, row: &Permission| {
        document.permissions.iter().any(|other| is_same_row((other, document), (row, before)))
    };
    let is_lost = |row: &&Permission| has(hidden, row) && !now.is_some_and(|now| has(now, row));
    let lost: Vec<&Permission> = before.permissions.iter().filter(is_lost).collect();
    let first = *lost.first()?;
    let shown = hidden.permissions.iter().find(|other| is_same_row((other, hidden), (first, before)))?;
    let names: BTreeSet<&str> = lost.iter().map(|row| row.scope.as_str()).collect();
    let is_explained = |change: &mut Change| {
        let Subject { document, permission, feature, .. } = &change.subject;
        let is_of_lost = || lost.iter().any(|row| feature_of(row, before) == feature.as_deref());
        *document == hidden.name && (names.contains(&**permission) || permission.is_empty() && is_of_lost())
    };
    let mut attached: Vec<Change> = Vec::new();
    for mut change in found.extract_if(.., is_explained) {
        let more = core::mem::take(&mut change.attached);
        attached.push(change);
        attached.extend(more);
    }
    let names: Vec<&str> = names.into_iter().collect();
    // An acceptance is for what the directive does now: with one effect more it is another change.
    let effects: Vec<String> = attached.iter().map(Change::fingerprint).collect();
    let path = &hidden.path;
    Some(Change {
        subject: Subject { document: hidden.name.clone(), ..Subject::default() },
        before: format!("{} {}", names.join(" "), effects.join(" ")),
        help: "remove the `skip` directive; to remove the rows, delete them".into(),
        place: Place { path: path.clone(), line: shown.position.line, column: shown.position.column },
        attached,
        ..Change::new(&RULE, format!("a directive now skips rows of {path} that were read: {}", names.join(", ")))
    })
}

fn is_same_row((a, of_a): (&Permission, &Document), (b, of_b): (&Permission, &Document)) -> bool {
    a.scope == b.scope && a.kind == b.kind && a.access == b.access && feature_of(a, of_a) == feature_of(b, of_b)
}

fn feature_of<'d>(row: &Permission, document: &'d Document) -> Option<&'d str> {
    row.feature.and_then(|index| document.features.get(index)).map(|feature| feature.text.as_str())
}
