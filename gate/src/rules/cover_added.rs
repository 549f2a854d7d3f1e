//! `privilege/cover-added`: a new `satisfied by`, or a new alternative.

use std::collections::{BTreeMap, BTreeSet};

use scopemark_compiler::finding::Level;
use scopemark_compiler::model::Document;

use crate::cases::case::each_feature;
use crate::cases::tokens::{Clauses, FeatureTokens, Lost};
use crate::edits::edit::Addition;
use crate::edits::findings::Findings;
use crate::edits::{subjects, words};
use crate::finder::Finds;
use crate::rule::{Bump, Family, GateRule, Party, RuleLevel};
use crate::states::pair::Pair;
use crate::states::side::Side;

pub(crate) static RULE: GateRule = GateRule {
    id: "privilege/cover-added",
    title: "a new `satisfied by`, or a new alternative",
    parties: &[Party::Users, Party::Security],
    level: RuleLevel::ErrorOrWarning,
    bump: Some(Bump::Minor),
    explanation: "The document now says that one permission satisfies another. It is an error where the edit breaks tokens without \
                  that claim, because then the claim alone keeps the gate open: if it is wrong, users find out. In Microsoft's \
                  own data a third of the permissions called `ReadWrite` do not contain the `Read` of that name.",
    before: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read |\n",
    after: "| Feature | Permission |\n|---|---|\n| Chat | Chat.Read or Chat.ReadWrite |\n",
    near_miss: Some([
        "| Feature | Permission |\n|---|---|\n| A | X.Read |\n| B | Y.Read |\n| C | Z.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n| Y.Read | Z.Read |\n",
        "| Feature | Permission |\n|---|---|\n| A | X.Read |\n| B | Y.Read |\n| C | Z.Read |\n\n| Permission | Satisfied by |\n|---|---|\n| X.Read | Y.Read |\n| Y.Read | Z.Read |\n| X.Read | Z.Read |\n",
    ]),
    harmless: "check in the provider's reference that the stronger permission really allows all that the weaker one does",
    ..GateRule::of(Family::Privilege)
};

pub(super) static FINDS: &[Finds] = &[Finds::Facts(find)];

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
            None => {
                document.covers.retain(|cover| cover.kind != kind || cover.scope != stronger || cover.covers != weaker);
            }
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
            of.each_case(|case| lost.extend(tokens.judge(case).lost.into_iter().map(|lost| (of.feature, lost))));
        },
    );
    lost
}
