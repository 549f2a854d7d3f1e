//! `privilege/cover-added`: a new `satisfied by`, or a new alternative.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::{Cover, Document, Kind};

use crate::cases::case::each_feature;
use crate::cases::row_set::RowSet;
use crate::cases::sets::sets;
use crate::cases::tokens::{Clauses, FeatureTokens, Lost};
use crate::change::{Change, Place};
use crate::edits::diff::Diff;
use crate::edits::edit::Addition;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::review::baseline::Baseline;
use crate::review::inputs::Inputs;
use crate::rule::{Family, GateRule, Party, RuleLevel};
use crate::states::pair::Pair;
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/cover-added",
    title: "a new `satisfied by`, or a new alternative",
    parties: &[Party::Users, Party::Security],
    level: RuleLevel::ErrorOrWarning,

    explanation: "The document now says that one permission satisfies another. It is an error where the edit breaks tokens without \
                  that claim, because then the claim alone keeps the gate open: if it is wrong, users find out. In Microsoft's \
                  own data a third of the permissions called `ReadWrite` do not contain the `Read` of that name. A claim that is in \
                  no release yet, and that nobody accepted, is such an error too when a later edit rests on it.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadWrite |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | X.Read |\n| B | Y.Read |\n| C | Z.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n| Y.Read | Z.Read |\n",
        "| Feature | Permission |\n|---|---|\n| A | X.Read |\n| B | Y.Read |\n| C | Z.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n| Y.Read | Z.Read |\n| X.Read | Z.Read |\n",
    ]),
    harmless: "check in the provider's reference that the stronger permission really allows all that the weaker one does",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find), Finds::Baseline(resting)];

/// How many additions are tried one by one; of more, all that are not needed together are taken for needed.
const MOST_TRIED: usize = 64;

fn find(findings: &mut Findings<'_, '_>) {
    let diff = findings.diff;
    let (pair, additions) = (&diff.pair, &diff.edits.additions);
    let mut by_weaker: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, added) in additions.iter().enumerate() {
        by_weaker.entry((added.edit, added.weaker)).or_default().push(at);
    }
    let needed = needed(pair, additions);
    for ((edit, weaker), added) in by_weaker {
        let says = |&at: &usize| {
            let stronger = words::name(&pair.new, additions[at].stronger);
            format!("{stronger} now satisfies {}", words::name(&pair.new, weaker))
        };
        let message = added.iter().map(says).collect::<Vec<_>>().join("; ");
        // One that is needed makes the edit an error, whatever it is added to.
        let is_needed = needed.iter().any(|&at| additions[at].edit == edit);
        let (level, message) = if is_needed {
            (Level::Error, format!("{message}; without that, this edit breaks tokens"))
        } else {
            (Level::Warning, message)
        };
        let subject = subjects::cover(pair, &pair.new, weaker);
        if let Some(change) = findings.add_about(edit, subject, &RULE, level, message) {
            change.place = words::place(&pair.new, additions[added[0]].position);
        }
    }
}

/// The additions without which tokens would break that do not break.
fn needed(pair: &Pair<'_>, additions: &[Addition]) -> Vec<usize> {
    if additions.is_empty() {
        return Vec::new();
    }
    let old = pair.old.to_document();
    let lost = lost(&old, &pair.new.to_document());
    let all: Vec<usize> = (0..additions.len()).collect();
    let is_same_without = |left_out: &[usize]| self::lost(&old, &without(pair, additions, left_out)) == lost;
    if is_same_without(&all) {
        return Vec::new();
    }
    // The first that can be left out are left out: what remains is needed.
    let mut left_out: Vec<usize> = Vec::new();
    for &at in all.iter().rev().take(MOST_TRIED) {
        left_out.push(at);
        if !is_same_without(&left_out) {
            left_out.pop();
        }
    }
    all.into_iter().filter(|at| !left_out.contains(at)).collect()
}

/// The new document without some of the additions.
fn without(pair: &Pair<'_>, additions: &[Addition], left_out: &[usize]) -> Document {
    let side = &pair.new;
    let mut document = side.to_document();
    for &Addition { row, weaker, stronger, .. } in left_out.iter().map(|&at| &additions[at]) {
        let kind = side.identity(stronger).1;
        let (weaker, stronger) = (side.permissions.text(weaker), side.permissions.text(stronger));
        match row {
            Some(row) => document.permissions[row].alternatives.retain(|text| text != stronger),
            None => undeclare(&mut document, kind, stronger, weaker),
        }
    }
    document
}

