//! `document/table-skipped`: a table that was read is now skipped by a directive.

use std::collections::BTreeSet;

use scopemark_compiler::model::{Cover, Document, Permission, Position};

use crate::change::{Change, Place, Subject};
use crate::finder::Finds;
use crate::lock::before;
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, FoundBy, GateRule, Party};

pub(crate) static RULE: GateRule = GateRule {
    id: "document/table-skipped",
    title: "a table that was read is now skipped by a directive",
    parties: &[Party::Code, Party::Users, Party::Admins, Party::Security, Party::Document],
    found_by: FoundBy::Reading,
    explanation: "All that the table said is gone, for everybody, by a comment that no reader of the document sees. The permissions \
                  and covers of the table tell it, also below another heading, or where the directive replaced another one.",
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

/// The change that facts of the baseline are in the document still, and skipped. What it explains is attached to it.
fn skipped(inputs: &Inputs<'_>, baseline: &Baseline<'_>, hidden: &Document, found: &mut Vec<Change>) -> Option<Change> {
    let is_before = |document: &&Document| document.name == hidden.name;
    let before = before(&baseline.documents, hidden)?;
    let now = inputs.tables.documents.iter().find(is_before);
    let revision = inputs.against.filter(|revision| baseline.name == revision.name);
    let known = revision.map(|revision| &revision.tables).and_then(|tables| {
        let hidden = tables.unskipped.iter().find(is_before)?;
        Some((hidden, tables.documents.iter().find(is_before)))
    });
    let skips = Skips { before, now, hidden, known };
    let (lost, rows) = skips.lost_rows();
    let (lost_covers, covers) = skips.lost_covers();
    let places = rows.iter().map(|row| row.position).chain(covers.iter().map(|cover| cover.position));
    let shown = places.min()?;
    let of_covers = lost_covers.iter().flat_map(|cover| [&*cover.covers, &*cover.scope]);
    let names: BTreeSet<&str> = lost.iter().map(|row| row.scope.as_str()).chain(of_covers).collect();
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
        place: Place { path: path.clone(), line: shown.line, column: shown.column },
        attached,
        ..Change::new(&RULE, format!("a directive now skips rows of {path} that were read: {}", names.join(", ")))
    })
}

/// A document with what its `skip` directives hide.
struct Skips<'d> {
    before: &'d Document,
    /// `None` if all of it is skipped.
    now: Option<&'d Document>,
    /// Read without those directives.
    hidden: &'d Document,
    /// The same of a revision: read without them, and with them.
    known: Option<(&'d Document, Option<&'d Document>)>,
}

impl<'d> Skips<'d> {
    /// The rows of the baseline that are skipped now, and where they are. Without the directive that `skip` replaced, or below
    /// another heading, the rest of what a row says may be read in another way: then the permission tells it.
    fn lost_rows(&self) -> (Vec<&'d Permission>, Vec<&'d Permission>) {
        let (before, hidden) = (self.before, self.hidden);
        let now = self.now.map_or(&[][..], |now| &now.permissions);
        let is_kept = |row: &Permission| {
            self.now.is_some_and(|of| now.iter().any(|other| is_same_row((other, of), (row, before))))
        };
        let mut rows = of_skipped(hidden, self.now, |document| &document.permissions, |row| row.position);
        if let Some((known, read)) = self.known {
            let known_rows = of_skipped(known, read, |document| &document.permissions, |row| row.position);
            rows.retain(|row| !known_rows.iter().any(|other| is_same_row((other, known), (row, hidden))));
        }
        let read: BTreeSet<&str> = before.permissions.iter().map(|row| row.scope.as_str()).collect();
        // A table of other permissions that was skipped all along may name this one too.
        let tables = rows.chunk_by(|a, b| b.position.line <= a.position.line + 1);
        let by_name: BTreeSet<&str> = tables
            .map(|table| table.iter().map(|row| row.scope.as_str()).collect::<BTreeSet<_>>())
            .filter(|names| 2 * names.intersection(&read).count() > names.len())
            .flatten()
            .collect();
        let count = |rows: &[Permission], scope: &str| rows.iter().filter(|row| row.scope == scope).count();
        let is_fewer = |scope: &str| count(&before.permissions, scope) > count(now, scope);
        let is_there = |row: &Permission| {
            rows.iter().any(|other| is_same_row((other, hidden), (row, before)))
                || by_name.contains(&*row.scope) && is_fewer(&row.scope)
        };
        let lost: Vec<&Permission> = before.permissions.iter().filter(|row| !is_kept(row) && is_there(row)).collect();
        let places = rows.into_iter().filter(|row| lost.iter().any(|lost| lost.scope == row.scope)).collect();
        (lost, places)
    }

    /// The covers of the baseline that are skipped now, and where they are.
    fn lost_covers(&self) -> (Vec<&'d Cover>, Vec<&'d Cover>) {
        let is_same = |a: &Cover, b: &Cover| a.scope == b.scope && a.covers == b.covers;
        let now = self.now.map_or(&[][..], |now| &now.covers);
        let mut covers = of_skipped(self.hidden, self.now, |document| &document.covers, |cover| cover.position);
        if let Some((known, read)) = self.known {
            let known_covers = of_skipped(known, read, |document| &document.covers, |cover| cover.position);
            covers.retain(|cover| !known_covers.iter().any(|other| is_same(other, cover)));
        }
        let is_lost = |cover: &&Cover| {
            let is_kept = now.iter().any(|other| other.kind == cover.kind && is_same(other, cover));
            !is_kept && covers.iter().any(|other| is_same(other, cover))
        };
        let lost: Vec<&Cover> = self.before.covers.iter().filter(is_lost).collect();
        let places = covers.into_iter().filter(|other| lost.iter().any(|cover| is_same(cover, other))).collect();
        (lost, places)
    }
}
/// The facts of a document that only `skip` directives hide, in the order of their places.
fn of_skipped<'d, T>(
    hidden: &'d Document,
    read: Option<&'d Document>,
    facts: impl Fn(&'d Document) -> &'d [T],
    position: impl Fn(&T) -> Position,
) -> Vec<&'d T> {
    let read: BTreeSet<Position> = read.into_iter().flat_map(&facts).map(&position).collect();
    let mut skipped: Vec<&T> = facts(hidden).iter().filter(|fact| !read.contains(&position(fact))).collect();
    skipped.sort_by_key(|fact| position(fact));
    skipped
}

fn is_same_row((a, of_a): (&Permission, &Document), (b, of_b): (&Permission, &Document)) -> bool {
    a.scope == b.scope && a.kind == b.kind && a.access == b.access && feature_of(a, of_a) == feature_of(b, of_b)
}

fn feature_of<'d>(row: &Permission, document: &'d Document) -> Option<&'d str> {
    row.feature.and_then(|index| document.features.get(index)).map(|feature| feature.text.as_str())
}