/// The features, and what of each some token loses between two documents.
fn lost(old: &Document, new: &Document) -> BTreeSet<(usize, Lost)> {
    let mut lost = BTreeSet::new();
    // A document that is too large to be compared is so without the additions too.
    let (Ok(old), Ok(new)) = (Side::new(old), Side::new(new)) else { return lost };
    let pair = Pair::new(old, new);
    let clauses = Clauses::new(&pair);
    each_feature(
        &pair,
        |_| true,
        |of| {
            let tokens = FeatureTokens::new(of, &clauses);
            let sets = sets(of, &tokens.steady().map(RowSet::clone), tokens.related());
            of.each_case(&sets, |case| lost.extend(tokens.judge(case).lost.into_iter().map(|lost| (of.feature, lost))));
        },
    );
    lost
}

/// The errors that an edit breaks no token only because of a pair that an earlier edit declared, and that is in no release and
/// was never accepted: two warnings in a row would widen what tokens must have.
fn resting(inputs: &Inputs<'_>, baseline: &Baseline<'_>, _: &mut Vec<Change>) -> Vec<Change> {
    let Some(lock) = inputs.against.map_or(Some(inputs.lock), |revision| revision.lock.as_ref()) else {
        return Vec::new();
    };
    let released: Vec<&Document> =
        lock.releases.iter().flat_map(|release| release.documents.iter().flatten()).collect();
    let accepted = |change: &Change| {
        let all = lock.releases.iter().flat_map(|release| &release.accepted).chain(&lock.accepted);
        // A claim was a warning, or an error beside the edit that needed it.
        let prints: Vec<String> = [Level::Warning, Level::Error]
            .map(|decided| Change { decided, attached: Vec::new(), ..change.clone() }.fingerprint())
            .into();
        all.into_iter().any(|acceptance| prints.contains(&acceptance.fingerprint))
    };
    let mut found = Vec::new();
    for old in &baseline.documents {
        let Some(new) = inputs.tables.documents.iter().find(|new| new.name == old.name) else { continue };
        let is_in = |document: &Document, cover: &Cover| document.covers.iter().any(|other| is_same_pair(other, cover));
        let is_released =
            |cover: &Cover| released.iter().any(|document| document.name == old.name && is_in(document, cover));
        let open: Vec<&Cover> =
            new.covers.iter().filter(|cover| is_in(old, cover) && !is_released(cover)).take(MOST_TRIED).collect();
        for cover in needed_of(old, new, &open) {
            // The claim as it was first made.
            let Some(claim) = claim(&undeclared(old, &[cover]), old).filter(|claim| !accepted(claim)) else { continue };
            found.push(Change {
                subject: claim.subject.clone(),
                before: claim.after.clone(),
                after: claim.after.clone(),
                place: Place { path: new.path.clone(), line: cover.position.line, column: cover.position.column },
                ..Change::new(
                    &RULE,
                    format!(
                        "this edit breaks no token only because {} satisfies {}, which is in no release and which nobody accepted",
                        cover.scope, cover.covers
                    ),
                )
            });
        }
    }
    found
}

/// The claim that an edit of a document makes.
fn claim(old: &Document, new: &Document) -> Option<Change> {
    let diff = Diff::new(Pair::new(Side::sorted(old).ok()?, Side::sorted(new).ok()?));
    let mut findings = Findings::new(&diff, None);
    find(&mut findings);
    findings.edits.into_iter().flat_map(|(_, changes)| changes).next()
}

/// The pairs of both documents without which the edit between them would break tokens.
fn needed_of<'c>(old: &Document, new: &Document, pairs: &[&'c Cover]) -> Vec<&'c Cover> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let broken = lost(old, new);
    let breaks = |pairs: &[&Cover]| !lost(&undeclared(old, pairs), &undeclared(new, pairs)).is_subset(&broken);
    if !breaks(pairs) {
        return Vec::new();
    }
    let alone: Vec<&Cover> = pairs.iter().copied().filter(|pair| breaks(&[pair])).collect();
    // No single one is to blame where any of several would do.
    if alone.is_empty() { pairs.to_vec() } else { alone }
}

/// The document without these pairs.
fn undeclared(document: &Document, pairs: &[&Cover]) -> Document {
    let mut document = document.clone();
    for pair in pairs {
        undeclare(&mut document, pair.kind, &pair.scope, &pair.covers);
    }
    document
}

/// Takes a declared pair out of a document, and what a `Satisfied by` cell says by it in the rows of the weaker permission.
fn undeclare(document: &mut Document, kind: Kind, stronger: &str, weaker: &str) {
    document.covers.retain(|cover| cover.kind != kind || cover.scope != stronger || cover.covers != weaker);
    for row in document.permissions.iter_mut().filter(|row| row.kind == kind && row.scope == weaker) {
        row.alternatives.retain(|text| text != stronger);
        for group in &mut row.clauses {
            group.retain(|text| text != stronger);
        }
    }
}

fn is_same_pair(a: &Cover, b: &Cover) -> bool {
    (a.kind, &a.scope, &a.covers) == (b.kind, &b.scope, &b.covers)
}
